"""Ådal with more staff, so that a demo of many citizens has coaches who can know their own.

A municipality with 20,000 open cases has hundreds of coaches, not six with three thousand citizens
each: every page of a coach's would show what no coach has ever had before them.
"""

from collections.abc import Iterator
from functools import cache
from itertools import count, islice

from staasted.catalog.adal import Adal, PlaceEntry, StaffEntry, adal
from staasted.catalog.names import people_names

_FAR, _APART = 7, 11  # names apart, so that neighbours in a list do not sound alike


@cache
def adal_of(citizens: int) -> Adal:
    """Ådal with a coach for every ``adal().each`` citizens at most, in teams with a place each.

    The six it always has stay as they are; with few citizens there are no others.
    """
    told = adal()
    coaches = sum("counsellor" in member.roles for member in told.staff)
    wanted = max(-(-citizens // told.each) - coaches, 0)
    staff = tuple(islice(_coaches(told), wanted))
    teams = tuple(dict.fromkeys(member.team for member in staff))
    places = tuple(_place(team, told) for team in teams)
    return told.model_copy(
        update={
            "staff": told.staff + staff,
            "teams": told.teams + teams,
            "places": told.places + places,
        }
    )


def _coaches(told: Adal) -> Iterator[StaffEntry]:
    """Further coaches without end, no two of one name."""
    names = people_names()
    firsts, lasts = (*names.women, *names.men), names.last
    taken = {member.name for member in told.staff}
    for number in count():
        turn, place = divmod(number, len(firsts))
        first = firsts[place * _FAR % len(firsts)]
        name = f"{first} {lasts[(place * _APART + turn) % len(lasts)]}"
        if name in taken:
            continue
        taken.add(name)
        team = f"Team {len(told.teams) + 1 + number // told.team_size}"
        email = f"coach{number + 1}@aadal.example"
        yield StaffEntry(name=name, email=email, roles=("counsellor",), team=team)


def _place(team: str, told: Adal) -> PlaceEntry:
    """A house of their own for each team, with a room for each of its coaches."""
    first = told.places[0]
    rooms = tuple(f"Lokale {number + 1}" for number in range(told.team_size))
    return PlaceEntry(
        name=f"Huset for {team}", address=first.address, way=first.way, team=team, rooms=rooms
    )
