"""Colleagues who can hold a conversation, and the nearest ways out where there are no times."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from staasted.apps.audit.actor import Role
from staasted.apps.booking.competences import can
from staasted.apps.booking.searching import Times
from staasted.apps.citizens.models import Citizen, Conflict
from staasted.apps.citizens.reach import own_among
from staasted.apps.org.models import Person, RoleGrant, TeamMembership
from staasted.apps.org.selectors import in_force_on
from staasted.catalog.loader import catalog
from staasted.catalog.purposes import Purpose
from staasted.core.axes import Channel
from staasted.core.slots import Slot


@dataclass(frozen=True, slots=True)
class Near:
    """The first free time with somebody, who may know the purpose's subject, or by a channel."""

    slot: Slot
    person: Person | None = None
    channel: Channel | None = None
    knows: bool = False


def colleagues_of(case: Citizen, coach: Person, purpose: Purpose, *, on: date) -> list[Person]:
    """Who else may hold a conversation with the citizen, by name; ``knows`` says if the purpose's
    subject is theirs: the coach's team, and everybody here who knows the subject.

    Nobody whose own case it is, or for whom it is marked that day. One query, two where
    somebody here has given a number of their own.
    """
    marked = Conflict.objects.filter(in_force_on(on), citizen=case, staff=OuterRef("pk"))
    working = RoleGrant.objects.filter(in_force_on(on), role=Role.COUNSELLOR).values("person")
    others = Person.objects.filter(~Exists(marked), pk__in=working).exclude(pk=coach.pk)
    others = others.annotate(knows=can(purpose.subject)).filter(
        Q(knows=True) | Q(pk__in=_mates(coach, on))
    )
    found = list(others.order_by("name_key", "id"))
    own = {person_id for _, person_id in own_among([case], found)}
    return [person for person in found if person.pk not in own]


def nearest_with(times: Times, colleagues: Sequence[Person]) -> tuple[Near, ...]:
    """The first free time with each colleague who has one, of what was read.

    Those who know the purpose's subject first, then by how soon.
    """
    found = [
        Near(slot, person=person, knows=person.knows)
        for person in colleagues
        for slot in times.masks(person.pk).slots(1)
    ]
    most = catalog().policy["colleagues_shown"]
    return tuple(sorted(found, key=lambda near: (not near.knows, near.slot.start))[:most])


def by_other_channels(times: Times, coach: Person) -> tuple[Near, ...]:
    """The first free time with the coach by each other channel that has one, of what was read."""
    others = [each for each in times.wanted.purpose.channels if each != times.wanted.channel]
    return tuple(
        Near(slot, channel=channel)
        for channel in others
        for slot in times.masks(coach.pk, channel).slots(1)
    )


def _mates(coach: Person, on: date) -> QuerySet[TeamMembership]:
    """The keys of everybody in the coach's team that day."""
    team = TeamMembership.objects.filter(in_force_on(on), person=coach).values("team")
    return TeamMembership.objects.filter(in_force_on(on), team__in=team).values("person")
