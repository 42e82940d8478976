"""Somebody in the scene who waits for a time and to be called, and the coach who is to call."""

from datetime import date, timedelta

from staasted.apps.audit.actor import Role
from staasted.apps.booking.arriving import arrival_mark
from staasted.apps.booking.calling import call_tried
from staasted.apps.booking.services import openings_publish
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
    """Hans is to say that he is here, and Hanne has said so."""
    open_at(coach, MONDAY, 11, 13)
    cases = [town.citizen(coach, name=name) for name in ("Hanne Her", "Hans Her")]
    held = []
    for case in cases:
        hold(case, coach, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
        with clock.pinned(NOON - timedelta(hours=26)):
            held.append(book(case, coach, channel="in_person"))
    with clock.pinned(held[0].starts_at):
        arrival_mark(actor=town.acting(cases[0]), booking=held[0])
    return {"hans": cases[1].person}, {"hanne": cases[0].public_id, "hans": cases[1].public_id}


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
