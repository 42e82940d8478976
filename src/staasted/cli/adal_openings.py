"""When and where Ådal meets people: places, weekly openings, what each coach can, a closing day."""

from datetime import date, timedelta

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.booking.closing_days import closing_day_make
from staasted.apps.booking.competences import competences_set
from staasted.apps.booking.patterns import Terms
from staasted.apps.booking.places import Place, place_make, room_make
from staasted.apps.booking.series import series_make
from staasted.apps.org.selectors import staff_in_role
from staasted.catalog.adal import Adal, adal
from staasted.core.slots import Pattern

SEATS = 4
WORKING = frozenset(range(1, 6))
"""The ISO weekdays from Monday to Friday."""


def openings_write(grown: Adal, on: date) -> None:
    """Open everybody's week at their team's place, so far back and ahead as the demo shows."""
    places, staff = _places(grown), {member.name: member for member in grown.staff}
    for person in staff_in_role(role=Role.COUNSELLOR, on=on):
        told = staff[person.name]
        competences_set(actor=OPERATOR, person=person, slugs=told.can)
        terms = Terms(_pattern(on), place=places.get(told.team))
        until = on + timedelta(days=adal().days_after)
        series_make(actor=OPERATOR, person=person, terms=terms, until=until)
    closing_day_make(actor=OPERATOR, on=_closing(on), name=adal().closing.name)


def _places(grown: Adal) -> dict[str, Place]:
    """Each team's place, with its rooms."""
    made = {}
    for told in grown.places:
        place = place_make(actor=OPERATOR, name=told.name, address=told.address, way=told.way)
        for name in told.rooms:
            room_make(actor=OPERATOR, place=place, name=name, seats=SEATS)
        made[told.team] = place
    return made


def _pattern(on: date) -> Pattern:
    hours = adal().openings
    return Pattern(
        weekdays=WORKING,
        starts=hours.starts,
        ends=hours.ends,
        from_on=on - timedelta(days=adal().days_before),
        breaks=((hours.break_starts, hours.break_ends),),
    )


def _closing(on: date) -> date:
    """A working day, so that the closing can be seen."""
    day = on + timedelta(days=adal().closing.in_days)
    return day if day.isoweekday() in WORKING else day + timedelta(days=2)
