"""Writing to each other: sending, reading, and what needs no answer. Each act is logged.

The case is held first (decision 0020): two tabs, an answer and a closing take turns.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.booking.wishing import working_day_promised
from staasted.apps.citizens.acted import tell_acted
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.files.checking import CheckedFile
from staasted.apps.files.services import CITIZENS_SIDE, file_keep
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import person_of
from staasted.apps.outbox.notices import notices_drop
from staasted.apps.talking.kinds import Settled
from staasted.apps.talking.models import KEY_LENGTH, TalkFile, TalkMessage
from staasted.apps.talking.telling import message_told
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote, the files with it, and the form's own key."""

    words: str
    key: str
    files: Sequence[CheckedFile] = field(default=())


@transaction.atomic
def message_send(*, actor: Actor, citizen: Citizen, written: Written) -> TalkMessage:
    """Send a message; the same form again answers with the same message.

    The citizen's side is promised an answer by a day. What staff write answers all that waits,
    and the citizen is told that there is a message. Errors: AccessRefused; DomainError
    ``case_closed``, ``message_without_words``, ``words_too_long``, ``form_without_key``,
    ``files_too_many``, ``sent_already`` where the form's message went with other words.
    """
    role_require(actor, *CITIZENS_SIDE, Role.COUNSELLOR)
    open_case_lock(citizen)
    words = words_bounded(written.words)
    if not 0 < len(written.key) <= KEY_LENGTH:
        raise DomainError("form_without_key")
    known = TalkMessage.objects.filter(citizen=citizen, sent_key=written.key).first()
    if known is not None:
        words_repeat(known.words, words)
        return known
    by = person_of(actor)
    message = TalkMessage.objects.create(
        citizen=citizen,
        written_by=by,
        role=actor.role,
        words=words,
        sent_key=written.key,
        sent_at=clock.now(),
        **_answered(actor, citizen, by),
    )
    _files_keep(actor, message, written.files)
    _log(actor, "talk_send", message, files=len(written.files), in_reply=message.in_reply)
    if message.in_reply:
        tell_acted(citizen)
    if actor.role is Role.COUNSELLOR:
        message_told(message, now=clock.now())
    return message


@transaction.atomic
def messages_settle(*, actor: Actor, citizen: Citizen) -> int:
    """Say that what waits needs no answer; how many it were.

    It is no contact: nothing was said to the citizen. Errors: AccessRefused; DomainError
    ``case_closed``.
    """
    role_require(actor, Role.COUNSELLOR)
    open_case_lock(citizen)
    return settle(actor, citizen, person_of(actor), Settled.NEEDS_NONE)


@transaction.atomic
def messages_read(*, actor: Actor, citizen: Citizen) -> int:
    """Mark what the other side wrote as opened, the first time; how many were new.

    A team mate who looks in marks nothing: whoever calls says who answers. A mail that was to tell
    the citizen of what they have opened meanwhile is dropped. Errors: AccessRefused.
    """
    role_require(actor, *CITIZENS_SIDE, Role.COUNSELLOR)
    fresh = TalkMessage.objects.filter(citizen=citizen, read_at=None)
    theirs = fresh.filter(role__in=CITIZENS_SIDE)
    if actor.role in CITIZENS_SIDE:
        theirs = fresh.exclude(role__in=CITIZENS_SIDE)
        notices_drop(theirs.values_list("public_id", flat=True))
    return theirs.update(read_at=clock.now())


def settle(actor: Actor, citizen: Citizen, by: Person, settled: Settled) -> int:
    """Settle all a citizen waits to have answered; the case is held. How many it were."""
    waiting = TalkMessage.objects.filter(citizen=citizen, role__in=CITIZENS_SIDE, settled_as="")
    count = waiting.update(settled_as=settled, settled_at=clock.now(), settled_by=by)
    if count and settled is not Settled.ANSWERED:
        facts = {"as": settled.value, "count": count}
        citizens = [citizen.public_id]
        act_log(actor=actor, act="talk_settle", at=clock.now(), citizens=citizens, facts=facts)
    return count


def words_bounded(words: str, *, needed: bool = True) -> str:
    """The words without space around. Errors: ``message_without_words``, ``words_too_long``."""
    held, most = words.strip(), catalog().policy["message_characters"]
    if needed and not held:
        raise DomainError("message_without_words")
    if len(held) > most:
        raise DomainError("words_too_long", most=most)
    return held


def words_repeat(sent: str, words: str) -> None:
    """Hold that a form sent again says what it said the first time. Errors: ``sent_already``."""
    if sent != words:
        raise DomainError("sent_already")


def promised_answer(on: date) -> date:
    """The last day of the answer to what is written today."""
    return working_day_promised(on, catalog().policy["message_answer_working_days"])


def _answered(actor: Actor, citizen: Citizen, by: Person) -> dict[str, object]:
    """Whether it answers the other side, and what the citizen's side is promised."""
    if actor.role is Role.COUNSELLOR:
        return {"in_reply": settle(actor, citizen, by, Settled.ANSWERED) > 0}
    before = TalkMessage.objects.filter(citizen=citizen).order_by("-sent_at", "-id").first()
    in_reply = before is not None and before.role not in CITIZENS_SIDE
    return {"in_reply": in_reply, "answer_by": promised_answer(clock.today())}


def _files_keep(actor: Actor, message: TalkMessage, files: Sequence[CheckedFile]) -> None:
    for checked in files:
        kept = file_keep(actor=actor, citizen=message.citizen, checked=checked, shared=True)
        TalkFile.objects.create(message=message, file=kept)


def _log(actor: Actor, act: str, message: TalkMessage, **facts: object) -> None:
    act_log(
        actor=actor,
        act=act,
        at=clock.now(),
        citizens=[message.citizen.public_id],
        subject=message.public_id,
        facts=facts,
    )
