"""A small town for tests, built through the services: staff, citizens, openings."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import count

from django.db import transaction

from staasted.apps.audit.actor import OPERATOR, Actor, Role
from staasted.apps.citizens.kinds import ConflictKind, Covers, PowerKind
from staasted.apps.citizens.models import Citizen, Conflict
from staasted.apps.citizens.relating import (
    conflict_mark,
    glass_break,
    partner_invite,
    power_grant,
)
from staasted.apps.citizens.services import case_open, counsellor_assign, period_record
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.apps.org.models import Person, Team
from staasted.apps.org.selectors import actor_for
from staasted.apps.org.services import (
    installation_mark_demo,
    person_register,
    role_grant,
    staff_register,
)
from staasted.apps.org.staffing import team_join, team_make
from staasted.core.axes import Channel, Holder
from tests.laying import Stretches, openings_lay

AADAL, NO_TRIAL = "0999", "0998"
"""The codes of the demo's own municipality, and of one no trial reaches."""

MONDAY = date(2026, 5, 18)
NOON = datetime(2026, 5, 18, 10, tzinfo=UTC)
LONG_AGO = date(2024, 1, 1)
JOB_READY = "group:cash_benefit_job_ready"
CASH = "benefit:cash_benefit"
SERIALS = count()


@dataclass
class Town:
    """The people a test meets."""

    karen: Person
    jens: Person
    lead: Person

    def counsellor(self, person: Person | None = None) -> Actor:
        """A counsellor acting as one; Karen unless told otherwise."""
        return actor_for(person=person or self.karen, role=Role.COUNSELLOR)

    def in_team(self, *people: Person, name: str = "Team Å", since: date = LONG_AGO) -> Team:
        """A team with these people in it."""
        team = team_make(actor=OPERATOR, name=name)
        for person in people:
            team_join(actor=OPERATOR, person=person, team=team, from_on=since)
        return team

    def leading(self) -> Actor:
        """The lead, leading."""
        return actor_for(person=self.lead, role=Role.LEAD)


def build_town(*, demo: bool = True) -> Town:
    """Two counsellors and a lead, with openings on every working day around Monday 18 May."""
    if demo:
        installation_mark_demo(now=NOON)
    roles = [[Role.COUNSELLOR], [Role.COUNSELLOR], [Role.LEAD]]
    names = ["Karen Østergård", "Jens Ågård", "Birgitte Holm"]
    staff = [
        staff_register(name=name, roles=held, from_on=LONG_AGO)
        for name, held in zip(names, roles, strict=True)
    ]
    for counsellor in staff[:2]:
        openings_lay(counsellor, stretches())
    return Town(*staff)


@cache
def stretches(*, first: date = date(2025, 11, 3), days: int = 300) -> Stretches:
    """Openings from nine to twelve and from half past twelve to half past three."""
    working = [first + timedelta(days=n) for n in range(days)]
    hours = ((time(9), time(12)), (time(12, 30), time(15, 30)))
    return tuple(
        (danish(day, start), danish(day, end))
        for day in working
        if day.weekday() < 5
        for start, end in hours
    )


def danish(day: date, at: time) -> datetime:
    """A moment in Danish time."""
    return datetime.combine(day, at, COPENHAGEN).astimezone(UTC)


def replacement_number() -> str:
    """A replacement number (day 61-91) nobody has had yet; such numbers belong to no birth."""
    serial = next(SERIALS)
    return f"{61 + serial % 28}0180{4000 + serial // 28 % 1000:04}"


@transaction.atomic
def citizen(
    counsellor: Person | None,
    *,
    name: str = "Åse Møller",
    asked_on: date | None = date(2026, 5, 4),
    starts_on: date | None = None,
    group: str = JOB_READY,
    benefit: str = CASH,
    lives_in: str = NO_TRIAL,
) -> Citizen:
    """Somebody on a benefit, with a case and perhaps a counsellor."""
    begun = starts_on or asked_on or date(2026, 5, 4)
    person = person_register(name=name, cpr=replacement_number())
    case = case_open(person=person, municipality_code=lives_in, opened_on=begun)
    period_record(
        citizen=case,
        benefit=benefit,
        target_group=group,
        starts_on=begun,
        first_request_on=asked_on,
    )
    if counsellor is not None:
        counsellor_assign(citizen=case, counsellor=counsellor, from_on=begun)
    return case


def acting(case: Citizen) -> Actor:
    """The citizen acting on their own case."""
    return actor_for(person=case.person, role=Role.CITIZEN)


operator = OPERATOR


def keep_apart(case: Citizen, staff: Person, *, since: date = LONG_AGO) -> Conflict:
    """Mark a case as a relative's of somebody who works here."""
    return conflict_mark(
        actor=OPERATOR, citizen=case, staff=staff, kind=ConflictKind.RELATIVE, from_on=since
    )


def bystanders(place: Town, case: Citizen) -> dict[str, Person]:
    """Everybody else who may or may not open a case of Karen's, by what they are to it."""
    names = {
        "mate": ("Mikkel Mageskifte", Role.COUNSELLOR),
        "silent_mate": ("Tove Tavs", Role.COUNSELLOR),
        "relative": ("Rie Møller", Role.COUNSELLOR),
        "breaker": ("Glenn Glas", Role.COUNSELLOR),
        "marked_lead": ("Mie Møller", Role.LEAD),
        "front_desk": ("Frida Front", Role.FRONT_DESK),
        "partner": ("Per Partner", Role.PARTNER),
        "representative": ("Regitze Ret", None),
        "narrow_representative": ("Nis Snæver", None),
    }
    staff = {
        who: staff_register(name=name, roles=[role] if role else [], from_on=LONG_AGO)
        for who, (name, role) in names.items()
    }
    role_grant(person=case.person, role=Role.COUNSELLOR, from_on=LONG_AGO)
    mates = (place.karen, staff["mate"], staff["silent_mate"], staff["relative"], case.person)
    place.in_team(*mates)
    place.in_team(place.jens, staff["breaker"], name="Team Ø")
    for who in ("relative", "marked_lead"):
        keep_apart(case, staff[who])
    breaking = actor_for(person=staff["breaker"], role=Role.COUNSELLOR)
    with clock.pinned(NOON):
        glass_break(actor=breaking, public_id=case.public_id, reason="Ringer for en kollega")
    powers = {"representative": Covers.EVERYTHING, "narrow_representative": Covers.CONVERSATIONS}
    for who, covers in powers.items():
        power_grant(
            actor=OPERATOR,
            citizen=case,
            representative=staff[who],
            kind=PowerKind.POWER_OF_ATTORNEY,
            covers=covers,
            days=(LONG_AGO, None),
        )
    partner_invite(
        actor=OPERATOR,
        citizen=case,
        partner=staff["partner"],
        held_by=Holder.MENTOR,
        purpose="job_search",
        channel=Channel.PHONE,
        days=(MONDAY, MONDAY + timedelta(days=30)),
    )
    return staff
