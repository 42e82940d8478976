"""Answering after a conversation, or declining to: the two leave the same traces behind.

No act is logged: a row with a moment and a citizen beside a box that changed is what would join
them. That the citizen was on the page is noted as any reading is, and says no more (decision 0043).
"""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.conversations.models import Conversation
from staasted.apps.feedback.models import FeedbackBox, FeedbackDealt
from staasted.apps.feedback.seals import box_open, box_seal
from staasted.apps.feedback.selectors import (
    answered_until,
    quarter_at,
    quarter_of,
    to_be_asked,
    unit_of,
)
from staasted.apps.org.clock import COPENHAGEN
from staasted.apps.org.doors import role_require
from staasted.apps.org.models import Team
from staasted.catalog.feedback import WORDS, questions
from staasted.catalog.loader import catalog
from staasted.core.citizen.cpr_shaped import holds_cpr
from staasted.core.errors import DomainError


@transaction.atomic
def feedback_give(
    *, actor: Actor, citizen: Citizen, answers: Mapping[str, str], now: datetime
) -> None:
    """Put the answers about the newest conversation one is asked about into its unit's box.

    ``answers`` is question → option, and ``WORDS`` → words. Asked no more by now, nothing is kept.
    Errors: AccessRefused; DomainError ``case_closed``, ``feedback_empty``, ``words_too_long``,
    ``feedback_names_a_number``.
    """
    role_require(actor, Role.CITIZEN)
    _dealt(citizen, _fitted(answers), now)


@transaction.atomic
def feedback_decline(*, actor: Actor, citizen: Citizen, now: datetime) -> None:
    """Be asked no more about it. Errors: AccessRefused, DomainError ``case_closed``."""
    role_require(actor, Role.CITIZEN)
    _dealt(citizen, None, now)


@transaction.atomic
def feedback_forget(*, now: datetime) -> None:
    """Forget what was dealt with in quarters nobody answers about, and boxes kept long enough."""
    policy = catalog().policy
    today = now.astimezone(COPENHAGEN).date()
    asked_from = datetime.combine(answered_until(today), time.min, COPENHAGEN)
    FeedbackDealt.objects.filter(conversation__starts_at__lt=asked_from).delete()
    oldest = _months_before(quarter_of(today), policy["feedback_kept_months"])
    FeedbackBox.objects.filter(quarter_on__lt=oldest).delete()


def _dealt(citizen: Citizen, answer: Mapping[str, str] | None, now: datetime) -> None:
    """Mark it, and open and seal the box again whether or not anything is put into it."""
    open_case_lock(citizen)
    conversation = to_be_asked(citizen, now=now)
    if conversation is None:
        return
    FeedbackDealt.objects.create(conversation=conversation)
    box = _box(conversation)
    held = box_open(box) if box.cipher else []
    box_seal(box, [*held, answer] if answer else held)
    box.save(update_fields=["key_id", "cipher"])


def _box(conversation: Conversation) -> FeedbackBox:
    """The box of the conversation's unit and quarter, held: two who answer take turns."""
    team = Team.objects.get(pk=unit_of(conversation))
    quarter_on = quarter_at(conversation.starts_at)
    fresh = {"cipher": b"", "key_id": ""}
    box, _ = FeedbackBox.objects.get_or_create(team=team, quarter_on=quarter_on, defaults=fresh)
    return FeedbackBox.objects.select_for_update().get(pk=box.pk)


def _fitted(answers: Mapping[str, str]) -> dict[str, str]:
    """What was answered and nothing else."""
    known = {each.slug: {option.slug for option in each.options} for each in questions()}
    fitted = {slug: answers[slug] for slug in known if answers.get(slug) in known[slug]}
    words, most = answers.get(WORDS, "").strip(), catalog().policy["feedback_characters"]
    if len(words) > most:
        raise DomainError("words_too_long", most=most)
    if holds_cpr(words):
        raise DomainError("feedback_names_a_number")
    if words:
        fitted[WORDS] = words
    if not fitted:
        raise DomainError("feedback_empty")
    return fitted


def _months_before(day: date, months: int) -> date:
    """The first of the month so many months before a first of a month."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)
