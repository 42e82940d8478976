"""How far a letter is with its carrier, and settling by hand one that may have gone."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.services import case_lock
from staasted.apps.letters.models import Letter, LetterCarried
from staasted.apps.letters.services import carrier, carrier_on
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


def letters_unsure(*, now: datetime) -> QuerySet[Letter]:
    """The letters to citizens that may have gone, and wait for a human; to be counted."""
    broken = {"carried__done_at": None, "carried__tried_at__lte": now - ABANDONED}
    return Letter.objects.filter(role=Role.COUNSELLOR, **broken)


def letters_left(*, demo: bool) -> QuerySet[Letter]:
    """The letters to citizens no carrier takes, because none is set up; to be counted."""
    if carrier_on(demo=demo):
        return Letter.objects.none()
    lives = {"citizen__closed_on": None, "citizen__person__died_on": None}
    return Letter.objects.filter(role=Role.COUNSELLOR, carried=None, **lives)


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
