"""The demo's a-kasse: somebody from there with openings, and citizens who have invited them."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.booking.fund import FundAnswer, fund_choose, fund_of, joining_for
from staasted.apps.booking.patterns import Terms
from staasted.apps.booking.searching import search_for
from staasted.apps.booking.selectors import live_bookings
from staasted.apps.booking.series import series_make
from staasted.apps.booking.services import slot_book
from staasted.apps.booking.taking import Request
from staasted.apps.citizens.access import Citizen
from staasted.apps.citizens.relating import partner_invite
from staasted.apps.citizens.selectors import counsellor_of
from staasted.apps.conversations.course import arrangement_of
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import Person, actor_for
from staasted.apps.org.services import staff_register
from staasted.catalog.adal import adal
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel, Holder, Origin
from staasted.core.law import BookedBy
from staasted.core.slots import Pattern, free_times

JOINT = "plan_and_next_step"
OPEN_ON = frozenset({2, 3, 4})
"""The ISO weekdays partners are open: from Tuesday to Thursday."""


def partner_opens(person: Person, *, on: date) -> None:
    """Open a partner's calendar some days a week, in the office's hours."""
    hours, until = adal().openings, on + timedelta(days=adal().days_after)
    breaks = ((hours.break_starts, hours.break_ends),)
    pattern = Pattern(
        weekdays=OPEN_ON, starts=hours.starts, ends=hours.ends, from_on=on, breaks=breaks
    )
    series_make(actor=OPERATOR, person=person, terms=Terms(pattern, place=None), until=until)


def fund_write(cases: Sequence[Citizen], *, on: date) -> None:
    """Invite the one from the a-kasse to some of those it insures; one has booked with them."""
    told = adal().fund
    anna = staff_register(name=told.name, email=told.email, roles=[], from_on=on)
    partner_opens(anna, on=on)
    able = (case for case in cases if _may_choose(case, on))
    insured = list(islice(able, told.invited_to))
    for case in insured:
        partner_invite(
            actor=OPERATOR,
            citizen=case,
            partner=anna,
            held_by=Holder.UNEMPLOYMENT_FUND,
            purpose=JOINT,
            channel=Channel.VIDEO,
            days=(on, on + timedelta(days=told.days)),
        )
    for case in insured[:1]:
        _book(case, on)


def _may_choose(case: Citizen, on: date) -> bool:
    """Whether somebody is insured, books for themselves, and has not booked this yet."""
    if fund_of(case, on=on) is None or counsellor_of(case, on=on) is None:
        return False
    if arrangement_of(case, on=on).by is BookedBy.SUMMONS:
        return False
    return all(booking.purpose != JOINT for booking in live_bookings(case))


def _book(case: Citizen, on: date) -> None:
    """Let a citizen say yes, and book the first time all three can, on video."""
    citizen, coach = actor_for(person=case.person, role=Role.CITIZEN), counsellor_of(case, on=on)
    fund_choose(actor=citizen, citizen=case, answer=FundAnswer.JOINS)
    purpose = catalog().purposes[JOINT]
    joins = joining_for(case, purpose, on=on)
    asked = {"purpose": purpose, "channel": Channel.VIDEO, "joins": joins}
    search = search_for(citizen=case, counsellor=coach, now=clock.now(), **asked)
    for slot in free_times(search)[:1]:
        wanted = Request(slot.start, origin=Origin.OWN_CHOICE, **asked)
        slot_book(actor=citizen, citizen=case, counsellor=coach, request=wanted)
