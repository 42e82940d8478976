"""Reading the staff for those who keep it: names, roles, teams and days away, no case."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.org.dated import DAY, beyond, in_force
from staasted.apps.org.doors import STAFF_ROLES, administrator_require
from staasted.apps.org.models import Person, RoleGrant, StaffAbsence, Team, TeamMembership
from staasted.apps.org.naming import name_key
from staasted.apps.org.selectors import in_force_on, name_matches
from staasted.core.errors import DomainError


@dataclass(frozen=True, slots=True)
class Sought:
    """What a list of staff is narrowed to; empty narrows nothing.

    ``stopped`` asks for those whose roles have ended, not for those who work here or begin later.
    """

    name: str = ""
    role: str = ""
    team: str = ""
    stopped: bool = False
    by_team: bool = False


@dataclass(slots=True)
class Member:
    """One of the staff on a day: roles, team, and whether they are away."""

    person: Person
    roles: list[RoleGrant] = field(default_factory=list)
    team: Team | None = None
    away: StaffAbsence | None = None

    @property
    def last_on(self) -> date | None:
        """The last day with any role; None while one goes on, or where there is none."""
        ends = [grant.to_on for grant in self.roles]
        return None if None in ends or not ends else max(end for end in ends if end)


def staff_found(actor: Actor, sought: Sought, *, on: date) -> QuerySet[Person]:
    """Everybody of the staff that is sought, by name or by team and name. Errors: AccessRefused."""
    administrator_require(actor)
    grants = _staff_grants().filter(person=OuterRef("pk"))
    standing = Exists(grants.filter(beyond(on - DAY)))
    held = grants.filter(in_force_on(on) | Q(from_on__gt=on))
    people = Person.objects.filter(Exists(grants)).filter(name_matches(sought.name))
    people = people.filter(~standing if sought.stopped else standing)
    if sought.role:
        people = people.filter(Exists(held.filter(role=sought.role)))
    member = TeamMembership.objects.filter(in_force_on(on), person=OuterRef("pk"))
    if sought.team:
        people = people.filter(Exists(member.filter(team__public_id=sought.team)))
    if not sought.by_team:
        return people.order_by("name_key", "id")
    ranked = people.annotate(in_team=Subquery(member.values("team")[:1]), rank=_rank())
    return ranked.order_by("rank", "name_key", "id")


def _rank() -> Case:
    """A team's place by name, the same on both databases; no team comes last."""
    teams = sorted(Team.objects.all(), key=lambda team: name_key(team.name))
    places = [When(in_team=team.pk, then=Value(place)) for place, team in enumerate(teams)]
    return Case(*places, default=Value(len(teams)))


def members(people: Sequence[Person], *, on: date) -> list[Member]:
    """These people with what stands about them on a day and later: three queries."""
    found = {person.pk: Member(person) for person in people}
    for grant in _staff_grants().filter(beyond(on - DAY), person__in=found).order_by("role"):
        found[grant.person_id].roles.append(grant)
    held = TeamMembership.objects.select_related("team").filter(in_force_on(on), person__in=found)
    for row in held:
        found[row.person_id].team = row.team
    for absence in StaffAbsence.objects.filter(in_force_on(on), person__in=found):
        found[absence.person_id].away = absence
    return list(found.values())


def member_of_staff(actor: Actor, public_id: str) -> Person | None:
    """One of the staff, also who has stopped; None for everybody else. Errors: AccessRefused."""
    administrator_require(actor)
    grants = _staff_grants().filter(person=OuterRef("pk"))
    return Person.objects.filter(Exists(grants), public_id=public_id).first()


@dataclass(frozen=True, slots=True)
class History:
    """Everything one of the staff holds, held or is to hold here, newest first; none withdrawn."""

    person: Person
    roles: list[RoleGrant]
    memberships: list[TeamMembership]
    absences: list[StaffAbsence]

    def member(self, *, on: date) -> Member:
        """What stands about them on a day and later."""
        held = sorted(self.roles, key=lambda grant: grant.role)
        teams = [row.team for row in self.memberships if in_force(row, on)]
        away = [row for row in self.absences if in_force(row, on)]
        return Member(
            self.person,
            [grant for grant in held if grant.to_on is None or grant.to_on >= on],
            teams[0] if teams else None,
            away[0] if away else None,
        )


