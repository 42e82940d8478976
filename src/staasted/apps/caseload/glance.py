"""One citizen at a glance: what waits for them, and the newest of each part of their page.

One question, beside the case and its course, however long the course has been (decision 0052).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.caseload.happened import Happened, Seen, columns_of, sources
from staasted.apps.caseload.needing import Found, Known, standing_needs
from staasted.apps.citizens.models import Citizen, PartnerInvitation, Power
from staasted.apps.conversations.course import Course
from staasted.apps.invitations.models import Summons
from staasted.apps.letters.models import Letter
from staasted.apps.offers.models import Measure, OfferCourse
from staasted.apps.plans.kinds import ItemKind, Progress
from staasted.apps.plans.models import PlanItem
from staasted.apps.situations.models import SituationChange
from staasted.apps.situations.states import LIVE
from staasted.core.needing import Need, Why, needing


class Part(StrEnum):
    """What a row of the page is: a letter out or in, whoever helps, the plan, the situation, an
    offer through us, and one the registers know."""

    LETTER = "part_letter"
    SUMMONS = "part_summons"
    PARTNER = "part_partner"
    POWER = "part_power"
    GOAL = "part_goal"
    STEP = "part_step"
    SITUATION = "part_situation"
    OFFER = "part_offer"
    MEASURE = "part_measure"


_PARTS = frozenset(Part)


@dataclass(frozen=True, slots=True)
class Piece:
    """One row: its day or moment, its id, a word of its kind or state, and what it is about.

    Of a letter the word is the role of whoever sent it and the day the one it was opened; of an
    offer the day is when it begins, and the id of one from the registers its last day.
    """

    part: Part
    on: date | None
    at: datetime | None
    ref: str
    word: str
    about: str


@dataclass(frozen=True, slots=True)
class Glance:
    """``needs`` is what waits, the most urgent first; ``spoken`` the last contact both ways."""

    needs: Sequence[Need]
    spoken: date | None
    pieces: Mapping[Part, Sequence[Piece]]

    def of(self, *parts: Part) -> list[Piece]:
        """The rows of these parts, as each part has them in order."""
        return [piece for part in parts for piece in self.pieces.get(part, ())]


def glance_of(case: Citizen, course: Course, seen: Seen) -> Glance:
    """What waits for an opened case, and the newest of its parts: one query.

    ``course`` is the case's own: whether somebody is to be summoned is the law's.
    """
    found, pieces = Found({case.pk: Known()}), dict[Part, list[Piece]]()
    for row in (Happened(*told) for told in _everything()(keys=[case.pk], **seen.values)):
        if row.what in _PARTS:
            pieces.setdefault(Part(row.what), []).append(_piece(row))
        else:
            found.learn(row)
    known = found.known[case.pk]
    if course.may_be_summoned and not known.booked:
        known.needs.append(Need(case.pk, Why.SUMMONS, course.due))
    lines = needing(standing_needs(found, seen), {})
    ordered = {part: sorted(rows, key=ORDER[part]) for part, rows in pieces.items()}
    return Glance([need for line in lines for need in line.needs], known.spoken, ordered)


def _newest(piece: Piece) -> tuple[float, str]:
    return -(piece.at.timestamp() if piece.at else 0.0), piece.ref


def _latest_day(piece: Piece) -> tuple[int, str]:
    return -(piece.on or date.min).toordinal(), piece.ref


def _soonest(piece: Piece) -> tuple[date, str]:
    return piece.on or date.max, piece.ref


ORDER: Mapping[Part, Callable[[Piece], Any]] = {
    Part.LETTER: _newest,
    Part.SUMMONS: _newest,
    Part.PARTNER: _soonest,
    Part.POWER: _soonest,
    Part.GOAL: _soonest,
    Part.STEP: _soonest,
    Part.SITUATION: _newest,
    Part.OFFER: _latest_day,
    Part.MEASURE: _latest_day,
}


def _piece(row: Happened) -> Piece:
    word, _, about = row.about.partition(" ")
    return Piece(Part(row.what), row.by, row.at, row.ref, word, about)


@Prepared
def _everything(given: Given) -> QuerySet[Any]:
    of, on = Q(citizen__id__among=given.keys("keys")), given.day("on")
    first, *others = (*sources(given), *_written(of), *_helped(of, on), *_planned(of), *_offers(of))
    return first.union(*others, all=True)


def _written(of: Q) -> Iterator[QuerySet[Any]]:
    """Letters both ways, and those of summonses: when they were sent and opened."""
    letters = {"at": F("sent_at"), "about": _said("role", "title")}
    opened = {"by": F("read__at__date")}
    yield _rows(Letter.objects.filter(of), Part.LETTER, letters | opened | {"ref": F("public_id")})
    summons = {"at": F("sent_at"), "about": F("title"), "ref": F("booking__public_id")}
    yield _rows(Summons.objects.filter(of), Part.SUMMONS, summons | opened)


def _helped(of: Q, on: Any) -> Iterator[QuerySet[Any]]:
    """Partners who are invited, and whoever acts for the citizen, on the day."""
    invited = PartnerInvitation.objects.filter(of, ended_at=None, from_on__lte=on, to_on__gte=on)
    who = {"by": F("to_on"), "ref": F("public_id"), "about": _said("held_by", "partner__name")}
    yield _rows(invited, Part.PARTNER, who)
    still = Q(to_on=None) | Q(to_on__gte=on)
    powers = Power.objects.filter(of, still, ended_at=None, from_on__lte=on)
    whom = {"by": F("to_on"), "ref": F("public_id")}
    yield _rows(powers, Part.POWER, whom | {"about": _said("kind", "representative__name")})


def _planned(of: Q) -> Iterator[QuerySet[Any]]:
    """Goals and open steps the citizen shares, and what stands or waits of the situation."""
    shared = PlanItem.objects.filter(of, removed_at=None, shared_from__isnull=False)
    shared = shared.filter(progress=Progress.OPEN)
    told = {"by": F("due_on"), "ref": F("public_id"), "about": _said("progress", "title")}
    yield _rows(shared.filter(kind=ItemKind.GOAL), Part.GOAL, told)
    yield _rows(shared.filter(kind=ItemKind.STEP), Part.STEP, told)
    live = SituationChange.objects.filter(of, state__in=LIVE)
    change = {"by": F("begins_on"), "at": F("told_at"), "ref": F("public_id")}
    yield _rows(live, Part.SITUATION, change | {"about": _said("state", "kind")})


def _offers(of: Q) -> Iterator[QuerySet[Any]]:
    """Courses in offers with us, and measures the registers know of that no course stands for."""
    begins = Coalesce("begun_on", "first_on", "granted_on")
    course = {"by": begins, "ref": F("public_id"), "about": _said("state", "offer")}
    yield _rows(OfferCourse.objects.filter(of), Part.OFFER, course)
    known = Measure.objects.filter(of, course=None)
    ended = Coalesce(Cast("ends_on", TextField()), Value("", output_field=TextField()))
    measure = {"by": Coalesce("starts_on", "granted_on"), "ref": ended}
    yield _rows(known, Part.MEASURE, measure | {"about": _said("kind", "provider")})


def _said(word: str, about: str) -> Concat:
    """A word without spaces, and what it is about."""
    return Concat(F(word), Value(" "), F(about), output_field=TextField())


def _rows(rows: QuerySet[Any], part: Part, told: dict[str, Any]) -> QuerySet[Any]:
    return columns_of(rows.order_by(), part, F("citizen_id"), told)
