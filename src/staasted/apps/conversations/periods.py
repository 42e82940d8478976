"""The benefit periods the law looks at."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.db.models import Model, QuerySet

from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.citizens.models import BenefitPeriod, Circumstances, Citizen


def periods_begun(citizen_ids: Sequence[int] | None, *, on: date) -> Iterable[BenefitPeriod]:
    """The benefit periods begun by a day, oldest first, each with person and circumstances.

    Of a closed case none runs longer than the case did.
    """
    chosen = _begun(on) if citizen_ids is None else _begun_of()(keys=citizen_ids, on=on)
    return _as_the_case(chosen)


def periods_of_open(*, on: date) -> Iterable[BenefitPeriod]:
    """The same of every open case, with nothing of the person but the day of birth."""
    begun = _begun(on).filter(citizen__closed_on=None)
    columns = [*_columns(BenefitPeriod), *_columns(Citizen, "citizen__")]
    columns += [*_columns(Circumstances, "citizen__circumstances__"), "citizen__person__birth_date"]
    return _as_the_case(begun.only(*columns))


def _columns(model: type[Model], way: str = "") -> Iterator[str]:
    """Every column of a table that points to no other."""
    for column in model._meta.concrete_fields:  # noqa: SLF001 # it has no other name
        if column.remote_field is None:
            yield f"{way}{column.name}"


def _as_the_case(chosen: Iterable[BenefitPeriod]) -> Iterable[BenefitPeriod]:
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
