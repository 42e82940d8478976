"""How much a counsellor's day can hold: the pause around conversations, and the most a day."""

from django.db import transaction

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import act_log
from staasted.apps.booking.owning import times_hold, times_require
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.core.errors import DomainError

PAUSES = (0, 15, 30, 45, 60)
"""Minutes: whole quarters, at most an hour (the database holds the same)."""


@transaction.atomic
def limits_set(*, actor: Actor, person: Person, pause_minutes: int, most_a_day: int | None) -> None:
    """Let a pause lie around each conversation, and a day be full with so many.

    What is booked already stays. Errors: AccessRefused; DomainError ``pause_off_grid``,
    ``day_without_conversations``.
    """
    times_require(actor, person)
    if pause_minutes not in PAUSES:
        raise DomainError("pause_off_grid", minutes=pause_minutes)
    if most_a_day is not None and most_a_day < 1:
        raise DomainError("day_without_conversations")
    held = times_hold(person)
    if (held.pause_minutes, held.most_a_day) == (pause_minutes, most_a_day):
        return
    held.pause_minutes, held.most_a_day = pause_minutes, most_a_day
    held.save(update_fields=["pause_minutes", "most_a_day"])
    facts = {"pause_minutes": pause_minutes, "most_a_day": most_a_day}
    act_log(actor=actor, act="limits_set", at=clock.now(), subject=person.public_id, facts=facts)
