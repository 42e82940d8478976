"""Stretches of a life in which somebody holds conversations in one rhythm."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from staasted.apps.imports.synthetic.lives import Life
from staasted.apps.imports.synthetic.periods import InventedPeriod

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Phase:
    """Days (both ends included) in which conversations may lie.

    ``since`` is the first day of the benefit, ``asked_on`` the day the first conversation is
    counted from. ``begins``: it opens with a first conversation of ours. ``under_way``: it
    continues something. ``fund``: the unemployment fund holds them.
    """

    first: date
    last: date
    since: date
    asked_on: date
    begins: bool
    under_way: bool
    fund: bool = False


def phases(life: Life, *, since: date, until: date) -> Iterator[Phase]:
    """The phases of a life between two days, both included, in their order."""
    for period in life.periods:
        for phase in _of(period, life.transferred_on(period), until):
            if phase.last < since or phase.last < phase.first:
                continue
            yield phase if phase.first >= since else _cut(phase, since)


def _of(period: InventedPeriod, transferred: date | None, until: date) -> Iterator[Phase]:
    """One phase; two for the insured: the fund's own months, and ours after them."""
    last = min(period.ends_on or until, until)
    starts, asked = period.starts_on, period.first_request_on or period.starts_on
    if transferred is None:
        ours = not period.goes_on
        yield Phase(starts, last, starts, asked, begins=ours, under_way=not ours)
        return
    fund_last = min(last, transferred - _DAY)
    yield Phase(starts, fund_last, starts, starts, begins=False, under_way=False, fund=True)
    yield Phase(transferred, last, starts, transferred, begins=True, under_way=False)


def _cut(phase: Phase, since: date) -> Phase:
    """What is left of a phase that began before the first day; its first one lies before too."""
    return Phase(
        since,
        phase.last,
        phase.since,
        phase.asked_on,
        begins=False,
        under_way=True,
        fund=phase.fund,
    )
