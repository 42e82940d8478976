"""What every act on a change does: lays files beside it, ends it, tells of it, logs it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import act_log
from staasted.apps.files.access import content_of
from staasted.apps.files.checking import CheckedFile
from staasted.apps.files.services import file_keep
from staasted.apps.outbox.services import Draft, message_write
from staasted.apps.situations.access import files_beside
from staasted.apps.situations.hearing import danish
from staasted.apps.situations.models import SituationChange, SituationFile
from staasted.apps.situations.states import SituationState
from staasted.catalog.language import language_of, speaking
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError

RECORDED = 1
"""Marks the message that it was written down: what is found of it later is another message."""


def lay(actor: Actor, row: SituationChange, files: Sequence[CheckedFile]) -> None:
    """Lay files beside a change; one that lies there already lies there once.

    Errors: DomainError ``files_too_many``.
    """
    if not files:
        return
    there = [content_of(each) for each in files_beside(row)]
    for checked in files:
        if checked.content in there:
            continue
        kept = file_keep(actor=actor, citizen=row.citizen, checked=checked, shared=True)
        SituationFile.objects.create(change=row, file=kept)
        there.append(checked.content)


def end(actor: Actor, row: SituationChange, now: datetime) -> None:
    """End what stands, with today as its last day; what waits is withdrawn."""
    stood = row.state == SituationState.STANDS
    row.state = SituationState.ENDED if stood else SituationState.WITHDRAWN
    row.ended_at, row.ended_on = now, danish(now) if stood else None
    row.save(update_fields=["state", "ended_at", "ended_on"])
    logged(actor, "situation_end", row, now)


def decide(actor: Actor, row: SituationChange, now: datetime, act: str) -> None:
    """Store what a human found of a change, and tell its citizen that there is an answer."""
    row.decided_by_id, row.decided_at = actor.person_id, now
    row.save()
    _tell(row, "situations.told", now)
    logged(actor, act, row, now)


def recorded_tell(row: SituationChange, now: datetime) -> None:
    """Tell the citizen that somebody wrote down what they told."""
    _tell(row, "situations.recorded", now, again=RECORDED)


def bounded(words: str, most: int = 0) -> str:
    """The words as they are stored; ``most`` characters, else the policy's. Errors: DomainError
    ``words_too_long``."""
    words, most = words.strip(), most or catalog().policy["situation_characters"]
    if len(words) > most:
        raise DomainError("words_too_long", most=most)
    return words


def logged(actor: Actor, act: str, row: SituationChange, now: datetime) -> None:
    """Log an act by the kind of the change, never by its words."""
    citizens, facts = [row.citizen.public_id], {"kind": row.kind, "state": str(row.state)}
    act_log(actor=actor, act=act, at=now, citizens=citizens, subject=row.public_id, facts=facts)


def _tell(row: SituationChange, words: str, now: datetime, *, again: int = 0) -> None:
    """That there is something to read; never what it is about."""
    office = settings.STAASTED
    with speaking(language_of(row.citizen.person.language)):
        ending = text("messages.ending", office=office.office_name, phone=office.office_phone)
        draft = Draft(
            kind="situation_answered",
            matter=row.public_id,
            title=text(f"{words}.subject"),
            body="\n\n".join((text(f"{words}.body"), ending)) + "\n",
            until_at=now + timedelta(days=catalog().policy["message_kept_days"]),
            again=again,
        )
    message_write(person=row.citizen.person, draft=draft, now=now)
