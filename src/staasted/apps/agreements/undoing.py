"""Taking back an agreement that was recorded with a conversation, together with its closing."""

from datetime import datetime

from staasted.apps.agreements.answering import agreement_restore
from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.states import AgreementSource, State
from staasted.apps.agreements.writing import closed_as
from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.models import Citizen
from staasted.core.errors import DomainError


def agreement_undo(*, actor: Actor, citizen: Citizen, since: datetime) -> None:
    """End the agreement recorded at ``since``, with its conversation; the one before holds again.

    Inside a transaction, with the case held; where nothing was recorded then, nothing happens.
    Errors: DomainError ``undo_on_top`` where anything about agreements has come since.
    """
    newer = ContactAgreement.objects.filter(citizen=citizen, made_at__gte=since)
    rows = list(newer.exclude(source=AgreementSource.RESTORED).order_by("id"))
    if not rows:
        return
    made = rows[0]
    recorded = made.source == AgreementSource.CONVERSATION
    if len(rows) > 1 or not recorded or made.state != State.IN_FORCE:
        raise DomainError("undo_on_top")
    closed_as(actor, made, State.ENDED, "agreement_undo")
    agreement_restore(actor, made)
