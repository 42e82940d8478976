"""Slugs with their namespace: groups and benefits are written without it and read with it."""

from typing import Annotated

from pydantic import AfterValidator


def group_id(word: str) -> str:
    """Return the group's id: ``cash_benefit_job_ready`` → ``group:cash_benefit_job_ready``."""
    return word if word.startswith("group:") else f"group:{word}"


def benefit_id(word: str) -> str:
    """Return the benefit's id: ``cash_benefit`` → ``benefit:cash_benefit``."""
    return word if word.startswith("benefit:") else f"benefit:{word}"


GroupId = Annotated[str, AfterValidator(group_id)]
BenefitId = Annotated[str, AfterValidator(benefit_id)]
