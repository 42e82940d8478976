"""Making, confirming, refusing and ending an assessment. Each act is logged, and told.

Whether there is anything to lift and any room left is looked at above (``effort.exempting``),
which alone knows everybody's course.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from staasted.apps.agreements.selectors import agreement_in_force
from staasted.apps.agreements.services import agreement_make
from staasted.apps.agreements.states import AgreementSource
from staasted.apps.agreements.terms import Terms
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.reach import open_to_staff
from staasted.apps.citizens.services import case_lock, open_case_lock
from staasted.apps.org.clock import COPENHAGEN
from staasted.apps.org.doors import role_require
from staasted.apps.share_exemptions.models import ShareExemption
from staasted.apps.share_exemptions.states import LIVE, ExemptionState
from staasted.apps.share_exemptions.telling import exemption_told
from staasted.apps.share_exemptions.turns import Begun, turn_still, turn_take
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel, Freedom
from staasted.core.errors import DomainError


@dataclass(frozen=True, slots=True)
class Counted:
    """Whether the room was found used up, and what had begun to stand before it was counted."""

    beyond_room: bool
    begun: Begun


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is assessed: why, when the two talk meanwhile (and how), and when to look again."""

    reason: str
    touch_on: date
    channel: Channel
    review_on: date


def furthest_review(today: date) -> date:
    """The last day an assessment made today may be looked at again (``share_review_days``)."""
    return today + timedelta(days=catalog().policy["share_review_days"])


@transaction.atomic
def exemption_write(
    *, actor: Actor, citizen: Citizen, assessment: Assessment, counted: Counted, now: datetime
) -> ShareExemption:
    """Store an assessment; the one before gives way to it, and the touch-point is agreed.

    Where it goes beyond the room left it waits for a lead, and what stood stays till then. The
    same again, while it stands or waits, is answered with what is there.
    Errors: AccessRefused; RoomMoved where somebody else began since the room was counted;
    DomainError ``case_closed``, ``share_without_reason``, ``words_too_long``,
    ``share_review_days``, ``share_touch_days``.
    """
    role_require(actor, Role.COUNSELLOR)
    today = _danish(now)
    words = assessment_check(assessment, today)
    open_case_lock(citizen)
    live = _live(citizen)
    if live is not None and _same(live, assessment, words):
        return live
    beyond_room = counted.beyond_room
    if not beyond_room:
        turn_still(counted.begun)
    if live is not None:
        _end(actor, live, now, because="")
    row = ShareExemption.objects.create(
        citizen=citizen,
        state=ExemptionState.WAITING if beyond_room else ExemptionState.STANDS,
        reason=words,
        touch_on=assessment.touch_on,
        channel=assessment.channel,
        review_on=assessment.review_on,
        beyond_room=beyond_room,
        made_at=now,
        made_by_id=actor.person_id,
        stands_on=None if beyond_room else today,
    )
    _logged(actor, "share_exemption_make", row, now, {"beyond_room": beyond_room})
    if not beyond_room:
        _begin(actor, row)
    return row


@transaction.atomic
def exemption_confirm(*, actor: Actor, public_id: str, now: datetime) -> ShareExemption:
    """A lead confirms what goes beyond the room left: it stands from today.

    Errors: AccessRefused, NotYours; DomainError ``share_gone``, ``share_touch_days`` where the day
    to talk or the day of review has passed meanwhile.
    """
    role_require(actor, Role.LEAD)
    row = _waiting(actor, public_id, now)
    if row.touch_on < _danish(now) or row.review_on <= _danish(now):
        raise DomainError("share_touch_days", furthest=furthest_review(_danish(now)))
    turn_take()
    row.state, row.stands_on = ExemptionState.STANDS, _danish(now)
    row.decided_by_id, row.decided_at = actor.person_id, now
    row.save(update_fields=["state", "stands_on", "decided_by", "decided_at"])
    _logged(actor, "share_exemption_confirm", row, now)
    _begin(actor, row)
    return row


@transaction.atomic
def exemption_refuse(*, actor: Actor, public_id: str, answer: str, now: datetime) -> ShareExemption:
    """A lead says no, with the reason; what is agreed with the citizen stays as it is.

    Errors: AccessRefused, NotYours; DomainError ``share_gone``, ``share_without_reason``,
    ``words_too_long``.
    """
    role_require(actor, Role.LEAD)
    row = _waiting(actor, public_id, now)
    row.answer = _bounded(answer)
    row.state, row.ended_at, row.ended_by_id = ExemptionState.REFUSED, now, actor.person_id
    row.decided_by_id, row.decided_at = actor.person_id, now
    row.save()
    _logged(actor, "share_exemption_refuse", row, now)
    return row


