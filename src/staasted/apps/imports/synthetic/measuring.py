"""What was invented, measured while it is written: the figures are read off, never promised."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from staasted.apps.imports.synthetic.conversations import InventedConversation
from staasted.apps.imports.synthetic.lives import Life
from staasted.core.axes import Channel, Outcome

_DAYS_A_YEAR = 365.25
_UNEMPLOYED = frozenset({"unemployed", "insured"})
_AT_A_DISTANCE = (Channel.PHONE, Channel.VIDEO)


@dataclass
class Measured:
    """Counts of what was written, and the figures that follow.

    ``unemployed_days`` are days on the benefit from ``since`` to the day before ``on``, of
    people in the rhythm of the unemployed; ``unemployed_held`` are the conversations held then.
    """

    since: date
    on: date
    citizens: int = 0
    periods: int = 0
    conversations: int = 0
    offers: int = 0
    unemployed_days: int = 0
    unemployed_held: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    channels: Counter[str] = field(default_factory=Counter)

    def add(self, life: Life, conversations: list[InventedConversation], *, offers: int) -> None:
        """Count one citizen with everything that was written about them."""
        self.citizens += 1
        self.periods += len(life.periods)
        self.offers += offers
        self.conversations += len(conversations)
        self.outcomes.update(each.outcome for each in conversations)
        held = [each for each in conversations if each.outcome == Outcome.HELD]
        self.channels.update(each.channel for each in held)
        if life.share.rhythm in _UNEMPLOYED:
            self.unemployed_held += len(held)
            self.unemployed_days += self._days(life)

    @property
    def a_year(self) -> float:
        """Conversations held per year on the benefit, of the unemployed; 0 where there is none."""
        years = self.unemployed_days / _DAYS_A_YEAR
        return self.unemployed_held / years if years else 0.0

    @property
    def at_a_distance(self) -> float:
        """Share of those held that were by phone or video, 0 to 1."""
        held = sum(self.channels.values())
        return sum(self.channels[each] for each in _AT_A_DISTANCE) / held if held else 0.0

    def share(self, outcome: Outcome) -> float:
        """Share of all conversations with an outcome, 0 to 1."""
        return self.outcomes[outcome] / self.conversations if self.conversations else 0.0

    def _days(self, life: Life) -> int:
        until = self.on - timedelta(days=1)
        days = (
            (min(period.ends_on or until, until) - max(period.starts_on, self.since)).days + 1
            for period in life.periods
        )
        return sum(each for each in days if each > 0)
