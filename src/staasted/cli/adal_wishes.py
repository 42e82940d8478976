"""Those in the demo who wait: one on a waiting list, one to be called, one too long."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from staasted.apps.audit.actor import Role
from staasted.apps.booking.wishing import (
    Calling,
    Waiting,
    call_ask,
    can_be_told,
    waiting_join,
)
from staasted.apps.citizens.access import Citizen
from staasted.apps.citizens.selectors import counsellor_of
from staasted.apps.conversations.course import course_of
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import actor_for
from staasted.catalog.adal import adal
from staasted.catalog.loader import catalog
from staasted.core.law import BookedBy

PURPOSE = "skills_and_courses"
TOO_LONG = timedelta(days=7)  # ago: more than two working days, whatever lies between
BEYOND = timedelta(weeks=3)  # how long one waits, from the day after those that can be booked


def wishes_write(cases: Sequence[Citizen], *, on: date) -> None:
    """Let the first who may book for themselves wait: the times they want are not open yet."""
    purpose, waiting = catalog().purposes[PURPOSE], _bookers(cases, on)
    first_on = on + timedelta(days=purpose.horizon_days + 1)
    told = next((case for case in waiting if can_be_told(case.person)), None)
    if told is not None:
        wait = Waiting(purpose, first_on, first_on + BEYOND, anybody=True)
        actor = actor_for(person=told.person, role=Role.CITIZEN)
        waiting_join(actor=actor, citizen=told, waiting=wait)
    for ago, case in zip((timedelta(), TOO_LONG), _with_phone(waiting), strict=False):
        with clock.pinned(clock.now() - ago):
            calling = Calling(purpose, case.person.phone, about=adal().wishes[0])
            actor = actor_for(person=case.person, role=Role.CITIZEN)
            call_ask(actor=actor, citizen=case, calling=calling)


def _bookers(cases: Sequence[Citizen], on: date) -> Iterator[Citizen]:
    """Those with a coach whom nobody summons."""
    for case in cases:
        self_books = course_of(case, on=on).arrangement.by is not BookedBy.SUMMONS
        if self_books and counsellor_of(case, on=on) is not None and not case.person.protected:
            yield case


def _with_phone(cases: Iterator[Citizen]) -> Iterator[Citizen]:
    return (case for case in cases if case.person.phone)
