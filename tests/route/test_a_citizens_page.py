"""A citizen's page: ten years in a few lines, and the mirror before the suggestions."""

import html
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.models import Conversation
from staasted.apps.org.clock import clock
from staasted.apps.screening.models import MirrorAnswers
from staasted.core.axes import Channel, Outcome
from tests import town
from tests.agreeing import answers_given
from tests.browsing import come_in
from tests.town import MONDAY, Town

pytestmark = pytest.mark.django_db

YEARS = 10


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen, asked_on=MONDAY)


def years_held(place: Town, case: Citizen) -> int:
    """A conversation every third week for ten years, each with a note."""
    first = clock.now() - timedelta(days=365 * YEARS)
    rows = [
        Conversation(
            citizen=case,
            holder=place.karen,
            purpose="job_search",
            channel=Channel.PHONE,
            starts_at=(at := first + timedelta(weeks=3 * n)),
            closed_at=at,
            outcome=Outcome.HELD,
            minutes=30,
            note=f"Notat nummer {n}.",
        )
        for n in range(365 * YEARS // 21)
    ]
    return len(Conversation.objects.bulk_create(rows))


def test_ten_years_are_a_few_lines_and_no_further_question(place: Town, ase: Citizen) -> None:
    count = years_held(place, ase)
    karen = come_in(place.karen)
    karen.get("/hjaelp/")
    with CaptureQueriesContext(connection) as asked:
        shown = karen.get(f"/borgere/{ase.public_id}/").content.decode()
    assert len(asked) <= 10
    assert shown.count("Notat nummer") == 3
    assert f"Notat nummer {count - 1}." in shown
    assert f"Se alle {count} samtaler" in shown
    everything = karen.get(f"/borgere/{ase.public_id}/?samtaler=alle").content.decode()
    assert everything.count("Notat nummer") == count > 150


def test_every_way_within_the_page_leads_to_a_place_on_it(place: Town, ase: Citizen) -> None:
    shown = come_in(place.karen).get(f"/borgere/{ase.public_id}/").content.decode()
    for part in ("naeste", "aftale", "plan", "svar", "sket", "loven", "mere"):
        assert f'href="#{part}"' in shown
        assert shown.count(f'id="{part}"') == 1


def test_the_coach_answers_the_mirror_and_then_sees_the_suggestions(
    place: Town, ase: Citizen
) -> None:
    answers_given(ase, {"job_goal_clear": "no"}, share=True)
    karen = come_in(place.karen)
    sent = {"job_goal.expects": "unsure", "diagnosis.expects": "hard"}
    answered = karen.post(f"/borgere/{ase.public_id}/spejl/", sent, follow=True)
    shown = html.unescape(answered.content.decode())
    assert "Borgeren læser" in shown
    given = MirrorAnswers.objects.get()
    assert given.answers == {"job_goal.expects": "unsure"}
    assert given.seen_before_at is None
    again = karen.get(f"/borgere/{ase.public_id}/spejl/").content.decode()
    assert "før du havde set forslagene" in again


def test_an_empty_mirror_is_refused_and_says_so(place: Town, ase: Citizen) -> None:
    refused = come_in(place.karen).post(f"/borgere/{ase.public_id}/spejl/", {})
    assert "Spejlet er ikke gemt" in html.unescape(refused.content.decode())
    assert not MirrorAnswers.objects.exists()
