"""Figures that leave the house, on paper and in a file: in words, and never on too few."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from staasted.apps.feedback.selectors import MONTHS, QuarterAnswers
from staasted.apps.net.selectors import NightlyFigure
from staasted.apps.overview.figures import OFFERS, TALKS, Figures
from staasted.apps.overview.selectors import Night
from staasted.catalog.loader import catalog
from staasted.catalog.speech import day_year, number
from staasted.catalog.texts import text
from staasted.core.effort.small_numbers import (
    How,
    Split,
    Told,
    count_told,
    split_told,
    sum_told,
    table_told,
)

PARTS = ("whole", "part", "rest", "more")
HOUR = 60
A_YEAR = 12  # months

Row = tuple[str, tuple[Told | str, ...]]
"""What a row is of, and its figures; one of something else than persons is in words already."""
Rows = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its slug, which names its words, the columns' words, and each row's name and
    figures. ``on`` is the day its figures are of.
    """

    slug: str
    on: date
    rows: Rows

    @property
    def title(self) -> str:
        """What the table is of."""
        return text(f"overview.sheet.{self.slug}.title")

    @property
    def means(self) -> str:
        """How its figures are reckoned."""
        return text(f"overview.sheet.{self.slug}.means")

    @property
    def columns(self) -> list[str]:
        """What each figure of a row is."""
        count = len(self.rows[0][1]) if self.rows else 0
        return [text(f"overview.sheet.{self.slug}.{part}") for part in PARTS[:count]]

    @property
    def cells(self) -> list[list[str]]:
        """The rows in words."""
        return [[name, *(told_said(each) for each in told)] for name, told in self.rows]


def told_said(told: Told | str) -> str:
    """A figure in words: itself, "under 10", "at least 31", or that it is not told."""
    if isinstance(told, str):
        return told
    if told.how is How.EXACT:
        return number(told.number)
    return text(f"overview.told.{told.how.value}", number=number(told.number))


def sheets_of(
    night: Night | None,
    nets: Sequence[NightlyFigure],
    answers: QuarterAnswers | None,
    *,
    on: date,
) -> list[Sheet]:
    """Every table of the overview; each only once there is something to tell.

    ``nets`` are the nights of the net that are told, the newest first; ``on`` is today.
    """
    fewest = catalog().policy["figure_fewest"]
    found = list(_of_the_night(night, fewest)) if night else []
    if nets:
        rows = ((day_year(net.on), _split(net.uncovered, net.lost, fewest)) for net in nets)
        found.append(Sheet("lost", nets[0].on, tuple(rows)))
    if answers is not None and answers.asked:
        row = quarter_said(answers.quarter_on), _split(answers.asked, answers.answered, fewest)
        found.append(Sheet("answers", on, (row,)))
    return [sheet for sheet in found if sheet.rows]


def _of_the_night(night: Night, fewest: int) -> Iterator[Sheet]:
    figures, on = night.figures, night.on
    yield Sheet("conversations", on, _level_rows(figures, TALKS, fewest))
    yield Sheet("offers", on, _level_rows(figures, OFFERS, fewest))
    yield Sheet("reference", on, tuple(_reference_rows(figures, fewest)))
    yield Sheet("running", on, _running_rows(figures, fewest))
    yield Sheet("share", on, tuple(_share_rows(figures, fewest)))
    yield Sheet("late", on, ((_all(), (count_told(figures.late, fewest),)),))
    yield Sheet("hours", on, tuple(_hours_rows(figures, fewest)))


def csv_rows(sheets: Iterable[Sheet], *, law: Sequence[str]) -> Iterator[list[str]]:
    """Every figure on a line of its own, under the columns' names."""
    columns = ("sheet", "group", "figure", "value", "on", "law", "means")
    yield [text(f"overview.file.{name}") for name in columns]
    for sheet in sheets:
        for name, told in sheet.rows:
            for column, each in zip(sheet.columns, told, strict=True):
                line = [sheet.title, name, column, told_said(each), sheet.on.isoformat()]
                yield [*line, " ".join(law), sheet.means]


def _level_rows(figures: Figures, effort: str, fewest: int) -> Rows:
    """Each group the law has a number for, then all of them: bound, met, and lacking."""
    bound = [each for each in figures.groups if each.effort == effort and each.bound]
    pairs = [(each.bound or 0, each.met or 0) for each in bound]
    return _rows([group_said(each.group) for each in bound], pairs, fewest)


def _running_rows(figures: Figures, fewest: int) -> Rows:
    names = [group_said(each.group) for each in figures.running]
    return _rows(names, [(each.open, each.running) for each in figures.running], fewest)


def _reference_rows(figures: Figures, fewest: int) -> Iterator[Row]:
    """Each group of enough people: how many they are, and conversations in twelve person-months."""
    for each in figures.references:
        if each.persons >= fewest and each.asked:
            rates = (_rate(each.counted, each.months), _rate(each.asked, each.months))
            trend = text(f"lead.level.trend.{each.trend}")
            yield group_said(each.group), (Told(How.EXACT, each.persons), *rates, trend)


def _rate(part: float, months: float) -> str:
    return number(A_YEAR * part / months) if months else text("overview.told.hidden")


def _hours_rows(figures: Figures, fewest: int) -> Iterator[Row]:
    """Each unit: conversations needed, and free hours, which are of staff."""
    told = [count_told(each.conversations, fewest) for each in figures.hours]
    for each, needed in zip(figures.hours, told, strict=True):
        yield each.unit or text("lead.contact.no_team"), (needed, number(each.free // HOUR))
    if figures.hours:
        free = sum(each.free for each in figures.hours)
        yield _all(), (sum_told(told), number(free // HOUR))


def _rows(names: Sequence[str], pairs: Sequence[tuple[int, int]], fewest: int) -> Rows:
    table = table_told(pairs, fewest)
    rows = [(name, _parts(row)) for name, row in zip(names, table.rows, strict=True)]
    return (*rows, (_all(), _parts(table.total))) if rows else ()


def _share_rows(figures: Figures, fewest: int) -> Iterator[Row]:
    """Each share rule's cohort: how many, how many were reached, and how many were not."""
    for share in figures.shares:
        if share.n:
            name = catalog().law[share.rule].words.name
            yield name, _split(share.n, share.reached, fewest)


def _split(whole: int, part: int, fewest: int) -> tuple[Told, ...]:
    return _parts(split_told(whole, part, fewest))


def _parts(split: Split) -> tuple[Told, ...]:
    return split.whole, split.part, split.rest


def quarter_said(quarter_on: date) -> str:
    """A quarter in words, by its first day."""
    number = (quarter_on.month - 1) // MONTHS + 1
    return text("feedback.lead.quarter", number=number, year=quarter_on.year)


def group_said(slug: str) -> str:
    """A target group in words; somebody whose group is not known stands under that."""
    known = catalog().target_groups.get(slug)
    return known.words.name if known else text("lead.level.group_unknown")


def _all() -> str:
    return text("overview.sheet.all")
