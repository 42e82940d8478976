"""The a-kasse gives a course on to the municipality: a note once written, and the day.

The case is held first; of two who give the same course on at once one does (decision 0058).
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.booking.fund import BENEFIT
from staasted.apps.citizens.models import BenefitPeriod, Citizen, PartnerInvitation
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import AccessRefused, role_require
from staasted.apps.outbox.services import Draft, message_write
from staasted.apps.talking.partner_models import FundTransfer
from staasted.apps.talking.partner_writing import partner_message_send
from staasted.apps.talking.services import Written
from staasted.catalog.language import language_of, speaking
from staasted.catalog.loader import catalog
from staasted.catalog.speech import day_year
from staasted.catalog.texts import text
from staasted.core.axes import Holder
from staasted.core.errors import DomainError

AHEAD = timedelta(days=31)
"""How far ahead a course is given on: the month it ends in is known then. Source: decision 0058
(LBK 280/2024 § 27, stk. 2: the a-kasse keeps it to the end of a month)."""


def transfer_of(citizen: Citizen, *, on: date) -> FundTransfer | None:
    """How the a-kasse gave the course of a day's benefit on, with its note; one query."""
    periods = BenefitPeriod.objects.filter(citizen=citizen, benefit=BENEFIT, starts_on__lte=on)
    newest = periods.order_by("-starts_on").values("starts_on")[:1]
    rows = FundTransfer.objects.select_related("note__written_by", "note__invitation")
    return rows.filter(citizen=citizen, period_on__in=newest).first()


@transaction.atomic
def fund_transfer(
    *, actor: Actor, invitation: PartnerInvitation, written: Written, on: date
) -> FundTransfer:
    """Give the course on from ``on``, the municipality's first day; a form sent twice does it once.

    The note reaches the counsellor as a message, and the citizen, who is told. What is agreed and
    booked stands. Errors: AccessRefused; DomainError, as ``partner_message_send``;
    ``transfer_no_benefit``, ``transferred_already``, ``transfer_day``, ``transfer_day_differs``.
    """
    role_require(actor, Role.PARTNER)
    if invitation.held_by != Holder.UNEMPLOYMENT_FUND:
        raise AccessRefused
    citizen = invitation.citizen
    open_case_lock(citizen)
    period = _period(citizen)
    known = FundTransfer.objects.filter(citizen=citizen, period_on=period.starts_on)
    given = known.select_related("note").first()
    if given is not None:
        return _same(given, written)
    _day_require(period, on)
    note = partner_message_send(actor=actor, invitation=invitation, written=written)
    told = {"citizen": citizen, "period_on": period.starts_on, "transferred_on": on}
    transfer = FundTransfer.objects.create(note=note, **told)
    if period.transferred_on is None:
        period.transferred_on = on
        period.save(update_fields=["transferred_on"])
    now = clock.now()
    _citizen_told(transfer, now)
    act_log(
        actor=actor,
        act="fund_transfer",
        at=now,
        citizens=[citizen.public_id],
        subject=note.public_id,
        facts={"transferred_on": on.isoformat()},
    )
    return transfer


def _period(citizen: Citizen) -> BenefitPeriod:
    rows = BenefitPeriod.objects.filter(citizen=citizen, benefit=BENEFIT, ends_on=None)
    period = rows.order_by("-starts_on").first()
    if period is None:
        raise DomainError("transfer_no_benefit")
    return period


def _same(given: FundTransfer, written: Written) -> FundTransfer:
    if given.note.sent_key != written.key:
        raise DomainError("transferred_already", day=given.transferred_on)
    return given


def _day_require(period: BenefitPeriod, on: date) -> None:
    last = clock.today() + AHEAD
    if not period.starts_on < on <= last:
        raise DomainError("transfer_day", first=period.starts_on, last=last)
    if period.transferred_on not in (None, on):
        raise DomainError("transfer_day_differs", day=period.transferred_on)


def _citizen_told(transfer: FundTransfer, now: datetime) -> None:
    """Write to the citizen that it is given on, and where the note lies; never its words."""
    person, office = transfer.citizen.person, settings.STAASTED
    with speaking(language_of(person.language)):
        body = (
            text("transfer.letter.what", day=day_year(transfer.transferred_on)),
            text("transfer.letter.keeps"),
            text("transfer.letter.note"),
            text("messages.ending", office=office.office_name, phone=office.office_phone),
        )
        draft = Draft(
            kind="fund_transfer",
            matter=transfer.note.public_id,
            title=text("transfer.letter.subject"),
            body="\n\n".join(body) + "\n",
            until_at=now + timedelta(days=catalog().policy["message_kept_days"]),
        )
    message_write(person=person, draft=draft, now=now)
