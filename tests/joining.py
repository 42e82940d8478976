"""An a-kasse for tests: somebody from there with openings, and a citizen who may want them."""

from dataclasses import dataclass
from datetime import date, timedelta

from staasted.apps.audit.actor import OPERATOR, Actor, Role
from staasted.apps.booking.fund import fund_choose, joining_for
from staasted.apps.booking.models import Booking, FundAnswer
from staasted.apps.booking.searching import search_for
from staasted.apps.booking.services import openings_publish, slot_book
from staasted.apps.booking.taking import Request
from staasted.apps.citizens.models import BenefitPeriod, Citizen, PartnerInvitation
from staasted.apps.citizens.relating import partner_invite
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import actor_for
from staasted.apps.org.services import staff_register
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel, Holder, Origin
from staasted.core.slots import Slot, free_times
from tests import town
from tests.town import MONDAY, Town

PLAN = "plan_and_next_step"
INSURED, DAGPENGE = "group:unemployment_benefit", "benefit:unemployment_benefit"
JOINS, IN_PERSON, ALONE = FundAnswer.JOINS, FundAnswer.JOINS_IN_PERSON, FundAnswer.STAYS_OUT


@dataclass
class Fund:
    """Somebody from the a-kasse, open on Wednesday from ten to noon unless told otherwise."""

    place: Town
    anna: Person

    def acting(self) -> Actor:
        """Anna, from the a-kasse."""
        return actor_for(person=self.anna, role=Role.PARTNER)


def build_fund(place: Town, *, day: date = MONDAY + timedelta(days=2)) -> Fund:
    """Anna Fond with two hours open on a day."""
    anna = staff_register(
        name="Anna Fond", email="anna@akasse.example", roles=[Role.PARTNER], from_on=town.LONG_AGO
    )
    open_for(anna, day, 10, 12)
    return Fund(place, anna)


def open_for(person: Person, day: date, start: int, end: int) -> None:
    """Open somebody's calendar on a day between two full hours of Danish time."""
    hours = [(town.danish(day, town.time(start)), town.danish(day, town.time(end)))]
    openings_publish(counsellor=person, stretches=hours)


def insured(coach: Person, *, name: str = "Dagny Ø", mail: str = "") -> Citizen:
    """Somebody on unemployment benefit, in Min A-kasse."""
    case = town.citizen(
        coach, name=name, group=INSURED, benefit=DAGPENGE, starts_on=date(2026, 1, 5)
    )
    BenefitPeriod.objects.filter(citizen=case).update(
        unemployment_fund="Min A-kasse", transferred_on=date(2026, 4, 1)
    )
    Person.objects.filter(pk=case.person_id).update(email=mail)
    case.person.refresh_from_db()
    return case


def invite(case: Citizen, partner: Person, *, days: int = 60, purpose: str = PLAN, **told: object):
    """Invite a partner from today on; from the a-kasse unless told otherwise."""
    return partner_invite(
        actor=OPERATOR,
        citizen=case,
        partner=partner,
        held_by=told.get("held_by", Holder.UNEMPLOYMENT_FUND),
        purpose=purpose,
        channel=Channel.VIDEO,
        days=(MONDAY, MONDAY + timedelta(days=days)),
    )


def choose(case: Citizen, answer: FundAnswer) -> None:
    """Let the citizen answer."""
    fund_choose(actor=town.acting(case), citizen=case, answer=answer)


def both(fund: Fund, answer: FundAnswer = JOINS, **told: str) -> Citizen:
    """An insured citizen of Karen's who has invited Anna and answered."""
    case = insured(fund.place.karen, **told)
    invite(case, fund.anna)
    choose(case, answer)
    return case


def joint_times(case: Citizen, coach: Person, *, channel: str = "phone", **more) -> list[Slot]:
    """The times the pages would list for the three of them."""
    return list(free_times(joint_search(case, coach, channel=channel, **more)))


def joint_search(case: Citizen, coach: Person, *, channel: str = "phone", **more):
    """The search behind them."""
    purpose = catalog().purposes[PLAN]
    return search_for(
        citizen=case,
        counsellor=coach,
        purpose=purpose,
        channel=Channel(channel),
        now=clock.now(),
        joins=joining_for(case, purpose, on=clock.today()),
        **more,
    )


def asking(case: Citizen, slot: Slot, *, channel: str = "phone", origin: str = "own_choice"):
    """What somebody asks for, with whoever takes part as they have chosen."""
    purpose = catalog().purposes[PLAN]
    joins = joining_for(case, purpose, on=clock.today())
    return Request(slot.start, purpose, Channel(channel), Origin(origin), joins=joins)


def book_joint(case: Citizen, coach: Person, nth: int = 0, *, channel: str = "phone") -> Booking:
    """Book one of the joint times."""
    slot = joint_times(case, coach, channel=channel)[nth]
    wanted = asking(case, slot, channel=channel)
    return slot_book(actor=town.acting(case), citizen=case, counsellor=coach, request=wanted)


def invitation_of(case: Citizen) -> PartnerInvitation:
    """The one invitation of a citizen."""
    return PartnerInvitation.objects.get(citizen=case)
