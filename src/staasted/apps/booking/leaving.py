"""Ending somebody's roles or work here: citizens handed over, roles, team and openings ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.booking.days import day_bounds
from staasted.apps.booking.models import Booking, ClosedFor, Opening, ResourceKind, holds
from staasted.apps.booking.owning import HOLDING
from staasted.apps.booking.series import series_stop
from staasted.apps.booking.taking import resource_open
from staasted.apps.citizens.handing_over import Wish, caseload_hand_over
from staasted.apps.citizens.models import CaseloadHandOver
from staasted.apps.citizens.selectors import caseload_after
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import STAFF_ROLES
from staasted.apps.org.members import (
    membership_end,
    others_roles_require,
    person_lock,
    roles_end,
)
from staasted.apps.org.models import Person, RoleGrant
from staasted.core.axes import SEATED
from staasted.core.errors import DomainError


@dataclass(frozen=True, slots=True)
class Order:
    """A hand-over that was shown and is confirmed."""

    wish: Wish
    key: str
    digest: str


@transaction.atomic
def staff_leave(
    *, actor: Actor, person: Person, last_on: date, order: Order | None = None
) -> CaseloadHandOver | None:
    """Let a day, yesterday at the earliest, be somebody's last: roles, team, log-in and openings.

    Their citizens go by the ``order`` in the same act. Errors: AccessRefused; DomainError
    ``own_roles``, ``last_administrator``, ``day_has_passed``, ``still_has_citizens``; as
    ``caseload_hand_over``.
    """
    others_roles_require(actor, person)
    given = _given(actor, order)
    member_roles_end(actor=actor, person=person, roles=STAFF_ROLES, last_on=last_on)
    membership_end(actor=actor, person=person, last_on=last_on)
    facts = {"last_on": last_on.isoformat()}
    act_log(actor=actor, act="staff_leave", at=clock.now(), subject=person.public_id, facts=facts)
    return given


@transaction.atomic
def member_roles_end(*, actor: Actor, person: Person, roles: Sequence[Role], last_on: date) -> None:
    """Let a day be the last one with these roles; the openings close of who holds
    conversations in no role any more.

    Errors: as ``roles_end``; ``still_has_citizens`` where a counsellor still has some.
    """
    others_roles_require(actor, person)
    person_lock(person)
    if Role.COUNSELLOR in roles:
        still = caseload_after(person, last_on=last_on)
        if still:
            raise DomainError("still_has_citizens", name=person.name, count=still, day=last_on)
    roles_end(actor=actor, person=person, roles=roles, last_on=last_on)
    if set(HOLDING) & set(roles) and not _still_holds(person, last_on):
        _openings_close(actor, person, last_on)


def bookings_held_after(person: Person, *, last_on: date) -> int:
    """How many conversations somebody holds after a day; meetings stand beside them. Reads no
    citizen."""
    _, after = day_bounds(last_on)
    return _live().filter(holds(person.pk), starts_at__gte=after).count()


def bookings_kept(giver: Person | None, refs: Sequence[str], *, from_on: date) -> list[Booking]:
    """The conversations the giver keeps with those who are handed over, soonest first.

    Says time and citizen; whoever shows a name asks access for it.
    """
    first, _ = day_bounds(from_on)
    held = _live().select_related("citizen").filter(starts_at__gte=first)
    named = held.filter(counsellor=giver, citizen__public_id__in=list(refs))
    return list(named.order_by("starts_at", "id"))


def bookings_kept_after(done: CaseloadHandOver) -> int:
    """How many conversations ahead the giver keeps with those of a hand-over. Reads no citizen."""
    held = _live().filter(counsellor=done.giver, ends_at__gt=clock.now())
    return held.filter(citizen__assignments__hand_over=done).count()


def _live() -> QuerySet[Booking]:
    """Live conversations: a seat goes with its meeting, whoever's citizen has it."""
    return Booking.objects.filter(outcome=None).exclude(form__in=SEATED)


def _still_holds(person: Person, last_on: date) -> bool:
    """Whether somebody holds conversations after a day too, in another role."""
    held = RoleGrant.objects.filter(person=person, role__in=HOLDING, withdrawn=False)
    return held.filter(Q(to_on=None) | Q(to_on__gt=last_on)).exists()


def _given(actor: Actor, order: Order | None) -> CaseloadHandOver | None:
    if order is None:
        return None
    return caseload_hand_over(actor=actor, wish=order.wish, key=order.key, digest=order.digest)


def _openings_close(actor: Actor, person: Person, last_on: date) -> None:
    """Close what can be booked after a day; whoever books meanwhile waits, and is refused."""
    resource = resource_open(person=person, kind=ResourceKind.COUNSELLOR)
    type(resource).objects.select_for_update(no_key=True).get(pk=resource.pk)
    _, after = day_bounds(last_on)
    ahead = Opening.objects.filter(resource=resource, closed_at=None)
    ahead.filter(starts_at__lt=after, ends_at__gt=after).update(ends_at=after)
    closed = ahead.filter(starts_at__gte=after).update(
        closed_at=clock.now(), closed_for=ClosedFor.LEFT
    )
    series_stop(resource, last_on=last_on)
    facts = {"openings": closed, "last_on": last_on.isoformat()}
    act_log(
        actor=actor, act="openings_close", at=clock.now(), subject=person.public_id, facts=facts
    )
