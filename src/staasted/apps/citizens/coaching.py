"""Who may become whose coach: one answer for hand-overs, wishes and reopened cases (0020)."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from staasted.apps.citizens.models import Citizen, Conflict
from staasted.apps.citizens.reach import own_among
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import in_force_on
from staasted.apps.org.staff import coaches_from


def barred(cases: Iterable[Citizen], people: Sequence[Person], on: date) -> set[tuple[int, int]]:
    """Who must not get whom, as (case, person) keys: their own case, and one that is marked for
    them on a day or later."""
    given = list(cases)
    marks = Conflict.objects.filter(
        in_force_on(on) | Q(from_on__gt=on, withdrawn=False), citizen__in=given, staff__in=people
    )
    return own_among(given, people) | set(marks.values_list("citizen_id", "staff_id"))


def may_coach(person: Person, citizen: Citizen, *, on: date) -> bool:
    """Whether somebody is a coach from a day until further notice, and may be this citizen's.

    Nobody's role or mark changes meanwhile where the person and the case are held.
    """
    known = coaches_from(on, among=[person.pk])
    return bool(known) and not barred([citizen], known, on)
