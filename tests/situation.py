"""Telling that something has changed, for tests."""

from datetime import date, datetime
from typing import Any

from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.course import course_of
from staasted.apps.situations.models import SituationChange
from staasted.apps.situations.services import Told, situation_tell
from staasted.catalog.loader import catalog
from tests import town
from tests.town import NOON


def told(kind: str, begins: date | None = None, **more: Any) -> Told:
    """What somebody tells; ``begins`` is its first day."""
    return Told(catalog().situations[kind], begins_on=begins, **more)


def tells(
    case: Citizen, kind: str, begins: date | None = None, *, now: datetime = NOON, **more: Any
) -> SituationChange:
    """The citizen tells of a change."""
    actor = town.acting(case)
    return situation_tell(actor=actor, citizen=case, told=told(kind, begins, **more), now=now)


def due(case: Citizen, on: date = town.MONDAY) -> date | None:
    """The day the next conversation is due by, as the law says on a day."""
    return course_of(case, on=on).due


def situation_there(case: Citizen) -> dict[str, str]:
    """A change that waits, by the name of its place in an address."""
    begins = town.MONDAY.replace(day=28)
    return {"situation": tells(case, "job_on_the_way", begins).public_id}
