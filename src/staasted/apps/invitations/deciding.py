"""Who need not, or may not, book themselves: decisions by hand, each with its reason, told.

Source: BEK 1216/2023 § 45 (exempt on request); LBK 280/2024 § 35 (taken away).
"""

from enum import StrEnum

from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.case_system.kinds import EventKind
from staasted.apps.case_system.services import Told, event_write
from staasted.apps.citizens.models import Citizen, SelfBookingExemption
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.invitations.exempting import exempted_told, handed_to_human
from staasted.apps.invitations.models import (
    ExemptionReview,
    Invitation,
    InvitationState,
    ReviewVerdict,
    SelfBookingTaken,
)
from staasted.apps.invitations.reviewing import review_told, review_write
from staasted.apps.invitations.summoning import LONGEST
from staasted.apps.invitations.telling import taken_told
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.apps.org.selectors import person_of
from staasted.apps.outbox.services import matters_drop
from staasted.catalog.texts import text
from staasted.core.errors import DomainError


class ExemptFor(StrEnum):
    """Why somebody need not book themselves. Source: BEK 1216/2023 § 45."""

    IT_SKILLS = "it_skills"
    LANGUAGE = "language"
    IMPAIRMENT = "impairment"
    PLACE_OR_INTERPRETER = "place_or_interpreter"


@transaction.atomic
def exemption_grant(*, actor: Actor, citizen: Citizen, ground: ExemptFor) -> None:
    """Exempt the citizen, who has asked for it; what they were asked to book comes to a human, and
    they are told that they need not book, and who finds the time.

    Errors: AccessRefused; DomainError ``case_closed``.
    """
    _held(actor, citizen)
    words = text(f"summons.exempt.{ground}")
    SelfBookingExemption.objects.update_or_create(
        citizen=citizen, defaults={"exempt": True, "reason": words}
    )
    row = review_write(actor, citizen, ReviewVerdict.GRANTED, words)
    _handed_on(actor, row, "exemption_grant", words)
    now = clock.now()
    asked = bool(handed_to_human(citizen, now=now, by=person_of(actor)))
    told = {"matter": row.public_id, "asked": asked, "next_on": row.next_on}
    exempted_told(citizen, now=now, **told)
    _logged(actor, "exemption_grant", citizen, ground=ground)


@transaction.atomic
def exemption_review(
    *, actor: Actor, citizen: Citizen, keeps: bool, reason: str
) -> ExemptionReview | None:
    """Look at an exemption again: keep it for another year, or end it; the citizen is told.

    Without an exemption nothing happens. Errors: AccessRefused; DomainError ``case_closed``,
    ``invitation_reason``, ``regard_long``.
    """
    _held(actor, citizen)
    why = _reason(reason)
    held = SelfBookingExemption.objects.filter(citizen=citizen, exempt=True)
    if not held.exists():
        return None
    if not keeps:
        held.update(exempt=False, reason="")
    row = review_write(actor, citizen, ReviewVerdict.KEPT if keeps else ReviewVerdict.ENDED, why)
    _handed_on(actor, row, "exemption_keep" if keeps else "exemption_end", why)
    _logged(actor, "exemption_keep" if keeps else "exemption_end", citizen)
    review_told(row)
    return row


@transaction.atomic
def self_booking_take(*, actor: Actor, citizen: Citizen, reason: str) -> SelfBookingTaken:
    """Take the right to book away after a concrete assessment, which the citizen reads; they are
    told of the decision, and how to appeal.

    Errors: AccessRefused; DomainError ``case_closed``, ``invitation_reason``, ``regard_long``,
    ``taken_already``.
    """
    _held(actor, citizen)
    reason = _reason(reason)
    try:
        with transaction.atomic():
            row = SelfBookingTaken.objects.create(
                citizen=citizen,
                reason=reason,
                from_on=clock.today(),
                taken_at=clock.now(),
                taken_by=person_of(actor),
            )
    except IntegrityError as there:
        raise DomainError("taken_already") from there
    matters_drop(each.public_id for each in _asked_no_more(actor, citizen))
    taken_told(row)
    _handed_on(actor, row, "self_booking_take", row.reason)
    _logged(actor, "self_booking_take", citizen)
    return row


@transaction.atomic
def self_booking_give_back(*, actor: Actor, citizen: Citizen) -> None:
    """Give the right back; where it was not taken, nothing happens."""
    _held(actor, citizen)
    standing = SelfBookingTaken.objects.filter(citizen=citizen, given_back_at=None)
    row = standing.first()
    if row and standing.update(given_back_at=clock.now(), given_back_by=person_of(actor)):
        _handed_on(actor, row, "self_booking_give_back", "")
        _logged(actor, "self_booking_give_back", citizen)


def _reason(said: str) -> str:
    """What was written. Errors: DomainError ``invitation_reason``, ``regard_long``."""
    said = said.strip()
    if not said:
        raise DomainError("invitation_reason")
    if len(said) > LONGEST:
        raise DomainError("regard_long", most=LONGEST)
    return said


def _held(actor: Actor, citizen: Citizen) -> None:
    role_require(actor, Role.COUNSELLOR)
    open_case_lock(citizen)


def _asked_no_more(actor: Actor, citizen: Citizen) -> list[Invitation]:
    """Nobody is asked to book who may not."""
    waiting = Invitation.objects.filter(citizen=citizen, state=InvitationState.LIVE)
    over = {"ended_at": clock.now(), "ended_by": person_of(actor)}
    rows = list(waiting.select_related("citizen__person", "counsellor").order_by("pk"))
    waiting.update(state=InvitationState.WITHDRAWN, **over)
    return rows


def _handed_on(
    actor: Actor, row: SelfBookingTaken | ExemptionReview, decision: str, reason: str
) -> None:
    """Tell the case system what was decided, by whom and why."""
    facts = {"decision": decision, "reason": reason, "by": actor.name}
    facts["from_on"] = clock.today().isoformat()
    event_write(row.citizen, Told(EventKind.DECISION, row.public_id, facts))


def _logged(actor: Actor, act: str, citizen: Citizen, **facts: object) -> None:
    named = [citizen.public_id]
    act_log(actor=actor, act=act, at=clock.now(), citizens=named, facts=facts)
