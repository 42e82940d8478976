"""Writing a line into the story, correcting it, and taking one's own back. Each act is logged.

The case is held first (decision 0020). A line is its side's: the citizen and whoever acts for them
on one, the coach and whoever covers on the other.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.files.services import CITIZENS_SIDE
from staasted.apps.org.clock import COPENHAGEN
from staasted.apps.org.doors import role_require
from staasted.apps.story.models import KEY_LENGTH, StoryLine, StoryWording
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError


@dataclass(frozen=True, slots=True)
class Told:
    """What a line is to say, and of which day."""

    on: date
    words: str


@transaction.atomic
def line_write(
    *, actor: Actor, citizen: Citizen, told: Told, sent_key: str, now: datetime
) -> StoryLine:
    """Put a line into the story; the same form again answers with the same line.

    Errors: AccessRefused; DomainError ``case_closed``, ``form_without_key``, ``story_line_empty``,
    ``words_too_long``, ``story_day_beyond``, ``sent_already`` where the form's line was another.
    """
    role_require(actor, *CITIZENS_SIDE, Role.COUNSELLOR)
    open_case_lock(citizen)
    kept = _checked(told, now)
    if not 0 < len(sent_key) <= KEY_LENGTH:
        raise DomainError("form_without_key")
    known = StoryLine.objects.filter(citizen=citizen, sent_key=sent_key).first()
    if known is not None:
        return _as_told(known, kept)
    line = StoryLine.objects.create(citizen=citizen, role=actor.role, sent_key=sent_key)
    _worded(actor, line, 1, kept, now)
    _logged(actor, "story_write", line, now)
    return line


@transaction.atomic
def line_correct(
    *, actor: Actor, citizen: Citizen, public_id: str, told: Told, seen: int, now: datetime
) -> StoryLine:
    """Give one's own side's line a new wording; the earlier ones stay and are shown.

    ``seen`` is the number of the wording that was corrected; the same again changes nothing.
    Errors: AccessRefused, NotYours; DomainError as ``line_write``, and ``story_line_changed`` where
    somebody has corrected it meanwhile.
    """
    role_require(actor, *CITIZENS_SIDE, Role.COUNSELLOR)
    open_case_lock(citizen)
    line, newest = _held(actor, citizen, public_id)
    kept = _checked(told, now)
    if (newest.on, newest.words) == (kept.on, kept.words):
        return line
    if newest.number != seen:
        raise DomainError("story_line_changed")
    _worded(actor, line, newest.number + 1, kept, now)
    _logged(actor, "story_correct", line, now)
    return line


@transaction.atomic
def line_withdraw(*, actor: Actor, citizen: Citizen, public_id: str, now: datetime) -> None:
    """Take back a line of the citizen's own side: that it was there is told, its words are not.

    Errors: AccessRefused, NotYours; DomainError ``case_closed``.
    """
    role_require(actor, *CITIZENS_SIDE)
    open_case_lock(citizen)
    line, _ = _held(actor, citizen, public_id)
    line.withdrawn_at = now
    line.save(update_fields=["withdrawn_at"])
    _logged(actor, "story_withdraw", line, now)


def same_side(actor: Actor, role: str) -> bool:
    """Whether a line written in a role is the actor's own side's."""
    return (actor.role in CITIZENS_SIDE) == (role in CITIZENS_SIDE)


def _held(actor: Actor, citizen: Citizen, public_id: str) -> tuple[StoryLine, StoryWording]:
    """A standing line of the actor's side, and its newest wording. Errors: NotYours."""
    rows = StoryLine.objects.filter(citizen=citizen, public_id=public_id, withdrawn_at=None)
    line = rows.select_related("citizen").first()
    if line is None or not same_side(actor, line.role):
        raise NotYours
    return line, line.wordings.latest("number")


def _as_told(known: StoryLine, told: Told) -> StoryLine:
    first = known.wordings.get(number=1)
    if (first.on, first.words) != (told.on, told.words):
        raise DomainError("sent_already")
    return known


def _checked(told: Told, now: datetime) -> Told:
    words, policy = told.words.strip(), catalog().policy
    if not words:
        raise DomainError("story_line_empty")
    most = policy["story_characters"]
    if len(words) > most:
        raise DomainError("words_too_long", most=most)
    last = now.astimezone(COPENHAGEN).date()
    first = last - timedelta(days=policy["story_days_back"])
    if not first <= told.on <= last:
        raise DomainError("story_day_beyond", first=first, last=last)
    return Told(told.on, words)


def _worded(actor: Actor, line: StoryLine, number: int, told: Told, now: datetime) -> None:
    said = {"on": told.on, "words": told.words, "at": now, "by_id": actor.person_id}
    StoryWording.objects.create(line=line, citizen_id=line.citizen_id, number=number, **said)


def _logged(actor: Actor, act: str, line: StoryLine, now: datetime) -> None:
    citizens = [line.citizen.public_id]
    act_log(actor=actor, act=act, at=now, citizens=citizens, subject=line.public_id)
