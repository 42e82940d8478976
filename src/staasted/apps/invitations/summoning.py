"""Summoning: what to heed is asked first, then the time is taken and the letter written with it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.booking.confirming import summons_told
from staasted.apps.booking.days import danish_day
from staasted.apps.booking.fund import fund_of
from staasted.apps.booking.interpreting import Interpreting
from staasted.apps.booking.joining import Joining
from staasted.apps.booking.models import Booking
from staasted.apps.booking.services import slot_book
from staasted.apps.booking.taking import Request
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.conversations.course import Course, course_of
from staasted.apps.invitations.letter import Told, letter_body, letter_title, mail_body
from staasted.apps.invitations.models import FundPart, HumanAnswer, Regard, Summons
from staasted.apps.invitations.services import run_out_settle
from staasted.apps.invitations.standing import bars_of, grounds_of
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import person_of
from staasted.catalog.language import language_of, speaking
from staasted.catalog.loader import catalog
from staasted.catalog.purposes import Purpose
from staasted.core.axes import Channel, Origin
from staasted.core.errors import DomainError
from staasted.core.law import SummonsBasis, SummonsGround, summons_basis

LONGEST = 2_000
"""Characters of each thing to heed, and of a reason. Source: decision 0033."""


@dataclass(frozen=True, slots=True)
class Calling:
    """What somebody is summoned to, on which ground, and whether they may move it.

    ``joins`` is who comes from the a-kasse: then, and only then, ``fund`` says that it takes part.
    """

    starts_at: datetime
    purpose: Purpose
    channel: Channel
    ground: SummonsGround
    movable: bool
    short_reason: str = ""
    fund: str = ""
    joins: Joining | None = None
    interpreting: Interpreting | None = None


@transaction.atomic
def regard_ask(
    *, actor: Actor, citizen: Citizen, childcare: str = "", health: str = "", other: str = ""
) -> Regard:
    """Record what is to be heeded when a time is found; empty is nothing.

    Errors: AccessRefused; DomainError ``case_closed``, ``regard_long``.
    Source: BEK 1216/2023 § 46, stk. 2.
    """
    role_require(actor, Role.COUNSELLOR)
    open_case_lock(citizen)
    now = clock.now()
    row = Regard.objects.create(
        citizen=citizen,
        childcare=_bounded(childcare),
        health=_bounded(health),
        other=_bounded(other),
        asked_at=now,
        asked_on=danish_day(now),
        asked_by=person_of(actor),
    )
    act_log(actor=actor, act="regard_ask", at=now, citizens=[citizen.public_id])
    return row


def regard_of_today(citizen: Citizen, *, on: date) -> Regard | None:
    """What was asked about on a day, the newest; None where nobody has asked: one query."""
    asked = Regard.objects.filter(citizen=citizen, asked_on=on)
    return asked.order_by("-id").first()


def regard_before(citizen: Citizen) -> Regard | None:
    """What was heeded the last time: one query."""
    return Regard.objects.filter(citizen=citizen).order_by("-id").first()


@transaction.atomic
def summons_make(
    *, actor: Actor, citizen: Citizen, counsellor: Person, calling: Calling
) -> Summons:
    """Take the time and write the letter, or neither. The same again is the same letter.

    Errors: AccessRefused; SlotRefused; DomainError ``case_closed``, ``booked_already``,
    ``summons_no_ground``, ``summons_short_reason``, ``summons_fund_differs``,
    ``fund_choice_changed``, ``regard_missing``, ``regard_long``.
    """
    role_require(actor, Role.COUNSELLOR)
    open_case_lock(citizen)
    on = clock.today()
    course = course_of(citizen, on=on)
    regard = _refuse(citizen, calling, course)
    run_out_settle(actor, citizen, calling.purpose.slug, HumanAnswer.SUMMONED)
    wanted = _request(calling, course)
    booking = slot_book(actor=actor, citizen=citizen, counsellor=counsellor, request=wanted)
    known = Summons.objects.filter(booking=booking).first()
    if known is not None:
        return known
    if booking.origin != Origin.SUMMONED:
        raise DomainError("booked_already", booking=booking.public_id)
    basis = summons_basis(calling.ground, course.arrangement.rule)
    return _written(actor, booking, calling, regard, basis)


def last_day_to_move(course: Course, starts_at: datetime) -> date:
    """The last day a summoned time may be moved to: some days after it, the law's due date at most.

    A due date that has passed bounds nothing. Source: BEK 113/2026 § 20, stk. 1, nr. 12; decision
    0033.
    """
    day = danish_day(starts_at)
    latest = day + timedelta(days=catalog().policy["summons_move_days"])
    return min(latest, course.due) if course.due is not None and course.due >= day else latest


def _refuse(citizen: Citizen, calling: Calling, course: Course) -> Regard:
    if calling.ground not in grounds_of(course, bars_of(citizen)):
        raise DomainError("summons_no_ground")
    short = calling.ground is SummonsGround.SHORT_NOTICE
    if short and not _bounded(calling.short_reason):
        raise DomainError("summons_short_reason")
    if calling.fund and calling.fund not in set(FundPart):
        raise DomainError("summons_no_ground")
    if (calling.fund == FundPart.YES) != (calling.joins is not None):
        raise DomainError("summons_fund_differs")
    regard = regard_of_today(citizen, on=course.on)
    if regard is None:
        raise DomainError("regard_missing")
    return regard


def _request(calling: Calling, course: Course) -> Request:
    until = last_day_to_move(course, calling.starts_at) if calling.movable else None
    return Request(
        starts_at=calling.starts_at,
        purpose=calling.purpose,
        channel=calling.channel,
        origin=Origin.SUMMONED,
        joins=calling.joins,
        interpreting=calling.interpreting,
        movable_until_on=until,
    )


def _written(
    actor: Actor, booking: Booking, calling: Calling, regard: Regard, basis: SummonsBasis
) -> Summons:
    """The letter in the language its receiver has chosen; sent, and never changed."""
    now, person = clock.now(), booking.citizen.person
    on = danish_day(now)
    short = _bounded(calling.short_reason)
    reason = short if calling.ground is SummonsGround.SHORT_NOTICE else ""
    joins = fund_of(booking.citizen, on=on) if booking.partner_id else None
    fund_name = joins.name if joins else ""
    told = Told(booking, regard, calling.ground, basis, reason, calling.fund, on, fund_name)
    with speaking(language_of(person.language)):
        title, body, mail = letter_title(), letter_body(told), mail_body(told)
    row = Summons.objects.create(
        citizen=booking.citizen,
        booking=booking,
        regard=regard,
        ground=calling.ground,
        section=basis.section,
        short_reason=reason,
        fund=calling.fund,
        sent_on=on,
        sent_at=now,
        sent_by=person_of(actor),
        by_mail=bool(person.email),
        language=language_of(person.language).value,
        title=title,
        body=body,
    )
    summons_told(booking, title=title, body=mail, now=now)
    _logged(actor, row, now)
    return row


def _bounded(words: str) -> str:
    words = words.strip()
    if len(words) > LONGEST:
        raise DomainError("regard_long", most=LONGEST)
    return words


def _logged(actor: Actor, row: Summons, now: datetime) -> None:
    act_log(
        actor=actor,
        act="summons_make",
        at=now,
        citizens=[row.citizen.public_id],
        subject=row.public_id,
        facts={"ground": row.ground, "section": row.section, "booking": row.booking.public_id},
    )
