"""Reading around a case that access has opened."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from staasted.apps.citizens.models import BenefitPeriod, Citizen, CounsellorAssignment
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import in_force_on
from staasted.core.citizen.spells import Spell, spells
from staasted.core.law.facts import CountingPeriod


def counsellor_of(citizen: Citizen, *, on: date) -> Person | None:
    """The citizen's counsellor on a day, if any."""
    held = CounsellorAssignment.objects.select_related("counsellor").filter(in_force_on(on))
    assignment = held.filter(citizen=citizen).first()
    return assignment.counsellor if assignment else None


def period_of(citizen: Citizen, *, on: date) -> BenefitPeriod | None:
    """The newest benefit period begun by a day, running or not."""
    begun = BenefitPeriod.objects.filter(citizen=citizen, starts_on__lte=on)
    return begun.order_by("-starts_on").first()


def counting_period(period: BenefitPeriod) -> CountingPeriod:
    """The period as the law's clock sees it (LBK 280/2024 § 9, stk. 1-2).

    A window follows the group on its first day: a later group rewrites no history
    (decision 0005, a reading of ours).
    """
    return CountingPeriod(
        group=period.group_at_start,
        benefit=period.benefit,
        starts_on=period.starts_on,
        first_request_on=period.first_request_on,
        ends_on=period.ends_on,
    )


def periods_of(citizen_ids: Iterable[int], *, on: date) -> dict[int, BenefitPeriod]:
    """The newest benefit period begun by a day of each citizen."""
    begun = BenefitPeriod.objects.select_related("citizen").filter(starts_on__lte=on)
    begun = begun.filter(citizen_id__in=list(citizen_ids))
    return {period.citizen_id: period for period in begun.order_by("starts_on")}


def periods_running(*, first: date, on: date) -> Sequence[BenefitPeriod]:
    """Every benefit period begun by ``on`` and not ended before ``first``, oldest first.

    A window closes on the last day of the benefit at the latest, so what ended before
    ``first`` has nothing that closes later.
    """
    begun = BenefitPeriod.objects.select_related("citizen").filter(starts_on__lte=on)
    return list(begun.filter(Q(ends_on=None) | Q(ends_on__gte=first)).order_by("starts_on", "id"))


def spells_of(citizen: Citizen) -> tuple[Spell, ...]:
    """The citizen's spells, oldest first, built from every benefit period."""
    periods = BenefitPeriod.objects.filter(citizen=citizen)
    return spells(periods.values_list("starts_on", "ends_on"))
