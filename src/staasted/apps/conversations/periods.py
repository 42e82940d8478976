"""The benefit periods the law looks at."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet

from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.citizens.models import BenefitPeriod


def periods_begun(citizen_ids: Sequence[int] | None, *, on: date) -> Iterable[BenefitPeriod]:
    """The benefit periods begun by a day, oldest first, each with person and circumstances.

    Of a closed case none runs longer than the case did.
    """
    chosen = _begun(on) if citizen_ids is None else _begun_of()(keys=citizen_ids, on=on)
    for period in chosen:
        closed_on = period.citizen.closed_on
        if closed_on is not None:
            period.ends_on = min(period.ends_on or closed_on, closed_on)
        if period.ends_on is None or period.starts_on <= period.ends_on:
            yield period


def _begun(on: date) -> QuerySet[BenefitPeriod]:
    begun = BenefitPeriod.objects.filter(starts_on__lte=on).order_by("starts_on", "id")
    return begun.select_related("citizen__person", "citizen__circumstances")


@Prepared
def _begun_of(given: Given) -> QuerySet[BenefitPeriod]:
    return _begun(given.day("on")).filter(citizen__id__among=given.keys("keys"))
