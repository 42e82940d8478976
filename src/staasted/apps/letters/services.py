"""Sending a letter, opening one, and handing it to the carrier. Each act is logged."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.case_system.kinds import EventKind
from staasted.apps.case_system.services import Told, event_write
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.files.checking import CheckedFile
from staasted.apps.files.services import CITIZENS_SIDE, file_keep
from staasted.apps.invitations.models import Summons
from staasted.apps.letters.models import (
    KEY_LENGTH,
    TITLE_LONGEST,
    Letter,
    LetterCarried,
    LetterFile,
    LetterRead,
)
from staasted.apps.letters.telling import letter_told
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import is_demo, person_of
from staasted.apps.outbox.notices import notices_drop
from staasted.catalog.language import Language
from staasted.catalog.letter_templates import decisions, gaps_in
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError
from staasted.ports import adapters
from staasted.ports.post import NotCarried, Post, Posted

WRITTEN = ("title", "body", "may_decide", "complain")


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """What is written, the files with it, and the form's own key; to a citizen also what they may
    decide and how to complain, what kind of decision it is, and its language."""

    title: str
    body: str
    key: str
    may_decide: str = ""
    complain: str = ""
    files: Sequence[CheckedFile] = field(default=())
    decision: str = ""
    language: Language = Language.DANISH


@transaction.atomic
def letter_send(*, actor: Actor, citizen: Citizen, draft: LetterDraft) -> Letter:
    """Send a letter; the same form again answers with the same letter. It stays as it is.

    The citizen is told of one to them, by mail and without its words. Errors: AccessRefused;
    DomainError ``case_closed``, ``letter_incomplete``, ``letter_has_gaps``, ``words_too_long``,
    ``letter_title_long``, ``form_without_key``, ``files_too_many``; ``sent_already`` where
    the form's letter went with other words.
    """
    role_require(actor, *CITIZENS_SIDE, Role.COUNSELLOR)
    open_case_lock(citizen)
    told = letter_check(actor=actor, draft=draft)
    known = Letter.objects.filter(citizen=citizen, sent_key=draft.key).first()
    if known is not None:
        return _as_it_went(known, told)
    by = person_of(actor)
    letter = Letter.objects.create(
        citizen=citizen,
        written_by=by,
        role=actor.role,
        sender=_sender(actor, by),
        sent_key=draft.key,
        sent_at=clock.now(),
        **told,
    )
    for checked in draft.files:
        kept = file_keep(actor=actor, citizen=citizen, checked=checked, shared=True)
        LetterFile.objects.create(letter=letter, file=kept)
    if letter.decision:
        event_write(citizen, _decided(letter))
    _log(actor, "letter_send", letter.citizen, letter.public_id, files=len(draft.files))
    if actor.role is Role.COUNSELLOR:
        letter_told(letter, now=clock.now())
    return letter


def letter_opened(
    *, actor: Actor, letter: Letter | None = None, summons: Summons | None = None
) -> None:
    """Mark a letter as opened by whom it is to, the first time; again changes nothing.

    A mail that was to tell of it is dropped. Errors: AccessRefused.
    """
    role_require(actor, *CITIZENS_SIDE, Role.COUNSELLOR)
    held = letter or summons
    if held is None:
        return
    opened = LetterRead(letter=letter, summons=summons, by_id=actor.person_id, at=clock.now())
    with suppress(IntegrityError), transaction.atomic():  # of two tabs one is the first
        opened.save(force_insert=True)
        notices_drop([held.public_id])
        _log(actor, "letter_open", held.citizen, held.public_id)


def letters_carry(*, now: datetime) -> int:
    """Hand every letter to a citizen that waits to the carrier there is; how many went.

    Each is marked in a transaction of its own before it is handed over: one that was stopped in
    between may have gone, and is not tried again by itself (decision 0015).
    """
    post = carrier()
    if post is None:
        return 0
    waiting = Letter.objects.filter(role=Role.COUNSELLOR, carried=None)
    alive = waiting.filter(citizen__person__died_on=None).select_related("citizen__person")
    return sum(_carried(post, letter, now) for letter in alive)


def carrier() -> Post | None:
    """Who carries letters here: files on a demo, or none where none is set up."""
    return carrier_on(demo=is_demo())


def carrier_on(*, demo: bool) -> Post | None:
    """The same, where it is known already whether this is a demo."""
    return adapters.post("demo" if demo else "digital_post")


def _carried(post: Post, letter: Letter, now: datetime) -> bool:
    mark, fresh = LetterCarried.objects.get_or_create(
        letter=letter, defaults={"carrier": post.slug, "tried_at": now}
    )
    if not fresh:
        return False  # another worker has it
    receiver = letter.citizen.person.name
    posted = Posted(
        letter.public_id, letter.sender, receiver, letter.title, whole(letter), letter.sent_at
    )
    try:
        mark.ref, mark.done_at = post.carry(posted), now
    except NotCarried:
        mark.delete()  # it did not go, for certain: the next round tries again
        return False
    mark.save(update_fields=["ref", "done_at"])
    return True


def whole(letter: Letter) -> str:
    """The letter with what one may decide and how to complain, a paragraph a line."""
    return "\n".join(filter(None, (letter.body, letter.may_decide, letter.complain)))


def letter_check(*, actor: Actor, draft: LetterDraft) -> dict[str, str]:
    """What a letter would hold, as columns, its words without space around; nothing is written.

    Errors: DomainError ``letter_incomplete``, ``letter_has_gaps``, ``words_too_long``,
    ``letter_title_long``, ``form_without_key``.
    """
    most = catalog().policy["letter_characters"]
    told = {name: getattr(draft, name).strip() for name in WRITTEN}
    needed = tuple(told) if actor.role is Role.COUNSELLOR else ("title", "body")
    if not all(told[name] for name in needed):
        raise DomainError("letter_incomplete")
    if len(told["title"]) > TITLE_LONGEST:
        raise DomainError("letter_title_long", most=TITLE_LONGEST)
    if max(map(len, told.values())) > most:
        raise DomainError("words_too_long", most=most)
    if not 0 < len(draft.key) <= KEY_LENGTH:
        raise DomainError("form_without_key")
    if actor.role is not Role.COUNSELLOR:
        return {name: told[name] if name in needed else "" for name in told}
    gaps = gaps_in(*told.values())
    if gaps:
        raise DomainError("letter_has_gaps", gap=gaps[0])
    decides = draft.decision if draft.decision in decisions() else ""
    return told | {"decision": decides, "language": draft.language}


def _as_it_went(known: Letter, told: dict[str, str]) -> Letter:
    if any(getattr(known, name) != words for name, words in told.items()):
        raise DomainError("sent_already")
    return known


def _decided(letter: Letter) -> Told:
    """A letter that is a decision, as the case system is told of it: its words are its reasons."""
    facts = {"decision": letter.decision, "title": letter.title, "reason": whole(letter)}
    return Told(EventKind.DECISION, letter.public_id, facts | {"by": letter.sender})


def _sender(actor: Actor, by: Person) -> str:
    office = settings.STAASTED.office_name
    return f"{office}, {by.name}" if actor.role is Role.COUNSELLOR else by.name


def _log(actor: Actor, act: str, citizen: Citizen, subject: str, **facts: object) -> None:
    citizens = [citizen.public_id]
    act_log(actor=actor, act=act, at=clock.now(), citizens=citizens, subject=subject, facts=facts)
