"""What the other answers: staff to what a citizen asks, the citizen to what staff wrote down."""

from django.db import transaction

from staasted.apps.agreements.limits import dispute_by, words_check
from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.services import proposal_lapse
from staasted.apps.agreements.states import AgreementSource, ProposedBy, State
from staasted.apps.agreements.telling import agreement_told
from staasted.apps.agreements.writing import (
    act_noted,
    closed_as,
    into_force,
    replaced,
    standing_one,
)
from staasted.apps.audit.actor import OPERATOR, Actor
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.org.clock import clock
from staasted.core.errors import DomainError

COPIED = (
    *("freedom", "interval_weeks", "next_from", "next_to", "channel", "purpose", "held_by"),
    *("pause_reason", "pause_until", "reasons", "words", "proposed_by"),
)
"""What holds again when an agreement that was replaced takes its place once more."""


def agreement_agree(*, actor: Actor, citizen: Citizen, public_id: str) -> ContactAgreement:
    """Staff say yes to what the citizen asks: in force, and the citizen is told in writing.

    A second yes is the same. Errors: DomainError ``case_closed``, ``proposal_gone``.
    """
    proposal_lapse(actor=actor, citizen=citizen)
    with transaction.atomic():
        open_case_lock(citizen)
        asked = _asked(citizen, public_id)
        if asked.state == State.IN_FORCE:
            return asked
        agreed = into_force(actor, asked)
        agreement_told("agreed", agreed)
        return agreed


def agreement_refuse(
    *, actor: Actor, citizen: Citizen, public_id: str, words: str
) -> ContactAgreement:
    """Staff say no to what the citizen asks, and why; the citizen is told in writing.

    Errors: DomainError ``case_closed``, ``proposal_gone``, ``agreement_needs_words``,
    ``words_too_long``.
    """
    proposal_lapse(actor=actor, citizen=citizen)
    words_check(words)
    if not words.strip():
        raise DomainError("agreement_needs_words")
    with transaction.atomic():
        open_case_lock(citizen)
        asked = _asked(citizen, public_id)
        if asked.state == State.IN_FORCE:
            raise DomainError("proposal_gone")
        refused = closed_as(actor, asked, State.DECLINED, "agreement_decline", answer=words)
        agreement_told("refused", refused)
        return refused


@transaction.atomic
def agreement_dispute(
    *, actor: Actor, citizen: Citizen, public_id: str, words: str = ""
) -> ContactAgreement:
    """The citizen says a spoken agreement is not what was agreed: it is a proposal again.

    What it replaced holds again, as a new row: history is not edited. Said twice is said once.
    Errors: DomainError ``case_closed``, ``proposal_gone``, ``dispute_too_late``,
    ``words_too_long``.
    """
    open_case_lock(citizen)
    proposal_lapse(actor=actor, citizen=citizen)
    words_check(words)
    spoken = standing_one(citizen, public_id)
    if spoken.state == State.PROPOSED and spoken.disputed_at is not None:
        return spoken
    if dispute_by(spoken) is None:
        raise DomainError("dispute_too_late")
    before = _before(spoken)
    replaced(citizen, State.PROPOSED)
    spoken.state, spoken.disputed_at, spoken.answer = State.PROPOSED, clock.now(), words
    spoken.save(update_fields=["state", "disputed_at", "answer"])
    act_noted(actor, "agreement_dispute", spoken)
    if before is not None:
        _restored(actor, before)
    return spoken


def agreement_restore(actor: Actor, over: ContactAgreement) -> None:
    """Let what was in force before an agreement that is over hold again, as a new row.

    Inside a transaction, with the case held.
    """
    before = _before(over)
    if before is not None:
        _restored(actor, before)


def proposals_lapse() -> int:
    """The night's round: mark every proposal nobody answered in time; how many there were."""
    waiting = ContactAgreement.objects.filter(state=State.PROPOSED).order_by("pk")
    before = waiting.count()
    for citizen in Citizen.objects.filter(pk__in=list(waiting.values_list("citizen", flat=True))):
        proposal_lapse(actor=OPERATOR, citizen=citizen)
    return before - waiting.count()


def _asked(citizen: Citizen, public_id: str) -> ContactAgreement:
    """What the citizen asked for. Errors: ``proposal_gone``."""
    asked = standing_one(citizen, public_id)
    if asked.proposed_by != ProposedBy.CITIZEN:
        raise DomainError("proposal_gone")
    return asked


def _before(spoken: ContactAgreement) -> ContactAgreement | None:
    """What was in force until the spoken one took its place; None where nothing was."""
    held = ContactAgreement.objects.filter(citizen=spoken.citizen, in_force_at__isnull=False)
    last = held.exclude(pk=spoken.pk).order_by("-in_force_at", "-pk").first()
    return last if last is not None and last.state == State.REPLACED else None


def _restored(actor: Actor, before: ContactAgreement) -> None:
    held = ContactAgreement.objects.create(
        citizen=before.citizen,
        state=State.IN_FORCE,
        source=AgreementSource.RESTORED,
        made_at=before.made_at,
        in_force_at=clock.now(),
        **{name: getattr(before, name) for name in COPIED},
    )
    act_noted(actor, "agreement_restored", held)
