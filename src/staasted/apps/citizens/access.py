"""The only way to a citizen's data: each function checks the actor and notes the reading.

Own citizen for the citizen; own caseload for the counsellor; numbers, and the names behind
them, for the lead; everything else is refused (shared decision on access).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.db.models import FilteredRelation, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.citizens.models import Citizen, CounsellorAssignment
from staasted.apps.org.selectors import in_force_on, is_demo, name_matches

Choose = Callable[[list[int]], Iterable[int]]
"""Given the keys of those found, by name, answers with those to be read, in the order to show."""


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


def caseload(
    actor: Actor, *, on: date, search: str = "", choose: Choose = list
) -> Sequence[Citizen]:
    """The counsellor's own citizens, by name; ``search`` is part of a name.

    Only those ``choose`` picks are read; everybody unless told otherwise.
    """
    role_require(actor, Role.COUNSELLOR)
    return read_chosen(_caseload(actor, on).filter(name_matches(search, "person__")), choose)


def caseload_refs(actor: Actor, *, on: date) -> QuerySet[Citizen]:
    """The counsellor's own caseload as a condition for other tables; reads nobody by itself."""
    role_require(actor, Role.COUNSELLOR)
    return _caseload(actor, on)


def citizens_without_coach(actor: Actor, *, on: date, choose: Choose) -> Sequence[Citizen]:
    """Open cases that are in no counsellor's caseload that day, for the lead: name and dates."""
    role_require(actor, Role.LEAD)
    assigned = CounsellorAssignment.objects.filter(in_force_on(on))
    cases = _open_cases().exclude(pk__in=assigned.values("citizen"))
    return _protected(read_chosen(cases.exclude(person_id=actor.person_id), choose))


def citizens_behind_number(actor: Actor, refs: Iterable[str]) -> dict[str, Citizen]:
    """The citizens behind a number, for the lead: public id → case (name and dates only).

    The lead's own case is not among them: nobody acts on their own.
    """
    role_require(actor, Role.LEAD)
    named = Citizen.objects.select_related("person").exclude(person_id=actor.person_id)
    cases = named.filter(public_id__in=list(refs))
    found = {case.public_id: case for case in _protected(list(cases))}
    note(found)
    return found


def _protected(cases: list[Citizen]) -> list[Citizen]:
    """The cases with no name on those whose name is protected: a lead's list never shows it."""
    for case in cases:
        if case.person.protected:
            case.person.name = ""
    return cases


def read_chosen(found: QuerySet[Citizen], choose: Choose) -> list[Citizen]:
    """Those of a found caseload that ``choose`` picks: noted, and nobody else is handed out."""
    cases = {case.pk: case for case in found.order_by("person__name_key", "id")}
    chosen = [cases[key] for key in choose(list(cases))]
    note(case.public_id for case in chosen)
    return chosen


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


def case_for_command(actor: Actor, public_id: str) -> Citizen:
    """One case, open or closed, for an operator's command. Errors: AccessRefused, NotYours."""
    role_require(actor, Role.OPERATOR)
    return _noted(Citizen.objects.select_related("person").filter(public_id=public_id))


def everybody_for_command(actor: Actor, refs: Iterable[str]) -> None:
    """Note the citizens an operator's command lists by public id. Errors: AccessRefused."""
    role_require(actor, Role.OPERATOR)
    note(refs)
