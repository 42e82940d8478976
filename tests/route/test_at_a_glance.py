"""A citizen's page at a glance: a summary, what waits, and the newest of each part."""

import html
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from staasted.apps.citizens.models import BenefitPeriod, Citizen
from staasted.apps.conversations.models import Conversation
from staasted.apps.letters.models import Letter
from staasted.apps.offers.models import Measure
from staasted.apps.org.clock import clock
from staasted.apps.plans.kinds import ItemKind
from staasted.catalog.speech import day_year
from staasted.core.axes import Channel, Outcome
from tests import town
from tests.agreeing import answers_given, recorded
from tests.browsing import come_in, main
from tests.happenings import book
from tests.inviting import call_in, exempt
from tests.offer_courses import running
from tests.plans import write
from tests.situation import tells
from tests.talking import posts, posts_in, wants_help, writes
from tests.town import MONDAY, NOON, Town
from tests.waiting import past_the_first

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def ase(place: Town) -> Citizen:
    with clock.pinned(NOON):
        case = town.citizen(place.karen)
        past_the_first(case)
        return case


@pytest.fixture
def karen(place: Town) -> Client:
    return come_in(place.karen)


def address(case: Citizen) -> str:
    return f"/borgere/{case.public_id}/"


def seen(client: Client, case: Citizen) -> str:
    with clock.pinned(NOON):
        return html.unescape(main(client.get(address(case)).content.decode()))


def test_the_summary_says_who_what_is_agreed_what_they_want_and_when_next(
    place: Town, ase: Citizen, karen: Client
) -> None:
    with clock.pinned(NOON):
        recorded(place, ase, days=20)
        booked = book(ase, place.karen)
        booked.wish = "Jeg vil gerne tale om netværk."
        booked.save(update_fields=["wish"])
    top = seen(karen, ase).split("<h2")[0]
    for said in (
        "Åse Møller",
        "Jobparate på kontanthjælp",
        booked.wish,
        "telefon",
        "Vi taler sammen",
    ):
        assert said in top
    assert "torsdag den 14. maj" in top  # when the two last spoke


def test_what_waits_is_said_with_the_act_and_ends_with_it(
    place: Town, ase: Citizen, karen: Client
) -> None:
    with clock.pinned(NOON):
        recorded(place, ase)
    assert "Intet venter på nogen lige nu." in seen(karen, ase)
    with clock.pinned(NOON):
        wants_help(ase)
        posts_in(ase)
    page = seen(karen, ase)
    assert page.index("Bad om hjælp") < page.index("som ingen har åbnet")


def test_the_newest_of_each_part_stands_on_the_page(
    place: Town, ase: Citizen, karen: Client
) -> None:
    with clock.pinned(NOON):
        posts(ase, place.karen, "Plads på kursus")
        goal = write(ase, ItemKind.GOAL, "Job på et lager", shared=True)
        write(ase, ItemKind.STEP, "Ring til Bo", shared=True, goal=goal, due_on=MONDAY + DAY)
        write(ase, ItemKind.STEP, "Min hemmelighed")
        tells(ase, kind="treatment_begins", begins=MONDAY)
        running(place, ase)
    page = seen(karen, ase)
    for said in ("Plads på kursus", "Job på et lager", "Ring til Bo", "Kører", "Kontanthjælp"):
        assert said in page
    assert "Min hemmelighed" not in page


def test_of_a_benefit_of_years_ago_both_days_are_told(ase: Citizen, karen: Client) -> None:
    begun, ended = MONDAY - 3000 * DAY, MONDAY - 2000 * DAY
    BenefitPeriod.objects.create(
        citizen=ase,
        benefit=town.CASH,
        target_group=town.JOB_READY,
        starts_on=begun,
        ends_on=ended,
    )
    assert f"{day_year(begun)} til {day_year(ended)}." in seen(karen, ase)


def test_ten_years_of_everything_ask_no_further_question(
    place: Town, ase: Citizen, karen: Client
) -> None:
    first = NOON - timedelta(days=3650)
    Conversation.objects.bulk_create(
        Conversation(
            citizen=ase,
            holder=place.karen,
            purpose="job_search",
            channel=Channel.PHONE,
            starts_at=first + timedelta(weeks=3 * n),
            closed_at=first + timedelta(weeks=3 * n),
            outcome=Outcome.HELD,
            minutes=30,
            note=f"Notat {n}.",
        )
        for n in range(170)
    )
    Measure.objects.bulk_create(
        Measure(
            citizen=ase,
            kind="offer:wage_subsidy",
            starts_on=MONDAY - (3600 - 90 * n) * DAY,
            ends_on=MONDAY - (3540 - 90 * n) * DAY,
        )
        for n in range(30)
    )
    with clock.pinned(NOON):
        for n in range(40):
            posts(ase, place.karen, f"Brev {n}")
            writes(ase, f"Hej {n}")
        answers_given(ase, {"job_goal_clear": "no"}, share=True)
        recorded(place, ase)
        tells(ase, kind="treatment_begins", begins=MONDAY)
    karen.get("/hjaelp/")
    with CaptureQueriesContext(connection) as asked:
        page = seen(karen, ase)
    assert Letter.objects.count() == 40
    assert len(asked) <= 10
    assert page.count("Brev ") <= 4
    assert "Se alle 40 breve" in page
    assert "Se alle 30 tilbud" in page


def test_a_time_nobody_has_closed_is_no_next_contact(
    place: Town, ase: Citizen, karen: Client
) -> None:
    with clock.pinned(NOON):
        recorded(place, ase, days=30)
        booked = book(ase, place.karen)
    assert "telefon" in seen(karen, ase).split('id="venter"')[0]
    with clock.pinned(booked.ends_at + DAY):
        later = come_in(place.karen).get(address(ase)).content.decode()
    after = html.unescape(later).split('id="venter"')[0]
    assert "Senest onsdag den 17. juni" in after


def test_whoever_takes_part_and_until_when_stands_on_the_page(
    place: Town, ase: Citizen, karen: Client
) -> None:
    with clock.pinned(NOON):
        assert "Ingen andre er med i forløbet lige nu." in seen(karen, ase)
        people = town.bystanders(place, ase)
    page = seen(karen, ase)
    part = page.split('id="med"')[1].split("<h2")[0]
    for who in ("partner", "representative"):
        assert people[who].name in part
    assert "Til og med" in part


def test_the_letter_of_a_summons_is_a_letter(place: Town) -> None:
    with clock.pinned(NOON):
        case = town.citizen(place.karen)
        exempt(case)
        booked = call_in(place, case).booking
    page = seen(come_in(place.karen), case)
    part = page.split('id="breve"')[1].split("<h2")[0]
    assert f'href="/samtaler/{booked.public_id}/indkaldelse/"' in part
    assert "Borgeren har ikke åbnet det." in part
