"""Who is summoned, and by which section: one answer for every page and every letter."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from staasted.core.law.arrangement import Arrangement
from staasted.core.law.rule import Rule
from staasted.core.law.standing import BookedBy, BookingDuty

READ_UNTIL = date(2026, 1, 31)
"""The last day (inclusive) the two texts below are read for. Source: shared facts on law, 6.2."""


class SummonsGround(StrEnum):
    """Why we find the time. ``FREED``: a trial leaves open who books."""

    FIRST = "first"
    EXEMPT = "exempt"
    DEPRIVED = "deprived"
    NO_DUTY = "no_duty"
    FREED = "freed"
    SHORT_NOTICE = "short_notice"


_SECTIONS = {
    SummonsGround.FIRST: "LBK 280/2024 § 34, stk. 2",
    SummonsGround.EXEMPT: "BEK 1216/2023 § 46, stk. 1, jf. § 45",
    SummonsGround.DEPRIVED: "BEK 1216/2023 § 46, stk. 1, jf. LBK 280/2024 § 35",
    SummonsGround.NO_DUTY: "BEK 1216/2023 § 46, stk. 1",
    SummonsGround.FREED: "BEK 1216/2023 § 46, stk. 1",
    SummonsGround.SHORT_NOTICE: "LBK 280/2024 § 34, stk. 2",
}


@dataclass(frozen=True, slots=True)
class SummonsBasis:
    """The section a summons rests on, and the last day (inclusive) it has been read for."""

    section: str
    read_until: date

    def read_on(self, day: date) -> bool:
        """Return whether the section is known to have said so on a day."""
        return day <= self.read_until


def summons_basis(ground: SummonsGround, rule: Rule | None) -> SummonsBasis:
    """Return what a summons rests on for whoever the rule on booking speaks of.

    The sick are called in by the Sickness Benefits Act: LAB § 34 does not name them (§ 6, no. 6).
    """
    kind = rule.kind if rule is not None else None
    own = kind.sections.get(ground) if isinstance(kind, BookingDuty) else None
    if rule is None or own is None:
        return SummonsBasis(_SECTIONS[ground], READ_UNTIL)
    return SummonsBasis(own, rule.verified_until or READ_UNTIL)


@dataclass(frozen=True, slots=True)
class BookingStanding:
    """What is known of somebody's booking on a day.

    ``past_three_months`` is None where nobody knows when the course began.
    """

    arrangement: Arrangement
    first_held: bool
    exempt: bool = False
    deprived: bool = False
    past_three_months: bool | None = None


def summons_grounds(standing: BookingStanding) -> tuple[SummonsGround, ...]:
    """Return every ground to summon on, the one that weighs most first; empty where there is none.

    Short notice is the municipality's after the first three months alone.
    Source: LBK 280/2024 §§ 34-35; BEK 1216/2023 §§ 45-46.
    """
    arrangement = standing.arrangement
    freed = arrangement.trial is not None and not standing.first_held
    holds = {
        SummonsGround.FIRST: arrangement.by is BookedBy.SUMMONS,
        SummonsGround.DEPRIVED: standing.deprived,
        SummonsGround.EXEMPT: standing.exempt,
        SummonsGround.FREED: freed,
        SummonsGround.NO_DUTY: arrangement.by is None and arrangement.trial is None,
        SummonsGround.SHORT_NOTICE: standing.past_three_months is not False,
    }
    return tuple(ground for ground, there in holds.items() if there)
