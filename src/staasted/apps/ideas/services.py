"""Telling an idea, looking at it, answering it, and saying in public what changed.

Each act is logged, and none copies what the sender wrote (decision 0050).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import get_default_timezone

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.access import Citizen, NotYours
from staasted.apps.citizens.services import kept_case_lock
from staasted.apps.ideas.kinds import ANSWERS, WAITS, IdeaKind, IdeaState, Side
from staasted.apps.ideas.models import Change, Idea
from staasted.apps.org.doors import STAFF_ROLES, role_require
from staasted.apps.org.members import person_lock
from staasted.apps.org.models import Person
from staasted.apps.outbox.services import Draft, message_write
from staasted.catalog.language import language_of, speaking
from staasted.catalog.loader import catalog
from staasted.catalog.retention import retention
from staasted.catalog.texts import text
from staasted.core.citizen.cpr_shaped import holds_cpr
from staasted.core.errors import DomainError


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody tells, and whether a lead may see that it is them."""

    kind: IdeaKind
    words: str
    named: bool = False


@dataclass(frozen=True, slots=True)
class Publication:
    """What everybody may read: what was said and what changed; the English whole or empty."""

    said: str
    changed: str
    said_en: str = ""
    changed_en: str = ""


@transaction.atomic
def idea_tell(*, actor: Actor, told: Told, citizen: Citizen | None, now: datetime) -> Idea:
    """Keep an idea until it is answered. ``citizen`` is a citizen's own case, else None.

    Errors: AccessRefused, NotYours; DomainError ``idea_without_words``, ``words_too_long``,
    ``idea_names_a_number``.
    """
    role_require(actor, Role.CITIZEN, Role.REPRESENTATIVE, *STAFF_ROLES)
    words = _bounded(told.words)
    if not words:
        raise DomainError("idea_without_words")
    person_lock(*Person.objects.filter(pk=actor.person_id))
    if citizen is not None:
        kept_case_lock(citizen)
    today = now.astimezone(get_default_timezone()).date()
    row = Idea.objects.create(
        kind=told.kind,
        words=words,
        side=_side(actor, citizen),
        citizen=citizen,
        told_by_id=actor.person_id,
        named=told.named,
        told_at=now,
        due_on=today + timedelta(days=catalog().policy["idea_answer_days"]),
        state=IdeaState.RECEIVED,
    )
    _logged(actor, "idea_tell", row, now, kind=told.kind.value)
    return row


@transaction.atomic
def idea_look_at(*, actor: Actor, public_id: str, now: datetime) -> None:
    """Say that somebody is looking at it. Errors: AccessRefused, NotYours.

    DomainError ``idea_answered`` where it has its answer by now; looked at already, it stays so.
    """
    row = _waiting(actor, public_id)
    if row.state == IdeaState.LOOKED_AT:
        return
    row.state = IdeaState.LOOKED_AT
    row.save(update_fields=["state"])
    _logged(actor, "idea_look_at", row, now)


@transaction.atomic
def idea_answer(
    *, actor: Actor, public_id: str, outcome: IdeaState, answer: str, now: datetime
) -> Idea:
    """Answer once, and tell the sender that there is an answer.

    Errors: AccessRefused, NotYours; DomainError ``idea_without_answer``, ``words_too_long``,
    ``idea_names_a_number``, ``idea_answered``.
    """
    role_require(actor, Role.LEAD)
    words = _bounded(answer)
    if outcome not in ANSWERS or not words:
        raise DomainError("idea_without_answer")
    row = _waiting(actor, public_id)
    row.state, row.answer, row.ended_at = outcome, words, now
    row.answered_by_id = actor.person_id
    row.save(update_fields=["state", "answer", "ended_at", "answered_by"])
    person = Person.objects.get(pk=row.told_by_id)
    with speaking(language_of(person.language)):
        draft = _draft(row, now)
    message_write(person=person, draft=draft, now=now)
    _logged(actor, "idea_answer", row, now, outcome=outcome.value)
    return row


