"""Invented benefit periods: since when, after which breaks, asked for when."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from staasted.apps.imports.synthetic.chance import Chance
from staasted.catalog.loader import catalog
from staasted.catalog.names import GroupShare, Population, population

_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class InventedPeriod:
    """A benefit from a day to a day, both included; None is *not known* or still running.

    ``goes_on``: it began the day after the period before, so nobody asked for help anew.
    """

    benefit: str
    starts_on: date
    ends_on: date | None = None
    end_reason: str | None = None
    first_request_on: date | None = None
    goes_on: bool = False


def weekday(near: date) -> date:
    """The day itself, or the Friday before a weekend: offices are closed then."""
    return near - timedelta(days=max(0, near.weekday() - _SATURDAY + 1))


class Periods:
    """Invents the benefit periods of one person after the other."""

    def __init__(self, chance: Chance, *, on: date) -> None:
        self._chance = chance
        self._on = on
        self._make_up: Population = population()

    def group(self) -> GroupShare:
        """A group, as likely as its share."""
        return self._chance.by_share(self._make_up.groups)

    def of(self, share: GroupShare) -> tuple[InventedPeriod, ...]:
        """The periods on a group's benefit, the oldest first; the last one runs on the day."""
        start = self._chance.by_share(self._make_up.starts[share.starts])
        last = InventedPeriod(share.benefit, weekday(self._on - self._chance.days(start.days)))
        whole = [last, *self._earlier(last)]
        asked = [self._asked(period) if share.asks else period for period in reversed(whole)]
        return tuple(part for period in asked for part in _parts(period, share, self._on))

    def _earlier(self, later: InventedPeriod) -> Iterator[InventedPeriod]:
        """The periods before, the newest first."""
        returns = self._make_up.returns
        likely = returns.share
        for _ in range(returns.most):
            if not self._chance.happens(likely):
                return
            soon = self._chance.happens(returns.within_a_month)
            off = returns.break_within_days if soon else returns.break_after_days
            ended = later.starts_on - self._chance.days(off) - _DAY
            started = weekday(ended - self._chance.days(returns.earlier_days))
            reason = self._chance.word(returns.reasons)
            later = InventedPeriod(later.benefit, started, ended, reason)
            yield later
            likely = returns.again

    def _asked(self, period: InventedPeriod) -> InventedPeriod:
        asked = weekday(period.starts_on - self._chance.days(self._make_up.days_from_request))
        known = not self._chance.happens(self._make_up.missing.first_request)
        return replace(period, first_request_on=asked) if known else period


def _parts(period: InventedPeriod, share: GroupShare, on: date) -> Iterator[InventedPeriod]:
    """The period, in two where the benefit before it ended while it ran."""
    last = _last_day(share)
    if last is None or period.starts_on > last:
        yield period
        return
    ends = period.ends_on or on
    before = replace(period, benefit=share.benefit_before or period.benefit)
    if ends <= last:
        yield before
        return
    yield replace(before, ends_on=last, end_reason=population().returns.other_benefit)
    yield replace(period, starts_on=last + _DAY, first_request_on=None, goes_on=True)


def _last_day(share: GroupShare) -> date | None:
    """The last day the benefit before was paid to anybody."""
    if share.benefit_before is None:
        return None
    return catalog().benefits[f"benefit:{share.benefit_before}"].to_on
