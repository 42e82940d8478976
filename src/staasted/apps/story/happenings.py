"""What happened in a course, read where each app remembers it: two questions, however long it was.

Only what both sides may see is among it: no private part of a plan, no file that is not shared, no
answer of the screening, and of messages and letters that they came (decision 0043).
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.states import AgreementSource, State
from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import BenefitPeriod
from staasted.apps.conversations.models import Conversation
from staasted.apps.files.models import CitizenFile
from staasted.apps.letters.models import Letter
from staasted.apps.offers.models import Measure, OfferPlace, OfferRequest, OfferStep
from staasted.apps.plans.kinds import ItemKind, Progress
from staasted.apps.plans.models import PlanVersion
from staasted.apps.situations.models import SituationChange
from staasted.apps.situations.states import SituationState
from staasted.apps.talking.models import HelpWish, TalkMessage
from staasted.core.axes import Outcome
from staasted.core.offering import CourseMove

CANCELLED = (Outcome.CANCELLED_BY_CITIZEN, Outcome.CANCELLED_BY_US)
TOLD_ELSEWHERE = (State.IN_FORCE, State.PROPOSED, State.REPLACED)
"""States of an agreement that are no end to tell: what replaced one is a line of its own."""

TOLD_AS_DAYS = (CourseMove.BEGIN, CourseMove.END)
"""Steps of a course in an offer that the registers tell of as days."""


class Happening(NamedTuple):
    """One thing that happened at a moment. ``word`` says how or by whom, ``about`` is a slug or a
    title, ``of`` another moment it speaks of (the booked time); else the same moment."""

    kind: str
    at: datetime
    word: str
    about: str
    of: datetime


class Day(NamedTuple):
    """One thing that happened on a day, as the registers know it."""

    kind: str
    on: date
    word: str
    about: str


def happenings_of(citizen: int) -> list[Happening]:
    """Everything with a moment, the newest first: one query."""
    return [Happening(*row) for row in _happenings()(citizen=citizen)]


def days_of(citizen: int) -> list[Day]:
    """Everything with a day alone, the newest first: one query."""
    return [Day(*row) for row in _days()(citizen=citizen)]


@Prepared
def _happenings(given: Given) -> QuerySet[Any]:
    of = Q(citizen=given.key("citizen"))
    first, *others = (*_talked(of), *_agreed(of), *_offered(of), *_written(of), *_changed(of))
    return first.union(*others, all=True).order_by("-of_at")


@Prepared
def _days(given: Given) -> QuerySet[Any]:
    of = Q(citizen=given.key("citizen"))
    periods, measures = BenefitPeriod.objects.filter(of), Measure.objects.filter(of)
    group, offer = {"word": F("target_group"), "about": F("benefit")}, {"about": F("kind")}
    begun = _on(periods, "period_begun", "starts_on", group)
    others = (
        _on(periods.filter(ends_on__isnull=False), "period_over", "ends_on", group),
        _on(measures.filter(starts_on__isnull=False), "offer_begun", "starts_on", offer),
        _on(measures.filter(ends_on__isnull=False), "offer_over", "ends_on", offer),
    )
    return begun.union(*others, all=True).order_by("-of_on")


def _talked(of: Q) -> Iterator[QuerySet[Any]]:
    """Times made, moved and called off, and what became of each conversation."""
    bookings, time = Booking.objects.filter(of), {"about": F("purpose"), "of": F("starts_at")}
    first = bookings.filter(moved_from=None)
    yield _rows(first, "booked", "booked_at", time | {"word": F("origin")})
    called_off = bookings.filter(outcome__in=CANCELLED)
    ended = time | {"word": F("outcome")}
    yield _rows(called_off.filter(moved_to=None), "called_off", "outcome_at", ended)
    moved = ended | {"of": F("moved_to__starts_at")}
    yield _rows(called_off.filter(moved_to__isnull=False), "moved", "outcome_at", moved)
    met = Conversation.objects.filter(of).exclude(outcome__in=CANCELLED, booking__isnull=False)
    yield _rows(met, "met", "starts_at", {"word": F("outcome"), "about": F("purpose")})


def _agreed(of: Q) -> Iterator[QuerySet[Any]]:
    """What was proposed, agreed, said not to be so, and what came to nothing."""
    made = ContactAgreement.objects.filter(of).exclude(source=AgreementSource.RESTORED)
    by = {"word": F("proposed_by")}
    asked = made.filter(Q(in_force_at=None) | Q(in_force_at__gt=F("made_at")))
    yield _rows(asked, "proposed", "made_at", by)
    freedom = by | {"about": F("freedom")}
    yield _rows(made.filter(in_force_at__isnull=False), "agreed", "in_force_at", freedom)
    yield _rows(made.filter(disputed_at__isnull=False), "disputed", "disputed_at", by)
    over = made.filter(ended_at__isnull=False).exclude(state__in=TOLD_ELSEWHERE)
    yield _rows(over, "agreement_over", "ended_at", {"word": F("state"), "about": F("proposed_by")})


def _offered(of: Q) -> Iterator[QuerySet[Any]]:
    """Places taken and given back, what was asked for, and the answer."""
    places, offer = OfferPlace.objects.filter(of), {"about": F("round__offer")}
    yield _rows(places, "place_taken", "taken_at", offer | {"of": F("round__begins_at")})
    given_back = places.filter(ended_at__isnull=False)
    yield _rows(given_back, "place_over", "ended_at", offer | {"word": F("ended_for")})
    requests, offer = OfferRequest.objects.filter(of), {"about": F("offer")}
    yield _rows(requests, "offer_asked", "asked_at", offer)
    ended = requests.filter(ended_at__isnull=False)
    yield _rows(ended, "offer_answered", "ended_at", offer | {"word": F("state")})
    steps = OfferStep.objects.filter(of).exclude(move__in=TOLD_AS_DAYS)
    yield _rows(steps, "offer_step", "at", {"about": F("course__offer"), "word": F("move")})


def _written(of: Q) -> Iterator[QuerySet[Any]]:
    """That something was written or sent, and that help was wanted."""
    by = {"word": F("role")}
    yield _rows(TalkMessage.objects.filter(of), "message", "sent_at", by)
    yield _rows(Letter.objects.filter(of), "letter", "sent_at", by | {"about": F("title")})
    shared = CitizenFile.objects.filter(of, shared=True)
    yield _rows(shared, "file", "at", by | {"about": F("name")})
    wishes = HelpWish.objects.filter(of)
    yield _rows(wishes, "help_wanted", "asked_at", {})
    ended = wishes.filter(ended_at__isnull=False)
    yield _rows(ended, "help_over", "ended_at", {"word": F("state")})


def _changed(of: Q) -> Iterator[QuerySet[Any]]:
    """What changed in the situation, and what was done of the plan's shared part."""
    told, what = SituationChange.objects.filter(of), {"about": F("kind"), "word": F("state")}
    found = told.filter(decided_at__isnull=False)
    by_them = told.filter(Q(decided_at=None) | Q(decided_at__gt=F("told_at")))
    yield _rows(by_them, "situation_told", "told_at", what)
    yield _rows(found, "situation_found", "decided_at", what)
    ends = (SituationState.ENDED, SituationState.WITHDRAWN)
    over = told.filter(ended_at__isnull=False, state__in=ends)
    yield _rows(over, "situation_over", "ended_at", what)
    yield _rows(_done(of), "done", "at", {"about": F("title"), "word": F("item__kind")})


