"""Ådal's meetings with seats: some ahead, one of them full, and one that has been."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from staasted.apps.audit.actor import Role
from staasted.apps.booking.places import Place, places_open
from staasted.apps.citizens.access import Citizen
from staasted.apps.conversations.presence import Presence, presence_record
from staasted.apps.meetings.making import meeting_make
from staasted.apps.meetings.plans import Plan
from staasted.apps.meetings.seating import seats_taken
from staasted.apps.meetings.selectors import GroupMeeting
from staasted.apps.meetings.services import meeting_join
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.apps.org.selectors import Person, actor_for, staff_in_role
from staasted.catalog.adal import MeetingEntry, adal
from staasted.core.axes import Channel, Outcome

BEFORE = timedelta(days=14)
"""How long before it a meeting is told of, but never after the demo's first moment."""
SATURDAY = 5


def meetings_write(cases: Sequence[Citizen], *, on: date) -> None:
    """Write the meetings, each told of before it is; every citizen may sign up for some of them."""
    coaches = {person.name: person for person in staff_in_role(role=Role.COUNSELLOR, on=on)}
    places = {place.name: place for place in places_open()}
    teams = {told.team: places[told.name] for told in adal().places}
    staff = {member.name: teams[member.team] for member in adal().staff if member.team}
    first = 0
    for told in adal().meetings:
        plan = _plan(told, on, coaches[told.holder], staff[told.holder])
        joining = [cases[(first + n) % len(cases)] for n in range(min(told.joined, len(cases)))]
        first += told.joined // 2  # some sign up for two
        _write(plan, joining, now=clock.now())


def _plan(told: MeetingEntry, on: date, holder: Person, place: Place) -> Plan:
    day = on + timedelta(days=told.in_days)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    starts = datetime.combine(day, told.starts, COPENHAGEN).astimezone(UTC)
    return Plan(
        form=told.form,
        purpose=told.purpose,
        title=told.title,
        about=told.about,
        channel=Channel.IN_PERSON,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=told.minutes),
        seats=told.seats,
        holder=holder,
        place=place,
    )


def _write(plan: Plan, joining: Sequence[Citizen], *, now: datetime) -> None:
    """Made and joined when it was told of; whoever has been there is recorded."""
    coach = actor_for(person=plan.holder, role=Role.COUNSELLOR)
    with clock.pinned(min(now, plan.starts_at - BEFORE)):
        made = meeting_make(actor=coach, plan=plan)
        for case in joining:
            own = actor_for(person=case.person, role=Role.CITIZEN)
            meeting_join(actor=own, citizen=case, meeting=made)
    if plan.ends_at <= now:
        _recorded(made, plan)


def _recorded(made: GroupMeeting, plan: Plan) -> None:
    """All but the last one were there."""
    with clock.pinned(plan.ends_at):
        outcomes = {seat.pk: Outcome.HELD for seat in seats_taken(made)}
        if outcomes:
            outcomes[max(outcomes)] = Outcome.NOT_MET
        minutes = (plan.ends_at - plan.starts_at) // timedelta(minutes=1)
        coach = actor_for(person=plan.holder, role=Role.COUNSELLOR)
        presence_record(actor=coach, meeting=made, presence=Presence(outcomes, minutes))
