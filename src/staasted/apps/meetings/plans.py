"""What a meeting is to be, and what is looked at before it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from staasted.apps.audit.actor import Role
from staasted.apps.booking.models import Place, Room
from staasted.apps.meetings.models import MOST_SEATS, GroupMeeting
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import roles_on
from staasted.core.axes import Channel, ConversationForm
from staasted.core.errors import DomainError

LONGEST = timedelta(hours=8)
"""Nobody meets longer than a working day. Source: decision 0031."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A meeting as it is to be; ``join_until_at`` None is until it starts, no groups everybody."""

    form: ConversationForm
    purpose: str
    title: str
    about: str
    channel: Channel
    starts_at: datetime
    ends_at: datetime
    seats: int
    holder: Person
    place: Place | None = None
    room: Room | None = None
    groups: tuple[str, ...] = ()
    join_until_at: datetime | None = None

    def columns(self) -> dict[str, object]:
        """The plan as the row has it."""
        return {
            "form": self.form,
            "purpose": self.purpose,
            "title": self.title.strip(),
            "about": self.about.strip(),
            "channel": self.channel,
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
            "seats": self.seats,
            "holder": self.holder,
            "place": self.place if self.channel is Channel.IN_PERSON else None,
            "room": self.room if self.channel is Channel.IN_PERSON else None,
            "groups": "".join(f" {group} " for group in self.groups),
            "join_until_at": self.join_until_at or self.starts_at,
        }


TOLD_OF = ("starts_at", "ends_at", "place_id", "room_id", "channel", "holder_id")
"""Columns a change of which everybody is told of: when, where, how and with whom."""


def plan_of(meeting: GroupMeeting) -> Plan:
    """A meeting as its plan."""
    return Plan(
        form=ConversationForm(meeting.form),
        purpose=meeting.purpose,
        title=meeting.title,
        about=meeting.about,
        channel=Channel(meeting.channel),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        seats=meeting.seats,
        holder=meeting.holder,
        place=meeting.place,
        room=meeting.room,
        groups=tuple(meeting.groups.split()),
        join_until_at=meeting.join_until_at,
    )


def plan_refused(plan: Plan) -> None:
    """Look at what the plan says by itself.

    Errors: DomainError ``meeting_without_title``, ``meeting_time``, ``meeting_seats``,
    ``meeting_without_place``, ``meeting_room_elsewhere``, ``meeting_room_too_small``,
    ``meeting_join_until``, ``meeting_holder``.
    """
    if not plan.title.strip():
        raise DomainError("meeting_without_title")
    if not clock.now() < plan.starts_at < plan.ends_at <= plan.starts_at + LONGEST:
        raise DomainError("meeting_time")
    if not 1 <= plan.seats <= MOST_SEATS:
        raise DomainError("meeting_seats", most=MOST_SEATS)
    if plan.join_until_at is not None and plan.join_until_at > plan.starts_at:
        raise DomainError("meeting_join_until")
    if Role.COUNSELLOR not in roles_on(person_id=plan.holder.pk, on=clock.today()):
        raise DomainError("meeting_holder", name=plan.holder.name)
    if plan.channel is Channel.IN_PERSON:
        _where_refused(plan)


def _where_refused(plan: Plan) -> None:
    if plan.place is None:
        raise DomainError("meeting_without_place")
    if plan.room is None:
        return
    if plan.room.place_id != plan.place.pk or plan.room.closed_at is not None:
        raise DomainError("meeting_room_elsewhere", name=plan.room.name)
    if plan.room.seats < plan.seats:
        raise DomainError("meeting_room_too_small", name=plan.room.name, count=plan.room.seats)
