"""Overriding a rule for one citizen: with a reason, logged, and visible ever after."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import case_lock
from staasted.apps.conversations.models import RuleOverride
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.core.axes import OverrideEffect
from staasted.core.errors import DomainError


@dataclass(frozen=True, slots=True)
class Override:
    """What is found about a duty; ``due_on`` only where the day is another one."""

    rule: str
    window_first_on: date
    effect: OverrideEffect
    due_on: date | None
    reason: str


@transaction.atomic
def override_make(*, actor: Actor, citizen: Citizen, override: Override) -> RuleOverride:
    """Override a duty; one that stands already is ended by the new one.

    Errors: DomainError ``override_without_reason``, ``override_without_day``,
    ``override_before_window``, ``override_rule_unknown``.
    """
    _refuse(override)
    case_lock(citizen)
    _end(actor, citizen, override.rule, override.window_first_on)
    other = override.effect is OverrideEffect.OTHER_DAY
    made = RuleOverride.objects.create(
        citizen=citizen,
        rule=override.rule,
        window_first_on=override.window_first_on,
        effect=override.effect,
        due_on=override.due_on if other else None,
        reason=override.reason.strip(),
        made_at=clock.now(),
        made_by_id=actor.person_id,
    )
    _logged(actor, "override_make", made)
    return made


@transaction.atomic
def override_end(*, actor: Actor, citizen: Citizen, public_id: str) -> RuleOverride:
    """Take an override back; it stays to be seen. Errors: DomainError ``override_gone``."""
    case_lock(citizen)
    held = RuleOverride.objects.filter(citizen=citizen, public_id=public_id).first()
    if held is None:
        raise DomainError("override_gone")
    if held.ended_at is None:
        _end(actor, citizen, held.rule, held.window_first_on)
        held.refresh_from_db()
    return held


def _refuse(override: Override) -> None:
    if override.rule not in catalog().law:
        raise DomainError("override_rule_unknown")
    if not override.reason.strip():
        raise DomainError("override_without_reason")
    if override.effect is OverrideEffect.OTHER_DAY:
        if override.due_on is None:
            raise DomainError("override_without_day")
        if override.due_on < override.window_first_on:
            raise DomainError("override_before_window", first=override.window_first_on)


def _end(actor: Actor, citizen: Citizen, rule: str, window_first_on: date) -> None:
    standing = RuleOverride.objects.filter(
        citizen=citizen, rule=rule, window_first_on=window_first_on, ended_at=None
    )
    for held in standing:
        held.ended_at, held.ended_by_id = clock.now(), actor.person_id
        held.save(update_fields=["ended_at", "ended_by"])
        _logged(actor, "override_end", held)


def _logged(actor: Actor, act: str, held: RuleOverride) -> None:
    act_log(
        actor=actor,
        act=act,
        at=clock.now(),
        citizens=[held.citizen.public_id],
        subject=held.public_id,
        facts={"rule": held.rule, "effect": held.effect},
    )
