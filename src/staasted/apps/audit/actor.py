"""The one who acts: a person in exactly one role."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The roles of domain access; one acts in one role at a time."""

    CITIZEN = "citizen"
    REPRESENTATIVE = "representative"
    COUNSELLOR = "counsellor"
    FRONT_DESK = "front_desk"
    LEAD = "lead"
    PARTNER = "partner"
    ADMINISTRATOR = "administrator"
    OPERATOR = "operator"


class TeamPurpose(StrEnum):
    """What a colleague's case may be opened for; said once in a sitting.

    Source: decision 0018.
    """

    COVER = "cover"
    TAKE_PART = "take_part"
    TEAM_ADVICE = "team_advice"
    BOOKING = "booking"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting in one role.

    ``ref`` is the person's public id (the operator of the command line has the ref
    ``operator``, role ``operator`` and no ``person_id``). ``unit`` is the name of their team and
    ``team_id`` its key; ``purpose`` is what they have said, once in the sitting, that they open
    colleagues' cases for; ``acts_for`` is the public id of the citizen a representative acts for.
    """

    ref: str
    role: Role
    person_id: int | None = None
    name: str = ""
    unit: str = ""
    team_id: int | None = None
    purpose: str = ""
    acts_for: str = ""


OPERATOR = Actor(ref="operator", role=Role.OPERATOR)
