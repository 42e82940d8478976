"""What the rules say, for commands: one person explained, everybody's due dates listed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from staasted.apps.agreements.selectors import agreement_in_force
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import role_require
from staasted.apps.citizens.staff_access import case_for_command, everybody_for_command
from staasted.apps.conversations.course import course_of, courses_of_everybody
from staasted.apps.effort.uncovered import is_open
from staasted.apps.trials.selectors import book_in_force
from staasted.core.calendar import Period
from staasted.core.effort import LegalAnswer
from staasted.core.law import Obligation, Status


@dataclass(frozen=True, slots=True)
class DueLine:
    """One duty of the municipality towards one open citizen: public id, group and duty."""

    citizen: str
    group: str
    owed: Obligation


def explained(actor: Actor, public_id: str, *, on: date) -> LegalAnswer:
    """Everything the rules say about one citizen. Errors: AccessRefused, NotYours."""
    case = case_for_command(actor, public_id)
    return course_of(case, on=on, agreement=agreement_in_force(case)).answer


def due_lines(actor: Actor, *, on: date) -> list[DueLine]:
    """Every duty still owed an open citizen on a day, or asked about; the soonest first.

    Errors: AccessRefused.
    """
    role_require(actor, Role.OPERATOR)
    found = sorted(_lines(on), key=lambda line: (line.owed.due or date.max, line.citizen))
    everybody_for_command(actor, {line.citizen for line in found})
    return found


def _lines(on: date) -> Iterator[DueLine]:
    for course in courses_of_everybody(book_in_force(), Period(on, on), on=on):
        if not is_open(course, on):
            continue
        for owed in course.obligations:
            if owed.still_owed or owed.status is Status.UNKNOWN:
                yield DueLine(course.citizen.public_id, owed.group or course.answer.group, owed)
