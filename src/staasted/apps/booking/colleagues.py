"""Colleagues who can hold a conversation, and the nearest ways out where there are no times."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from staasted.apps.audit.actor import Role
from staasted.apps.booking.searching import Times
from staasted.apps.citizens.models import Citizen, Conflict
from staasted.apps.citizens.reach import own_among
from staasted.apps.org.models import Person, RoleGrant, TeamMembership
from staasted.apps.org.selectors import in_force_on
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel
from staasted.core.slots import Slot


@dataclass(frozen=True, slots=True)
class Near:
    """The first free time with somebody, or by another channel."""

    slot: Slot
    person: Person | None = None
    channel: Channel | None = None


def colleagues_of(case: Citizen, coach: Person, *, on: date) -> list[Person]:
    """Who else of the coach's team may hold a conversation with the citizen, by name.

    Nobody whose own case it is, or for whom it is marked that day.
    """
    marked = Conflict.objects.filter(in_force_on(on), citizen=case, staff=OuterRef("pk"))
    found = list(_mates(coach, on).filter(~Exists(marked)).order_by("name_key", "id"))
    own = {person_id for _, person_id in own_among([case], found)}
    return [person for person in found if person.pk not in own]


def nearest_with(times: Times, colleagues: Sequence[Person]) -> tuple[Near, ...]:
    """The first free time with each colleague who has one, soonest first, of what was read."""
    found = [
        Near(slot, person=person)
        for person in colleagues
        for slot in times.masks(person.pk).slots(1)
    ]
    most = catalog().policy["colleagues_shown"]
    return tuple(sorted(found, key=lambda near: near.slot.start)[:most])


def by_other_channels(times: Times, coach: Person) -> tuple[Near, ...]:
    """The first free time with the coach by each other channel that has one, of what was read."""
    others = [each for each in times.wanted.purpose.channels if each != times.wanted.channel]
    return tuple(
        Near(slot, channel=channel)
        for channel in others
        for slot in times.masks(coach.pk, channel).slots(1)
    )


def _mates(coach: Person, on: date) -> QuerySet[Person]:
    """Counsellors of the coach's team that day, but for the coach."""
    team = TeamMembership.objects.filter(in_force_on(on), person=coach).values("team")
    members = TeamMembership.objects.filter(in_force_on(on), team__in=team).values("person")
    working = RoleGrant.objects.filter(in_force_on(on), role=Role.COUNSELLOR).values("person")
    return Person.objects.filter(pk__in=members).filter(pk__in=working).exclude(pk=coach.pk)
