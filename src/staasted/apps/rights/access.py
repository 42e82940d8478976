"""Fetching what citizens have asked for: their own, or what somebody here is to answer.

A correction is answered by the coach, or by whoever covers; an objection, and a correction of a
case that has closed or has no coach, or that its coach asked for, by a lead. Nobody answers their
own (decision 0023).
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.citizens.access import NotYours, role_require
from staasted.apps.citizens.chosen import nameless
from staasted.apps.citizens.models import Citizen, CounsellorAssignment
from staasted.apps.citizens.reach import Reach, unmarked, within_reach, without_coach
from staasted.apps.org.selectors import in_force_on
from staasted.apps.rights.kinds import RightKind, RightState
from staasted.apps.rights.models import RightsRequest

COACHS = (RightKind.CORRECTION, RightKind.ACCESS)
"""What a coach answers, who knows the case."""
PURPOSE = "rights_request"
"""What staff read a citizen's request for, and what the citizen is told."""


def own_rights(case: Citizen) -> Sequence[RightsRequest]:
    """What has been asked about an opened case, newest first."""
    return list(RightsRequest.objects.filter(citizen=case).order_by("-asked_at", "-id"))


def rights_waiting(actor: Actor, *, on: date) -> QuerySet[RightsRequest]:
    """The requests this actor is to answer, the soonest due first. Errors: AccessRefused."""
    role_require(actor, Role.COUNSELLOR, Role.LEAD)
    waiting = RightsRequest.objects.filter(state=RightState.WAITING)
    waiting = waiting.select_related("citizen__person").exclude(asked_by_id=actor.person_id)
    mine = _coachs if actor.role is Role.COUNSELLOR else _leads
    return mine(waiting, actor, on).order_by("due_on", "id")


def _coachs(waiting: QuerySet[RightsRequest], actor: Actor, on: date) -> QuerySet[RightsRequest]:
    """Corrections and access of the own caseload, and of those one covers for a purpose."""
    near = (Reach.OWN, Reach.AWAY) if actor.purpose else (Reach.OWN,)
    corrections = waiting.filter(kind__in=COACHS)
    return within_reach(corrections, actor, on=on, near=near, citizen="citizen_id")


def _leads(waiting: QuerySet[RightsRequest], actor: Actor, on: date) -> QuerySet[RightsRequest]:
    """Objections, and corrections nobody else is there to answer."""
    theirs = unmarked(waiting, actor, on=on, citizen="citizen__")
    nobodys = without_coach(actor, on=on).values("pk")
    coachs_own = CounsellorAssignment.objects.filter(
        in_force_on(on), citizen=OuterRef("citizen"), counsellor=OuterRef("asked_by")
    )
    alone = Q(citizen__closed_on__isnull=False) | Q(citizen__in=nobodys) | Exists(coachs_own)
    return theirs.filter(Q(kind=RightKind.OBJECTION) | alone)


def rights_read(actor: Actor, rows: Iterable[RightsRequest]) -> list[RightsRequest]:
    """A page of that list as the actor may see it: noted, and for a lead without protected names.

    Errors: AccessRefused, ReadWithoutLog.
    """
    role_require(actor, Role.COUNSELLOR, Role.LEAD)
    shown = list(rows)
    if actor.role is Role.LEAD:
        nameless([row.citizen for row in shown])
    note((row.citizen.public_id for row in shown), purpose=PURPOSE)
    return shown


def right_waiting(actor: Actor, public_id: str, *, on: date) -> RightsRequest:
    """One request this actor is to answer, noted. Errors: AccessRefused, NotYours."""
    rows = rights_waiting(actor, on=on).filter(public_id=public_id)[:1]
    for row in rights_read(actor, rows):
        return row
    raise NotYours
