"""Asking for a name behind a line of the log, and answering in writing."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import get_default_timezone

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.seen import Sight, seen_of
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.access import Citizen, NotYours, role_require
from staasted.apps.citizens.services import kept_case_lock
from staasted.apps.insight.models import NameRequest
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError


@transaction.atomic
def name_ask(*, actor: Actor, citizen: Citizen, sight: Sight, now: datetime) -> NameRequest:
    """Ask who stood behind one line of the own log; asking again changes nothing.

    Errors: AccessRefused, NotYours where the log has no such line, or the case is erased by now.
    """
    role_require(actor, Role.CITIZEN, Role.REPRESENTATIVE)
    if sight not in {seen.sight for seen in seen_of(citizen.public_id)}:
        raise NotYours
    kept_case_lock(citizen)
    today = now.astimezone(get_default_timezone()).date()
    due_on = today + timedelta(days=catalog().policy["name_answer_days"])
    held, made = NameRequest.objects.get_or_create(
        citizen=citizen, **sight._asdict(), defaults={"asked_at": now, "due_on": due_on}
    )
    if made:
        _logged(actor, "name_ask", held, now)
    return held


@transaction.atomic
def name_answer(*, actor: Actor, held: NameRequest, answer: str, now: datetime) -> None:
    """Answer a request in writing. Errors: AccessRefused, DomainError ``answered_already``."""
    role_require(actor, Role.LEAD)
    waiting = NameRequest.objects.filter(pk=held.pk, answered_at=None)
    if not waiting.update(answer=answer, answered_at=now, answered_by_id=actor.person_id):
        raise DomainError("answered_already")
    _logged(actor, "name_answer", held, now)


def _logged(actor: Actor, act: str, held: NameRequest, now: datetime) -> None:
    citizens = [held.citizen.public_id]
    act_log(actor=actor, act=act, at=now, citizens=citizens, subject=held.public_id)
