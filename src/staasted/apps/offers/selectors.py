"""Reading offers: of a case that access has opened, and for the figures and the net."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast

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


class InOffers(NamedTuple):
    """Who is in an offer on a day, by public id, and the stretches offers stood still: key of the
    measure → its pauses."""

    running: frozenset[str]
    pauses: Mapping[str, Sequence[OfferRun]]


def in_offers(on: date, *, first: date) -> InOffers:
    """``running_on`` of a day and the pauses that touch the days from ``first`` to it, both
    inclusive: one query.
    """
    running, pauses = set[str](), dict[str, list[OfferRun]]()
    for ref, measure, from_on, to_on in _running_and_still()(on=on, first=first, last=on):
        if measure is None:
            running.add(ref)
        else:
            pauses.setdefault(str(measure), []).append(OfferRun(from_on, to_on))
    return InOffers(frozenset(running), pauses)


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
    found = _in_one(given).order_by("citizen__public_id")
    return found.values_list("citizen__public_id").distinct()


@Prepared
def _running_and_still(given: Given) -> QuerySet[Any]:
    told = ("ref", "of", "from_day", "to_day")
    nothing = {"of": Cast(None, BigIntegerField())}
    nothing |= dict.fromkeys(("from_day", "to_day"), Cast(None, DateField()))
    running = _in_one(given).order_by().annotate(ref=F("citizen__public_id"), **nothing)
    stood = OfferPause.objects.filter(
        Q(to_on=None) | Q(to_on__gte=given.day("first")),
        from_on__lte=given.day("last"),
        withdrawn=False,
        course__measure__isnull=False,
    )
    named = {"ref": Value("", CharField()), "of": F("course__measure_id")}
    stood = stood.order_by().annotate(**named, from_day=F("from_on"), to_day=F("to_on"))
    return running.values_list(*told).union(stood.values_list(*told), all=True)


def _in_one(given: Given) -> QuerySet[Measure]:
    """The offers that run on a day and do not stand still."""
    on = given.day("on")
    still = OfferPause.objects.filter(
        Q(to_on=None) | Q(to_on__gte=on),
        course__measure=OuterRef("pk"),
        withdrawn=False,
        from_on__lte=on,
    )
    begun = Measure.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)
    return begun.filter(~Exists(still))
