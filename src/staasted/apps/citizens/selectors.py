"""Reading around a case that access has opened."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet

from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.citizens.models import BenefitPeriod, Citizen, Conflict, CounsellorAssignment
from staasted.apps.org.dated import beyond
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import in_force_on
from staasted.core.citizen.spells import Spell, spells


def counsellor_of(citizen: Citizen, *, on: date) -> Person | None:
    """The citizen's counsellor on a day, if any."""
    held = CounsellorAssignment.objects.select_related("counsellor").filter(in_force_on(on))
    assignment = held.filter(citizen=citizen).first()
    return assignment.counsellor if assignment else None


def coaches_of(cases: Iterable[Citizen], *, on: date) -> dict[int, Person]:
    """Who the counsellor of each of these cases is on a day, by the case's key: one query."""
    held = CounsellorAssignment.objects.select_related("counsellor").filter(in_force_on(on))
    return {row.citizen_id: row.counsellor for row in held.filter(citizen__in=list(cases))}


def marks_of(citizen: Citizen) -> Sequence[Conflict]:
    """The marks of a case but those withdrawn, the newest first, with whom each is about."""
    rows = Conflict.objects.select_related("staff").filter(citizen=citizen, withdrawn=False)
    return list(rows.order_by("-from_on", "-id"))


def caseload_sizes(*, on: date) -> dict[int, int]:
    """How many open cases each counsellor has on a day, by the person's key. Reads no citizen."""
    return dict(_sizes()(on=on))


@Prepared
def _sizes(given: Given) -> QuerySet[CounsellorAssignment]:
    today = in_force_on(given.day("on"))
    held = CounsellorAssignment.objects.filter(today, citizen__closed_on=None)
    return held.order_by().values_list("counsellor_id").annotate(Count("id"))


def caseload_after(counsellor: Person, *, last_on: date) -> int:
    """How many open cases somebody has, or is to have, after a day. Reads no citizen."""
    held = CounsellorAssignment.objects.filter(beyond(last_on), counsellor=counsellor)
    return held.filter(citizen__closed_on=None).values("citizen").distinct().count()


def holds_cases() -> bool:
    """Whether there is any open case at all. Reads no citizen."""
    return Citizen.objects.filter(closed_on=None).exists()


def spells_of(citizen: Citizen) -> tuple[Spell, ...]:
    """The citizen's spells, oldest first, built from every benefit period."""
    periods = BenefitPeriod.objects.filter(citizen=citizen)
    return spells(periods.values_list("starts_on", "ends_on"))


def group_on(citizen: Citizen, *, on: date) -> str:
    """The target group of the citizen's newest benefit period that runs on a day; empty if none."""
    running = BenefitPeriod.objects.filter(citizen=citizen, starts_on__lte=on)
    running = running.filter(Q(ends_on=None) | Q(ends_on__gte=on)).order_by("-starts_on", "-id")
    return running.values_list("target_group", flat=True).first() or ""
