"""The office's calendar: who is there, what is free and how much is booked. Reads no citizen."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.booking.competences import can
from staasted.apps.booking.days import Seconds, SecondsUp, day_bounds
from staasted.apps.booking.models import Occupation, OccupationKind, Opening, ResourceKind
from staasted.apps.org.clock import clock
from staasted.apps.org.dated import DAY
from staasted.apps.org.doors import role_require
from staasted.apps.org.models import Person, RoleGrant, TeamMembership
from staasted.apps.org.naming import name_key
from staasted.apps.org.selectors import in_force_on
from staasted.core.slots import Span
from staasted.core.slots.mask import down, up
from staasted.core.slots.use import DayUse, day_use

LOOKS = (Role.COUNSELLOR, Role.FRONT_DESK, Role.LEAD, Role.ADMINISTRATOR)
OPEN = "open"
HELD = frozenset({OccupationKind.BOOKING, OccupationKind.HOLD, OccupationKind.MEETING})
_COLUMNS = ("who", "what", "start", "end")


@dataclass(frozen=True, slots=True)
class Sought:
    """Which colleagues are looked for: of a team, who can something, or one, by public ids."""

    team: str = ""
    can: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A colleague, the name of their team ("" without one), and each day asked for, in order."""

    person: Person
    team: str
    days: Sequence[tuple[date, DayUse]]

    @property
    def free_minutes(self) -> int:
        """How long they can be booked still, in all."""
        return sum(use.free_minutes for _, use in self.days)


class Free(NamedTuple):
    """A colleague, the name of their team ("" without one), and how long they are free in all."""

    person: Person
    team: str
    minutes: int


@dataclass(slots=True)
class _Rows:
    """What was read of one person on one day, each stretch in seconds since 1970."""

    open: list[Span] = field(default_factory=list)
    held: list[Span] = field(default_factory=list)
    away: list[Span] = field(default_factory=list)

    def put(self, what: str, stretch: Span) -> None:
        """Put a stretch where it belongs."""
        kind = self.open if what == OPEN else self.held if what in HELD else self.away
        kind.append(stretch)


_NOTHING = _Rows()


def office_lines(
    actor: Actor, sought: Sought, *, first: date, days: int, now: datetime
) -> list[Line]:
    """Everybody who may hold conversations in these days, by team and name: two queries.

    Free is what can be booked after ``now``. Errors: AccessRefused.
    """
    role_require(actor, *LOOKS)
    asked = [first + DAY * number for number in range(days)]
    people = _people(sought, first=first, last=asked[-1])
    bounds, rows, after = [_seconds(day) for day in asked], _read(asked), up(now)

    def use(person: Person, at: int) -> DayUse:
        found = rows.get((person.pk, at), _NOTHING)
        return day_use(
            bounds[at], openings=found.open, held=found.held, away=found.away, after=after
        )

    return [
        Line(person, person.team or "", [(day, use(person, at)) for at, day in enumerate(asked)])
        for person in people
    ]


def free_of_everybody(*, first: date, days: int, now: datetime) -> list[Free]:
    """Everybody who may hold conversations in these days, by team and name, with the minutes they
    can be booked still after ``now``: two queries. Whoever shows it has checked who asks.
    """
    last = first + DAY * (days - 1)
    bounds, rows, after = (_seconds(first)[0], _seconds(last)[1]), _read_whole(first, last), up(now)

    def minutes(person: Person) -> int:
        found = rows.get(person.pk, _NOTHING)
        told = {"openings": found.open, "held": found.held, "away": found.away}
        return day_use(bounds, **told, after=after).free_minutes

    people = _people(Sought(), first=first, last=last)
    return [Free(person, person.team or "", minutes(person)) for person in people]


def _read_whole(first: date, last: date) -> dict[int, _Rows]:
    """What each person has in all these days, by the person's key."""
    starts, ends = day_bounds(first)[0], day_bounds(last)[1]
    found: dict[int, _Rows] = defaultdict(_Rows)
    for who, what, start, end in _stretches()(starts=starts, ends=ends, wall=clock.wall()):
        found[who].put(what, (start, end))
    return found


def _people(sought: Sought, *, first: date, last: date) -> list[Person]:
    """Who is a counsellor on any of the days, with the name of their team on the first."""
    working = RoleGrant.objects.filter(role=Role.COUNSELLOR, from_on__lte=last)
    working = working.filter(Q(to_on=None) | Q(to_on__gte=first))
    member = TeamMembership.objects.filter(in_force_on(first), person=OuterRef("pk"))
    found = Person.objects.filter(pk__in=working.values("person"))
    found = found.annotate(team=Subquery(member.values("team__name")[:1]))
    if sought.team:
        found = found.filter(Exists(member.filter(team__public_id=sought.team)))
    if sought.can:
        found = found.filter(can(sought.can))
    if sought.person:
        found = found.filter(public_id=sought.person)
    # Sorted here: the two databases sort Danish letters each in their way. No team comes last.
    return sorted(found, key=lambda one: (not one.team, name_key(one.team or ""), one.name_key))


def _read(asked: Sequence[date]) -> dict[tuple[int, int], _Rows]:
    """What each person has on each day, by the person's key and the number of the day."""
    starts, _ = day_bounds(asked[0])
    _, ends = day_bounds(asked[-1])
    mornings = [_seconds(day)[0] for day in asked]
    found: dict[tuple[int, int], _Rows] = defaultdict(_Rows)
    for who, what, start, end in _stretches()(starts=starts, ends=ends, wall=clock.wall()):
        first = max(bisect_right(mornings, start) - 1, 0)
        for at in range(first, bisect_left(mornings, end)):
            found[who, at].put(what, (start, end))
    return found


@Prepared
def _stretches(given: Given) -> QuerySet[Opening]:
    """What is open and what takes counsellors' time between two moments."""
    counsellors = {"resource__kind": ResourceKind.COUNSELLOR}
    opened = Opening.objects.filter(
        starts_at__lt=given.moment("ends"),
        ends_at__gt=given.moment("starts"),
        closed_at=None,
        **counsellors,
    )
    over = Q(kind=OccupationKind.HOLD, until_at__lte=given.moment("wall"))
    taken = Occupation.objects.exclude(over).filter(
        starts_at__lt=given.moment("ends"),
        ends_at__gt=given.moment("starts"),
        live=True,
        **counsellors,
    )
    who = F("resource__person_id")
    first = opened.annotate(
        who=who,
        what=Value(OPEN, output_field=CharField()),
        start=SecondsUp("starts_at"),
        end=Seconds("ends_at"),
    )
    second = taken.annotate(
        who=who, what=F("kind"), start=Seconds("starts_at"), end=SecondsUp("ends_at")
    )
    return first.values_list(*_COLUMNS).union(second.values_list(*_COLUMNS), all=True)


def _seconds(on: date) -> Span:
    start, end = day_bounds(on)
    return up(start), down(end)
