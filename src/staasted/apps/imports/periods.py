"""Where a person's benefit periods go: known, new, a correction, or in the way of what is known.

Pure: the stored periods are looked at and never written here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from staasted.apps.citizens.models import BenefitPeriod
from staasted.apps.imports.reading.caseload import CaseloadRow
from staasted.apps.imports.reading.refusals import RowReason
from staasted.apps.imports.telling import newest

_DAY = timedelta(days=1)
PERIOD_FACTS = (
    "end_reason",
    "first_request_on",
    "first_absence_on",
    "transferred_on",
    "insured",
    "unemployment_fund",
    "accumulated_weeks",
    "accumulated_on",
)
"""What a row tells of its benefit period beside days and group."""
PeriodKey = tuple[str, date]
"""What tells a benefit period from the person's other ones: benefit and first day."""


@dataclass(slots=True, eq=False)
class Span:
    """A benefit period as it will stand: a stored one, a row's, or a stored one a row changes."""

    benefit: str
    starts_on: date
    ends_on: date | None
    period: BenefitPeriod | None = None
    row: CaseloadRow | None = None
    replaces: list[BenefitPeriod] = field(default_factory=list)
    ended_by: CaseloadRow | None = None

    @property
    def key(self) -> PeriodKey:
        """What tells it from the person's other periods."""
        return self.benefit, self.starts_on

    def overlaps(self, starts_on: date, ends_on: date | None) -> bool:
        """Whether it shares a day with a stretch; both ends inclusive, None is open."""
        begins_in_time = ends_on is None or self.starts_on <= ends_on
        return begins_in_time and (self.ends_on is None or starts_on <= self.ends_on)


@dataclass(frozen=True, slots=True)
class PeriodConflict:
    """A row whose benefit period cannot stand beside the one that began on ``known``."""

    row: CaseloadRow
    reason: RowReason
    known: date


@dataclass(slots=True)
class Placement:
    """Every period of one person, and the rows that found no place."""

    spans: list[Span]
    conflicts: list[PeriodConflict] = field(default_factory=list)


def period_key(row: CaseloadRow) -> PeriodKey:
    """The key of the period a row tells of."""
    return row.benefit, row.starts_on


def rows_by_period(rows: Iterable[CaseloadRow]) -> dict[PeriodKey, list[CaseloadRow]]:
    """A period may stand in several rows, each with another relief."""
    found: dict[PeriodKey, list[CaseloadRow]] = {}
    for row in rows:
        found.setdefault(period_key(row), []).append(row)
    return found


def merged(rows: Sequence[CaseloadRow]) -> CaseloadRow:
    """The rows of one period as one: what the first does not know of it the others may."""
    first = rows[0]
    facts = ("ends_on", "target_group", *PERIOD_FACTS)
    found = {fact: newest(rows[::-1], fact) for fact in facts} if len(rows) > 1 else {}
    return replace(first, **{fact: told.value for fact, told in found.items() if told})


def periods_place(
    rows: Sequence[CaseloadRow], stored: Iterable[BenefitPeriod], *, accept_corrections: bool
) -> Placement:
    """Give each row of one person its period; what is known by its key comes first.

    The rows of a file share no day, and neither do the periods as they will stand: one
    benefit is paid at a time.
    """
    placement = Placement([_stored(period) for period in stored])
    by_key = {span.key: span for span in placement.spans}
    unknown = []
    for row in sorted(rows, key=lambda row: row.starts_on):
        span = by_key.get(period_key(row))
        if span is None:
            unknown.append(row)
        else:
            _tell_again(placement, row, span)
    for row in unknown:
        _place(placement, row, accept_corrections=accept_corrections)
    return placement


def _stored(period: BenefitPeriod) -> Span:
    return Span(period.benefit, period.starts_on, period.ends_on, period)


def _tell_again(placement: Placement, row: CaseloadRow, span: Span) -> None:
    """A known period, with its end where the row knows one."""
    ends_on = row.ends_on or span.ends_on
    others = [each for each in placement.spans if each is not span]
    later = [
        each
        for each in others
        if each.starts_on > span.starts_on and each.overlaps(row.starts_on, ends_on)
    ]
    if later:
        placement.conflicts.append(_conflict(row, RowReason.PERIOD_EARLIER, later))
        return
    span.row, span.ends_on = row, ends_on


def _place(placement: Placement, row: CaseloadRow, *, accept_corrections: bool) -> None:
    """A new period, or a stored one of the same benefit under its right start."""
    meets = [span for span in placement.spans if span.overlaps(row.starts_on, row.ends_on)]
    same = [span for span in meets if span.benefit == row.benefit]
    others = [span for span in meets if span.benefit != row.benefit]
    later = [span for span in others if span.starts_on >= row.starts_on]
    if same and not (accept_corrections and _may_replace(same)):
        placement.conflicts.append(_conflict(row, RowReason.PERIOD_OTHER_START, same))
    elif later:
        placement.conflicts.append(_conflict(row, RowReason.PERIOD_EARLIER, later))
    else:
        _stand(placement, row, same)
        _end_before(row, others)


def _may_replace(same: Sequence[Span]) -> bool:
    """Only what is stored, and what no other row of the file stands for, can be corrected."""
    return all(span.row is None and span.period is not None for span in same)


def _stand(placement: Placement, row: CaseloadRow, same: Sequence[Span]) -> None:
    """The first stored period takes the row's days; the others it overlaps are gone."""
    if not same:
        placement.spans.append(Span(row.benefit, row.starts_on, row.ends_on, row=row))
        return
    first, *rest = sorted(same, key=lambda span: span.starts_on)
    first.row, first.starts_on = row, row.starts_on
    first.ends_on = row.ends_on or _last_end(same)
    first.replaces = [span.period for span in rest if span.period]
    placement.spans = [span for span in placement.spans if span not in rest]


def _last_end(same: Sequence[Span]) -> date | None:
    ends = [span.ends_on for span in same if span.ends_on]
    return max(ends) if len(ends) == len(same) else None


def _end_before(row: CaseloadRow, others: Iterable[Span]) -> None:
    """A benefit of before ends the day before the row's begins."""
    for span in others:
        span.ends_on, span.ended_by = row.starts_on - _DAY, row


def _conflict(row: CaseloadRow, reason: RowReason, meets: Iterable[Span]) -> PeriodConflict:
    return PeriodConflict(row, reason, min(span.starts_on for span in meets))
