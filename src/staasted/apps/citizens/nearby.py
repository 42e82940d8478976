"""What waits on the cases near a counsellor: their own, and those of colleagues they cover for.

Every such list is read in the same way (decision 0034): what lies on the own caseload, and what
lies on that of team mates who are away once a purpose is said, protected names left out of those.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.audit.reading import note
from staasted.apps.citizens.access import role_require, somebody
from staasted.apps.citizens.chosen import nameless
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.reach import Reach, within_reach

Row = TypeVar("Row", bound=Model)
NEAR = (Reach.OWN, Reach.AWAY)


@dataclass(frozen=True, slots=True)
class Near(Generic[Row]):
    """The rows one may see, noted as read, each with its ``reach``; of colleagues' who are away
    until a purpose is said, ``hidden`` alone, which are for counting."""

    shown: Sequence[Row]
    hidden: Sequence[Row]


class Nearby(Generic[Row]):
    """A list of rows that lie on cases, or of the cases themselves: one prepared question.

    ``rows`` makes it without the values of a day (decision 0026), with each case and its person;
    ``citizen`` is the column with the case's key.
    """

    def __init__(self, rows: Callable[[], QuerySet[Row]], *, citizen: str = "citizen_id") -> None:
        def make(given: Given, has_team: bool) -> QuerySet[Row]:  # noqa: FBT001 # a shape
            actor = somebody(given, has_team=has_team)
            return within_reach(rows(), actor, on=given.day("on"), near=NEAR, citizen=citizen)

        self._asked: Prepared[[bool], Row] = Prepared(make)

    def __call__(self, actor: Actor, *, on: date) -> Near[Row]:
        """What is near that counsellor that day: one query. Errors: AccessRefused."""
        role_require(actor, Role.COUNSELLOR)
        known = {"person": actor.person_id, "team": actor.team_id, "on": on}
        found = self._asked(actor.team_id is not None)(**known)
        shown = [row for row in found if actor.purpose or row.reach == Reach.OWN]
        covered = [_case(row) for row in shown if row.reach != Reach.OWN]
        note(_case(row).public_id for row in shown if row.reach == Reach.OWN)
        if covered:
            nameless(covered)
            note((case.public_id for case in covered), purpose=actor.purpose)
        return Near(shown, [] if actor.purpose else [r for r in found if r.reach != Reach.OWN])


def _case(row: Model) -> Citizen:
    return row if isinstance(row, Citizen) else row.citizen
