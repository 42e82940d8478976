"""Slugs with their namespace, written without it and read with it, and days within bounds."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
"""The days a file may name, both inclusive: sums of days stay days. Source: decision 0012."""


def group_id(word: str) -> str:
    """Return the group's id: ``cash_benefit_job_ready`` → ``group:cash_benefit_job_ready``."""
    return word if word.startswith("group:") else f"group:{word}"


def benefit_id(word: str) -> str:
    """Return the benefit's id: ``cash_benefit`` → ``benefit:cash_benefit``."""
    return word if word.startswith("benefit:") else f"benefit:{word}"


GroupId = Annotated[str, AfterValidator(group_id)]
BenefitId = Annotated[str, AfterValidator(benefit_id)]
Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)]
