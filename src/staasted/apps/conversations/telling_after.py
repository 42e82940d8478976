"""What a coach tells of a conversation in plain words, what the citizen says to it, the answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.conversations.models import Conversation, PlainWords
from staasted.apps.org.doors import role_require
from staasted.apps.outbox.services import Draft, message_write
from staasted.apps.plans.remarks import Remark, remark_make
from staasted.catalog.language import language_of, speaking
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError


@dataclass(frozen=True, slots=True)
class Told:
    """What the citizen reads afterwards: words, offers by slug, and a step proposed to the plan."""

    words: str = ""
    offers: tuple[str, ...] = ()
    step: str = ""
    step_by: date | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.words.strip() or self.offers or self.step.strip())


NOTHING = Told()


def plain_words_write(
    *, actor: Actor, conversation: Conversation, told: Told, now: datetime
) -> PlainWords | None:
    """Tell the citizen, and propose the step. Inside the closing's transaction.

    Errors: DomainError ``words_too_long``, ``offer_unknown``, and as ``remark_make``.
    """
    if told.empty:
        return None
    words = _bounded(told.words)
    if any(slug not in catalog().offers for slug in told.offers):
        raise DomainError("offer_unknown")
    proposal = None
    if told.step.strip():
        remark = Remark(title=told.step, due_on=told.step_by)
        case = conversation.citizen
        proposal = remark_make(actor=actor, citizen=case, item=None, remark=remark, now=now)
    row = PlainWords.objects.create(
        citizen=conversation.citizen,
        conversation=conversation,
        words=words,
        offers=list(told.offers),
        proposal=proposal,
        at=now,
        by_id=actor.person_id,
    )
    told_of(conversation.citizen, "told", row.public_id, now)
    return row


@transaction.atomic
def not_so_say(
    *, actor: Actor, citizen: Citizen, public_id: str, words: str, now: datetime
) -> PlainWords:
    """The citizen says what was otherwise; it waits for the coach. Said twice is said once.

    Errors: AccessRefused, NotYours; DomainError ``case_closed``, ``not_so_empty``,
    ``not_so_said``, ``words_too_long``.
    """
    role_require(actor, Role.CITIZEN, Role.REPRESENTATIVE)
    open_case_lock(citizen)
    row = _row(citizen, public_id)
    said = _bounded(words)
    if not said:
        raise DomainError("not_so_empty")
    if row.not_so == said:
        return row
    if row.not_so:
        raise DomainError("not_so_said")
    row.not_so, row.not_so_at = said, now
    row.save(update_fields=["not_so", "not_so_at"])
    _logged(actor, "not_so_say", row, now)
    return row


@transaction.atomic
def not_so_answer(
    *, actor: Actor, citizen: Citizen, public_id: str, words: str, now: datetime
) -> PlainWords:
    """The coach answers: it stands beside the citizen's words, for good.

    Errors: AccessRefused, NotYours; DomainError ``case_closed``, ``not_so_empty``,
    ``not_so_answered``, ``words_too_long``.
    """
    role_require(actor, Role.COUNSELLOR)
    open_case_lock(citizen)
    row = _row(citizen, public_id)
    said = _bounded(words)
    if not said:
        raise DomainError("not_so_empty")
    if row.not_so_at is None or row.answer:
        raise DomainError("not_so_answered")
    row.answer, row.answered_at, row.answered_by_id = said, now, actor.person_id
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    told_of(citizen, "answered", row.public_id, now)
    _logged(actor, "not_so_answer", row, now)
    return row


def told_in(citizen: Citizen) -> Sequence[PlainWords]:
    """What was told of an opened case's conversations, the newest first: one query."""
    rows = PlainWords.objects.filter(citizen=citizen)
    return list(rows.select_related("conversation", "by", "answered_by").order_by("-at", "-id"))


def not_so_waiting(citizens: Sequence[int]) -> Sequence[PlainWords]:
    """What citizens say was otherwise and nobody has answered, the longest first."""
    waiting = PlainWords.objects.filter(not_so_at__isnull=False, answer="")
    rows = waiting.filter(citizen__in=list(citizens)).select_related("conversation")
    return list(rows.order_by("not_so_at", "id"))


def told_of(citizen: Citizen, kind: str, matter: str, now: datetime) -> None:
    """Write to the citizen that there is news of a conversation; never what it says."""
    person, office = citizen.person, settings.STAASTED
    with speaking(language_of(person.language)):
        ending = text("messages.ending", office=office.office_name, phone=office.office_phone)
        draft = Draft(
            kind=f"conversation_{kind}",
            matter=matter,
            title=text(f"after_talk.letter.{kind}.subject"),
            body="\n\n".join((text(f"after_talk.letter.{kind}.body"), ending)) + "\n",
            until_at=now + timedelta(days=catalog().policy["message_kept_days"]),
        )
    message_write(person=person, draft=draft, now=now)


def _row(citizen: Citizen, public_id: str) -> PlainWords:
    row = PlainWords.objects.select_related("citizen__person").filter(citizen=citizen)
    found = row.filter(public_id=public_id).first()
    if found is None:
        raise NotYours
    return found


def _bounded(words: str) -> str:
    words, most = words.strip(), catalog().policy["plain_words_characters"]
    if len(words) > most:
        raise DomainError("words_too_long", most=most)
    return words


def _logged(actor: Actor, act: str, row: PlainWords, now: datetime) -> None:
    citizens = [row.citizen.public_id]
    act_log(actor=actor, act=act, at=now, citizens=citizens, subject=row.public_id, facts={})
