"""The one who acts: a person in exactly one role."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The roles of domain access; one acts in one role at a time."""

    CITIZEN = "citizen"
    COUNSELLOR = "counsellor"
    LEAD = "lead"
    ADMINISTRATOR = "administrator"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting in one role.

    ``ref`` is the person's public id (the operator of the command line has the ref
    ``operator``, role ``operator`` and no ``person_id``). ``unit`` is what the citizen is told
    of where the actor sits, "" where nothing is told.
    """

    ref: str
    role: Role
    person_id: int | None = None
    name: str = ""
    unit: str = ""


OPERATOR = Actor(ref="operator", role=Role.OPERATOR)
