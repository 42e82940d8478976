"""Somebody in the scene who waits for a time and to be called, and the coach who is to call."""

from datetime import date, timedelta

from staasted.apps.audit.actor import Role
from staasted.apps.booking.arriving import arrival_mark
from staasted.apps.booking.calling import call_tried
from staasted.apps.booking.services import booking_cancel, openings_publish
from staasted.apps.booking.waiting import waiting_round
from staasted.apps.booking.wishing import wish_withdraw
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import actor_for
from staasted.apps.org.services import staff_register
from tests import town
from tests.happenings import FIRST, book, hold, utc
from tests.town import MONDAY, NOON
from tests.waiting import asks_for_call, open_at, waits, with_mail

COURSES = "skills_and_courses"


def waiting_for_a_time() -> tuple[dict[str, Person], dict[str, str]]:
    """Vibeke has been told of a time and been rung once; another wish she has taken back."""
    coach = staff_register(name="Vera Vant", roles=[Role.COUNSELLOR], from_on=MONDAY)
    openings_publish(counsellor=coach, stretches=town.stretches(first=date(2026, 5, 4), days=5))
    case = town.citizen(coach, name="Vibeke Venter")
    hold(case, coach, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    with_mail(case)
    with clock.pinned(NOON):
        places = _wishes(case, coach)
    people, here = _at_the_door(coach)
    return {"patient": case.person, "waited_for": coach} | people, places | here


def _at_the_door(coach: Person) -> tuple[dict[str, Person], dict[str, str]]:
    """Hanne has said that she is here, and given another time back.

    Hans is to say so; his coach has nothing else open.
    """
    other = staff_register(name="Viggo Vant", roles=[Role.COUNSELLOR], from_on=MONDAY)
    hanne, hans = (_meets_at_noon(*each) for each in ((coach, "Hanne Her"), (other, "Hans Her")))
    with clock.pinned(NOON):
        own = town.acting(hanne)
        arrival_mark(actor=own, booking=hanne.bookings.get(outcome=None))
        given_back = booking_cancel(actor=own, booking=book(hanne, coach, purpose=COURSES))
    places = {"hanne": hanne.public_id, "hans": hans.public_id}
    people = {"hanne": hanne.person, "hans": hans.person}
    return people, places | {"given_back": given_back.public_id}


def _meets_at_noon(coach: Person, name: str) -> Citizen:
    past = town.stretches(first=date(2026, 5, 4), days=5)
    openings_publish(counsellor=coach, stretches=past)
    case = town.citizen(coach, name=name)
    hold(case, coach, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    open_at(coach, MONDAY, 12, 13)
    with clock.pinned(NOON - timedelta(hours=26)):
        book(case, coach, channel="in_person")
    return case


def _wishes(case: Citizen, coach: Person) -> dict[str, str]:
    waiting = waits(case, purpose=COURSES)
    open_at(coach, MONDAY + timedelta(days=9), 9, 10)
    waiting_round(now=NOON)
    called = asks_for_call(case, purpose=COURSES, about="Jeg vil gerne høre om et kursus i IT.")
    call_tried(actor=actor_for(person=coach, role=Role.COUNSELLOR), wish=called, seen=0)
    taken_back = asks_for_call(case, purpose="job_search")
    wish_withdraw(actor=town.acting(case), wish=taken_back)
    return {
        "patient": case.public_id,
        "waiting": waiting.public_id,
        "called": called.public_id,
        "taken_back": taken_back.public_id,
    }
