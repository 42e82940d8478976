"""How far a letter is with its carrier, and settling by hand one that may have gone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import Count, Q

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.services import case_lock
from staasted.apps.letters.models import Letter, LetterCarried
from staasted.apps.letters.services import carrier
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.core.errors import DomainError

ABANDONED = timedelta(minutes=10)
"""How long a carrying may last before it is taken for broken off. Source: decision 0015."""


class Carriage(StrEnum):
    """How far a letter to a citizen is.

    ``unsure``: its carrying broke off, and nobody knows whether it went. ``stays_here``: no carrier
    is set up, and it lies on the citizen's page alone.
    """

    CARRIED = "carried"
    WAITING = "waiting"
    UNSURE = "unsure"
    STAYS_HERE = "stays_here"


@dataclass(frozen=True, slots=True)
class LettersState:
    """How many letters may have gone and wait for a human, and how many no carrier takes."""

    unsure: int
    stay_here: int


def carriage_of(letter: Letter, *, now: datetime) -> Carriage | None:
    """How far a letter is; None for one from a citizen. One query."""
    if letter.role != Role.COUNSELLOR:
        return None
    mark = LetterCarried.objects.filter(letter=letter).first()
    if mark is None:
        return Carriage.WAITING if carrier() else Carriage.STAYS_HERE
    if mark.done_at is not None:
        return Carriage.CARRIED
    return Carriage.UNSURE if mark.tried_at <= now - ABANDONED else Carriage.WAITING


def letters_state(*, now: datetime) -> LettersState:
    """The letters that stand still: one query."""
    broken = Q(carried__done_at=None, carried__tried_at__lte=now - ABANDONED)
    left = Q(carried=None, citizen__closed_on=None, citizen__person__died_on=None)
    to_citizens = Letter.objects.filter(role=Role.COUNSELLOR)
    found = to_citizens.aggregate(unsure=Count("id", filter=broken), left=Count("id", filter=left))
    return LettersState(found["unsure"], 0 if carrier() else found["left"])


@transaction.atomic
def letter_carriage_settle(*, actor: Actor, letter: Letter, arrived: bool) -> None:
    """Say of a letter that may have gone that it did, or have it carried again.

    Errors: AccessRefused; DomainError ``letter_moved_on``.
    """
    role_require(actor, Role.COUNSELLOR)
    case_lock(letter.citizen)
    now = clock.now()
    broken = LetterCarried.objects.filter(
        letter=letter, done_at=None, tried_at__lte=now - ABANDONED
    )
    moved = broken.update(done_at=now) if arrived else broken.delete()[0]
    if not moved:
        raise DomainError("letter_moved_on")
    act_log(
        actor=actor,
        act="letter_carriage_settle",
        at=now,
        citizens=[letter.citizen.public_id],
        subject=letter.public_id,
        facts={"arrived": arrived},
    )
