"""The a-kasse in a conversation: the citizen's choice, and who comes from there."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.booking.fund_models import FundEnd
from staasted.apps.booking.joining import Joining
from staasted.apps.booking.models import Booking, FundAnswer, FundChoice, Occupation, ResourceKind
from staasted.apps.booking.partner_telling import partner_released
from staasted.apps.booking.taking import Request
from staasted.apps.booking.video import video_over
from staasted.apps.citizens.access import role_require
from staasted.apps.citizens.models import BenefitPeriod, Citizen, Conflict, PartnerInvitation
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import in_force_on
from staasted.catalog.loader import catalog
from staasted.catalog.purposes import Purpose
from staasted.core.axes import Channel, ConversationForm, Holder, Origin
from staasted.core.errors import DomainError
from staasted.core.law import Rule

BENEFIT = "benefit:unemployment_benefit"
CHOOSING = (Role.CITIZEN, Role.REPRESENTATIVE, Role.COUNSELLOR)


@dataclass(frozen=True, slots=True)
class Fund:
    """Somebody's a-kasse by ``name``, and the ``answer`` that stands with its moment, if one does.

    ``period_on`` is the first day of the benefit it belongs to; ``joins`` who takes part, None
    where the citizen has not said yes.
    """

    name: str
    period_on: date
    answer: FundAnswer | None = None
    chosen_at: datetime | None = None
    joins: Joining | None = None


LINES = ("conversations.first_joint", "conversations.sixteen_months")
"""The rules that say who chooses whether the a-kasse takes part."""


def fund_rules(on: date) -> list[Rule]:
    """The rules in force that day that let the citizen choose whether the a-kasse takes part."""
    return [r for line in LINES for r in catalog().rules if r.line == line and r.in_force(on)]


def fund_of(citizen: Citizen, *, on: date) -> Fund | None:
    """The a-kasse of who is on unemployment benefit that day, else None: one query."""
    rows = BenefitPeriod.objects.filter(citizen=citizen, starts_on__lte=on)
    rows = rows.annotate(**_answered(), **_sent(on)).order_by("-starts_on", "-id")
    newest = rows.first()
    if newest is None or newest.benefit != BENEFIT or (newest.ends_on or on) < on:
        return None
    answer = FundAnswer(newest.answer) if newest.answer else None
    name, period_on = newest.unemployment_fund, newest.starts_on
    return Fund(name, period_on, answer, newest.chosen_at, _joining(newest, answer))


def _joining(row: BenefitPeriod, answer: FundAnswer | None) -> Joining | None:
    if answer is None or answer is FundAnswer.STAYS_OUT:
        return None
    in_person = answer is FundAnswer.JOINS_IN_PERSON
    if row.sent_key is None:
        return Joining(in_person=in_person)
    return Joining(row.sent_key, row.sent_name, row.sent_from_on, row.sent_to_on, in_person)


def _answered() -> dict[str, Subquery]:
    """The answer that stands for a benefit period and its a-kasse."""
    stands = FundChoice.objects.filter(
        citizen=OuterRef("citizen"),
        period_on=OuterRef("starts_on"),
        fund=OuterRef("unemployment_fund"),
        ended_at=None,
    )
    return {name: Subquery(stands.values(name)) for name in ("answer", "chosen_at")}


def _sent(on: date) -> dict[str, Subquery]:
    """Who from the a-kasse was invited first, of those the case is open to (access)."""
    marked = Conflict.objects.filter(
        in_force_on(on) | Q(from_on__gt=on, withdrawn=False),
        citizen=OuterRef("citizen"),
        staff=OuterRef("partner"),
    )
    given = Q(citizen__person__cpr_lookup=F("partner__own_lookup"))
    own = Q(citizen__person=F("partner")) | (given & ~Q(partner__own_lookup=""))
    rows = PartnerInvitation.objects.filter(
        ~Exists(marked),
        in_force_on(on),
        citizen=OuterRef("citizen"),
        held_by=Holder.UNEMPLOYMENT_FUND,
    )
    rows = rows.filter(ended_at=None, partner__died_on=None).exclude(own)
    first = rows.order_by("from_on", "id")
    columns = {"key": "partner_id", "name": "partner__name", "from_on": "from_on", "to_on": "to_on"}
    return {f"sent_{name}": Subquery(first.values(of)[:1]) for name, of in columns.items()}


def joining_for(citizen: Citizen, purpose: Purpose, *, on: date) -> Joining | None:
    """Who from the a-kasse takes part in a conversation: one query where it may be a joint one."""
    fund = fund_of(citizen, on=on) if purpose.joint else None
    return fund.joins if fund is not None else None


def joining_require(citizen: Citizen, request: Request) -> None:
    """Inside a transaction that holds the case. Errors: DomainError ``fund_choice_changed`` where
    what is asked for is no longer what the citizen has chosen; a summons may be without."""
    now = joining_for(citizen, request.purpose, on=clock.today())
    free = request.origin is Origin.SUMMONED and request.joins is None
    if now != request.joins and not free:
        raise DomainError("fund_choice_changed")


@transaction.atomic
def fund_choose(*, actor: Actor, citizen: Citizen, answer: FundAnswer) -> None:
    """Keep what the citizen wants of their a-kasse from now on; the answer before it ends.

    A no takes the a-kasse out of what is booked ahead: the conversation stays, their time is given
    back. The same answer again changes nothing. Errors: AccessRefused; DomainError
    ``case_closed``, ``no_fund``.
    """
    role_require(actor, *CHOOSING)
    open_case_lock(citizen)
    fund = fund_of(citizen, on=clock.today())
    if fund is None:
        raise DomainError("no_fund")
    if fund.answer is answer:
        return
    fund_choice_end(citizen, FundEnd.CHANGED)
    FundChoice.objects.create(
        citizen=citizen,
        answer=answer,
        fund=fund.name,
        period_on=fund.period_on,
        chosen_at=clock.now(),
        chosen_by_id=actor.person_id,
    )
    _logged(actor, "fund_choose", citizen, citizen.public_id, answer=answer.value)
    if answer is FundAnswer.STAYS_OUT:
        for booking in _joint_ahead(citizen):
            partner_release(actor=actor, booking=booking)


def fund_choice_end(citizen: Citizen, why: FundEnd) -> None:
    """Let the answer that stands be over. Inside a transaction that holds the case."""
    standing = FundChoice.objects.filter(citizen=citizen, ended_at=None)
    standing.update(ended_at=clock.now(), ended_for=why)


def partner_release(*, actor: Actor, booking: Booking) -> None:
    """Go on with a joint conversation without the partner, who is told; the case is held.

    What frees time locks none: one call a transaction, or two wait for each other in a ring.
    """
    partner = booking.partner
    if partner is None:
        return
    taken = Occupation.objects.filter(
        booking=booking, resource__kind=ResourceKind.COUNSELLOR, resource__person=partner
    )
    taken.update(live=False)
    booking.form, booking.partner, booking.partner_channel = ConversationForm.INDIVIDUAL, None, ""
    booking.save(update_fields=["form", "partner", "partner_channel"])
    if booking.channel != Channel.VIDEO:
        video_over(booking)
    subject = booking.public_id
    _logged(actor, "partner_release", booking.citizen, subject, partner=partner.public_id)
    partner_released(booking, partner, now=clock.now())


def joint_with(citizen: Citizen, partner: Person) -> list[Booking]:
    """The live joint conversations ahead a partner holds with a citizen."""
    return [each for each in _joint_ahead(citizen) if each.partner_id == partner.pk]


def _joint_ahead(citizen: Citizen) -> list[Booking]:
    rows = Booking.objects.select_related("citizen__person", "counsellor", "partner")
    live = rows.filter(citizen=citizen, outcome=None, partner__isnull=False)
    return list(live.filter(starts_at__gt=clock.now()).order_by("starts_at"))


def _logged(actor: Actor, act: str, case: Citizen, subject: str, **facts: object) -> None:
    act_log(
        actor=actor,
        act=act,
        at=clock.now(),
        citizens=[case.public_id],
        subject=subject,
        facts=facts,
    )
