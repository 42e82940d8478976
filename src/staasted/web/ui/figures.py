"""Figures that leave the house, on paper and in a file: in words, and never on too few."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from staasted.apps.effort.selectors import Levels
from staasted.apps.net.selectors import NightlyFigure
from staasted.catalog.loader import catalog
from staasted.catalog.speech import number
from staasted.catalog.texts import text
from staasted.core.effort import Level
from staasted.core.effort.small_numbers import (
    How,
    Split,
    Told,
    count_told,
    split_told,
    table_told,
)

PARTS = ("whole", "part", "rest")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its slug, which names its words, the columns' words, and each row's name and
    figures. ``on`` is the day its figures are of.
    """

    slug: str
    on: date
    rows: tuple[tuple[str, tuple[Told, ...]], ...]

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


def told_said(told: Told) -> str:
    """A figure in words: itself, "under 10", "at least 31", or that it is not told."""
    if told.how is How.EXACT:
        return number(told.number)
    return text(f"overview.told.{told.how.value}", number=number(told.number))


def sheets_of(levels: Levels, night: NightlyFigure | None, on: date) -> list[Sheet]:
    """Every table of the overview; the net's only once a night has been gone through."""
    fewest = catalog().policy["figure_fewest"]
    if night is None and not levels.conversations.groups:
        return []  # nobody is here yet
    found = [
        Sheet("conversations", on, _level_rows(levels.conversations, fewest)),
        Sheet("offers", on, _level_rows(levels.offers, fewest)),
        Sheet("running", on, _running_rows(levels, fewest)),
        Sheet("share", on, tuple(_share_rows(levels, fewest))),
        Sheet("late", on, ((_all(), (count_told(len(levels.first_late), fewest),)),)),
    ]
    if night is not None:
        found.append(
            Sheet("lost", night.on, ((_all(), _split(night.uncovered, night.lost, fewest)),))
        )
    return [sheet for sheet in found if sheet.rows]


def csv_rows(sheets: Iterable[Sheet], *, law: Sequence[str]) -> Iterator[list[str]]:
    """Every figure on a line of its own, under the columns' names."""
    columns = ("sheet", "group", "figure", "value", "on", "law", "means")
    yield [text(f"overview.file.{name}") for name in columns]
    for sheet in sheets:
        for name, told in sheet.rows:
            for column, each in zip(sheet.columns, told, strict=True):
                line = [sheet.title, name, column, told_said(each), sheet.on.isoformat()]
                yield [*line, " ".join(law), sheet.means]


def _level_rows(level: Level, fewest: int) -> tuple[tuple[str, tuple[Told, ...]], ...]:
    """Each group the law has a number for, then all of them: bound, met, and lacking."""
    bound = [group for group in level.groups if group.persons_bound]
    pairs = [(group.persons_bound or 0, group.persons_met or 0) for group in bound]
    return _rows([group_said(group.group) for group in bound], pairs, fewest)


def _running_rows(levels: Levels, fewest: int) -> tuple[tuple[str, tuple[Told, ...]], ...]:
    names = [group_said(each.group) for each in levels.running]
    return _rows(names, [(each.open, each.running) for each in levels.running], fewest)


def _rows(
    names: Sequence[str], pairs: Sequence[tuple[int, int]], fewest: int
) -> tuple[tuple[str, tuple[Told, ...]], ...]:
    table = table_told(pairs, fewest)
    rows = [(name, _parts(row)) for name, row in zip(names, table.rows, strict=True)]
    return (*rows, (_all(), _parts(table.total))) if rows else ()


def _share_rows(levels: Levels, fewest: int) -> Iterator[tuple[str, tuple[Told, ...]]]:
    """Each share rule's cohort: how many, how many were reached, and how many were not."""
    for level in (levels.conversations, levels.offers):
        for share in level.shares:
            if share.rule is not None and share.n:
                name = catalog().law[share.rule.id].words.name
                yield name, _split(share.n, share.reached, fewest)


def _split(whole: int, part: int, fewest: int) -> tuple[Told, ...]:
    return _parts(split_told(whole, part, fewest))


def _parts(split: Split) -> tuple[Told, ...]:
    return split.whole, split.part, split.rest


def group_said(slug: str) -> str:
    """A target group in words; somebody whose group is not known stands under that."""
    known = catalog().target_groups.get(slug)
    return known.words.name if known else text("lead.level.group_unknown")


def _all() -> str:
    return text("overview.sheet.all")
