"""Fetching who has a seat and who waits: the citizen's own, and those of a meeting's holder.

Meetings themselves hold no citizen; whoever is logged in may know that they are (decision 0031).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.citizens.access import NotYours, own_case
from staasted.apps.citizens.kinds import Covers
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.reach import open_to_staff, own_caseload
from staasted.apps.citizens.selectors import group_on
from staasted.apps.meetings.models import GroupMeeting, Seat, SeatWait
from staasted.apps.meetings.seating import seats_taken, waiting_list
from staasted.apps.meetings.selectors import is_shown, meeting_known
from staasted.apps.meetings.services import is_for
from staasted.apps.org.doors import role_require


@dataclass(frozen=True, slots=True)
class OwnPart:
    """A meeting as one citizen has to do with it: a seat, a place in the list, or neither yet.

    ``had`` is the last seat they gave back, lost, or had when it was cancelled.
    """

    case: Citizen
    meeting: GroupMeeting
    seat: Seat | None
    wait: SeatWait | None
    had: Seat | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """Who comes and who waits, in order; a hidden name is empty."""

    seats: Sequence[Seat]
    waits: Sequence[SeatWait]


def own_part(actor: Actor, public_id: str, *, on: date) -> OwnPart:
    """One meeting, and the citizen's own part in it.

    Errors: AccessRefused; NotYours where it is for others, and they have had no part in it.
    """
    case = own_case(actor, on=on, covers=Covers.CONVERSATIONS)
    meeting = meeting_known(public_id)
    seats = Seat.objects.filter(meeting=meeting, citizen=case).select_related("booking")
    last = seats.order_by("-live", "-pk").first()
    waits = SeatWait.objects.filter(meeting=meeting, citizen=case).order_by("-pk")
    waited = waits.first()
    for_others = not is_for(meeting, group_on(case, on=on)) or not is_shown(meeting, case, on=on)
    if last is None and waited is None and for_others:
        raise NotYours
    seat = last if last is not None and last.live else None
    wait = waited if waited is not None and waited.ended_at is None else None
    return OwnPart(case, meeting, seat, wait, had=None if seat else last)


def listed(actor: Actor, meeting: GroupMeeting, *, on: date) -> Listed | None:
    """Who comes to a meeting and who waits: for its holder. None for other coaches.

    A protected name is shown of the own caseload alone; one whose case is the holder's own, is
    closed or is marked for them, never. Errors: AccessRefused.
    """
    role_require(actor, Role.COUNSELLOR)
    if actor.person_id != meeting.holder_id:
        return None
    found = Listed(list(seats_taken(meeting)), list(waiting_list(meeting)))
    cases = [row.citizen for row in (*found.seats, *found.waits)]
    keys = [case.pk for case in cases]
    open_cases = open_to_staff(actor, on=on).filter(pk__in=keys)
    met = set(open_cases.values_list("pk", flat=True))
    own = set(own_caseload(actor, on=on).filter(pk__in=keys).values_list("pk", flat=True))
    for case in cases:
        case.own = case.pk in own
        if case.pk not in met or (case.person.protected and not case.own):
            case.person.name = ""
    _noted(cases, met)
    return found


def _noted(cases: Iterable[Citizen], met: set[int]) -> None:
    note(case.public_id for case in cases if case.pk in met)
