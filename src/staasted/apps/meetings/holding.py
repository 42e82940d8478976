"""Who is held while a meeting changes: cases, then the times it takes, then the meeting itself.

Whoever waits may be moved up, and then their reminders are laid anew: their case is held before the
meeting is (decision 0020). The list may have grown until then; then all is let go and held again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet

from staasted.apps.booking.models import Resource
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import case_lock
from staasted.apps.meetings.models import GroupMeeting
from staasted.core.errors import DomainError

Answer = TypeVar("Answer")
TRIES = 8
"""How often a list that grows is held again. More would wait longer than anybody looks on."""


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting as it stands, held; ``cases`` are the keys of the cases that are held too."""

    meeting: GroupMeeting
    cases: frozenset[int]


class ListGrew(Exception):
    """Somebody joined whose case is not held: all is let go, and held again."""


def meeting_lock(meeting: GroupMeeting) -> GroupMeeting:
    """Hold a meeting until the transaction ends, after cases and times. Errors: NotYours."""
    rows = GroupMeeting.objects.select_for_update(of=("self",), no_key=True)
    held = rows.select_related("holder", "place", "room").filter(pk=meeting.pk).first()
    if held is None:
        raise NotYours
    return held


def waiting_cases(meeting: GroupMeeting) -> QuerySet[Citizen]:
    """The cases of those on the waiting list."""
    return Citizen.objects.filter(seat_waits__meeting=meeting, seat_waits__ended_at=None)


def everybody(meeting: GroupMeeting) -> QuerySet[Citizen]:
    """The cases of those with a seat and of those who wait."""
    seated = Q(seats__meeting=meeting, seats__live=True)
    waits = Q(seat_waits__meeting=meeting, seat_waits__ended_at=None)
    return Citizen.objects.filter(seated | waits).distinct()


def with_all_held(
    meeting: GroupMeeting,
    act: Callable[[Held], Answer],
    *,
    concerned: Callable[[GroupMeeting], QuerySet[Citizen]] = everybody,
    own: Iterable[Citizen] = (),
    times: Callable[[GroupMeeting], Iterable[Resource]] = lambda _: (),
) -> Answer:
    """Do something with the meeting, its list and the times it takes held: one transaction.

    ``act`` raises ListGrew where it needs a case that is not held. Errors: as ``act``; NotYours;
    DomainError ``meeting_busy`` where the list never stood still.
    """
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                cases = {case.pk: case for case in (*own, *concerned(meeting))}
                case_lock(*cases.values())
                keys = [row.pk for row in times(meeting)]
                list(Resource.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
                return act(Held(meeting_lock(meeting), frozenset(cases)))
        except ListGrew:
            continue
    raise DomainError("meeting_busy")


def held_require(held: Held) -> None:
    """Errors: ListGrew where anybody with a seat, or who waits, is not held."""
    keys = everybody(held.meeting).values_list("pk", flat=True)
    if not held.cases.issuperset(keys):
        raise ListGrew
