"""A case that has closed, in a test."""

from datetime import date

from staasted.apps.audit.actor import Role
from staasted.apps.cases.closing import Closing, case_close
from staasted.apps.cases.models import CaseClosing
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import actor_for
from tests.town import MONDAY


def close_case(
    case: Citizen, coach: Person, *, cause: str = "job", on: date = MONDAY, moved_to: str = ""
) -> CaseClosing:
    """Close a case as its coach does."""
    actor = actor_for(person=coach, role=Role.COUNSELLOR)
    return case_close(actor=actor, citizen=case, closing=Closing(cause, on, moved_to))
