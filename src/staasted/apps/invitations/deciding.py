"""Who need not, or may not, book themselves: decisions by hand, each with its reason, told.

Source: BEK 1216/2023 § 45 (exempt on request); LBK 280/2024 § 35 (taken away).
"""

from enum import StrEnum

from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.models import Citizen, SelfBookingExemption
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.invitations.models import Invitation, InvitationState, SelfBookingTaken
from staasted.apps.invitations.summoning import LONGEST
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.apps.org.selectors import person_of
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
    """Exempt the citizen, who has asked for it; what they were asked to book is taken back.

    Errors: AccessRefused; DomainError ``case_closed``.
    """
    _held(actor, citizen)
    words = text(f"summons.exempt.{ground}")
    SelfBookingExemption.objects.update_or_create(
        citizen=citizen, defaults={"exempt": True, "reason": words}
    )
    _asked_no_more(actor, citizen)
    _logged(actor, "exemption_grant", citizen, ground=ground)


@transaction.atomic
def exemption_end(*, actor: Actor, citizen: Citizen) -> None:
    """The citizen books themselves again. Errors: AccessRefused; DomainError ``case_closed``."""
    _held(actor, citizen)
    held = SelfBookingExemption.objects.filter(citizen=citizen, exempt=True)
    if held.update(exempt=False, reason=""):
        _logged(actor, "exemption_end", citizen)


@transaction.atomic
def self_booking_take(*, actor: Actor, citizen: Citizen, reason: str) -> SelfBookingTaken:
    """Take the right to book away after a concrete assessment, which the citizen reads.

    Errors: AccessRefused; DomainError ``case_closed``, ``invitation_reason``, ``regard_long``,
    ``taken_already``.
    """
    _held(actor, citizen)
    reason = reason.strip()
    if not reason:
        raise DomainError("invitation_reason")
    if len(reason) > LONGEST:
        raise DomainError("regard_long", most=LONGEST)
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
    _asked_no_more(actor, citizen)
    _logged(actor, "self_booking_take", citizen)
    return row


@transaction.atomic
def self_booking_give_back(*, actor: Actor, citizen: Citizen) -> None:
    """Give the right back; where it was not taken, nothing happens."""
    _held(actor, citizen)
    standing = SelfBookingTaken.objects.filter(citizen=citizen, given_back_at=None)
    if standing.update(given_back_at=clock.now(), given_back_by=person_of(actor)):
        _logged(actor, "self_booking_give_back", citizen)


def _held(actor: Actor, citizen: Citizen) -> None:
    role_require(actor, Role.COUNSELLOR)
    open_case_lock(citizen)


def _asked_no_more(actor: Actor, citizen: Citizen) -> None:
    """Nobody is asked to book who need not, or may not."""
    waiting = Invitation.objects.filter(citizen=citizen, state=InvitationState.LIVE)
    over = {"ended_at": clock.now(), "ended_by": person_of(actor)}
    waiting.update(state=InvitationState.WITHDRAWN, **over)


def _logged(actor: Actor, act: str, citizen: Citizen, **facts: object) -> None:
    named = [citizen.public_id]
    act_log(actor=actor, act=act, at=clock.now(), citizens=named, facts=facts)