def _done(of: Q) -> QuerySet[PlanVersion]:
    """The first shared wording in which a goal or a step that is done, was done."""
    shared = PlanVersion.objects.filter(
        aside=False, progress=Progress.DONE, number__gte=F("item__shared_from")
    )
    before = shared.filter(item=OuterRef("item"), number__lt=OuterRef("number"))
    standing = Q(item__progress=Progress.DONE, item__removed_at=None)
    kinds = (ItemKind.GOAL, ItemKind.STEP)
    return shared.filter(of, standing, ~Exists(before), item__kind__in=kinds)


def _rows(rows: QuerySet[Any], kind: str, at: str, told: Mapping[str, Any]) -> QuerySet[Any]:
    """The rows as ``Happening`` has them."""
    columns = {"word": Value(""), "about": Value(""), "of": F(at)} | dict(told)
    return _named(rows, {"kind": Value(kind), "at": F(at)} | columns, Happening._fields)


def _on(rows: QuerySet[Any], kind: str, on: str, told: Mapping[str, Any]) -> QuerySet[Any]:
    """The rows as ``Day`` has them."""
    columns = {"word": Value(""), "about": Value("")} | dict(told)
    return _named(rows, {"kind": Value(kind), "on": F(on)} | columns, Day._fields)


def _named(
    rows: QuerySet[Any], columns: Mapping[str, Any], fields: tuple[str, ...]
) -> QuerySet[Any]:
    texts = {name: Cast(columns[name], TextField()) for name in ("kind", "word", "about")}
    named = {f"of_{name}": column for name, column in (dict(columns) | texts).items()}
    return rows.order_by().annotate(**named).values_list(*(f"of_{name}" for name in fields))
