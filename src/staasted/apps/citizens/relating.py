"""Opening a case for a reason, and whom a case is kept from or opened to. Each act is logged."""

from datetime import date
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.access import NotYours, role_require
from staasted.apps.citizens.kinds import ConflictKind, Covers, PowerKind
from staasted.apps.citizens.models import BrokenGlass, Citizen, Conflict, PartnerInvitation, Power
from staasted.apps.citizens.reach import open_to_staff
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.services import role_grant
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel, Holder
from staasted.core.errors import DomainError

Row = TypeVar("Row", bound=Model)
Last = TypeVar("Last", date, date | None)


@transaction.atomic
def glass_break(*, actor: Actor, public_id: str, reason: str) -> Citizen:
    """Open a case outside team and caseload, for the rest of the day.

    Errors: AccessRefused, NotYours; DomainError ``reason_missing``, ``reason_too_long``.
    """
    role_require(actor, Role.COUNSELLOR, Role.LEAD)
    reason, most = reason.strip(), catalog().policy["glass_reason_characters"]
    if not reason:
        raise DomainError("reason_missing")
    if len(reason) > most:
        raise DomainError("reason_too_long", most=most)
    today = clock.today()
    case = open_to_staff(actor, on=today).filter(public_id=public_id).first()
    if case is None:
        raise NotYours
    row, made = BrokenGlass.objects.get_or_create(
        citizen=case,
        staff_id=actor.person_id,
        role=actor.role,
        on=today,
        defaults={"reason": reason, "at": clock.now(), "unit": actor.unit},
    )
    if made:
        _logged(actor, "glass_break", case, row.public_id)
    return case


@transaction.atomic
def glass_look_at(*, actor: Actor, public_id: str) -> None:
    """Say that the lead has looked at an opening. Nobody looks at their own; said once.

    Errors: AccessRefused, NotYours; DomainError ``own_opening``.
    """
    role_require(actor, Role.LEAD)
    rows = BrokenGlass.objects.select_for_update(of=("self",)).select_related("citizen")
    row = rows.filter(public_id=public_id).exclude(citizen__person_id=actor.person_id).first()
    if row is None:
        raise NotYours
    if row.staff_id == actor.person_id:
        raise DomainError("own_opening")
    if row.looked_at is None:
        row.looked_at, row.looked_at_by_id = clock.now(), actor.person_id
        row.save(update_fields=["looked_at", "looked_at_by"])
        _logged(actor, "glass_look_at", row.citizen, row.public_id)


@transaction.atomic
def conflict_mark(
    *, actor: Actor, citizen: Citizen, staff: Person, kind: ConflictKind, from_on: date
) -> Conflict:
    """Mark a case as a relative's or colleague's of somebody: they meet it no more.

    Errors: DomainError ``marked_already``.
    """
    row = _made(
        Conflict, "marked_already", citizen=citizen, staff=staff, kind=kind, from_on=from_on
    )
    _logged(actor, "conflict_mark", citizen, staff.public_id)
    return row


@transaction.atomic
def partner_invite(
    *,
    actor: Actor,
    citizen: Citizen,
    partner: Person,
    held_by: Holder,
    purpose: str,
    channel: Channel,
    days: tuple[date, date],
) -> PartnerInvitation:
    """Invite a partner into a course from a day to a day (inclusive).

    Errors: DomainError ``invited_already``, ``unknown_purpose``,
    ``period_ends_before_it_starts``.
    """
    if purpose not in catalog().purposes:
        raise DomainError("unknown_purpose")
    first, last = _in_order(days)
    row = _made(
        PartnerInvitation,
        "invited_already",
        citizen=citizen,
        partner=partner,
        held_by=held_by,
        purpose=purpose,
        channel=channel,
        from_on=first,
        to_on=last,
    )
    role_grant(person=partner, role=Role.PARTNER, from_on=first)
    _logged(actor, "partner_invite", citizen, row.public_id)
    return row


@transaction.atomic
def power_grant(
    *,
    actor: Actor,
    citizen: Citizen,
    representative: Person,
    kind: PowerKind,
    covers: Covers,
    days: tuple[date, date | None],
) -> Power:
    """Let somebody act for a citizen from a day, to a day (inclusive) or until further notice.

    Errors: DomainError ``power_of_oneself``, ``power_known``, ``power_days``,
    ``period_ends_before_it_starts``.
    """
    if representative.pk == citizen.person_id:
        raise DomainError("power_of_oneself")
    first, last = _in_order(days)
    if last is not None and last < clock.today():
        raise DomainError("power_days")
    row = _made(
        Power,
        "power_known",
        citizen=citizen,
        representative=representative,
        kind=kind,
        covers=covers,
        from_on=first,
        to_on=last,
    )
    role_grant(person=representative, role=Role.REPRESENTATIVE, from_on=first)
    _logged(actor, "power_grant", citizen, row.public_id)
    return row


def _in_order(days: tuple[date, Last]) -> tuple[date, Last]:
    """The days, where the last is not before the first."""
    first, last = days
    if last is not None and last < first:
        raise DomainError("period_ends_before_it_starts", first=first, last=last)
    return days


def _made(model: type[Row], known: str, **columns: object) -> Row:
    """A new row; ``known`` is the code of the refusal where the database holds one already."""
    try:
        with transaction.atomic():
            return model.objects.create(**columns)
    except IntegrityError as held:
        raise DomainError(known) from held


def _logged(actor: Actor, act: str, citizen: Citizen, subject: str) -> None:
    act_log(actor=actor, act=act, at=clock.now(), citizens=[citizen.public_id], subject=subject)
