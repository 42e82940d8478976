"""Closing a case and opening it again. Only a human does; each is one transaction, logged.

People are held first, then cases, then the citizen's time, as booking does: no live booking is left
on a closed case, whoever comes first (decisions 0020 and 0021).
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from staasted.apps.agreements.services import agreements_end
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.booking.ending import bookings_end, has_unclosed
from staasted.apps.booking.services import citizen_time_lock
from staasted.apps.cases.models import CaseClosing
from staasted.apps.cases.wishes import wish_take_back
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.coaching import may_coach
from staasted.apps.citizens.ending import (
    assignment_end,
    assignment_give,
    invitations_end,
    powers_lapse,
    powers_standing,
)
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import case_lock
from staasted.apps.meetings.services import seats_end
from staasted.apps.offers.ending import offers_end
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.apps.org.members import person_lock
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import person_of
from staasted.apps.org.services import death_record, death_take_back, role_grant
from staasted.apps.outbox.services import messages_drop
from staasted.apps.share_exemptions.services import exemptions_drop
from staasted.apps.situations.services import situations_drop
from staasted.apps.talking.ending import talk_end
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError


@dataclass(frozen=True, slots=True)
class Closing:
    """Why a case closes, its last day, and where the citizen moved to, if they did."""

    cause: str
    on: date
    moved_to: str = ""


@transaction.atomic
def case_close(*, actor: Actor, citizen: Citizen, closing: Closing) -> CaseClosing:
    """Close a case: times ahead are cancelled, and whoever had access loses it.

    A death is told to nobody: no message goes out, and no log-in comes in.
    Errors: AccessRefused; DomainError ``case_closed``, ``unknown_cause``, ``closing_day``,
    ``conversation_not_closed``.
    """
    role_require(actor, Role.COUNSELLOR)
    case = _held(citizen)
    _refuse(case, closing)
    cause = catalog().closing_causes[closing.cause]
    if cause.death:
        death_record(person=case.person, on=closing.on)
        powers_lapse(actor=actor, person=case.person, on=closing.on)
        messages_drop(person=case.person)
    talk_end(actor=actor, citizen=case)
    seats_end(actor=actor, citizen=case)
    bookings_end(actor=actor, citizen=case)
    offers_end(actor=actor, citizen=case, on=closing.on)
    invitations_end(citizen=case, on=closing.on)
    assignment_end(citizen=case, on=closing.on)
    agreements_end(actor=actor, citizen=case)
    situations_drop(actor=actor, citizen=case, now=clock.now())
    exemptions_drop(actor=actor, citizen=case, now=clock.now())
    wish_take_back(actor=actor, citizen=case)
    case.closed_on = closing.on
    case.save(update_fields=["closed_on"])
    row = CaseClosing.objects.create(
        citizen=case,
        cause=closing.cause,
        moved_to=closing.moved_to if cause.moved else "",
        closed_on=closing.on,
        closed_at=clock.now(),
        closed_by=person_of(actor),
    )
    _logged(actor, "case_close", row, cause=closing.cause, on=closing.on.isoformat())
    return row


@transaction.atomic
def case_reopen(*, actor: Actor, citizen: Citizen, on: date) -> CaseClosing:
    """Open a closed case again from a day; whoever does becomes its coach. Nothing is lost.

    Errors: AccessRefused; DomainError ``case_open_already``, ``reopening_day``,
    ``reopener_no_coach``.
    """
    role_require(actor, Role.COUNSELLOR)
    coach = person_of(actor)
    _held(citizen, coach)
    rows = CaseClosing.objects.select_for_update(of=("self",)).select_related("citizen__person")
    row = rows.filter(citizen=citizen, reopened_on=None).first()
    if row is None:
        raise DomainError("case_open_already")
    if not row.closed_on <= on <= clock.today():
        raise DomainError("reopening_day", first=row.closed_on, last=clock.today())
    if not may_coach(coach, row.citizen, on=clock.today()):
        raise DomainError("reopener_no_coach")
    row.reopened_on, row.reopened_at, row.reopened_by = on, clock.now(), coach
    row.save(update_fields=["reopened_on", "reopened_at", "reopened_by"])
    if catalog().closing_causes[row.cause].death:
        death_take_back(person=row.citizen.person)
        role_grant(person=row.citizen.person, role=Role.CITIZEN, from_on=on)
    row.citizen.closed_on = None
    row.citizen.save(update_fields=["closed_on"])
    assignment_give(citizen=row.citizen, counsellor=coach, from_on=on)
    _logged(actor, "case_reopen", row, on=on.isoformat())
    return row


def _held(citizen: Citizen, *people: Person) -> Citizen:
    """The case as it stands, once people, cases and the citizen's time are held.

    A death ends what the citizen holds over other cases, so those are held too, in one order.
    Errors: NotYours where the case was erased meanwhile.
    """
    person_lock(citizen.person, *people)
    over = Citizen.objects.filter(powers__in=powers_standing(citizen.person))
    case_lock(citizen, *over)
    citizen_time_lock(citizen)
    held = Citizen.objects.select_related("person").filter(pk=citizen.pk).first()
    if held is None:
        raise NotYours
    return held


def _refuse(case: Citizen, closing: Closing) -> None:
    if case.closed_on is not None:
        raise DomainError("case_closed")
    if closing.cause not in catalog().closing_causes:
        raise DomainError("unknown_cause")
    opened_on = _opened_on(case)
    if not opened_on <= closing.on <= clock.today():
        raise DomainError("closing_day", first=opened_on, last=clock.today())
    death = catalog().closing_causes[closing.cause].death
    if not death and has_unclosed(case, now=clock.now()):
        raise DomainError("conversation_not_closed")


def _opened_on(case: Citizen) -> date:
    """The first day of the stretch the case is open now: when it opened, or was opened again."""
    again = CaseClosing.objects.filter(citizen=case).aggregate(last=Max("reopened_on"))["last"]
    return max(case.opened_on, again or case.opened_on)


def _logged(actor: Actor, act: str, row: CaseClosing, **facts: str) -> None:
    act_log(
        actor=actor,
        act=act,
        at=clock.now(),
        citizens=[row.citizen.public_id],
        subject=row.public_id,
        facts=facts,
    )
