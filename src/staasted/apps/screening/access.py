"""The only way staff reach a mirror and what answers lead to: the case is checked and noted.

A lead reads neither, and nobody reads a colleague's mirror here (screening without a score, 7).
"""

from dataclasses import dataclass
from datetime import date

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.access import Doing, citizen_reached
from staasted.apps.citizens.models import Citizen
from staasted.apps.screening.mirroring import Suggested, mirrors_of, suggestions_show
from staasted.apps.screening.models import MirrorAnswers


@dataclass(frozen=True, slots=True)
class OwnMirror:
    """A case the counsellor may act on, and their own newest mirror of it, if there is one."""

    case: Citizen
    newest: MirrorAnswers | None


def own_mirror(actor: Actor, public_id: str, *, on: date) -> OwnMirror:
    """The counsellor's own mirror of one citizen. Errors: as ``citizen_reached``."""
    case = citizen_reached(actor, public_id, on=on, doing=Doing.ACT)
    return OwnMirror(case, mirrors_of(case, counsellor=actor).first())


def suggestions_reached(actor: Actor, public_id: str, *, on: date) -> Suggested | None:
    """What a citizen's shared answers lead to; the first time is kept. Errors: the same."""
    case = citizen_reached(actor, public_id, on=on, doing=Doing.ACT)
    return suggestions_show(actor=actor, citizen=case)
