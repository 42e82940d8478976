"""Overriding a rule for one citizen: with a reason, logged, and visible ever after."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet

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
    """What is found about a duty; ``due_on`` only where the day is another one.

    ``law_due`` is the duty's own day, where it has one.
    """

    rule: str
    window_first_on: date
    effect: OverrideEffect
    due_on: date | None
    reason: str
    law_due: date | None = None


def furthest_other_day(law_due: date | None) -> date:
    """The last day a duty may be moved to, inclusive (policy ``override_later_days``)."""
    today = clock.today()
    return max(law_due or today, today) + timedelta(days=catalog().policy["override_later_days"])


@transaction.atomic
def override_make(*, actor: Actor, citizen: Citizen, override: Override) -> RuleOverride:
    """Override a duty; one that stands already is ended by the new one.

    The same finding again, as a double press sends it, is answered with the one that stands.
    Errors: DomainError ``override_without_reason``, ``override_without_day``,
    ``override_before_window``, ``override_too_far``, ``override_rule_unknown``.
    """
    _refuse(override)
    case_lock(citizen)
    same = _standing(citizen, override.rule, override.window_first_on).filter(**_found(override))
    if same.exists():
        return same.get()
    _end(actor, citizen, override.rule, override.window_first_on)
    made = RuleOverride.objects.create(
        citizen=citizen,
        rule=override.rule,
        window_first_on=override.window_first_on,
        **_found(override),
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
        furthest = furthest_other_day(override.law_due)
        if override.due_on > furthest:
            raise DomainError("override_too_far", furthest=furthest)


def _found(override: Override) -> dict[str, object]:
    """What is found, as it is stored."""
    other = override.effect is OverrideEffect.OTHER_DAY
    return {
        "effect": override.effect,
        "due_on": override.due_on if other else None,
        "reason": override.reason.strip(),
    }


def _standing(citizen: Citizen, rule: str, window_first_on: date) -> QuerySet[RuleOverride]:
    return RuleOverride.objects.filter(
        citizen=citizen, rule=rule, window_first_on=window_first_on, ended_at=None
    )


def _end(actor: Actor, citizen: Citizen, rule: str, window_first_on: date) -> None:
    for held in _standing(citizen, rule, window_first_on):
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
