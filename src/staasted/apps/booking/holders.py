"""Who holds a conversation and is no counsellor: a mentor, or a company consultant, invited for it.

A purpose says who may (``held_by`` in purposes.yaml). They are asked for by the citizen, who has
invited them; what the conversation counts for follows from who held it (core/conversation).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from staasted.apps.booking.days import day_bounds
from staasted.apps.citizens.models import Citizen, PartnerInvitation
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import in_force_on
from staasted.catalog.purposes import Purpose
from staasted.core.axes import Holder
from staasted.core.slots import Span, shared
from staasted.core.slots.mask import down

NOT_ALONE = frozenset({Holder.COUNSELLOR, Holder.UNEMPLOYMENT_FUND})
"""A counsellor needs no invitation; the a-kasse books its own conversations in its own system."""


@dataclass(frozen=True, slots=True)
class Holding:
    """As what somebody who is no counsellor holds it, as long as they are invited (inclusive)."""

    held_by: Holder
    from_on: date
    to_on: date

    def within(self, stretches: Sequence[Span]) -> list[Span]:
        """The stretches, as far as they lie in those days."""
        first, end = day_bounds(self.from_on)[0], day_bounds(self.to_on)[1]
        return list(shared(stretches, [(down(first), down(end))]))


Holdings = Mapping[int, Holding]
"""By the key of the person."""


def invitations_for(citizen: Citizen, purpose: Purpose, *, on: date) -> QuerySet[PartnerInvitation]:
    """The invitations by which somebody may hold a conversation alone that day."""
    allowed = set(purpose.held_by) - NOT_ALONE
    return PartnerInvitation.objects.filter(
        in_force_on(on),
        citizen=citizen,
        purpose=purpose.slug,
        held_by__in=allowed,
        ended_at=None,
        partner__died_on=None,
    )


def invited_columns(citizen: Citizen, purpose: Purpose, *, on: date) -> dict[str, Subquery]:
    """What the first invitation of a person says, as columns for a query of people."""
    rows = invitations_for(citizen, purpose, on=on).filter(partner=OuterRef("pk"))
    first = rows.order_by("from_on", "id")
    return {
        f"invited_{name}": Subquery(first.values(name)[:1])
        for name in ("held_by", "from_on", "to_on")
    }


def holding_told(person: Person) -> Holding | None:
    """The holding of somebody read with those columns; None of a counsellor."""
    held_by = getattr(person, "invited_held_by", None)
    if held_by is None or getattr(person, "works", False):
        return None
    return Holding(Holder(held_by), person.invited_from_on, person.invited_to_on)


def holding_of(citizen: Citizen, person: Person, purpose: Purpose, *, on: date) -> Holding | None:
    """As what somebody invited may hold it that day; None where they may not: one query."""
    rows = invitations_for(citizen, purpose, on=on).filter(partner=person)
    row = rows.order_by("from_on", "id").first()
    return Holding(Holder(row.held_by), row.from_on, row.to_on) if row is not None else None
