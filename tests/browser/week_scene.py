"""A coach's week in a test: sixty citizens, three conversations a morning, and what comes in."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import product

from django.db import transaction

from staasted.apps.audit.actor import Role
from staasted.apps.booking.models import Booking
from staasted.apps.booking.services import slot_book
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import actor_for
from tests import happenings, netting, situation, talking, town
from tests.town import MONDAY, Town, build_town, danish
from tests.waiting import past_the_first

FIRST_NAMES = ("Agnes", "Bo", "Clara", "Dan", "Ellen", "Finn", "Gerda", "Hans", "Ida", "Johan")
LAST_NAMES = ("Bæk", "Dahl", "Eng", "Friis", "Grøn", "Holt")
CITIZENS = len(FIRST_NAMES) * len(LAST_NAMES)
DAYS = [MONDAY + timedelta(days=n) for n in range(5)]
HOURS = (time(9), time(10), time(11))
AHEAD = timedelta(weeks=5)
BEFORE = MONDAY - timedelta(days=10)  # when everything there is was agreed
"""Friday the 8th: every conversation of the week is booked by then."""


@dataclass
class Week:
    """The town, Karen's sixty, and what happens on each day."""

    place: Town
    cases: list[Citizen]
    talks: dict[date, list[Booking]]

    @property
    def karen(self) -> Person:
        """The coach."""
        return self.place.karen


def build_week() -> Week:
    """Sixty citizens with an agreement each; fifteen of them have a conversation this week."""
    place = build_town()
    names = [f"{first} {last}" for last, first in product(LAST_NAMES, FIRST_NAMES)]
    with transaction.atomic():
        cases = [town.citizen(place.karen, name=name) for name in names]
        said = danish(BEFORE, time(9))
        for number, case in enumerate(cases):
            past_the_first(case)
            until = MONDAY + AHEAD + timedelta(days=number % 20)
            netting.agrees(case, place.karen, until=until, at=said)
        asking = iter(cases)
        talks = {day: [_booked(next(asking), place, day, at) for at in HOURS] for day in DAYS}
    return Week(place, cases, talks)


def _booked(case: Citizen, place: Town, day: date, at: time) -> Booking:
    start = danish(day, at)
    actor = actor_for(person=case.person, role=Role.CITIZEN)
    wanted = happenings.request(start)
    with clock.pinned(danish(BEFORE, time(12))):
        return slot_book(actor=actor, citizen=case, counsellor=place.karen, request=wanted)


def somebody_writes(week: Week, number: int, words: str) -> Citizen:
    """One of those without a conversation this week sends a message."""
    talking.writes(week.cases[number], words)
    return week.cases[number]


def somebody_wants_help(week: Week, number: int, words: str) -> Citizen:
    """One of them asks for help."""
    talking.wants_help(week.cases[number], words)
    return week.cases[number]


def somebody_begins_a_course(week: Week, number: int, now: datetime) -> Citizen:
    """One of them tells of a change."""
    situation.tells(week.cases[number], "treatment_begins", now.date(), now=now)
    return week.cases[number]
