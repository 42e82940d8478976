"""A municipality of 2,000 for a month: built by the imports and services, then let live.

It is built in two: those who fall out, and then the day ahead of everybody else (``protect``), so
that the month can be lived without that protection as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from staasted.apps.audit.actor import OPERATOR, Actor, Role
from staasted.apps.booking.absences import absence_record
from staasted.apps.booking.services import openings_publish
from staasted.apps.citizens.models import Citizen, CounsellorAssignment
from staasted.apps.imports.services import caseload_import
from staasted.apps.imports.synthetic import municipality
from staasted.apps.net.scene import scene_at
from staasted.apps.net.selectors import net_on
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import actor_for
from staasted.apps.org.services import staff_register
from staasted.apps.org.staffing import team_join, team_make
from staasted.catalog.public_holidays import is_holiday
from tests.net.ways import FALLS, Fallen
from tests.netting import agrees, go_through, night
from tests.town import LONG_AGO, MONDAY, danish, stretches

CITIZENS, EACH = 2_000, 20
DAY = timedelta(days=1)
NIGHTS = 30
COME_DUE, WORKED_OFF = 100, 9
"""How many of the unprotected carry a day within the month, and how many nights before its end the
last of those days is: five working days, and they are lost."""
COACHES, IN_A_TEAM = 20, 5
NAMES = (
    *("Anna", "Bente", "Carl", "Dorte", "Erik", "Freja", "Gorm", "Hanne", "Ivan", "Jytte"),
    *("Kim", "Lone", "Mads", "Nete", "Ole", "Pia", "Rune", "Signe", "Troels", "Vibe"),
)


@dataclass
class Month:
    """What was built: the staff, who falls out how, and everybody else of ours."""

    coaches: list[Person]
    lead: Actor
    fallen: dict[str, list[Fallen]] = field(default_factory=dict)
    others: list[tuple[Citizen, Person]] = field(default_factory=list)

    @property
    def everybody_fallen(self) -> list[Fallen]:
        return [each for held in self.fallen.values() for each in held]

    @property
    def injected(self) -> set[str]:
        """Those who fall out, by public id."""
        return {each.case.public_id for each in self.everybody_fallen}

    def lost(self) -> set[str]:
        """The lead's list, by public id."""
        return {alert.citizen.public_id for alert in net_on(self.lead).lost}


def build() -> Month:
    """The staff, 2,000 citizens from a file, and those who are to fall out."""
    with clock.pinned(danish(MONDAY, time(8))):
        names = [f"{name} Nielsen" for name in NAMES]
        coaches = [staff_register(name=n, roles=[Role.COUNSELLOR], from_on=LONG_AGO) for n in names]
        lead = staff_register(name="Birgitte Holm", roles=[Role.LEAD], from_on=LONG_AGO)
        for start in range(0, COACHES, IN_A_TEAM):
            team = team_make(actor=OPERATOR, name=f"Team {start // IN_A_TEAM + 1}")
            for person in coaches[start : start + IN_A_TEAM]:
                team_join(actor=OPERATOR, person=person, team=team, from_on=LONG_AGO)
        for person in coaches:
            openings_publish(counsellor=person, stretches=stretches(first=MONDAY, days=60))
        made = municipality(citizens=CITIZENS, seed=31, on=MONDAY, counsellors=names)
        taken = caseload_import(
            actor=OPERATOR, content=made.caseload, file_name="borgere.csv", today=MONDAY
        )
        assert not taken.rejected
    month = Month(coaches, actor_for(person=lead, role=Role.LEAD))
    _share_out(month)
    return month


def _share_out(month: Month) -> None:
    """Who falls out, how and when; the others have nothing ahead until they are protected."""
    ours = _of_ours()
    needed = len(FALLS) * EACH
    chosen, month.others = ours[:needed], ours[needed:]
    for number, (name, fall) in enumerate(FALLS.items()):
        held = chosen[number * EACH : (number + 1) * EACH]
        month.fallen[name] = [
            Fallen(case, coach, MONDAY, working_day(2 + place % 7))
            for place, (case, coach) in enumerate(held)
        ]
        for each in month.fallen[name]:
            fall.set_up(each)


def protect(month: Month) -> None:
    """Everybody else carries an agreed day beyond the month."""
    for place, (case, coach) in enumerate(month.others):
        until = MONDAY + (NIGHTS + 1 + place % NIGHTS) * DAY
        agrees(case, coach, until=until, at=danish(MONDAY, time(9)))


def leave_unprotected(month: Month) -> None:
    """Some of the others carry a day within the month, one of each day; the rest carry nothing."""
    for place, (case, coach) in enumerate(month.others[:: len(month.others) // COME_DUE]):
        until = MONDAY + (1 + place % (NIGHTS - WORKED_OFF)) * DAY
        agrees(case, coach, until=until, at=danish(MONDAY, time(9)))


def _of_ours() -> list[tuple[Citizen, Person]]:
    """Everybody with their coach: first those the net is about whatever comes, in the order of the
    file; then everybody else, who all get a day ahead."""
    people = scene_at(night(MONDAY)).people
    held = CounsellorAssignment.objects.select_related("citizen__person", "counsellor")
    rows = [(row.citizen, row.counsellor) for row in held.filter(to_on=None).order_by("citizen_id")]
    known = Citizen.objects.filter(pk__in=list(people), reliefs=None)
    plain = known.filter(circumstances__employer="", circumstances__recovery_on=None)
    plain = set((plain | known.filter(circumstances=None)).values_list("pk", flat=True))
    plain -= set(Citizen.objects.exclude(periods__ends_on=None).values_list("pk", flat=True))
    first = [row for row in rows if row[0].pk in plain]
    return [*first, *(row for row in rows if row[0].pk not in plain)]


def working_day(number: int) -> date:
    """The so-manieth working day of the month."""
    day = MONDAY
    while number:
        day += DAY
        number -= not rests(day)
    return day


def rests(day: date) -> bool:
    """Whether nobody works that day."""
    return day.isoweekday() > 5 or is_holiday(day)


def days(first: date = MONDAY, nights: int = NIGHTS) -> Iterator[date]:
    """The days of the month."""
    for number in range(nights):
        yield first + number * DAY


def fall_out(month: Month, day: date) -> None:
    """What happens that day to those whose day it is."""
    for name, held in month.fallen.items():
        for each in held:
            if each.on == day:
                FALLS[name].falls(each)


def idle(month: Month, *, every: int = 1) -> list[set[str]]:
    """A month in which nobody does anything for anybody: who is lost after each night, or after
    every so-manieth, with a round in no other."""
    found = []
    for number, day in enumerate(days(), start=1):
        fall_out(month, day)
        if number % every == 0:
            go_through(day + DAY)
            found.append(month.lost())
    return found


def away(person: Person, first: date, last: date) -> None:
    """The absence is told on its first morning."""
    with clock.pinned(danish(first, time(7))):
        absence_record(actor=OPERATOR, person=person, from_on=first, to_on=last)


def at(day: date, hour: int = 11) -> datetime:
    return danish(day, time(hour))