@transaction.atomic
def exemption_end(*, actor: Actor, citizen: Citizen, because: str, now: datetime) -> None:
    """End what stands from today, or take back what waits; the citizen is told of the former.

    Errors: AccessRefused; DomainError ``share_gone``, ``share_without_reason``,
    ``words_too_long``.
    """
    role_require(actor, Role.COUNSELLOR)
    case_lock(citizen)
    live = _live(citizen)
    if live is None:
        raise DomainError("share_gone")
    stood = live.state == ExemptionState.STANDS
    _end(actor, live, now, because=_bounded(because))
    if stood:
        exemption_told("ended", live, now)


@transaction.atomic
def exemptions_drop(*, actor: Actor, citizen: Citizen, now: datetime) -> None:
    """End whatever stands or waits: the case closes, and nobody is told of this beside it."""
    case_lock(citizen)
    live = _live(citizen)
    if live is not None:
        _end(actor, live, now, because="")


def assessment_check(assessment: Assessment, today: date) -> str:
    """The reason as it is stored. Errors: as ``exemption_write``, but for the case."""
    words = _bounded(assessment.reason)
    furthest = furthest_review(today)
    if not today < assessment.review_on <= furthest:
        raise DomainError("share_review_days", furthest=furthest)
    if not today <= assessment.touch_on <= assessment.review_on:
        raise DomainError("share_touch_days", furthest=assessment.review_on)
    return words


def _begin(actor: Actor, row: ShareExemption) -> None:
    """The touch-point becomes the agreement in force, and the citizen is told of both."""
    held = agreement_in_force(row.citizen)
    terms = Terms(
        freedom=Freedom(held.freedom) if held else Freedom.CHECK_INS,
        interval_weeks=None,
        next_from=row.stands_on,
        next_to=row.touch_on,
        channel=Channel(row.channel),
        reasons=({"code": "share_exemption", "values": {}},),
    )
    source = AgreementSource.STAFFS_PAGE
    agreement_make(actor=actor, citizen=row.citizen, terms=terms, source=source)
    exemption_told("made", row, row.decided_at or row.made_at)


def _live(citizen: Citizen) -> ShareExemption | None:
    rows = ShareExemption.objects.select_related("citizen__person")
    return rows.filter(citizen=citizen, state__in=LIVE).first()


def _waiting(actor: Actor, public_id: str, now: datetime) -> ShareExemption:
    """What waits for this lead, held with its case.

    Errors: AccessRefused, NotYours; DomainError ``share_gone``.
    """
    rows = ShareExemption.objects.select_related("citizen__person")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise DomainError("share_gone")
    if not open_to_staff(actor, on=_danish(now)).filter(pk=found.citizen_id).exists():
        raise NotYours
    open_case_lock(found.citizen)
    found.refresh_from_db(fields=["state"])
    if found.state != ExemptionState.WAITING:
        raise DomainError("share_gone")
    return found


def _same(row: ShareExemption, assessment: Assessment, words: str) -> bool:
    days = (row.touch_on, row.channel, row.review_on)
    asked = (assessment.touch_on, assessment.channel, assessment.review_on)
    return days == asked and row.reason == words


def _end(actor: Actor, row: ShareExemption, now: datetime, *, because: str) -> None:
    stood = row.state == ExemptionState.STANDS
    row.state = ExemptionState.ENDED if stood else ExemptionState.WITHDRAWN
    row.over_on = _danish(now) if stood else None
    row.ended_at, row.ended_by_id, row.ended_because = now, actor.person_id, because
    row.save(update_fields=["state", "over_on", "ended_at", "ended_by", "ended_because"])
    _logged(actor, "share_exemption_end", row, now)


def _bounded(words: str) -> str:
    words, most = words.strip(), catalog().policy["share_reason_characters"]
    if not words:
        raise DomainError("share_without_reason")
    if len(words) > most:
        raise DomainError("words_too_long", most=most)
    return words


def _danish(now: datetime) -> date:
    return now.astimezone(COPENHAGEN).date()


def _logged(
    actor: Actor,
    act: str,
    row: ShareExemption,
    now: datetime,
    facts: Mapping[str, object] | None = None,
) -> None:
    act_log(
        actor=actor,
        act=act,
        at=now,
        citizens=[row.citizen.public_id],
        subject=row.public_id,
        facts={"state": str(row.state), **(facts or {})},
    )
