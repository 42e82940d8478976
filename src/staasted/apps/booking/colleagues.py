"""Colleagues who can hold a conversation, and the nearest ways out where there are no times."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from staasted.apps.audit.actor import Role
from staasted.apps.booking.competences import can
from staasted.apps.booking.holders import holding_told, invited_columns
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
    subject is theirs: the coach's team, everybody here who knows the subject, and whoever the
    citizen has invited for that purpose; their ``holding`` says as what.

    Nobody whose own case it is, or for whom it is marked that day. One query, two where
    somebody here has given a number of their own.
    """
    marked = Conflict.objects.filter(in_force_on(on), citizen=case, staff=OuterRef("pk"))
    grants = RoleGrant.objects.filter(in_force_on(on), role=Role.COUNSELLOR)
    others = Person.objects.filter(~Exists(marked)).exclude(pk=coach.pk)
    others = others.annotate(
        knows=can(purpose.subject),
        works=Exists(grants.filter(person=OuterRef("pk"))),
        **invited_columns(case, purpose, on=on),
    )
    near = Q(works=True) & (Q(knows=True) | Q(pk__in=_mates(coach, on)))
    others = others.filter(near | Q(invited_held_by__isnull=False))
    found = list(others.order_by("name_key", "id"))
    for person in found:
        person.holding = holding_told(person)
    own = {person_id for _, person_id in own_among([case], found)}
    return [person for person in found if person.pk not in own]


def nearest_with(times: Times, colleagues: Sequence[Person]) -> tuple[Near, ...]:
    """The first free time with each colleague who has one, of what was read.

    Whom the citizen has invited first, then those who know the purpose's subject, then by how soon.
    """
    found = [
        Near(slot, person=person, knows=person.knows)
        for person in colleagues
        for slot in times.masks(person.pk).slots(1)
    ]
    most = catalog().policy["colleagues_shown"]
    return tuple(sorted(found, key=_first_named)[:most])


def _first_named(near: Near) -> tuple[bool, bool, datetime]:
    invited = getattr(near.person, "holding", None) is not None
    return not invited, not near.knows, near.slot.start


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
