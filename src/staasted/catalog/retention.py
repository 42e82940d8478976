"""How long what is kept, why, and what is done when its time has come."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Self

from pydantic import model_validator

from staasted.catalog.english import said
from staasted.catalog.loader import catalog
from staasted.catalog.reader import FOLDER, Entry, read_entry
from staasted.catalog.texts import text
from staasted.core.calendar import add_months

MONTHS = 12  # in a year
FILE = FOLDER / "retention.yaml"


class Starts(StrEnum):
    """What starts the clock of a rule. ``none`` where nothing is ever due."""

    CASE_CLOSED = "case_closed"
    FILE_TAKEN_IN = "file_taken_in"
    FILE_RECEIVED = "file_received"
    LAST_ROLE_ENDED = "last_role_ended"
    MESSAGE_WRITTEN = "message_written"
    DRAFT_WRITTEN = "draft_written"
    SITTING_ENDED = "sitting_ended"
    PERIOD_ENDED = "period_ended"
    AD_GONE = "ad_gone"
    IDEA_ANSWERED = "idea_answered"
    NONE = "none"


class Does(StrEnum):
    """What becomes of it.

    ``without_person``: it stays, and what it names is nobody any more. ``no_person``: there is no
    person in it.
    """

    ERASE = "erase"
    WITHOUT_PERSON = "without_person"
    KEEP = "keep"
    NO_PERSON = "no_person"


class By(StrEnum):
    """Who does it: the command (or the night, where a municipality says so), or every night."""

    COMMAND = "command"
    NIGHT = "night"
    NOBODY = "nobody"


class RetentionWords(Entry):
    """What it is, how long it is kept and why, as a citizen reads it."""

    name: str
    kept: str
    why: str


class RetentionRule(Entry):
    """One rule. ``number`` is the policy's number of ``months`` or ``days``; none is *at once*.

    ``told`` says who hears of it: the page everybody can read, or the operator alone.
    """

    starts: Starts
    number: str = ""
    hours: int = 0
    does: Does
    by: By
    source: str
    told: str
    da: RetentionWords

    @property
    def words(self) -> RetentionWords:
        """Return its words in the language that is spoken."""
        return said(self.da)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        erases = self.does is Does.ERASE
        if erases != (self.starts is not Starts.NONE) or erases == (self.by is By.NOBODY):
            raise ValueError(
                "what is erased has a clock and somebody who does it, and nothing else"
            )
        if self.number and not self.number.endswith(("_months", "_days", "_hours")):
            raise ValueError(f"{self.number} says neither months, days nor hours")
        return self

    @property
    def length(self) -> int:
        """How many months, days or hours."""
        return catalog().policy[self.number] if self.number else self.hours

    def latest_start(self, on: date) -> date:
        """The last day (inclusive) its clock may have started for it to be due on a day."""
        if self.number.endswith("_months"):
            return add_months(on, -self.length)
        if self.number.endswith("_days"):
            return on - timedelta(days=self.length)
        return on


class Retention(Entry):
    """Every rule by its slug, and each table of the database with the rules that hold for it."""

    rules: Mapping[str, RetentionRule]
    tables: Mapping[str, tuple[str, ...]]

    @model_validator(mode="after")
    def _known(self) -> Self:
        unknown = {slug for slugs in self.tables.values() for slug in slugs} - set(self.rules)
        unused = set(self.rules) - {slug for slugs in self.tables.values() for slug in slugs}
        if unknown or unused:
            raise ValueError(f"no such rule, or no table for it: {sorted(unknown | unused)}")
        return self

    def tables_of(self, slug: str) -> frozenset[str]:
        """The tables a rule holds for."""
        return frozenset(table for table, slugs in self.tables.items() if slug in slugs)


@cache
def retention() -> Retention:
    """The rules of this installation, read once. Errors: CatalogError."""
    return read_entry(Retention, FILE)


def length_said(rule: RetentionRule) -> str:
    """How long, as people say it: whole years as years."""
    unit = rule.number.rpartition("_")[2] if rule.number else "hours"
    count = rule.length
    if unit == "months" and count % MONTHS == 0:
        unit, count = "years", count // MONTHS
    if count == 0:
        return text("retention.length.none")
    return text(f"retention.length.{unit if count > 1 else unit[:-1]}", count=count)
