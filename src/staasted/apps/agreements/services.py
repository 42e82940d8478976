"""Making agreements: proposed, accepted, declined, or spoken and recorded at once.

More contact needs one party, less needs both (semantics, section 7). What either asks of the other
is in ``asking``, what staff and citizen answer in ``answering``.
"""

from django.db import transaction

from staasted.apps.agreements.limits import contact_binding, has_lapsed
from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.states import STANDING, AgreementSource, ProposedBy, State
from staasted.apps.agreements.telling import agreement_told
from staasted.apps.agreements.terms import Terms
from staasted.apps.agreements.writing import (
    agreement_write,
    closed_as,
    held_now,
    into_force,
    replaced,
    says_the_same,
    standing_one,
)
from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import case_lock, open_case_lock
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
    replaced(citizen, State.PROPOSED)
    source = AgreementSource.SCREENING
    return agreement_write(
        actor, citizen, terms, state=State.PROPOSED, by=proposed_by, source=source
    )


def agreement_accept(*, actor: Actor, citizen: Citizen, public_id: str) -> ContactAgreement:
    """The citizen accepts a proposal as it stands: in force at once.

    A proposal nobody answered in time is marked as lapsed first, in a transaction of its own:
    the refusal that follows takes nothing back. Less than is in force is accepted where a human
    on the staff proposed it: then both have said it.
    Errors: DomainError ``proposal_gone``, ``less_needs_both``.
    """
    proposal_lapse(actor=actor, citizen=citizen)
    with transaction.atomic():
        case_lock(citizen)
        proposal = standing_one(citizen, public_id)
        if proposal.state == State.IN_FORCE:
            return proposal
        if proposal.proposed_by != ProposedBy.COUNSELLOR:
            _refuse_less(proposal)
        return into_force(actor, proposal)


def agreement_decline(
    *, actor: Actor, citizen: Citizen, public_id: str, words: str = ""
) -> ContactAgreement:
    """The citizen says no thank you; what is in force stays. Errors: ``proposal_gone``."""
    proposal_lapse(actor=actor, citizen=citizen)
    with transaction.atomic():
        case_lock(citizen)
        proposal = standing_one(citizen, public_id)
        if proposal.state == State.IN_FORCE:
            raise DomainError("proposal_gone")
        return closed_as(actor, proposal, State.DECLINED, "agreement_decline", answer=words)


@transaction.atomic
def proposal_lapse(*, actor: Actor, citizen: Citizen) -> None:
    """Mark the citizen's proposal as lapsed where nobody answered it in time."""
    case_lock(citizen)
    proposals = ContactAgreement.objects.filter(citizen=citizen, state=State.PROPOSED)
    for proposal in proposals:
        if has_lapsed(proposal):
            closed_as(actor, proposal, State.LAPSED, "agreement_lapsed")


@transaction.atomic
def agreement_make(
    *, actor: Actor, citizen: Citizen, terms: Terms, source: AgreementSource
) -> ContactAgreement:
    """A spoken agreement recorded by staff: in force at once, replacing what was.

    The citizen is told in writing in the same transaction, and may answer that it was not so. The
    same again is the same agreement. Errors: DomainError ``case_closed`` and as ``terms_check``.
    """
    open_case_lock(citizen)
    proposal_lapse(actor=actor, citizen=citizen)
    held = held_now(citizen)
    if source is AgreementSource.STAFFS_PAGE and says_the_same(held, terms):
        return held
    replaced(citizen, *STANDING)
    by = ProposedBy.COUNSELLOR
    made = agreement_write(actor, citizen, terms, state=State.IN_FORCE, by=by, source=source)
    agreement_told("recorded", made)
    return made


@transaction.atomic
def agreements_end(*, actor: Actor, citizen: Citizen) -> None:
    """End the agreement in force and the proposal that waits: the course itself has ended."""
    case_lock(citizen)
    for held in ContactAgreement.objects.filter(citizen=citizen, state__in=STANDING):
        closed_as(actor, held, State.ENDED, "agreement_end")


def _refuse_less(proposal: ContactAgreement) -> None:
    held = held_now(proposal.citizen)
    if held is None:
        return
    if contact_change(contact_binding(held), contact_binding(proposal)) is ContactChange.LESS:
        raise DomainError("less_needs_both")
