"""Whom the citizen has asked to help with the plan: by name, for as long as agreed.

A helper has no log-in and no way in: they get the copy the citizen prints or reads aloud, and
nobody else sees who they are (decision 0038).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import COPENHAGEN
from staasted.apps.plans.models import NAME, PlanHelper
from staasted.apps.plans.writing import item_held, owner_hold, plan_logged
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError


@dataclass(frozen=True, slots=True)
class Help:
    """Who is asked, what they are to the citizen, with what part (empty: all), and until when."""

    name: str
    relation: str
    to_on: date
    item: str = ""


@transaction.atomic
def helper_invite(*, actor: Actor, citizen: Citizen, help_: Help, now: datetime) -> PlanHelper:
    """Ask somebody to help, from today to a day (inclusive).

    Errors: AccessRefused, NotYours; DomainError ``plan_helper_unnamed``,
    ``plan_words_too_long``, ``plan_helper_days``, ``plan_item_gone``.
    """
    owner_hold(actor, citizen, Role.CITIZEN)
    name, relation = " ".join(help_.name.split()), " ".join(help_.relation.split())
    policy = catalog().policy
    if not name:
        raise DomainError("plan_helper_unnamed")
    if max(len(name), len(relation)) > NAME:
        raise DomainError("plan_words_too_long", title=NAME, most=policy["plan_characters"])
    today = _danish(now)
    if not today <= help_.to_on <= today + timedelta(days=policy["plan_helper_days"]):
        raise DomainError("plan_helper_days", most=policy["plan_helper_days"])
    row = PlanHelper.objects.create(
        citizen=citizen,
        item=item_held(actor, citizen, help_.item) if help_.item else None,
        helper_name=name,
        relation=relation,
        from_on=today,
        to_on=help_.to_on,
    )
    plan_logged(actor, "plan_helper_invite", citizen, now, subject=row.public_id)
    return row


@transaction.atomic
def helper_end(*, actor: Actor, citizen: Citizen, public_id: str, now: datetime) -> None:
    """Stop somebody's help at once.

    Errors: AccessRefused, NotYours, DomainError ``plan_item_gone``.
    """
    owner_hold(actor, citizen, Role.CITIZEN)
    row = PlanHelper.objects.filter(citizen=citizen, ended_at=None, public_id=public_id).first()
    if row is None:
        raise DomainError("plan_item_gone")
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    plan_logged(actor, "plan_helper_end", citizen, now, subject=public_id)


def _danish(now: datetime) -> date:
    return now.astimezone(COPENHAGEN).date()
