"""What every draw is written as: shares of a hundred, days from and to."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

FOLDER = Path(__file__).parent
"""Where the draws lie."""
HUNDREDTHS = 100

Share = Annotated[int, Field(ge=0, le=HUNDREDTHS)]
"""Of a hundred."""


def _in_order(days: tuple[int, int]) -> tuple[int, int]:
    if days[0] > days[1]:
        raise ValueError("the first is larger than the last")
    return days


def _whole(weights: dict[str, int]) -> dict[str, int]:
    if sum(weights.values()) != HUNDREDTHS:
        raise ValueError("the shares do not make a hundred")
    return weights


Days = Annotated[tuple[int, int], AfterValidator(_in_order)]
"""From and to, both inclusive; also years of age and hours a week."""

Weights = Annotated[dict[str, int], AfterValidator(_whole)]
"""Word → share; together a hundred."""
