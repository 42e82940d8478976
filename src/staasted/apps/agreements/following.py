"""From answers to a proposal: what follows by published rules, put before the citizen."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from staasted.apps.agreements.limits import contact_binding
from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.selectors import agreement_in_force, agreement_proposed
from staasted.apps.agreements.services import agreement_propose
from staasted.apps.agreements.states import ProposedBy, State
from staasted.apps.agreements.terms import Terms
from staasted.apps.agreements.writing import closed_as, waits_now
from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.org.clock import clock
from staasted.apps.screening.selectors import answers_repeated
from staasted.apps.screening.services import answers_submit, answers_take_out
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel, Freedom
from staasted.core.cadence import CadenceProposal, propose
from staasted.core.reason import Reason
from staasted.core.screening import Instrument, follow


@dataclass(frozen=True, slots=True)
class Position:
    """Where the citizen stands: completed weeks (None: not known), the law's next due date."""

    weeks: int | None
    law_due: date | None


@transaction.atomic
def answers_follow(
    *,
    actor: Actor,
    citizen: Citizen,
    instrument: Instrument,
    answers: Mapping[str, str],
    share: bool,
    position: Position,
) -> ContactAgreement:
    """Keep the answers and propose what follows from them, in one transaction.

    The same answers again, while what they led to still waits, are answered with it: a second
    press of the button stores nothing.
    Answers never lower contact: where more is in force already, the proposal keeps it
    (semantics, section 7; screening without a score, point 3).
    Errors: DomainError ``case_closed``, ``screening_question_unknown``,
    ``screening_answer_unknown``.
    """
    result = follow(instrument, answers)
    open_case_lock(citizen)
    waiting = agreement_proposed(citizen)
    if waiting is not None and answers_repeated(citizen, instrument, answers, share=share):
        return waiting
    answers_submit(
        actor=actor, citizen=citizen, instrument=instrument, answers=answers, share=share
    )
    held = agreement_in_force(citizen)
    freedom = _at_least(result.freedom, held)
    cadence = proposed_cadence(freedom=freedom, position=position)
    terms = _terms(cadence, held, result.reasons, result.wishes.channel)
    return agreement_propose(
        actor=actor, citizen=citizen, terms=terms, proposed_by=ProposedBy.PUBLISHED_RULES
    )


@transaction.atomic
def answers_withdraw(*, actor: Actor, citizen: Citizen, topic: str = "") -> None:
    """Erase a topic's answers, or all of them, everywhere, and what still hangs on them.

    A proposal they led to is taken back. What the two have agreed stays, for both said yes to it;
    the line that told which answer it came from is exchanged for one that says it was withdrawn.
    Source: decision 0035. Errors: DomainError ``nothing_answered``.
    """
    gone = answers_take_out(actor=actor, citizen=citizen, topic=topic)
    waits = waits_now(citizen)
    told = _rules_of(gone)
    if waits is not None and waits.proposed_by == ProposedBy.PUBLISHED_RULES:
        closed_as(actor, waits, State.WITHDRAWN, "agreement_withdraw")
    for agreement in ContactAgreement.objects.filter(citizen=citizen):
        kept = [each for each in agreement.reasons if each["code"] not in told]
        if len(kept) < len(agreement.reasons):
            agreement.reasons = [*kept, *reasons_as_data((Reason.of("answers_withdrawn"),))]
            agreement.save(update_fields=["reasons"])


def _rules_of(questions: Collection[str]) -> set[str]:
    """The codes of the reasons that rules over these questions give, in every version."""
    entries = catalog().versions.values()
    rules = (rule for entry in entries for rule in entry.rules)
    return {f"answered_{rule.slug}" for rule in rules if rule.question in questions}


def proposed_cadence(*, freedom: Freedom, position: Position) -> CadenceProposal:
    """The rhythm the policy proposes from today, never later than the law's next due date."""
    return propose(
        freedom=freedom,
        weeks_in_spell=position.weeks,
        on=clock.today(),
        law_due=position.law_due,
        intervals=catalog().policy.intervals,
    )


def least_terms(position: Position) -> Terms:
    """The default proposal: least intervention, which is check-ins at the policy's interval.

    Source: semantics, section 7; decision 0035.
    """
    return terms_for(Freedom.CHECK_INS, position)


def terms_for(freedom: Freedom, position: Position) -> Terms:
    """What the policy proposes for one of the three words, from today."""
    cadence = proposed_cadence(freedom=freedom, position=position)
    return Terms(
        freedom=freedom,
        interval_weeks=cadence.interval_weeks,
        next_from=clock.today(),
        next_to=cadence.latest,
        reasons=reasons_as_data(cadence.reasons),
    )


def reasons_as_data(reasons: tuple[Reason, ...]) -> tuple[dict[str, object], ...]:
    """Reasons as they are stored: codes and plain values, dates as ISO text."""
    return tuple(
        {"code": reason.code, "values": {name: _plain(value) for name, value in reason.values}}
        for reason in reasons
    )


def _at_least(freedom: Freedom, held: ContactAgreement | None) -> Freedom:
    if held is None:
        return freedom
    return max(freedom, Freedom(held.freedom), key=lambda word: word.contact)


def _terms(
    cadence: CadenceProposal,
    held: ContactAgreement | None,
    answered: tuple[Reason, ...],
    channel: Channel | None,
) -> Terms:
    interval, latest, kept = cadence.interval_weeks, cadence.latest, ()
    if held is not None:
        agreed = contact_binding(held)
        interval = min(interval, agreed.interval_weeks or interval)
        latest = min(latest, agreed.next_on or latest)
        lowered = (interval, latest) != (cadence.interval_weeks, cadence.latest)
        kept = (Reason.of("kept_from_agreement"),) if lowered else ()
    return Terms(
        freedom=cadence.freedom,
        interval_weeks=interval,
        next_from=clock.today(),
        next_to=latest,
        channel=channel,
        reasons=reasons_as_data((*answered, *cadence.reasons, *kept)),
    )


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
