"""Whose an alert is on a day: the coach's, a colleague's while the coach is away, else the lead's.

Nobody gets an alert on a case that is their own, or marked for them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from staasted.apps.audit.actor import Role
from staasted.apps.citizens.models import Citizen, Conflict, CounsellorAssignment
from staasted.apps.citizens.reach import own_among
from staasted.apps.org.models import Person, RoleGrant, StaffAbsence, TeamMembership
from staasted.apps.org.selectors import in_force_on
from staasted.core.net import OwnerAs


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who is whose coach, and who of each team is at work that day, all by key.

    ``barred`` are (case, person); ``load`` how many alerts each has, so that they are shared out.
    ``named`` are coaches who are away → whom they named to stand in.
    """

    coach: Mapping[int, int]
    at_work: frozenset[int]
    team_of: Mapping[int, int]
    teams: Mapping[int, Sequence[int]]
    barred: frozenset[tuple[int, int]]
    load: Counter[int]
    named: Mapping[int, int] = field(default_factory=dict)

    def owner_of(self, citizen: int, held_by: int | None = None) -> tuple[int | None, OwnerAs]:
        """Whose the citizen's alerts are; ``held_by`` stood in before, and goes on where they may.

        None is nobody who may have them is at work.
        """
        coach = self.coach.get(citizen)
        if coach in self.at_work and (citizen, coach) not in self.barred:
            return coach, OwnerAs.COACH
        named = self.named.get(coach or 0)
        if named in self.at_work and (citizen, named) not in self.barred:
            return named, OwnerAs.STAND_IN
        standing_in = self._next(citizen, held_by, but=())
        return standing_in, OwnerAs.LEAD if standing_in is None else OwnerAs.STAND_IN

    def colleague_of(self, citizen: int, owner: int | None) -> int | None:
        """Another of the coach's team, at work, who hears of an alert nobody has acted on."""
        return self._next(citizen, None, but=(owner, self.coach.get(citizen)))

    def may_help(self, colleague: int | None, citizen: int, owner: int | None) -> bool:
        """Whether the colleague who has heard can do something: at work, allowed, not the owner.

        Where not, another is to hear; None is nobody has.
        """
        here = colleague in self.at_work and (citizen, colleague) not in self.barred
        return here and colleague != owner

    def _next(self, citizen: int, held_by: int | None, but: Iterable[int | None]) -> int | None:
        there = [one for one in self._mates(citizen) if one not in but]
        if held_by in there:
            return held_by
        chosen = min(there, key=lambda one: (self.load[one], one), default=None)
        if chosen is not None:
            self.load[chosen] += 1
        return chosen

    def _mates(self, citizen: int) -> Iterator[int]:
        team = self.team_of.get(self.coach.get(citizen, 0))
        for one in self.teams.get(team, ()) if team is not None else ():
            if (citizen, one) not in self.barred:
                yield one


def staffing_on(on: date, cases: Sequence[Citizen], load: Mapping[int, int]) -> Staffing:
    """The staff of a day as these cases need them: eight queries at most."""
    keys = [case.pk for case in cases]
    held = CounsellorAssignment.objects.filter(in_force_on(on), citizen__id__among=keys)
    coach = dict(held.order_by("pk").values_list("citizen_id", "counsellor_id"))
    people = _at_work(on)
    here = {person.pk for person in people}
    team_of = dict(
        TeamMembership.objects.filter(in_force_on(on)).values_list("person_id", "team_id")
    )
    teams: dict[int, list[int]] = defaultdict(list)
    for person, team in sorted(team_of.items()):
        if person in here:
            teams[team].append(person)
    marked = Conflict.objects.filter(in_force_on(on), citizen__id__among=keys)
    barred = own_among(cases, people) | set(marked.values_list("citizen_id", "staff_id"))
    return Staffing(
        coach, frozenset(here), team_of, teams, frozenset(barred), Counter(load), _named(on)
    )


def at_work_on(on: date) -> frozenset[int]:
    """The counsellors who are at work on a day, by key: one query."""
    return frozenset(person.pk for person in _at_work(on))


def _named(on: date) -> dict[int, int]:
    """Who is away that day → the colleague who was named to stand in."""
    away = StaffAbsence.objects.filter(in_force_on(on), withdrawn=False, covered_by__isnull=False)
    return dict(away.order_by("to_on", "pk").values_list("person_id", "covered_by_id"))


def _at_work(on: date) -> list[Person]:
    working = RoleGrant.objects.filter(in_force_on(on), role=Role.COUNSELLOR)
    away = StaffAbsence.objects.filter(in_force_on(on), withdrawn=False)
    people = Person.objects.filter(pk__in=working.values("person"), died_on=None)
    return list(people.exclude(pk__in=away.values("person")).only("pk", "own_lookup"))
