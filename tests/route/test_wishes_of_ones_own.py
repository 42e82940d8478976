"""What was waited for is told under Alt om mig, and goes with the case."""

import json
from datetime import timedelta

import pytest

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.booking.arriving import arrival_mark
from staasted.apps.booking.calling import call_end
from staasted.apps.booking.models import Opening, TimeTold, TimeWish
from staasted.apps.booking.waiting import waiting_round
from staasted.apps.booking.wish_kinds import CallOutcome
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.retention.services import due_erase
from staasted.core.calendar import add_months
from tests import town
from tests.browsing import come_in, main
from tests.ending import close_case
from tests.happenings import book
from tests.town import MONDAY, Town
from tests.waiting import asks_for_call, open_at, told, waits, with_mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def ase(place: Town) -> Citizen:
    """Told of a time, called, and marked as here."""
    case = town.citizen(place.karen)
    with_mail(case)
    here = book(case, place.karen, purpose="skills_and_courses", channel="in_person")
    with clock.pinned(here.starts_at):
        arrival_mark(actor=town.acting(case), booking=here)
    Opening.objects.all().delete()
    waits(case)
    open_at(place.karen, MONDAY + timedelta(days=9), 9, 10)
    waiting_round(now=clock.now())
    assert told() == [case.person.name]
    call = asks_for_call(case, purpose="health_and_daily_life", about="Om mit knæ")
    call_end(actor=place.counsellor(), wish=call, outcome=CallOutcome.SPOKE)
    return case


def test_everything_is_told_in_words(ase: Citizen) -> None:
    client = come_in(ase.person)
    page = main(client.get("/mit-forloeb/alt-om-mig/").content.decode())
    for words in (
        "Ønsker om en tid eller et opkald",
        "Ledige tider, vi har skrevet om",
        "Om mit knæ",
        "I talte sammen",
        "Venteliste",
        "Ankommet",
        "Kom på venteliste",
        "Sagde, at du er her",
    ):
        assert words in page, words
    for code in ("waiting_list", "call_me", "spoke", "waiting_join", "arrival_mark"):
        assert f">{code}<" not in page
    told = json.loads(client.get("/mit-forloeb/alt-om-mig/fil/").content)
    assert {row["kind"] for row in told["booking.timewish"]} == {"waiting_list", "call_me"}
    assert len(told["booking.timetold"]) == 1


def test_it_goes_with_the_case_and_whoever_called_stays(place: Town, ase: Citizen) -> None:
    close_case(ase, place.karen)
    due = add_months(MONDAY, 60)
    assert ase.public_id in [each.subject for each in due_erase(actor=OPERATOR, on=due)]
    assert not TimeWish.objects.exists()
    assert not TimeTold.objects.exists()
    assert Person.objects.filter(pk=place.karen.pk).exists()
