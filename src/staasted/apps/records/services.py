"""Hearing the citizen: asked, answered, and weighed in a decision or dropped. Each act is logged.

Source: LBK 1221/2025 § 21, stk. 3 (the occasion to speak, and a time for it); decision 0049.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import case_lock, open_case_lock
from staasted.apps.files.services import CITIZENS_SIDE
from staasted.apps.letters.services import LetterDraft, letter_send
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.apps.org.selectors import person_of
from staasted.apps.outbox.services import Draft, message_write
from staasted.apps.records.models import Hearing
from staasted.catalog import speech
from staasted.catalog.language import language_of, speaking
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError


@dataclass(frozen=True, slots=True)
class Asked:
    """What we mean to decide, on which facts, by which section, and the last day to answer."""

    intends: str
    facts: str
    section: str
    answer_by: date


def soonest_answer(on: date) -> date:
    """The soonest last day one may be given for an answer."""
    return on + timedelta(days=catalog().policy["hearing_answer_days"])


@transaction.atomic
def hearing_open(*, actor: Actor, citizen: Citizen, asked: Asked) -> Hearing:
    """Ask the citizen before something is decided against them; they are told, without its words.

    Errors: AccessRefused; DomainError ``case_closed``, ``hearing_incomplete``, ``words_too_long``,
    ``hearing_too_short``.
    """
    role_require(actor, Role.COUNSELLOR)
    open_case_lock(citizen)
    words = {name: _bounded(getattr(asked, name)) for name in ("intends", "facts", "section")}
    if asked.answer_by < soonest_answer(clock.today()):
        raise DomainError("hearing_too_short", days=catalog().policy["hearing_answer_days"])
    row = Hearing.objects.create(
        citizen=citizen,
        answer_by=asked.answer_by,
        asked_at=clock.now(),
        asked_by=person_of(actor),
        **words,
    )
    _told(row)
    _log(actor, "hearing_open", row)
    return row


@transaction.atomic
def hearing_answer(*, actor: Actor, hearing: Hearing, answer: str) -> None:
    """Answer, once, as long as nothing is decided; also after the day.

    Errors: AccessRefused; DomainError ``case_closed``, ``hearing_incomplete``, ``words_too_long``,
    ``hearing_over``.
    """
    role_require(actor, *CITIZENS_SIDE)
    open_case_lock(hearing.citizen)
    words = _bounded(answer)
    waiting = Hearing.objects.filter(pk=hearing.pk, ended_at=None, answered_at=None)
    told = {"answer": words, "answered_at": clock.now(), "answered_by": person_of(actor)}
    if not waiting.update(**told):
        raise DomainError("hearing_over")
    _log(actor, "hearing_answer", hearing)


@transaction.atomic
def hearing_decide(*, actor: Actor, hearing: Hearing, weighed: str, draft: LetterDraft) -> None:
    """Decide, once the answer is there or its day has passed; the letter goes with it.

    Errors: as ``letter_send``; DomainError ``hearing_waits``, ``hearing_over``.
    """
    role_require(actor, Role.COUNSELLOR)
    case_lock(hearing.citizen)
    row = Hearing.objects.select_related("citizen__person").get(pk=hearing.pk)
    if row.ended_at is not None:
        raise DomainError("hearing_over")
    if row.answered_at is None and clock.today() <= row.answer_by:
        raise DomainError("hearing_waits", day=speech.day_year(row.answer_by))
    row.decision = letter_send(actor=actor, citizen=row.citizen, draft=draft)
    row.weighed, row.ended_at = _bounded(weighed), clock.now()
    row.save(update_fields=["decision", "weighed", "ended_at"])
    _log(actor, "hearing_decide", row)


@transaction.atomic
def hearing_drop(*, actor: Actor, hearing: Hearing, weighed: str) -> None:
    """Decide nothing after all, and say why. Errors: AccessRefused; DomainError as above."""
    role_require(actor, Role.COUNSELLOR)
    case_lock(hearing.citizen)
    standing = Hearing.objects.filter(pk=hearing.pk, ended_at=None)
    if not standing.update(weighed=_bounded(weighed), ended_at=clock.now()):
        raise DomainError("hearing_over")
    _log(actor, "hearing_drop", hearing)


def _bounded(words: str) -> str:
    words, most = words.strip(), catalog().policy["rights_characters"]
    if not words:
        raise DomainError("hearing_incomplete")
    if len(words) > most:
        raise DomainError("words_too_long", most=most)
    return words


def _told(row: Hearing) -> None:
    """That we ask, and until when; never what it is about."""
    person, office = row.citizen.person, settings.STAASTED
    values = {"office": office.office_name, "phone": office.office_phone}
    with speaking(language_of(person.language)):
        day = speech.day_year(row.answer_by)
        said = (text("hearings.told.body", day=day), text("messages.ending", **values))
        draft = Draft(
            kind="hearing",
            matter=row.public_id,
            title=text("hearings.told.subject"),
            body="\n\n".join(said) + "\n",
            until_at=row.asked_at + timedelta(days=catalog().policy["message_kept_days"]),
        )
    message_write(person=person, draft=draft, now=row.asked_at)


def _log(actor: Actor, act: str, row: Hearing) -> None:
    named = [row.citizen.public_id]
    act_log(actor=actor, act=act, at=clock.now(), citizens=named, subject=row.public_id)
