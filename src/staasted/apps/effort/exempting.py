"""Assessing that somebody finds work alone: what it would lift, and the room there is for it."""

from dataclasses import dataclass
from datetime import date, datetime

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.course import Course, course_of
from staasted.apps.effort.room import RoomLeft, room_for, share_duties
from staasted.apps.org.clock import COPENHAGEN
from staasted.apps.share_exemptions.models import ShareExemption
from staasted.apps.share_exemptions.selectors import share_exempted
from staasted.apps.share_exemptions.services import Assessment, Counted, exemption_write
from staasted.apps.share_exemptions.turns import RoomMoved, begun
from staasted.core.errors import DomainError
from staasted.core.law import Obligation


@dataclass(frozen=True, slots=True)
class Liftable:
    """What an assessment would lift for one citizen on a day, and the room left for it.

    ``counted`` is whether they are among the exempted already: renewing takes no more room.
    """

    duties: tuple[Obligation, ...]
    first_held: bool
    rooms: tuple[RoomLeft, ...]
    counted: bool

    @property
    def beyond_room(self) -> bool:
        """Whether one more goes beyond the room left in any of the cohorts, or in their group."""
        least = min((room.share.room for room in self.rooms), default=0)
        return least + self.counted < 1


def liftable(course: Course, *, on: date) -> Liftable:
    """What an assessment would lift. Its first conversation nobody is spared."""
    counted = course.citizen.pk in share_exempted([course.citizen.pk], on=on)
    lifted = tuple(o for o in course.obligations if o.lifted_by == "share_exemption")
    duties = (*share_duties(course), *lifted)
    rooms = room_for(course, on=on) if duties else ()
    return Liftable(duties, course.first_held, rooms, counted)


def exemption_assess(
    *, actor: Actor, citizen: Citizen, assessment: Assessment, now: datetime
) -> ShareExemption:
    """Assess somebody: it stands at once, or waits for a lead where no room is left.

    Of two coaches who take the last room in the same moment one does: the other's room is counted
    again, and waits for a lead (decision 0047).
    Errors: AccessRefused; DomainError ``share_first_owed``, ``share_nothing_to_lift``, and as
    ``exemption_write``.
    """
    while True:  # each round again is somebody else who began to stand: it ends
        seen = begun()
        counted = Counted(_checked(citizen, now).beyond_room, seen)
        try:
            return exemption_write(
                actor=actor, citizen=citizen, assessment=assessment, counted=counted, now=now
            )
        except RoomMoved:
            continue


def _checked(citizen: Citizen, now: datetime) -> Liftable:
    """What may be lifted now. Errors: ``share_first_owed``, ``share_nothing_to_lift``."""
    today = now.astimezone(COPENHAGEN).date()
    found = liftable(course_of(citizen, on=today), on=today)
    if not found.duties:
        raise DomainError("share_nothing_to_lift")
    if not found.first_held:
        raise DomainError("share_first_owed")
    return found
