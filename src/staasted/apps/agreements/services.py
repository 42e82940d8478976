"""Making agreements: proposed, accepted, declined, or spoken and recorded at once.

More contact needs one party, less needs both (semantics, section 7).
"""

from django.db import transaction

from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.states import AgreementSource, ProposedBy, State
from staasted.apps.agreements.terms import Terms
from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.core.axes import Freedom
from staasted.core.cadence import Contact, ContactChange, contact_change
from staasted.core.errors import DomainError


@transaction.atomic
def agreement_propose(
    *, actor: Actor, citizen: Citizen, terms: Terms, proposed_by: ProposedBy
) -> ContactAgreement:
    """Put a proposal before the citizen; an earlier one is replaced by it."""
    _lock(citizen)
    _end(citizen, State.PROPOSED, becomes=State.REPLACED)
    return _make(actor, citizen, terms, State.PROPOSED, proposed_by, AgreementSource.SCREENING)


@transaction.atomic
def agreement_accept(*, actor: Actor, citizen: Citizen, public_id: str) -> ContactAgreement:
    """The citizen accepts a proposal as it stands: in force at once.

    Errors: DomainError ``proposal_gone``, ``less_needs_both``.
    """
    _lock(citizen)
    proposal = _proposal(citizen, public_id)
    if proposal.state == State.IN_FORCE:
        return proposal
    _refuse_less(citizen, proposal)
    _end(citizen, State.IN_FORCE, becomes=State.REPLACED)
    proposal.state, proposal.in_force_at = State.IN_FORCE, clock.now()
    proposal.save(update_fields=["state", "in_force_at"])
    _logged(actor, "agreement_accept", proposal)
    return proposal


@transaction.atomic
def agreement_decline(*, actor: Actor, citizen: Citizen, public_id: str) -> ContactAgreement:
    """The citizen says no thank you; what is in force stays. Errors: ``proposal_gone``."""
    _lock(citizen)
    proposal = _proposal(citizen, public_id)
    if proposal.state == State.IN_FORCE:
        raise DomainError("proposal_gone")
    proposal.state, proposal.ended_at = State.DECLINED, clock.now()
    proposal.save(update_fields=["state", "ended_at"])
    _logged(actor, "agreement_decline", proposal)
    return proposal


@transaction.atomic
def agreement_make(
    *, actor: Actor, citizen: Citizen, terms: Terms, source: AgreementSource
) -> ContactAgreement:
    """A spoken agreement recorded by staff: in force at once, replacing what was."""
    _lock(citizen)
    _end(citizen, State.IN_FORCE, becomes=State.REPLACED)
    _end(citizen, State.PROPOSED, becomes=State.REPLACED)
    return _make(actor, citizen, terms, State.IN_FORCE, ProposedBy.COUNSELLOR, source)


def _make(
    actor: Actor,
    citizen: Citizen,
    terms: Terms,
    state: State,
    proposed_by: ProposedBy,
    source: AgreementSource,
) -> ContactAgreement:
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


def _lock(citizen: Citizen) -> None:
    Citizen.objects.select_for_update().only("pk").get(pk=citizen.pk)


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


def _refuse_less(citizen: Citizen, proposal: ContactAgreement) -> None:
    held = ContactAgreement.objects.filter(citizen=citizen, state=State.IN_FORCE).first()
    if held and contact_change(_contact(held), _contact(proposal)) is ContactChange.LESS:
        raise DomainError("less_needs_both")


def _contact(agreement: ContactAgreement) -> Contact:
    """What two agreements are compared on; a date already passed binds nobody."""
    ahead = agreement.next_to if agreement.next_to and agreement.next_to >= clock.today() else None
    return Contact(Freedom(agreement.freedom), agreement.interval_weeks, ahead)


def _logged(actor: Actor, act: str, agreement: ContactAgreement) -> None:
    act_log(
        actor=actor,
        act=act,
        at=clock.now(),
        citizens=[agreement.citizen.public_id],
        subject=agreement.public_id,
        facts={"freedom": agreement.freedom, "interval_weeks": agreement.interval_weeks},
    )
