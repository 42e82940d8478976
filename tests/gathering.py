"""Meetings of a test: made, joined, and looked at in the tables."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from staasted.apps.booking.models import Place, Resource, ResourceKind, Room
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.presence import Presence, presence_record
from staasted.apps.meetings.making import meeting_cancel, meeting_make
from staasted.apps.meetings.models import GroupMeeting, Seat, SeatWait
from staasted.apps.meetings.plans import Plan
from staasted.apps.meetings.seating import seats_taken, waiting_list
from staasted.apps.meetings.services import meeting_join
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.core.axes import Channel, ConversationForm, Outcome
from tests import town
from tests.town import MONDAY, NOON, Town, danish

DAY = date(2026, 6, 1)
"""Monday two weeks after the town's."""


def plan(holder: Person, *, at: datetime | None = None, **changed: object) -> Plan:
    """An industry meeting by video for two, ten to twelve."""
    starts = at or danish(DAY, time(10))
    usual = Plan(
        form=ConversationForm.INDUSTRY_MEETING,
        purpose="network_and_companies",
        title="Job på lager",
        about="To virksomheder fortæller.",
        channel=Channel.VIDEO,
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        seats=2,
        holder=holder,
    )
    return replace(usual, **changed)


def meeting(office: Town, **changed: object) -> GroupMeeting:
    """A meeting of Karen's."""
    return meeting_make(actor=office.counsellor(), plan=plan(office.karen, **changed))


def join(case: Citizen, held: GroupMeeting) -> Seat | SeatWait:
    """The citizen signs up."""
    return meeting_join(actor=town.acting(case), citizen=case, meeting=held)


def seated(held: GroupMeeting) -> list[Citizen]:
    """Who has a seat, by number."""
    return [seat.citizen for seat in seats_taken(held)]


def waiting(held: GroupMeeting) -> list[Citizen]:
    """Who waits, in order."""
    return [wait.citizen for wait in waiting_list(held)]


def present(
    office: Town,
    held: GroupMeeting,
    *,
    minutes: int = 120,
    but: dict[Citizen, Outcome] | None = None,
) -> None:
    """Karen records who was there, right after it ended: everybody, ``but`` for some."""
    others = but or {}
    told = {seat.pk: others.get(seat.citizen, Outcome.HELD) for seat in seats_taken(held)}
    with clock.pinned(held.ends_at):
        record = Presence(told, minutes)
        presence_record(actor=office.counsellor(), meeting=held, presence=record)


def meeting_there(office: Town, case: Citizen) -> dict[str, str]:
    """What addresses of meetings stand for: one of Karen's, and the citizen's seat in it."""
    made = meeting(office)
    seat = join(case, made)
    return {"meeting": made.public_id, "seat": seat.booking.public_id}


TITLES = {
    "seated": "Job på lager",
    "full": "Kom i gang med cv",
    "free": "Nye veje",
    "called_off": "Butikkerne fortæller",
    "begun_meeting": "Morgenmøde",
}
"""What each meeting of ``meetings_of_all`` is called, by its name in an address."""


def meetings_of_all(office: Town) -> Person:
    """Mona, with a seat, a place in a list, a meeting to join, one cancelled; and one to close."""
    mona = town.citizen(office.jens, name="Mona Møde")
    other = town.citizen(office.jens, name="Pia Plads")
    where = a_room()
    here = {"channel": Channel.IN_PERSON, "place": where.place, "room": where, "seats": 3}
    seat = meeting(office, title=TITLES["seated"], **here)
    full = meeting(office, title=TITLES["full"], at=seat.ends_at, seats=1)
    free = meeting(office, title=TITLES["free"], at=full.ends_at, groups=(town.JOB_READY,))
    gone = meeting(office, title=TITLES["called_off"], at=free.ends_at)
    for held, cases in ((seat, (mona, other)), (full, (other, mona)), (gone, (mona,))):
        for case in cases:
            join(case, held)
    meeting_cancel(actor=office.counsellor(), meeting=gone, because="Butikkerne er forhindret.")
    _held_this_morning(office, mona, other)
    return mona.person


def meetings_by_name() -> dict[str, str]:
    """The public id of each of those meetings."""
    ids = dict(GroupMeeting.objects.values_list("title", "public_id"))
    return {name: ids[title] for name, title in TITLES.items()}


def _held_this_morning(office: Town, *cases: Citizen) -> None:
    """A meeting before the office opens, whose presence nobody has recorded."""
    with clock.pinned(NOON - timedelta(days=4)):
        early = danish(MONDAY, time(7))
        hour = {"at": early, "ends_at": early + timedelta(hours=1)}
        made = meeting(office, title=TITLES["begun_meeting"], **hour)
        for case in cases:
            join(case, made)


def a_room(*, seats: int = 20, name: str = "Salen") -> Room:
    """A room at a place of its own."""
    where = Place.objects.create(name=f"Hus {name}", address="Torvet 1")
    made = Room.objects.create(place=where, name=name, seats=seats)
    Resource.objects.create(kind=ResourceKind.ROOM, room=made)
    return made
