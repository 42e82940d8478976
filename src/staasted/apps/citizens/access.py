"""The only way to a citizen's data: each function checks the actor and notes the reading.

Own citizen for the citizen; own caseload for the counsellor; numbers, and the names behind
them, for the lead; everything else is refused (shared decision on access).
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import FilteredRelation, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.citizens.models import Citizen, CounsellorAssignment
from staasted.apps.org.naming import name_key
from staasted.apps.org.selectors import in_force_on, is_demo


class AccessRefused(PermissionError):
    """The actor's role has no business here."""


class NotYours(LookupError):
    """No such citizen for this actor. The same answer whether the id exists or not."""


def role_require(actor: Actor | None, *roles: Role) -> Actor:
    """The actor, where its role is one of these. Errors: AccessRefused."""
    if actor is None or actor.role not in roles:
        raise AccessRefused
    return actor


def own_case(actor: Actor, *, on: date) -> Citizen:
    """The citizen's own case, its ``coach`` of the day loaded. Errors: AccessRefused, NotYours."""
    role_require(actor, Role.CITIZEN)
    today = in_force_on(on, "assignments__")
    assigned = FilteredRelation("assignments", condition=today)
    cases = _open_cases().annotate(assigned=assigned).select_related("assigned__counsellor")
    return _noted(cases.filter(person_id=actor.person_id))


def citizen_of_caseload(actor: Actor, public_id: str, *, on: date) -> Citizen:
    """One citizen of the counsellor's own caseload. Errors: AccessRefused, NotYours."""
    role_require(actor, Role.COUNSELLOR)
    return _noted(_caseload(actor, on).filter(public_id=public_id))


def caseload(actor: Actor, *, on: date, search: str = "") -> Sequence[Citizen]:
    """The counsellor's own citizens, by name; ``search`` is part of a name."""
    role_require(actor, Role.COUNSELLOR)
    found = _caseload(actor, on).filter(person__name_key__contains=name_key(search))
    cases = list(found.order_by("person__name_key", "id"))
    note(case.public_id for case in cases)
    return cases


def caseload_refs(actor: Actor, *, on: date) -> QuerySet[Citizen]:
    """The counsellor's own caseload as a condition for other tables; reads nobody by itself."""
    role_require(actor, Role.COUNSELLOR)
    return _caseload(actor, on)


def citizens_behind_number(actor: Actor, refs: Iterable[str]) -> dict[str, Citizen]:
    """The citizens behind a number, for the lead: public id → case (name and dates only)."""
    role_require(actor, Role.LEAD)
    cases = Citizen.objects.select_related("person").filter(public_id__in=list(refs))
    found = {case.public_id: case for case in cases}
    note(found)
    return found


def _open_cases() -> QuerySet[Citizen]:
    return Citizen.objects.select_related("person").filter(closed_on=None)


def _caseload(actor: Actor, on: date) -> QuerySet[Citizen]:
    assigned = CounsellorAssignment.objects.filter(in_force_on(on), counsellor_id=actor.person_id)
    # Never on one's own case (access: "and never on their own case").
    return _open_cases().filter(assignments__in=assigned).exclude(person_id=actor.person_id)


def _noted(cases: QuerySet[Citizen]) -> Citizen:
    case = cases.first()
    if case is None:
        raise NotYours
    note([case.public_id])
    return case


def demo_citizens(actor: Actor) -> Sequence[Citizen]:
    """Every citizen of a demo database, for loading it. Errors: AccessRefused elsewhere."""
    role_require(actor, Role.OPERATOR)
    if not is_demo():
        raise AccessRefused
    cases = list(_open_cases().order_by("id"))
    note(case.public_id for case in cases)
    return cases
