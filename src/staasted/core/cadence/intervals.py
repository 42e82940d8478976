"""The intervals a proposal starts from; the numbers come from the policy file."""

from dataclasses import dataclass

from staasted.core.axes import Freedom


@dataclass(frozen=True, slots=True)
class WeeksBetween:
    """Weeks between contacts, early in a spell and later."""

    early: int
    later: int


@dataclass(frozen=True, slots=True)
class Intervals:
    """Proposed weeks between contacts per freedom; early means the first `early_weeks` weeks."""

    early_weeks: int
    close_support: WeeksBetween
    shared_steering: WeeksBetween
    check_ins: WeeksBetween

    def weeks(self, freedom: Freedom, weeks_in_spell: int | None) -> int:
        """Return the weeks between contacts; an unknown length is read as early (more contact)."""
        interval = self._interval(freedom)
        early = weeks_in_spell is None or weeks_in_spell < self.early_weeks
        return interval.early if early else interval.later

    def _interval(self, freedom: Freedom) -> WeeksBetween:
        return {
            Freedom.CLOSE_SUPPORT: self.close_support,
            Freedom.SHARED_STEERING: self.shared_steering,
            Freedom.CHECK_INS: self.check_ins,
        }[freedom]
