"""How near a case lies to somebody of the staff: their own, their team's, or opened for a reason.

Conditions alone: whoever reads the citizens they find goes through ``access``.
"""

from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from django.db.models import Case, CharField, Exists, F, Model, OuterRef, Q, QuerySet, Value, When

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.kinds import Covers
from staasted.apps.citizens.models import (
    BrokenGlass,
    Citizen,
    Conflict,
    CounsellorAssignment,
    Power,
)
from staasted.apps.org.models import Person, RoleGrant, StaffAbsence, TeamMembership
from staasted.apps.org.selectors import in_force_on

Row = TypeVar("Row", bound=Model)


class Reach(StrEnum):
    """How near a case lies; ``AWAY`` is the team's where its counsellor is absent that day.

    ``HOLDS`` is near enough for one conversation alone: the one the actor is to hold.
    """

    OWN = "own"
    AWAY = "away"
    TEAM = "team"
    BROKEN_GLASS = "broken_glass"
    HOLDS = "holds"


def unmarked(rows: QuerySet[Row], actor: Actor, *, on: date, citizen: str = "") -> QuerySet[Row]:
    """The cases without the actor's own and those that are marked for them that day.

    Or the rows of such cases: ``citizen`` is then the way to them, ``citizen__``.
    """
    marked = Conflict.objects.filter(in_force_on(on), staff_id=actor.person_id)
    found = rows.exclude(own_to(actor.person_id, citizen))
    return found.exclude(**{f"{citizen}pk__in": marked.values("citizen")})


def own_to(person_id: int | None, citizen: str = "") -> Q:
    """The cases that are somebody's own: by their row, or by the number they gave as staff.

    ``citizen`` is the way to them from other rows, ``citizen__``.
    """
    given = Person.objects.filter(pk=person_id).exclude(own_lookup="").values("own_lookup")
    same = Q(**{f"{citizen}person_id": person_id})
    return same | Q(**{f"{citizen}person__cpr_lookup__in": given})


def own_among(cases: Iterable[Citizen], staff: Iterable[Person]) -> set[tuple[int, int]]:
    """Which of these cases are whose own: keys of case and person."""
    rows, people = {case.person_id: case.pk for case in cases}, list(staff)
    same = {(rows[person.pk], person.pk) for person in people if person.pk in rows}
    given = {person.own_lookup: person.pk for person in people if person.own_lookup}
    if given:
        known = Person.objects.filter(pk__in=rows, cpr_lookup__in=given)
        found = known.values_list("pk", "cpr_lookup")
        same |= {(rows[key], given[lookup]) for key, lookup in found}
    return same


def open_to_staff(actor: Actor, *, on: date) -> QuerySet[Citizen]:
    """Open cases this actor may meet at all: not their own, and none that is marked for them."""
    return on_open_cases(Citizen.objects.select_related("person"), actor, on=on, citizen="")


def on_open_cases(
    rows: QuerySet[Row], actor: Actor, *, on: date, citizen: str = "citizen__"
) -> QuerySet[Row]:
    """The rows that lie on cases ``open_to_staff``; ``citizen`` is the way to these.

    Each row is held against its own case: a list of the keys of all open cases would be made
    first, of twenty thousand where a page shows three.
    """
    return unmarked(rows.filter(**{f"{citizen}closed_on": None}), actor, on=on, citizen=citizen)


def own_caseload(actor: Actor, *, on: date) -> QuerySet[Citizen]:
    """The cases whose counsellor the actor is that day."""
    assigned = CounsellorAssignment.objects.filter(in_force_on(on), counsellor_id=actor.person_id)
    return open_to_staff(actor, on=on).filter(assignments__in=assigned)


def team_caseload(actor: Actor, *, on: date) -> QuerySet[Citizen]:
    """The cases of the actor's team mates that day; nobody's where the actor has no team."""
    assigned = _of_team(actor, on)
    mates = assigned.exclude(counsellor_id=actor.person_id)
    return open_to_staff(actor, on=on).filter(assignments__in=mates)


