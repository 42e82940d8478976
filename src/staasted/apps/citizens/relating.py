"""Opening a case for a reason, and whom a case is kept from or opened to. Each act is logged."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.access import NotYours, role_require
from staasted.apps.citizens.coaching import barred
from staasted.apps.citizens.kinds import ConflictKind, ConsentHow, Covers, PowerKind
from staasted.apps.citizens.models import BrokenGlass, Citizen, Conflict, PartnerInvitation, Power
from staasted.apps.citizens.reach import Reach, open_to_staff, unmarked, with_reach
from staasted.apps.citizens.services import case_lock, open_case_lock
from staasted.apps.org.clock import clock
from staasted.apps.org.dated import DAY, row_end
from staasted.apps.org.members import person_lock
from staasted.apps.org.models import Person
from staasted.apps.org.services import role_grant
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel, Holder
from staasted.core.errors import DomainError

MARKING = (Role.LEAD, Role.COUNSELLOR, Role.ADMINISTRATOR, Role.OPERATOR)
"""Who marks a case: leads and administrators any, a counsellor one they may act on (0018)."""

Row = TypeVar("Row", bound=Model)
Last = TypeVar("Last", date, date | None)


@dataclass(frozen=True, slots=True)
class Consent:
    """The day a citizen said yes to somebody from outside, and how."""

    on: date
    how: ConsentHow


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
    met = unmarked(Citizen.objects.all(), actor, on=clock.today())
    row = rows.filter(public_id=public_id, citizen__in=met.values("pk")).first()
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

    By a lead or an administrator, by the coach or whoever covers, and by anybody for themselves.
    A mark that was to begin later begins now. Errors: AccessRefused, NotYours; DomainError
    ``marked_already``.
    """
    role_require(actor, *MARKING)
    person_lock(staff)
    case_lock(citizen)
    if staff.pk != actor.person_id:
        _meets(actor, citizen)
    for later in Conflict.objects.filter(citizen=citizen, staff=staff, from_on__gt=from_on):
        row_end(later, last=from_on - DAY)
    row = _made(
        Conflict, "marked_already", citizen=citizen, staff=staff, kind=kind, from_on=from_on
    )
    _logged(actor, "conflict_mark", citizen, staff.public_id)
    return row


@transaction.atomic
def conflict_end(*, actor: Actor, public_id: str) -> Conflict:
    """End a mark: the case is open to the colleague from now on. The row stays.

    By a lead or an administrator, and by the coach or whoever covers; never by the one it is
    about, nor by anybody the case is closed to. Errors: AccessRefused, NotYours; DomainError
    ``own_mark``, ``mark_gone``.
    """
    role_require(actor, *MARKING)
    row = Conflict.objects.select_related("citizen", "staff").filter(public_id=public_id).first()
    if row is None:
        raise NotYours
    if row.staff_id == actor.person_id:
        raise DomainError("own_mark")
    person_lock(row.staff)
    case_lock(row.citizen)
    _meets(actor, row.citizen)
    row = Conflict.objects.select_related("citizen", "staff").get(pk=row.pk)
    yesterday = clock.today() - DAY
    if row.withdrawn or (row.to_on is not None and row.to_on <= yesterday):
        raise DomainError("mark_gone")
    row_end(row, last=yesterday)
    _logged(actor, "conflict_end", row.citizen, row.staff.public_id)
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
    consent: Consent | None = None,
) -> PartnerInvitation:
    """Invite a partner into a course from a day to a day (inclusive). The room has opened the case.

    A coach says when and how the citizen said yes, but for the a-kasse, whose part rests on the
    act (LBK 280/2024 § 27, stk. 2; decision 0059).
    Errors: AccessRefused; DomainError ``case_closed``, ``invited_already`` where one stands in
    those days, ``partner_barred`` where the case is their own or marked for them,
    ``unknown_purpose``, ``period_ends_before_it_starts``, ``partner_without_consent``,
    ``consent_in_the_future``.
    """
    role_require(actor, Role.COUNSELLOR, Role.OPERATOR)
    if purpose not in catalog().purposes:
        raise DomainError("unknown_purpose")
    first, last = _in_order(days)
    _consent_require(actor, held_by, consent)
    person_lock(partner)
    open_case_lock(citizen)
    if barred([citizen], [partner], first):
        raise DomainError("partner_barred")
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
        consent_on=consent.on if consent else None,
        consent_how=consent.how if consent else "",
    )
    role_grant(person=partner, role=Role.PARTNER, from_on=first)
    _logged(actor, "partner_invite", citizen, row.public_id)
    return row


def _consent_require(actor: Actor, held_by: Holder, consent: Consent | None) -> None:
    needed = actor.role is Role.COUNSELLOR and held_by is not Holder.UNEMPLOYMENT_FUND
    if needed and consent is None:
        raise DomainError("partner_without_consent")
    if consent is not None and consent.on > clock.today():
        raise DomainError("consent_in_the_future", day=consent.on)


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

    The room has opened the case. Errors: AccessRefused; DomainError ``case_closed``,
    ``power_of_oneself``, ``power_known`` where one stands in those days, ``power_days``,
    ``period_ends_before_it_starts``.
    """
    role_require(actor, Role.COUNSELLOR, Role.OPERATOR)
    if representative.pk == citizen.person_id:
        raise DomainError("power_of_oneself")
    first, last = _in_order(days)
    if last is not None and last < clock.today():
        raise DomainError("power_days")
    person_lock(representative)
    open_case_lock(citizen)
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


def _meets(actor: Actor, case: Citizen) -> None:
    """Errors: NotYours where the case is closed to the actor, or a counsellor's reach is short.

    Who covers has said what for in this sitting.
    """
    today = clock.today()
    met = unmarked(Citizen.objects.filter(pk=case.pk), actor, on=today)
    if actor.role is Role.COUNSELLOR:
        near = (Reach.OWN, Reach.AWAY) if actor.purpose else (Reach.OWN,)
        met = with_reach(met, actor, on=today).filter(reach__in=near)
    if not met.exists():
        raise NotYours


def _in_order(days: tuple[date, Last]) -> tuple[date, Last]:
    """The days, where the last is not before the first."""
    first, last = days
    if last is not None and last < first:
        raise DomainError("period_ends_before_it_starts", first=first, last=last)
    return days


def _made(model: type[Row], known: str, **columns: object) -> Row:
    """A new row; ``known`` is the code of the refusal where the database holds one in those days.

    The case is held, so nobody writes another meanwhile.
    """
    try:
        with transaction.atomic():
            return model.objects.create(**columns)
    except IntegrityError as held:
        raise DomainError(known) from held


def _logged(actor: Actor, act: str, citizen: Citizen, subject: str) -> None:
    act_log(actor=actor, act=act, at=clock.now(), citizens=[citizen.public_id], subject=subject)
