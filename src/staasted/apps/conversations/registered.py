"""What registers and people have told of citizens beside their periods, in one question."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    DateField,
    DateTimeField,
    F,
    FloatField,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast

from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.booking.models import FundChoice
from staasted.apps.citizens.models import DocumentedRelief, RegisteredHours
from staasted.apps.conversations.models import RuleOverride
from staasted.apps.offers.models import Measure
from staasted.apps.share_exemptions.models import ShareExemption
from staasted.apps.share_exemptions.states import HEARD as ASSESSED
from staasted.apps.situations.hearing import COLUMNS
from staasted.apps.situations.models import SituationChange
from staasted.apps.situations.states import HEARD
from staasted.apps.trials.models import TrialAct, TrialParticipation

RELIEF, OFFER, HOURS, OVERRIDE = "relief", "offer", "hours", "override"
TRIAL, TAKES_PART, FUND = "trial", "takes_part", "fund"
SITUATION, EXEMPTION = "situation", "exemption"


class Registered(NamedTuple):
    """One row of what registers know beside the periods; what ``source`` lacks is None."""

    source: str
    key: int
    word: str
    first: date | None
    last: date | None
    granted: date | None
    amount: float | None
    ref: str
    text: str
    made_at: datetime | None
    ended_at: datetime | None


@Prepared
def registered_of(given: Given) -> QuerySet[Any]:
    """The same of the blank ``keys`` of citizens."""
    return registered(Q(citizen__id__among=given.keys("keys")))


def registered(of: Q) -> QuerySet[Any]:
    """Reliefs, offers, hours, overrides, trials, the acts about them, choices about the a-kasse,
    changes told of and assessments under the 25 % rule, in one query, in order.

    A relief without a first day is not known well enough to lift anything.
    """
    none = {"granted": Cast(None, DateField())}
    reliefs = _rows(
        DocumentedRelief.objects.filter(of, from_on__isnull=False),
        none | {"source": Value(RELIEF), "first": F("from_on"), "last": F("until_on")},
    )
    offers = _rows(
        Measure.objects.filter(of),
        {
            "source": Value(OFFER),
            "word": F("kind"),
            "first": F("starts_on"),
            "last": F("ends_on"),
            "granted": F("granted_on"),
        },
    )
    amount = Cast("hours", FloatField())
    hours = _rows(
        RegisteredHours.objects.filter(of),
        none | {"source": Value(HOURS), "first": F("month"), "amount": amount},
    )
    overrides = _rows(
        RuleOverride.objects.filter(of),
        none
        | {
            "source": Value(OVERRIDE),
            "word": F("rule"),
            "first": F("window_first_on"),
            "last": F("due_on"),
            "ref": F("public_id"),
            "text": F("reason"),
            "made_at": F("made_at"),
            "ended_at": F("ended_at"),
        },
    )
    acts = _rows(
        TrialAct.objects.annotate(citizen_id=Cast(None, BigIntegerField())),
        none | {"source": Value(TRIAL), "word": F("trial"), "first": F("on"), "ref": F("kind")},
    )
    found = reliefs.union(offers, hours, overrides, acts, *_told_here(of, none), all=True)
    return found.order_by("of_first", "of_key")


def _told_here(of: Q, none: Mapping[str, Any]) -> Iterator[QuerySet[Any]]:
    """What was told or decided here: taking part, the a-kasse, changes, assessments."""
    told = {"source": Value(TAKES_PART), "word": F("trial")}
    told |= {"first": F("from_on"), "last": F("to_on")}
    yield _rows(TrialParticipation.objects.filter(of), none | told)
    chosen = {"source": Value(FUND), "word": F("answer"), "first": F("period_on")}
    yield _rows(FundChoice.objects.filter(of), none | chosen)
    changed = none | COLUMNS | {"source": Value(SITUATION)}
    yield _rows(SituationChange.objects.filter(of, state__in=HEARD), changed)
    days = {"first": F("stands_on"), "last": F("review_on"), "granted": F("over_on")}
    assessed = ShareExemption.objects.filter(of, state__in=ASSESSED)
    yield _rows(assessed, days | {"source": Value(EXEMPTION)})


def _rows(rows: QuerySet[Any], told: Mapping[str, Any]) -> QuerySet[Any]:
    """The rows as ``Registered`` has them, after the citizen's key."""
    empty = {
        "word": Value(""),
        "last": Cast(None, DateField()),
        "amount": Cast(None, FloatField()),
        "ref": Value(""),
        "text": Value("", TextField()),
        "made_at": Cast(None, DateTimeField()),
        "ended_at": Cast(None, DateTimeField()),
    }
    columns = empty | {"key": F("id")} | dict(told)
    named = {f"of_{name}": column for name, column in columns.items()}
    return (
        rows.order_by()
        .annotate(**named)
        .values_list("citizen_id", *(f"of_{name}" for name in Registered._fields))
    )
