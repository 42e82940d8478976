"""Series as people tell them and as they are stored, and the days nothing is laid on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from hashlib import sha256

from staasted.apps.booking.models import ClosingDay, Opening, OpeningSeries, Place
from staasted.catalog.public_holidays import holidays_between
from staasted.core.axes import Channel
from staasted.core.slots import Occurrence, Pattern

HOLIDAY = ""
"""The name of a public holiday among the closed days: the law names it, not the office."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What somebody wants: the pattern, where one meets, and what the openings are kept for.

    Empty ``channels`` and ``purposes`` are all of them. With ``on_holidays`` it is laid on public
    holidays and closing days too.
    """

    pattern: Pattern
    place: Place | None = None
    channels: tuple[Channel, ...] = ()
    purposes: tuple[str, ...] = ()
    on_holidays: bool = False

    def columns(self) -> dict[str, object]:
        """The terms as a series stores them."""
        pattern = self.pattern
        return {
            "weekdays": "".join(str(day) for day in sorted(pattern.weekdays)),
            "starts": pattern.starts,
            "ends": pattern.ends,
            "breaks": [[at.isoformat("minutes") for at in each] for each in sorted(pattern.breaks)],
            "every_weeks": pattern.every_weeks,
            "from_on": pattern.from_on,
            "to_on": pattern.to_on,
            "on_holidays": self.on_holidays,
            **self.kept_for(),
        }

    def kept_for(self) -> dict[str, object]:
        """Where one meets, and what for, as an opening stores it."""
        return {
            "place": self.place,
            "channels": words(channel.value for channel in self.channels),
            "purposes": words(self.purposes),
        }


def words(several: Iterable[str]) -> str:
    """Words as an opening keeps them: each between two spaces; empty for none."""
    told = " ".join(several)
    return f" {told} " if told else ""


def pattern_of(series: OpeningSeries) -> Pattern:
    """The pattern a stored series follows."""
    return Pattern(
        weekdays=frozenset(int(digit) for digit in series.weekdays),
        starts=series.starts,
        ends=series.ends,
        from_on=series.from_on,
        to_on=series.to_on,
        breaks=tuple(
            (time.fromisoformat(starts), time.fromisoformat(ends)) for starts, ends in series.breaks
        ),
        every_weeks=series.every_weeks,
    )


def occurrence_of(opening: Opening) -> Occurrence:
    """A laid opening as the thinking sees it: cancelled by hand is changed by hand."""
    by_hand = opening.changed or opening.closed_for == "cancelled"
    return Occurrence(opening.pk, opening.series_on, by_hand)


def closed_days(first: date, last: date) -> Mapping[date, str]:
    """The days from one to another (inclusive) the office is closed on: one query.

    Public holidays have no name here; local closing days have the one they were given.
    """
    closed = dict.fromkeys(holidays_between(first, last), HOLIDAY)
    local = ClosingDay.objects.filter(withdrawn=False, on__range=(first, last))
    return closed | dict(local.values_list("on", "name"))


class Look(StrEnum):
    """What a preview points out: nothing of it is refused."""

    OVERLAPS = "overlaps"
    OUTSIDE_HOURS = "outside_hours"


def digest(*told: object) -> str:
    """A short mark of what was shown, so that a plan that would be another by now is told."""
    return sha256(repr(told).encode()).hexdigest()[:16]
