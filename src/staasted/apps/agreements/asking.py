"""What either asks of the other: more by one, less by both (semantics, section 7)."""

from datetime import date

from django.db import transaction

from staasted.apps.agreements.following import Position, least_terms
from staasted.apps.agreements.limits import contact_binding, contact_wanted
from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.services import proposal_lapse
from staasted.apps.agreements.states import STANDING, AgreementSource, ProposedBy, State
from staasted.apps.agreements.telling import agreement_told
from staasted.apps.agreements.terms import Terms
from staasted.apps.agreements.writing import (
    agreement_write,
    closed_as,
    held_now,
    replaced,
    says_the_same,
    waits_now,
)
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.org.clock import clock
from staasted.core.cadence import ContactChange, contact_change
from staasted.core.errors import DomainError


def change_of(held: ContactAgreement | None, terms: Terms, *, position: Position) -> ContactChange:
    """What some terms mean beside what is agreed, or beside the published proposal of least.

    A pause is always less. Source: decision 0035.
    """
    if terms.pause is not None:
        return ContactChange.LESS
    against = contact_wanted(least_terms(position)) if held is None else contact_binding(held)
    return contact_change(against, contact_wanted(terms))


@transaction.atomic
def agreement_ask(
    *, actor: Actor, citizen: Citizen, terms: Terms, position: Position
) -> ContactAgreement:
    """The citizen asks: as much contact or more is in force at once, less waits for the counsellor.

    The same again is answered with the same row. Errors: DomainError ``case_closed``,
    ``contact_missing``, ``after_the_law``, and as ``terms_check``.
    """
    open_case_lock(citizen)
    proposal_lapse(actor=actor, citizen=citizen)
    _refuse(terms, position)
    held, waits = held_now(citizen), waits_now(citizen)
    for standing in (held, waits):
        if says_the_same(standing, terms):
            return standing
    less = change_of(held, terms, position=position) is ContactChange.LESS
    replaced(citizen, *([State.PROPOSED] if less else STANDING))
    return agreement_write(
        actor,
        citizen,
        terms,
        state=State.PROPOSED if less else State.IN_FORCE,
        by=ProposedBy.CITIZEN,
        source=AgreementSource.CITIZENS_PAGE,
    )


@transaction.atomic
def agreement_offer(*, actor: Actor, citizen: Citizen, terms: Terms) -> ContactAgreement:
    """Staff propose, and the citizen answers; what the citizen had asked is declined by it.

    Then it has a reason, which is the answer. The citizen is told in writing.
    Errors: DomainError ``case_closed``, ``contact_missing``, ``agreement_needs_words``, and
    as ``terms_check``.
    """
    open_case_lock(citizen)
    proposal_lapse(actor=actor, citizen=citizen)
    _refuse(terms, Position(weeks=None, law_due=None))
    waits = waits_now(citizen)
    if says_the_same(waits, terms) and waits.proposed_by == ProposedBy.COUNSELLOR:
        return waits
    if waits is not None and waits.proposed_by == ProposedBy.CITIZEN:
        if not terms.words.strip():
            raise DomainError("agreement_needs_words")
        closed_as(actor, waits, State.DECLINED, "agreement_decline", answer=terms.words)
    replaced(citizen, State.PROPOSED)
    by, source = ProposedBy.COUNSELLOR, AgreementSource.STAFFS_PAGE
    made = agreement_write(actor, citizen, terms, state=State.PROPOSED, by=by, source=source)
    agreement_told("offered", made)
    return made


@transaction.atomic
def agreement_take_back(*, actor: Actor, citizen: Citizen, public_id: str) -> ContactAgreement:
    """Whoever proposed it takes it back; what is in force stays.

    A spoken one that is disputed is taken back by staff too. Errors: DomainError ``proposal_gone``.
    """
    open_case_lock(citizen)
    proposal_lapse(actor=actor, citizen=citizen)
    waits = waits_now(citizen)
    own = actor.role in (Role.CITIZEN, Role.REPRESENTATIVE)
    mine = ProposedBy.CITIZEN if own else ProposedBy.COUNSELLOR
    if waits is None or waits.public_id != public_id or waits.proposed_by != mine:
        raise DomainError("proposal_gone")
    return closed_as(actor, waits, State.WITHDRAWN, "agreement_withdraw")


def _refuse(terms: Terms, position: Position) -> None:
    if terms.pause is None and terms.next_to is None:
        raise DomainError("contact_missing")
    due = position.law_due
    day = terms.pause.until if terms.pause else terms.next_to
    if terms.pause is None and due is not None and day is not None and day > _at_least_now(due):
        raise DomainError("after_the_law", due=due)


def _at_least_now(due: date) -> date:
    """A due date that has passed means today."""
    return max(due, clock.today())
