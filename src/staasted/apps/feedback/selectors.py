"""Whom to ask, and what a lead may know of it: figures of ten and more, of quarters past."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncQuarter

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.models import Conversation
from staasted.apps.feedback.models import FeedbackBox, FeedbackDealt
from staasted.apps.feedback.seals import box_open
from staasted.apps.org.clock import COPENHAGEN
from staasted.apps.org.doors import role_require
from staasted.apps.org.models import Team, TeamMembership
from staasted.catalog.feedback import WORDS, questions
from staasted.catalog.loader import catalog
from staasted.core.axes import Outcome

MONTHS = 3
"""Months in a quarter."""


@dataclass(frozen=True, slots=True)
class UnitSays:
    """One unit in one quarter. ``asked`` is how many citizens could answer.

    Where fewer than ten answered, ``answered`` is None and there is nothing else; else ``given`` is
    question → option → how many, and ``words`` what was written, in no order.
    """

    unit: str
    quarter_on: date
    asked: int
    answered: int | None = None
    given: dict[str, Counter[str]] | None = None
    words: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class QuarterAnswers:
    """A quarter in the units ten and more answered about: of ``asked`` citizens ``answered``.
    ``few`` is how many units fewer answered about."""

    quarter_on: date
    asked: int
    answered: int
    few: int


def quarter_of(day: date) -> date:
    """The first day of the quarter a day lies in."""
    return date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1)


def quarter_at(moment: datetime) -> date:
    """The first day of the quarter a moment lies in."""
    return quarter_of(moment.astimezone(COPENHAGEN).date())


def to_be_asked(citizen: Citizen, *, now: datetime) -> Conversation | None:
    """The newest conversation its citizen may say something about, if any: one query."""
    return _askable(citizen, now).order_by("-starts_at", "-id").first()


def untold(citizen: Citizen | OuterRef) -> QuerySet[Any]:
    """The conversations of a citizen, however old, that may be asked about and have a unit.

    Not those of a quarter one was asked about already: ten answers are then ten people's.
    """
    quarter = TruncQuarter("starts_at", tzinfo=COPENHAGEN)
    mine = _held_here().filter(citizen=citizen).annotate(quarter=quarter)
    dealt = FeedbackDealt.objects.filter(conversation__citizen=OuterRef("citizen")).annotate(
        quarter=TruncQuarter("conversation__starts_at", tzinfo=COPENHAGEN)
    )
    open_yet = mine.filter(~Exists(dealt.filter(quarter=OuterRef("quarter"))))
    return _with_unit(open_yet).filter(unit__isnull=False)


def unit_of(conversation: Conversation) -> int:
    """The team of whoever held it, that day, by key; of a conversation that is asked about."""
    found = _with_unit(Conversation.objects.filter(pk=conversation.pk)).values_list("unit")
    return int(found.get()[0])


def answered_until(on: date) -> date:
    """The first day of the earliest quarter whose conversations one may still say something of."""
    return quarter_of(on - timedelta(days=catalog().policy["feedback_days"]))


def what_units_say(actor: Actor, *, on: date) -> list[UnitSays]:
    """Each unit in each quarter that gets no more answers, the newest first: three queries.

    No other quarter is told: a figure that grows by one shows the newest answer.
    Errors: AccessRefused; KeyError, InvalidTag where a box does not open.
    """
    role_require(actor, Role.LEAD)
    running = answered_until(on)
    boxes = list(FeedbackBox.objects.filter(quarter_on__lt=running).select_related("team"))
    asked = _asked(min((box.quarter_on for box in boxes), default=running), running)
    names = dict(Team.objects.filter(pk__in={team for team, _ in asked}).values_list("pk", "name"))
    told = {(box.team_id, box.quarter_on): _says(box, asked) for box in boxes}
    silent = (key for key in asked if key not in told)
    told |= {(pk, on): UnitSays(names[pk], on, asked[pk, on]) for pk, on in silent}
    return sorted(told.values(), key=lambda each: (-each.quarter_on.toordinal(), each.unit))


def newest_answers(actor: Actor, *, on: date) -> QuarterAnswers | None:
    """How many answered in the newest quarter that gets no more answers and in which somebody was
    asked; None before the first: two queries. Errors: as ``what_units_say``.

    Units fewer than ten answered are counted in ``few`` alone: neither those who were asked there
    nor those who answered are in the sums, or the sums would tell of them.
    """
    role_require(actor, Role.LEAD)
    running = answered_until(on)
    before = quarter_of(running - timedelta(days=1))
    boxes = FeedbackBox.objects.filter(quarter_on=before).select_related("team")
    asked = _asked(before, running)
    if not asked:
        return None
    told = [_says(box, asked) for box in boxes]
    known = [each for each in told if each.answered]
    units = {team for team, _ in asked} | {box.team_id for box in boxes}
    return QuarterAnswers(
        before,
        sum(each.asked for each in known),
        sum(each.answered or 0 for each in known),
        len(units) - len(known),
    )


def _says(box: FeedbackBox, asked: Counter[tuple[int, date]]) -> UnitSays:
    answers, number = box_open(box), asked[box.team_id, box.quarter_on]
    if len(answers) < catalog().policy["feedback_fewest"]:
        return UnitSays(box.team.name, box.quarter_on, number)
    given = {each.slug: Counter[str]() for each in questions()}
    for answer in answers:
        for slug in given.keys() & answer.keys():
            given[slug][answer[slug]] += 1
    words = [answer[WORDS] for answer in answers if WORDS in answer]
    secrets.SystemRandom().shuffle(words)
    # A conversation somebody answered about may be corrected later: never over a whole.
    whole = max(number, len(answers))
    return UnitSays(box.team.name, box.quarter_on, whole, len(answers), given, words)


def _asked(first: date, before: date) -> Counter[tuple[int, date]]:
    """How many citizens could answer about each unit and quarter, in these days."""
    bounds = [datetime(day.year, day.month, day.day, tzinfo=COPENHAGEN) for day in (first, before)]
    held = _held_here().filter(starts_at__gte=bounds[0], starts_at__lt=bounds[1])
    rows = _with_unit(held).filter(unit__isnull=False).values_list("unit", "starts_at", "citizen")
    asked = {(unit, quarter_at(at), citizen) for unit, at, citizen in rows}
    return Counter((unit, quarter) for unit, quarter, _ in asked)


def _askable(citizen: Citizen, now: datetime) -> QuerySet[Any]:
    since = now - timedelta(days=catalog().policy["feedback_days"])
    return untold(citizen).filter(starts_at__gte=since)


def _held_here() -> QuerySet[Conversation]:
    """Held, and closed by one of us."""
    return Conversation.objects.filter(outcome=Outcome.HELD, booking__isnull=False)


def _with_unit(conversations: QuerySet[Conversation]) -> QuerySet[Any]:
    """With the team of whoever held each, on its day."""
    day = OuterRef("starts_at__date")
    member = Q(from_on__lte=day) & (Q(to_on=None) | Q(to_on__gte=day))
    of = TeamMembership.objects.filter(member, person=OuterRef("holder"), withdrawn=False)
    return conversations.annotate(unit=Subquery(of.order_by("-from_on").values("team")[:1]))
