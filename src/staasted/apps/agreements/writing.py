"""The moves every service on agreements makes. Inside its transaction, with the case held."""

from staasted.apps.agreements.limits import has_lapsed, terms_check
from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.states import STANDING, AgreementSource, ProposedBy, State
from staasted.apps.agreements.terms import Terms
from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.acted import tell_acted
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.core.errors import DomainError


def agreement_write(
    actor: Actor,
    citizen: Citizen,
    terms: Terms,
    *,
    state: State,
    by: ProposedBy,
    source: AgreementSource,
) -> ContactAgreement:
    """A new row. Errors: as ``terms_check``."""
    terms_check(terms)
    now = clock.now()
    agreement = ContactAgreement.objects.create(
        citizen=citizen,
        state=state,
        reasons=list(terms.reasons),
        proposed_by=by,
        source=source,
        made_at=now,
        in_force_at=now if state == State.IN_FORCE else None,
        **terms.fields,
    )
    act_noted(actor, f"agreement_{state.value}", agreement)
    if state is State.IN_FORCE:
        tell_acted(citizen)
    return agreement


def into_force(actor: Actor, proposal: ContactAgreement) -> ContactAgreement:
    """A proposal both have said yes to; it takes the place of what was in force."""
    replaced(proposal.citizen, State.IN_FORCE)
    proposal.state, proposal.in_force_at = State.IN_FORCE, clock.now()
    proposal.save(update_fields=["state", "in_force_at"])
    act_noted(actor, "agreement_accept", proposal)
    tell_acted(proposal.citizen)
    return proposal


def closed_as(
    actor: Actor, agreement: ContactAgreement, state: State, act: str, *, answer: str = ""
) -> ContactAgreement:
    """An agreement that is over, with the words of whoever ended it."""
    agreement.state, agreement.ended_at = state, clock.now()
    agreement.answer = answer or agreement.answer
    agreement.save(update_fields=["state", "ended_at", "answer"])
    act_noted(actor, act, agreement)
    return agreement


def replaced(citizen: Citizen, *states: State) -> None:
    """Whatever stands in these states gives way to a newer one."""
    held = ContactAgreement.objects.filter(citizen=citizen, state__in=states)
    held.update(state=State.REPLACED, ended_at=clock.now())


def standing_one(citizen: Citizen, public_id: str) -> ContactAgreement:
    """A proposal that waits or the agreement in force, by its id. Errors: ``proposal_gone``."""
    held = ContactAgreement.objects.filter(citizen=citizen, state__in=STANDING)
    found = held.filter(public_id=public_id).first()
    if found is None:
        raise DomainError("proposal_gone")
    return found


def held_now(citizen: Citizen) -> ContactAgreement | None:
    """The agreement in force, read again under the lock."""
    return ContactAgreement.objects.filter(citizen=citizen, state=State.IN_FORCE).first()


def waits_now(citizen: Citizen) -> ContactAgreement | None:
    """The proposal that waits, read again under the lock; none that has lapsed."""
    waits = ContactAgreement.objects.filter(citizen=citizen, state=State.PROPOSED).first()
    return None if waits is None or has_lapsed(waits) else waits


def says_the_same(agreement: ContactAgreement | None, terms: Terms) -> bool:
    """Whether an agreement says just this: a second press of the button."""
    if agreement is None:
        return False
    return all(getattr(agreement, name) == value for name, value in terms.fields.items())


def act_noted(actor: Actor, act: str, agreement: ContactAgreement) -> None:
    """A line of the log: what it says of freedom and interval, never anybody's words."""
    act_log(
        actor=actor,
        act=act,
        at=clock.now(),
        citizens=[agreement.citizen.public_id],
        subject=agreement.public_id,
        facts={"freedom": agreement.freedom, "interval_weeks": agreement.interval_weeks},
    )