def without_coach(actor: Actor, *, on: date) -> QuerySet[Citizen]:
    """Open cases nobody who is a counsellor that day has, or may meet.

    Also those whose counsellor has left, whose own case it is, or for whom it is marked that day.
    """
    working = RoleGrant.objects.filter(in_force_on(on), role=Role.COUNSELLOR)
    marked = Conflict.objects.filter(
        in_force_on(on), citizen=OuterRef("citizen"), staff=OuterRef("counsellor")
    )
    given = Q(citizen__person__cpr_lookup=F("counsellor__own_lookup"))
    own = Q(citizen__person=F("counsellor")) | (given & ~Q(counsellor__own_lookup=""))
    held = CounsellorAssignment.objects.filter(
        ~Exists(marked), in_force_on(on), counsellor__in=working.values("person")
    ).exclude(own)
    return open_to_staff(actor, on=on).exclude(pk__in=held.values("citizen"))


def with_reach(
    rows: QuerySet[Row], actor: Actor, *, on: date, citizen: str = "pk"
) -> QuerySet[Row]:
    """The rows with ``reach``, a word of Reach, on each; None where it lies beyond.

    ``citizen`` is the rows' column with the citizen's key.
    """
    here = CounsellorAssignment.objects.filter(in_force_on(on), citizen=OuterRef(citizen))
    team = _of_team(actor, on).filter(citizen=OuterRef(citizen))
    opened = BrokenGlass.objects.filter(
        citizen=OuterRef(citizen), staff_id=actor.person_id, role=actor.role, on=on
    )
    return rows.annotate(
        reach=Case(
            When(Exists(here.filter(counsellor_id=actor.person_id)), then=Value(Reach.OWN)),
            When(Exists(team.filter(counsellor__in=_away(on))), then=Value(Reach.AWAY)),
            When(Exists(team), then=Value(Reach.TEAM)),
            When(Exists(opened), then=Value(Reach.BROKEN_GLASS)),
            default=None,
            output_field=CharField(null=True),
        )
    )


def within_reach(
    rows: QuerySet[Row],
    actor: Actor,
    *,
    on: date,
    near: Collection[Reach],
    citizen: str = "pk",
) -> QuerySet[Row]:
    """The rows of cases open to the actor whose ``reach`` is one of ``near``, with it on each.

    ``near`` are reaches that rest on who is whose counsellor: these citizens are found first, so
    that everything else is asked of a caseload and not of every case there is.
    """
    theirs, mates = Q(counsellor_id=actor.person_id), team_members(actor, on=on)
    if Reach.TEAM in near:
        theirs |= Q(counsellor__in=mates)
    elif Reach.AWAY in near:
        theirs |= Q(counsellor__in=mates.filter(person__in=_away(on)))
    held = CounsellorAssignment.objects.filter(theirs, in_force_on(on)).values("citizen")
    cases = open_to_staff(actor, on=on).filter(pk__in=held)
    found = rows.filter(**{f"{citizen}__in": cases.values("pk")})
    return with_reach(found, actor, on=on, citizen=citizen).filter(reach__in=near)


def powers_of(actor: Actor, *, on: date, covers: Covers) -> QuerySet[Power]:
    """The powers a representative holds that day which cover that much."""
    held = Power.objects.filter(in_force_on(on), representative_id=actor.person_id, ended_at=None)
    wide = Q(covers=Covers.EVERYTHING)
    return held if covers is Covers.CONVERSATIONS else held.filter(wide)


def team_members(actor: Actor, *, on: date) -> QuerySet[TeamMembership]:
    """The keys of everybody in the actor's team that day; of nobody without a team."""
    members = TeamMembership.objects.filter(in_force_on(on), team_id=actor.team_id)
    return (members if actor.team_id is not None else members.none()).values("person")


def _away(on: date) -> QuerySet[StaffAbsence]:
    """The keys of everybody who is away that day."""
    return StaffAbsence.objects.filter(in_force_on(on)).values("person")


def _of_team(actor: Actor, on: date) -> QuerySet[CounsellorAssignment]:
    """The assignments of everybody in the actor's team that day."""
    held = CounsellorAssignment.objects.filter(in_force_on(on))
    return held.filter(counsellor__in=team_members(actor, on=on))