@transaction.atomic
def change_publish(
    *, actor: Actor, public_id: str, publication: Publication, now: datetime
) -> Change:
    """Say in public what an idea that is done has changed, in words of one's own.

    Errors: AccessRefused, NotYours; DomainError ``idea_not_done``, ``change_published``,
    ``change_without_words``, ``change_half_english``, ``change_copies``, ``words_too_long``,
    ``idea_names_a_number``.
    """
    role_require(actor, Role.LEAD)
    row = _locked(public_id)
    if row.state != IdeaState.DONE:
        raise DomainError("idea_not_done")
    if row.change_id is not None:
        raise DomainError("change_published")
    words = _published(publication, row.words)
    today = now.astimezone(get_default_timezone()).date()
    row.change = Change.objects.create(on=today, **words)
    row.save(update_fields=["change"])
    act_log(actor=actor, act="change_publish", at=now, subject=row.change.public_id)
    return row.change


@transaction.atomic
def change_take_down(*, actor: Actor, public_id: str, now: datetime) -> None:
    """Show a change no longer. Errors: AccessRefused, NotYours where nothing is shown."""
    role_require(actor, Role.LEAD)
    shown = Change.objects.filter(public_id=public_id, taken_down_at=None)
    if not shown.update(taken_down_at=now):
        raise NotYours
    act_log(actor=actor, act="change_take_down", at=now, subject=public_id)


@transaction.atomic
def ideas_forget(*, now: datetime) -> None:
    """Forget ideas answered long ago; what was published because of them stays."""
    today = now.astimezone(get_default_timezone()).date()
    latest = retention().rules["idea"].latest_start(today)
    Idea.objects.filter(ended_at__date__lte=latest).delete()


def _side(actor: Actor, citizen: Citizen | None) -> Side:
    """Whose side it comes from. Errors: NotYours where a case is not the actor's own."""
    if actor.role is Role.CITIZEN:
        if citizen is None or citizen.person_id != actor.person_id:
            raise NotYours
        return Side.CITIZEN
    if citizen is not None:
        raise NotYours
    return Side.HELPER if actor.role is Role.REPRESENTATIVE else Side.STAFF


def _bounded(words: str) -> str:
    words, most = words.strip(), catalog().policy["idea_characters"]
    if len(words) > most:
        raise DomainError("words_too_long", most=most)
    if holds_cpr(words):
        raise DomainError("idea_names_a_number")
    return words


def _published(told: Publication, sent: str) -> dict[str, str]:
    """What is to be published, fitted; never the sender's own words."""
    names = ("said", "changed", "said_en", "changed_en")
    words = {name: _bounded(getattr(told, name)) for name in names}
    if not words["said"] or not words["changed"]:
        raise DomainError("change_without_words")
    if bool(words["said_en"]) != bool(words["changed_en"]):
        raise DomainError("change_half_english")
    if any(part.casefold() == sent.strip().casefold() for part in words.values()):
        raise DomainError("change_copies")
    return words


def _waiting(actor: Actor, public_id: str) -> Idea:
    """One that waits for an answer, held. Errors: AccessRefused, NotYours, ``idea_answered``."""
    role_require(actor, Role.LEAD)
    row = _locked(public_id)
    if row.state not in WAITS:
        raise DomainError("idea_answered")
    return row


def _locked(public_id: str) -> Idea:
    row = Idea.objects.select_for_update(of=("self",)).filter(public_id=public_id).first()
    if row is None:
        raise NotYours
    return row


def _draft(row: Idea, now: datetime) -> Draft:
    """That there is an answer; never what it is about."""
    office = settings.STAASTED
    ending = text("messages.ending", office=office.office_name, phone=office.office_phone)
    return Draft(
        kind="idea_answered",
        matter=row.public_id,
        title=text("ideas.told.subject"),
        body="\n\n".join((text("ideas.told.body"), ending)) + "\n",
        until_at=now + timedelta(days=catalog().policy["message_kept_days"]),
    )


def _logged(actor: Actor, act: str, row: Idea, now: datetime, **facts: str) -> None:
    citizens = [row.citizen.public_id] if row.citizen else []
    act_log(actor=actor, act=act, at=now, citizens=citizens, subject=row.public_id, facts=facts)