def history_of(person: Person) -> History:
    """One of the staff through time: three queries."""
    held = TeamMembership.objects.select_related("team").filter(person=person, withdrawn=False)
    memberships = list(held.order_by("-from_on"))
    return History(person, roles_of(person), memberships, absences_of(person))


def roles_of(person: Person) -> list[RoleGrant]:
    """Every role somebody holds, held or is to hold here, newest first."""
    return list(_staff_grants().filter(person=person).order_by("-from_on", "role"))


def absences_of(person: Person) -> list[StaffAbsence]:
    """The days somebody was, is or is to be away, newest first."""
    held = StaffAbsence.objects.filter(person=person, withdrawn=False)
    return list(held.order_by("-from_on"))


def absence_from(person: Person, first: date | None) -> StaffAbsence:
    """Somebody's absence from a day. Errors: DomainError ``absence_gone``."""
    held = StaffAbsence.objects.select_related("person").filter(person=person, withdrawn=False)
    found = held.filter(from_on=first).first() if first else None
    if found is None:
        raise DomainError("absence_gone")
    return found


def teams_open() -> list[Team]:
    """The teams that go on, by name."""
    return sorted(_teams()(), key=lambda team: name_key(team.name))


@Prepared
def _teams(_: Given) -> QuerySet[Team]:
    return Team.objects.filter(ended_on=None)


def teams_all() -> list[Team]:
    """Every team, those that have ended last."""
    return sorted(Team.objects.all(), key=lambda t: (t.ended_on is not None, name_key(t.name)))


def team_known(actor: Actor, public_id: str) -> Team | None:
    """One team by its public id. Errors: AccessRefused."""
    administrator_require(actor)
    return Team.objects.filter(public_id=public_id).first()


def members_of(team: Team, *, on: date) -> list[Person]:
    """Who belongs to a team on a day, by name."""
    held = TeamMembership.objects.filter(in_force_on(on), team=team)
    return list(Person.objects.filter(pk__in=held.values("person")).order_by("name_key", "id"))


def team_sizes(*, on: date) -> dict[int, int]:
    """How many belong to each team on a day, by its key."""
    sizes: dict[int, int] = {}
    for key in TeamMembership.objects.filter(in_force_on(on)).values_list("team_id", flat=True):
        sizes[key] = sizes.get(key, 0) + 1
    return sizes


def coaches_from(on: date, *, among: Collection[int] | None = None) -> list[Person]:
    """Who is a counsellor on a day and until further notice, by name."""
    if among is None:
        return _coaches()(on=on)
    return list(_coaches_from(on).filter(pk__in=among))


def may_cover(person: Person, *, on: date) -> list[Person]:
    """The coaches of somebody's team that day, but themself, by name: two queries."""
    held = TeamMembership.objects.filter(in_force_on(on), withdrawn=False)
    mates = held.filter(team__in=held.filter(person=person).values("team"))
    keys = set(mates.exclude(person=person).values_list("person", flat=True))
    return coaches_from(on, among=keys)


@Prepared
def _coaches(given: Given) -> QuerySet[Person]:
    return _coaches_from(given.day("on"))


def _coaches_from(on: date) -> QuerySet[Person]:
    held = RoleGrant.objects.filter(role=Role.COUNSELLOR, from_on__lte=on, to_on=None)
    people = Person.objects.filter(pk__in=held.values("person"))
    return people.order_by("name_key", "id")


def has_administrator(*, on: date) -> bool:
    """Whether anybody is an administrator on a day."""
    return RoleGrant.objects.filter(in_force_on(on), role=Role.ADMINISTRATOR).exists()


def _staff_grants() -> QuerySet[RoleGrant]:
    return RoleGrant.objects.filter(role__in=STAFF_ROLES, withdrawn=False)
