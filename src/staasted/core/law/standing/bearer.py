"""Kind: who bears the duties first, and when they are handed over."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from staasted.core.law.facts import Bearer
from staasted.core.law.length import Length
from staasted.core.law.rule import Kind


@dataclass(frozen=True, slots=True)
class DutyBearer(Kind):
    """The bearer at first and the one after the hand-over.

    ``hours`` by kind of insurance: handed over at the end of the month they are reached in.
    ``forecast`` is the length without hours to count by, run on ``clock`` otherwise.
    Source: LBK 280/2024 § 27, stk. 2.
    """

    first: Bearer
    then: Bearer
    hours: Mapping[str, float] = field(default_factory=dict)
    forecast: Length = field(default_factory=lambda: Length(months=3))
    clock: str = "benefit_hours"
