"""Asking for a correction, objecting, taking it back, and answering. Each act is logged."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.timezone import get_default_timezone

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.access import Citizen, NotYours, role_require
from staasted.apps.citizens.services import kept_case_lock
from staasted.apps.org.members import person_lock
from staasted.apps.org.models import Person
from staasted.apps.outbox.services import Draft, message_write
from staasted.apps.rights.access import rights_waiting
from staasted.apps.rights.kinds import ANSWERS, Part, RightKind, RightState
from staasted.apps.rights.models import RightsRequest
from staasted.catalog.language import language_of, speaking
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: to correct or to stop, about which part of the case, in the own words."""

    kind: RightKind
    part: Part
    words: str


@transaction.atomic
def rights_ask(*, actor: Actor, citizen: Citizen, asked: Asked, now: datetime) -> RightsRequest:
    """Ask about the own case, or the one somebody acts for, open or closed.

    Errors: AccessRefused, NotYours; DomainError ``right_without_words``, ``words_too_long``,
    ``right_waits``.
    """
    role_require(actor, Role.CITIZEN, Role.REPRESENTATIVE)
    words = _bounded(asked.words)
    person_lock(*Person.objects.filter(pk=actor.person_id))
    kept_case_lock(citizen)
    today = now.astimezone(get_default_timezone()).date()
    try:
        with transaction.atomic():
            row = RightsRequest.objects.create(
                citizen=citizen,
                kind=asked.kind,
                part=asked.part,
                words=words,
                asked_at=now,
                asked_by_id=actor.person_id,
                due_on=today + timedelta(days=catalog().policy["rights_answer_days"]),
                state=RightState.WAITING,
            )
    except IntegrityError as known:
        raise DomainError("right_waits") from known
    _logged(actor, "rights_ask", row, now, kind=asked.kind.value, part=asked.part.value)
    return row


@transaction.atomic
def rights_withdraw(*, actor: Actor, citizen: Citizen, public_id: str, now: datetime) -> None:
    """Take back a request that waits. Errors: AccessRefused, DomainError ``right_ended``."""
    role_require(actor, Role.CITIZEN, Role.REPRESENTATIVE)
    rows = RightsRequest.objects.select_for_update(of=("self",)).select_related("citizen")
    row = rows.filter(citizen=citizen, public_id=public_id, state=RightState.WAITING).first()
    if row is None:
        raise DomainError("right_ended")
    row.state, row.ended_at = RightState.WITHDRAWN, now
    row.save(update_fields=["state", "ended_at"])
    _logged(actor, "rights_withdraw", row, now)


@transaction.atomic
def rights_answer(
    *, actor: Actor, public_id: str, outcome: RightState, answer: str, now: datetime
) -> RightsRequest:
    """Answer a request, and tell the citizen that there is an answer.

    Errors: AccessRefused, NotYours; DomainError ``right_without_answer``, ``words_too_long``,
    ``right_ended`` where it was answered or taken back meanwhile.
    """
    role_require(actor, Role.COUNSELLOR, Role.LEAD)
    if outcome not in ANSWERS or not answer.strip():
        raise DomainError("right_without_answer")
    words = _bounded(answer)
    rows = RightsRequest.objects.select_for_update(of=("self",))
    row = rows.select_related("citizen__person").filter(public_id=public_id).first()
    if row is None:
        raise NotYours
    if row.state != RightState.WAITING:
        raise DomainError("right_ended")
    today = now.astimezone(get_default_timezone()).date()
    if not rights_waiting(actor, on=today).filter(pk=row.pk).exists():
        raise NotYours
    row.state, row.answer, row.ended_at = outcome, words, now
    row.answered_by_id = actor.person_id
    row.save(update_fields=["state", "answer", "ended_at", "answered_by"])
    _told(row, now)
    _logged(actor, "rights_answer", row, now, outcome=outcome.value)
    return row


def _bounded(words: str) -> str:
    words, most = words.strip(), catalog().policy["rights_characters"]
    if not words:
        raise DomainError("right_without_words")
    if len(words) > most:
        raise DomainError("words_too_long", most=most)
    return words


def _told(row: RightsRequest, now: datetime) -> None:
    """That there is an answer; never what it is about, in the language its receiver has chosen."""
    person = row.citizen.person
    with speaking(language_of(person.language)):
        draft = _draft(row, now)
    message_write(person=person, draft=draft, now=now)


def _draft(row: RightsRequest, now: datetime) -> Draft:
    office = settings.STAASTED
    ending = text("messages.ending", office=office.office_name, phone=office.office_phone)
    return Draft(
        kind="rights_answered",
        matter=row.public_id,
        title=text("rights.told.subject"),
        body="\n\n".join((text("rights.told.body"), ending)) + "\n",
        until_at=now + timedelta(days=catalog().policy["message_kept_days"]),
    )


def _logged(actor: Actor, act: str, row: RightsRequest, now: datetime, **facts: str) -> None:
    citizens = [row.citizen.public_id]
    act_log(actor=actor, act=act, at=now, citizens=citizens, subject=row.public_id, facts=facts)
