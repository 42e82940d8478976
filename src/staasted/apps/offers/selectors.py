"""Reading offers: of a case that access has opened, and for the figures and the net."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.citizens.models import Citizen
from staasted.apps.offers.models import Measure, OfferPause
from staasted.core.offering import OfferRun


class OfferEnded(NamedTuple):
    """An offer that is over: whose (``citizens_citizen.id``), of which kind (a slug of
    ``offer_kinds.yaml``), its last day, and how it ended: empty where nobody has said."""

    citizen: int
    kind: str
    ended_on: date
    outcome: str


def measures_of(citizen: Citizen) -> Sequence[Measure]:
    """The citizen's measures, the newest start first; those granted and not begun come first."""
    measures = list(Measure.objects.filter(citizen=citizen).order_by("id"))
    return sorted(measures, key=lambda each: (each.starts_on is None, each.starts_on), reverse=True)


def offers_ended(citizens: Iterable[int], *, first: date, last: date) -> list[OfferEnded]:
    """The offers of these citizens (keys) that ended on these days, inclusive, the latest last.

    Of courses followed here and of those a register tells of alike; a planned end that has passed
    is an end, since nobody is there any more as far as we know. One query.
    """
    told = {"keys": list(citizens), "first": first, "last": last}
    return [OfferEnded(*row) for row in _ended()(**told)]


def running_on(day: date) -> set[str]:
    """The public ids of everybody with a running offer that day; a pause is not running.

    One query. Source: shared decision on semantics, section 4 ("share with a running offer").
    """
    return {ref for (ref,) in _running()(on=day)}


def pauses_between(first: date, last: date) -> dict[str, list[OfferRun]]:
    """The stretches an offer stood still that touch these days, inclusive: key of the measure →
    its pauses. One query."""
    found: dict[str, list[OfferRun]] = {}
    for measure, from_on, to_on in _still()(first=first, last=last):
        found.setdefault(str(measure), []).append(OfferRun(from_on, to_on))
    return found


@Prepared
def _ended(given: Given) -> QuerySet[Any]:
    over = Measure.objects.filter(
        citizen__id__among=given.keys("keys"),
        starts_on__isnull=False,
        ends_on__gte=given.day("first"),
        ends_on__lte=given.day("last"),
    )
    told = over.order_by("ends_on", "id")
    return told.values_list("citizen_id", "kind", "ends_on", "outcome")


@Prepared
def _running(given: Given) -> QuerySet[Any]:
    on = given.day("on")
    still = OfferPause.objects.filter(
        Q(to_on=None) | Q(to_on__gte=on),
        course__measure=OuterRef("pk"),
        withdrawn=False,
        from_on__lte=on,
    )
    begun = Measure.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)
    found = begun.filter(~Exists(still)).order_by("citizen__public_id")
    return found.values_list("citizen__public_id").distinct()


@Prepared
def _still(given: Given) -> QuerySet[Any]:
    stood = OfferPause.objects.filter(
        Q(to_on=None) | Q(to_on__gte=given.day("first")),
        from_on__lte=given.day("last"),
        withdrawn=False,
        course__measure__isnull=False,
    )
    return stood.order_by("from_on", "id").values_list("course__measure_id", "from_on", "to_on")
