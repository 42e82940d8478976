"""Fetching what citizens have told of their situation: their own, or what somebody is to see.

The coach sees it, or whoever covers; a lead where nobody is the coach (decision 0040).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.audit.reading import note
from staasted.apps.citizens.access import NotYours, role_require, somebody
from staasted.apps.citizens.chosen import nameless
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.reach import Reach, unmarked, within_reach, without_coach
from staasted.apps.files.models import CitizenFile
from staasted.apps.situations.models import SituationChange
from staasted.apps.situations.states import SituationState

PURPOSE = "situation_change"
"""What staff read a citizen's news for, and what the citizen is told."""


def files_beside(row: SituationChange) -> Sequence[CitizenFile]:
    """The files beside a change that was fetched here, in the order they came: one query."""
    return list(CitizenFile.objects.filter(situation__change=row).order_by("situation__id"))


def own_situations(case: Citizen) -> Sequence[SituationChange]:
    """What has been told of an opened case, newest first: one query."""
    return list(SituationChange.objects.filter(citizen=case).order_by("-told_at", "-id"))


def own_situation(case: Citizen, public_id: str) -> SituationChange | None:
    """One change of an opened case; None where there is no such."""
    return SituationChange.objects.filter(citizen=case, public_id=public_id).first()


def situations_waiting(actor: Actor, *, on: date) -> QuerySet[SituationChange]:
    """What this actor is to confirm or to see, the oldest first. Errors: AccessRefused."""
    role_require(actor, Role.COUNSELLOR, Role.LEAD)
    return _waiting(actor, on)


def situations_listed(actor: Actor, *, on: date) -> Sequence[SituationChange]:
    """The same as a list, unread: ``situations_read`` notes a page of it. One query.

    Errors: AccessRefused.
    """
    role_require(actor, Role.COUNSELLOR, Role.LEAD)
    asked = _listed(actor.role, has_team=actor.team_id is not None, covers=bool(actor.purpose))
    return asked(person=actor.person_id, team=actor.team_id, on=on)


@Prepared
def _listed(given: Given, role: Role, *, has_team: bool, covers: bool) -> QuerySet[SituationChange]:
    actor = somebody(given, role, has_team=has_team)
    return _waiting(replace(actor, purpose=PURPOSE if covers else ""), given.day("on"))


def _waiting(actor: Actor, on: date) -> QuerySet[SituationChange]:
    unseen = Q(state=SituationState.WAITING) | Q(state=SituationState.STANDS, decided_by=None)
    rows = SituationChange.objects.filter(unseen, citizen__closed_on=None)
    rows = rows.select_related("citizen__person")
    rows = rows.exclude(told_by_id=actor.person_id, by_staff=False)  # told for a citizen of theirs
    mine = _coachs if actor.role is Role.COUNSELLOR else _leads
    return mine(rows, actor, on).order_by("told_at", "id")


def _coachs(rows: QuerySet[SituationChange], actor: Actor, on: date) -> QuerySet[SituationChange]:
    """Of the own caseload, and of those one covers for a purpose."""
    near = (Reach.OWN, Reach.AWAY) if actor.purpose else (Reach.OWN,)
    return within_reach(rows, actor, on=on, near=near, citizen="citizen_id")


def _leads(rows: QuerySet[SituationChange], actor: Actor, on: date) -> QuerySet[SituationChange]:
    """Of those who have no coach."""
    nobodys = without_coach(actor, on=on).values("pk")
    return unmarked(rows, actor, on=on, citizen="citizen__").filter(citizen__in=nobodys)


def situations_read(actor: Actor, rows: Iterable[SituationChange]) -> list[SituationChange]:
    """A page of that list as the actor may see it: noted, and for a lead without protected names.

    Errors: AccessRefused, ReadWithoutLog.
    """
    role_require(actor, Role.COUNSELLOR, Role.LEAD)
    shown = list(rows)
    near = {row.citizen_id for row in shown if getattr(row, "reach", "") == Reach.OWN}
    nameless([row.citizen for row in shown if row.citizen_id not in near])
    note((row.citizen.public_id for row in shown), purpose=PURPOSE)
    return shown


def situation_waiting(actor: Actor, public_id: str, *, on: date) -> SituationChange:
    """One change this actor is to see, noted. Errors: AccessRefused, NotYours."""
    rows = situations_waiting(actor, on=on).filter(public_id=public_id)[:1]
    for row in situations_read(actor, rows):
        return row
    raise NotYours
