"""How many people a trial is for: counted, and nobody named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import role_require
from staasted.apps.citizens.models import BenefitPeriod
from staasted.catalog.loader import catalog
from staasted.core.law.trial import TrialPart


class Living(NamedTuple):
    """A benefit period of an open case, and where its citizen lives."""

    citizen: int
    code: str
    group: str
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Reached:
    """Open citizens each part is for, by the part's id, and how many they are altogether.

    Who takes part by a condition is not weighed: it is the most there can be.
    """

    by_part: Mapping[str, int]
    altogether: int


def citizens_reached(actor: Actor, parts: Sequence[TrialPart], *, on: date) -> Reached:
    """Count the open citizens in the groups and municipalities of parts: one query.

    Each part is looked at on its first day, or on ``on`` where it has begun. Errors: AccessRefused.
    """
    role_require(actor, Role.LEAD, Role.OPERATOR)
    people, places = _people(parts, on), _places()
    by_part = {
        part.id: {p.citizen for p in people if _is_for(part, p, places, on)} for part in parts
    }
    counted = {part: len(citizens) for part, citizens in by_part.items()}
    return Reached(counted, len(set().union(*by_part.values())))


def _people(parts: Sequence[TrialPart], on: date) -> list[Living]:
    groups = {group for part in parts for group in part.groups}
    runs = Q(ends_on=None) | Q(ends_on__gte=on)
    found = BenefitPeriod.objects.filter(runs, citizen__closed_on=None, target_group__in=groups)
    words = ("citizen", "citizen__municipality_code", "target_group", "starts_on", "ends_on")
    return [Living(*row) for row in found.values_list(*words)]


def _is_for(part: TrialPart, living: Living, places: Mapping[str, str], on: date) -> bool:
    day = max(part.from_on, on)
    if day < living.first or (living.last is not None and living.last < day):
        return False
    return part.reaches(places.get(living.code.zfill(4), ""), living.group, day)


def _places() -> dict[str, str]:
    """The municipality of each code a trial may name."""
    return {place.code: slug for slug, place in catalog().municipalities.items()}
