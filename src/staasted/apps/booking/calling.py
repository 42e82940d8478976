"""Calling those who asked for it: whom one is to call, and what came of each call.

A call that was answered is a contact both ways and no conversation: it counts for nothing else.
Source: shared decision on semantics, section 2.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.wish_kinds import CallOutcome, TimeWishState, WishKind
from staasted.apps.booking.wish_models import TimeWish
from staasted.apps.booking.wishing import wish_logged
from staasted.apps.citizens.access import Doing, NotYours, reached, role_require
from staasted.apps.citizens.acted import tell_acted
from staasted.apps.citizens.nearby import Nearby
from staasted.apps.citizens.reach import (
    on_open_cases,
    with_reach,
    without_coach,
)
from staasted.apps.citizens.services import case_lock
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import person_of
from staasted.apps.outbox.services import Draft, message_write
from staasted.catalog.language import language_of, speaking
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError

MISSED_FOR = timedelta(days=14)
"""How long a letter about calls nobody answered is worth sending. Source: decision 0034."""


@dataclass(frozen=True, slots=True)
class CallList:
    """Whom one is to call, the oldest promise first; of colleagues who are away once a purpose is
    said: until then ``hidden`` is how many there are, and ``hidden_late`` how many are overdue."""

    calls: Sequence[TimeWish]
    hidden: int
    hidden_late: int


@dataclass(frozen=True, slots=True)
class CallNumbers:
    """How many wait to be called, how many longer than was promised, and how many of all have no
    coach."""

    waiting: int
    late: int
    without_coach: int


def calls_to_make(actor: Actor, *, on: date) -> CallList:
    """The own citizens' calls, and those of team mates who are away. Errors: AccessRefused."""
    near = _near_calls(actor, on=on)
    late = sum(row.promised_on < on for row in near.hidden)
    return CallList(near.shown, len(near.hidden), late)


@Nearby
def _near_calls() -> QuerySet[TimeWish]:
    return _open_calls().order_by("promised_on", "made_at")


def call_reached(actor: Actor, public_id: str, *, on: date) -> TimeWish:
    """A call this counsellor may make. Errors: as ``citizen_reached``."""
    role_require(actor, Role.COUNSELLOR)
    found = on_open_cases(_calls().filter(public_id=public_id), actor, on=on)
    row = with_reach(found, actor, on=on, citizen="citizen_id").first()
    if row is None:
        raise NotYours
    row.citizen.reach = row.reach
    reached(row.citizen, actor, Doing.ACT)
    return row


def call_numbers(actor: Actor, *, on: date) -> CallNumbers:
    """The calls of the whole house, for the lead. Reads no citizen: one query."""
    role_require(actor, Role.LEAD)
    alone = without_coach(actor, on=on).values("pk")
    found = _open_calls().aggregate(
        waiting=Count("id"),
        late=Count("id", filter=Q(promised_on__lt=on)),
        without_coach=Count("id", filter=Q(citizen__in=alone)),
    )
    return CallNumbers(**found)


@transaction.atomic
def call_end(*, actor: Actor, wish: TimeWish, outcome: CallOutcome) -> TimeWish:
    """End a call with what came of it: the two spoke, or it is not needed.

    The same outcome by the same person again answers with the same.
    Errors: AccessRefused; DomainError ``time_wish_ended``, ``call_outcome_unknown``.
    """
    role_require(actor, Role.COUNSELLOR)
    if outcome not in (CallOutcome.SPOKE, CallOutcome.NOT_NEEDED):
        raise DomainError("call_outcome_unknown")
    current = _held(wish)
    if (current.outcome, current.ended_by_id) == (outcome, actor.person_id):
        return current
    _open_require(current)
    _end(actor, current, outcome)
    return current


@transaction.atomic
def call_tried(*, actor: Actor, wish: TimeWish, seen: int) -> TimeWish:
    """One call nobody answered; ``seen`` is how many there were when it was made, so that a double
    press is one. After so many the citizen is written to, and it ends.

    Errors: AccessRefused; DomainError ``time_wish_ended``.
    """
    role_require(actor, Role.COUNSELLOR)
    current = _held(wish)
    if current.tries > seen:
        return current
    _open_require(current)
    current.tries, current.tried_at = current.tries + 1, clock.now()
    current.save(update_fields=["tries", "tried_at"])
    wish_logged(actor, "call_try", current, tries=current.tries)
    if current.tries >= catalog().policy["call_tries"]:
        _end(actor, current, CallOutcome.NO_ANSWER)
        _told_of_missing(current)
    return current


def _calls() -> QuerySet[TimeWish]:
    rows = TimeWish.objects.filter(kind=WishKind.CALL_ME)
    return rows.select_related("citizen__person", "ended_by")


def _open_calls() -> QuerySet[TimeWish]:
    return _calls().filter(state=TimeWishState.OPEN)


def _held(wish: TimeWish) -> TimeWish:
    """The call as it stands once its case is held."""
    case_lock(wish.citizen)
    return _calls().get(pk=wish.pk)


def _open_require(wish: TimeWish) -> None:
    if wish.state != TimeWishState.OPEN:
        raise DomainError("time_wish_ended")


def _end(actor: Actor, wish: TimeWish, outcome: CallOutcome) -> None:
    wish.state, wish.outcome = TimeWishState.DONE, outcome
    wish.ended_at, wish.ended_by = clock.now(), person_of(actor)
    wish.save(update_fields=["state", "outcome", "ended_at", "ended_by"])
    wish_logged(actor, "call_end", wish, outcome=outcome, tries=wish.tries)
    if outcome is CallOutcome.SPOKE:
        tell_acted(wish.citizen)


def _told_of_missing(wish: TimeWish) -> None:
    """Write to a citizen who did not answer: that we called, and what to do; not what about."""
    person, now = wish.citizen.person, clock.now()
    office = {"office": settings.STAASTED.office_name, "phone": settings.STAASTED.office_phone}
    with speaking(language_of(person.language)):
        said = [text(f"messages.call_missed.{part}", **office) for part in ("body", "way")]
        title = text("messages.call_missed.subject")
        body = "\n\n".join([*said, text("messages.ending", **office)]) + "\n"
    draft = Draft("call_missed", wish.public_id, title, body, now + MISSED_FOR)
    message_write(person=person, draft=draft, now=now)
