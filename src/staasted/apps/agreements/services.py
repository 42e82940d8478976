"""Making agreements: proposed, accepted, declined, or spoken and recorded at once.

More contact needs one party, less needs both (semantics, section 7).
"""

from django.db import transaction

from staasted.apps.agreements.limits import (
    contact_binding,
    furthest_next_contact,
    has_lapsed,
)
from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.states import AgreementSource, ProposedBy, State
from staasted.apps.agreements.terms import Terms
from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import case_lock, open_case_lock
from staasted.apps.org.clock import clock
from staasted.core.cadence import ContactChange, contact_change
from staasted.core.errors import DomainError


@transaction.atomic
def agreement_propose(
    *, actor: Actor, citizen: Citizen, terms: Terms, proposed_by: ProposedBy
) -> ContactAgreement:
    """Put a proposal before the citizen; an earlier one is replaced by it.

    Errors: DomainError ``case_closed``, ``next_contact_too_far``.
    """
    open_case_lock(citizen)
    proposal_lapse(actor=actor, citizen=citizen)
    _end(citizen, State.PROPOSED, becomes=State.REPLACED)
    return _make(actor, citizen, terms, State.PROPOSED, proposed_by, AgreementSource.SCREENING)


def agreement_accept(*, actor: Actor, citizen: Citizen, public_id: str) -> ContactAgreement:
    """The citizen accepts a proposal as it stands: in force at once.

    A proposal nobody answered in time is marked as lapsed first, in a transaction of its own:
    the refusal that follows takes nothing back.
    Errors: DomainError ``proposal_gone``, ``less_needs_both``.
    """
    proposal_lapse(actor=actor, citizen=citizen)
    with transaction.atomic():
        case_lock(citizen)
        proposal = _proposal(citizen, public_id)
        return proposal if proposal.state == State.IN_FORCE else _accept(actor, proposal)


def agreement_decline(*, actor: Actor, citizen: Citizen, public_id: str) -> ContactAgreement:
    """The citizen says no thank you; what is in force stays. Errors: ``proposal_gone``."""
    proposal_lapse(actor=actor, citizen=citizen)
    with transaction.atomic():
        case_lock(citizen)
        proposal = _proposal(citizen, public_id)
        if proposal.state == State.IN_FORCE:
            raise DomainError("proposal_gone")
        return _ended(actor, proposal, State.DECLINED, "agreement_decline")


@transaction.atomic
def proposal_lapse(*, actor: Actor, citizen: Citizen) -> None:
    """Mark the citizen's proposal as lapsed where nobody answered it in time."""
    case_lock(citizen)
    proposals = ContactAgreement.objects.filter(citizen=citizen, state=State.PROPOSED)
    for proposal in proposals:
        if has_lapsed(proposal):
            _ended(actor, proposal, State.LAPSED, "agreement_lapsed")


@transaction.atomic
def agreement_make(
    *, actor: Actor, citizen: Citizen, terms: Terms, source: AgreementSource
) -> ContactAgreement:
    """A spoken agreement recorded by staff: in force at once, replacing what was.

    Errors: DomainError ``case_closed``, ``next_contact_too_far``.
    """
    open_case_lock(citizen)
    proposal_lapse(actor=actor, citizen=citizen)
    _end(citizen, State.IN_FORCE, becomes=State.REPLACED)
    _end(citizen, State.PROPOSED, becomes=State.REPLACED)
    return _make(actor, citizen, terms, State.IN_FORCE, ProposedBy.COUNSELLOR, source)


@transaction.atomic
def agreements_end(*, actor: Actor, citizen: Citizen) -> None:
    """End the agreement in force and the proposal that waits: the course itself has ended."""
    case_lock(citizen)
    standing = [State.IN_FORCE, State.PROPOSED]
    for held in ContactAgreement.objects.filter(citizen=citizen, state__in=standing):
        _ended(actor, held, State.ENDED, "agreement_end")


def _make(
    actor: Actor,
    citizen: Citizen,
    terms: Terms,
    state: State,
    proposed_by: ProposedBy,
    source: AgreementSource,
) -> ContactAgreement:
    _refuse_far(terms)
    now = clock.now()
    agreement = ContactAgreement.objects.create(
        citizen=citizen,
        state=state,
        freedom=terms.freedom,
        interval_weeks=terms.interval_weeks,
        next_from=terms.next_from,
        next_to=terms.next_to,
        channel=terms.channel or "",
        purpose=terms.purpose,
        reasons=list(terms.reasons),
        proposed_by=proposed_by,
        source=source,
        made_at=now,
        in_force_at=now if state == State.IN_FORCE else None,
    )
    _logged(actor, f"agreement_{state.value}", agreement)
    return agreement


def _accept(actor: Actor, proposal: ContactAgreement) -> ContactAgreement:
    _refuse_less(proposal)
    _end(proposal.citizen, State.IN_FORCE, becomes=State.REPLACED)
    proposal.state, proposal.in_force_at = State.IN_FORCE, clock.now()
    proposal.save(update_fields=["state", "in_force_at"])
    _logged(actor, "agreement_accept", proposal)
    return proposal


def _ended(actor: Actor, proposal: ContactAgreement, state: State, act: str) -> ContactAgreement:
    proposal.state, proposal.ended_at = state, clock.now()
    proposal.save(update_fields=["state", "ended_at"])
    _logged(actor, act, proposal)
    return proposal


def _end(citizen: Citizen, state: State, *, becomes: State) -> None:
    held = ContactAgreement.objects.filter(citizen=citizen, state=state)
    held.update(state=becomes, ended_at=clock.now())


def _proposal(citizen: Citizen, public_id: str) -> ContactAgreement:
    open_states = [State.PROPOSED, State.IN_FORCE]
    held = ContactAgreement.objects.filter(citizen=citizen, state__in=open_states)
    proposal = held.filter(public_id=public_id).first()
    if proposal is None:
        raise DomainError("proposal_gone")
    return proposal


def _refuse_less(proposal: ContactAgreement) -> None:
    in_force = ContactAgreement.objects.filter(citizen=proposal.citizen, state=State.IN_FORCE)
    held = in_force.first()
    if held is None:
        return
    if contact_change(contact_binding(held), contact_binding(proposal)) is ContactChange.LESS:
        raise DomainError("less_needs_both")


def _refuse_far(terms: Terms) -> None:
    furthest = furthest_next_contact()
    if terms.next_to is not None and terms.next_to > furthest:
        raise DomainError("next_contact_too_far", furthest=furthest)


def _logged(actor: Actor, act: str, agreement: ContactAgreement) -> None:
    act_log(
        actor=actor,
        act=act,
        at=clock.now(),
        citizens=[agreement.citizen.public_id],
        subject=agreement.public_id,
        facts={"freedom": agreement.freedom, "interval_weeks": agreement.interval_weeks},
    )
