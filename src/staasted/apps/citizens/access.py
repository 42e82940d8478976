"""The only way to a citizen's data: each function checks the actor and notes the reading.

Everything of their own for citizen and representative; for the counsellor the own caseload,
the team's for a purpose, and the rest for a reason (shared decision on access; decision 0018).
What lead, front desk, partner and operator may read is in ``staff_access``.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from enum import StrEnum

from django.db.models import FilteredRelation, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.audit.reading import note
from staasted.apps.citizens.chosen import Choose, chosen_of, hidden_last, nameless, read_chosen
from staasted.apps.citizens.kinds import Covers
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.reach import (
    Reach,
    open_to_staff,
    own_caseload,
    powers_of,
    team_caseload,
    with_reach,
)
from staasted.apps.org.doors import AccessRefused, role_require
from staasted.apps.org.selectors import in_force_on, name_matches


class Doing(StrEnum):
    """What a case is opened for: a team reads and books, and acts only while it covers."""

    READ = "read"
    BOOK = "book"
    ACT = "act"


_ALLOWED = {
    Reach.OWN: frozenset(Doing),
    Reach.AWAY: frozenset(Doing),
    Reach.TEAM: frozenset({Doing.READ, Doing.BOOK}),
    Reach.BROKEN_GLASS: frozenset({Doing.READ}),
    Reach.HOLDS: frozenset({Doing.ACT}),
}
BROKEN_GLASS = "broken_glass"
"""The purpose of a reading that broke the glass."""


class PurposeNeeded(AccessRefused):
    """A colleague's case is opened for a purpose, and none has been said in this sitting."""


class ActsForNeeded(AccessRefused):
    """A representative has not said yet in this sitting whom they act for."""


class BeyondReach(AccessRefused):
    """The case may be looked at by this actor, and not acted on."""


class CaseClosed(AccessRefused):
    """The citizen's own case, and it is closed: what is left of the room is one page."""


class NotYours(LookupError):
    """No such citizen for this actor. The same answer whether the id exists or not."""


class CaseQuestion:
    """The question of one case; an app above may read something of its own along with it."""

    def __init__(self, beside: Callable[[QuerySet[Citizen]], QuerySet[Citizen]] | None = None):
        self.beside = beside or (lambda cases: cases)
        self.prepared = Prepared(self._of_a_citizen)

    def _of_a_citizen(self, given: Given) -> QuerySet[Citizen]:
        cases = self.beside(_with_coach(given.day("on")))
        return cases.filter(person_id=given.key("person")).order_by("pk")[:1]


ALONE = CaseQuestion()


def own_case(
    actor: Actor,
    *,
    on: date,
    covers: Covers = Covers.EVERYTHING,
    also_closed: bool = False,
    asked: CaseQuestion = ALONE,
) -> Citizen:
    """The citizen's own case, or the one a representative acts for; its ``coach`` is loaded.

    ``asked`` reads more of it in the same question. ``covers`` is what a power must cover.
    Errors: AccessRefused, NotYours; ActsForNeeded; BeyondReach where the power covers less;
    CaseClosed unless a closed one is asked for too.
    """
    role_require(actor, Role.CITIZEN, Role.REPRESENTATIVE)
    if actor.role is Role.CITIZEN:
        case = the_one(asked.prepared()(person=actor.person_id, on=on))
    else:
        case = noted(own_cases(asked.beside(_with_coach(on)), actor, on=on, covers=covers))
    if case.closed_on is not None and not also_closed:
        raise CaseClosed
    return case


def _with_coach(on: date, cases: QuerySet[Citizen] | None = None) -> QuerySet[Citizen]:
    """Cases with their persons and whoever is their coach that day."""
    cases = Citizen.objects.select_related("person") if cases is None else cases
    assigned = FilteredRelation("assignments", condition=in_force_on(on, "assignments__"))
    return cases.annotate(assigned=assigned).select_related("assigned__counsellor")


def own_cases(
    cases: QuerySet[Citizen], actor: Actor, *, on: date, covers: Covers = Covers.EVERYTHING
) -> QuerySet[Citizen]:
    """Of these cases the actor's own, or the one they act for.

    Errors: ActsForNeeded, BeyondReach.
    """
    if actor.role is Role.CITIZEN:
        return cases.filter(person_id=actor.person_id)
    if not actor.acts_for:
        raise ActsForNeeded
    mine = cases.filter(public_id=actor.acts_for)
    held = powers_of(actor, on=on, covers=Covers.CONVERSATIONS).filter(citizen__in=mine)
    known = list(held.values_list("covers", flat=True))
    if known and covers is Covers.EVERYTHING and Covers.EVERYTHING not in known:
        raise BeyondReach
    return mine if known else mine.none()


def citizen_reached(
    actor: Actor,
    public_id: str,
    *,
    on: date,
    doing: Doing = Doing.READ,
    asked: CaseQuestion = ALONE,
) -> Citizen:
    """One citizen the counsellor may open, with ``reach`` on it; ``asked`` as in ``own_case``.

    Errors: AccessRefused, NotYours; PurposeNeeded for a colleague's; BeyondReach where it may be
    looked at alone.
    """
    role_require(actor, Role.COUNSELLOR)
    cases = asked.beside(open_to_staff(actor, on=on)).filter(public_id=public_id)
    return reached(with_reach(cases, actor, on=on).first(), actor, doing)


def reached(case: Citizen | None, actor: Actor, doing: Doing) -> Citizen:
    """A case with its ``reach``, noted, where it is near enough. Errors: as ``citizen_reached``."""
    if case is None or case.reach is None:
        raise NotYours
    reach = Reach(case.reach)
    if reach in (Reach.TEAM, Reach.AWAY) and not actor.purpose:
        raise PurposeNeeded
    if doing not in _ALLOWED[reach]:
        raise BeyondReach
    note([case.public_id], purpose=_purpose(reach, actor))
    return case


def _purpose(reach: Reach, actor: Actor) -> str:
    """Why it is read; empty is the role's own purpose."""
    if reach is Reach.BROKEN_GLASS:
        return BROKEN_GLASS
    return "" if reach in (Reach.OWN, Reach.HOLDS) else actor.purpose


def caseload(
    actor: Actor, *, on: date, search: str = "", choose: Choose = list
) -> Sequence[Citizen]:
    """The counsellor's own citizens, by name; ``search`` is part of a name.

    Only those ``choose`` picks are read; everybody unless told otherwise.
    """
    role_require(actor, Role.COUNSELLOR)
    if search:
        found = own_caseload(actor, on=on).filter(name_matches(search, "person__"))
        return read_chosen(found, choose)
    known = {"person": actor.person_id, "on": on}
    chosen = list(choose(_own_keys()(**known)))
    found = _own_of()(keys=chosen, **known) if chosen else []
    return chosen_of(found, lambda _: chosen)


def caseload_some(actor: Actor, refs: Collection[str], *, on: date) -> Sequence[Citizen]:
    """Those of the counsellor's own citizens with these public ids, by name; no others are read."""
    role_require(actor, Role.COUNSELLOR)
    return read_chosen(own_caseload(actor, on=on).filter(public_id__in=refs), list)


@Prepared
def _own_keys(given: Given) -> QuerySet[Citizen]:
    """The keys alone: a caseload has a hundred, and a page shows thirty."""
    cases = own_caseload(somebody(given), on=given.day("on"))
    return cases.order_by("person__name_key", "id").values_list("pk", flat=True)


@Prepared
def _own_of(given: Given) -> QuerySet[Citizen]:
    """Held against the caseload again: nobody is read for having been in it a moment ago."""
    cases = own_caseload(somebody(given), on=given.day("on")).order_by()
    return cases.filter(id__among=given.keys("keys"))


def somebody(given: Given, role: Role = Role.COUNSELLOR, *, has_team: bool = True) -> Actor:
    """An actor for a prepared question: their person and team are told when it is asked."""
    team = given.key("team") if has_team else None
    return Actor("", role, person_id=given.key("person"), team_id=team)


def colleagues_caseload(
    actor: Actor, *, on: date, search: str = "", choose: Choose = list
) -> Sequence[Citizen]:
    """The team mates' citizens, by name, for the purpose of the sitting.

    A protected name is neither shown nor found by a search. Errors: PurposeNeeded.
    """
    role_require(actor, Role.COUNSELLOR)
    if not actor.purpose:
        raise PurposeNeeded
    if search:
        cases = team_caseload(actor, on=on).filter(name_matches(search, "person__"))
        found = list(_of_colleagues(cases.exclude(person__protected=True), on))
    else:
        known = {"person": actor.person_id, "team": actor.team_id, "on": on}
        keys = _team_caseload()(**known) if actor.team_id is not None else []
        chosen = list(choose(keys))
        found, choose = _with_coaches()(keys=chosen, on=on), lambda _: chosen
    return nameless(chosen_of(found, choose, purpose=actor.purpose))


@Prepared
def _team_caseload(given: Given) -> QuerySet[Citizen]:
    """The keys alone: a team has a thousand, and a page shows thirty."""
    cases = hidden_last(team_caseload(somebody(given), on=given.day("on")))
    return cases.values_list("pk", flat=True)


@Prepared
def _with_coaches(given: Given) -> QuerySet[Citizen]:
    return _with_coach(given.day("on")).filter(id__among=given.keys("keys"))


def _of_colleagues(cases: QuerySet[Citizen], on: date) -> QuerySet[Citizen]:
    """Cases with their coaches, those with a hidden name last."""
    return hidden_last(_with_coach(on, cases))


def caseload_refs(actor: Actor, *, on: date) -> QuerySet[Citizen]:
    """The counsellor's own caseload as a condition for other tables; reads nobody by itself."""
    role_require(actor, Role.COUNSELLOR)
    return own_caseload(actor, on=on)


def noted(cases: QuerySet[Citizen], *, purpose: str = "") -> Citizen:
    """The one case found, noted. Errors: NotYours."""
    found = cases.first()
    return the_one([] if found is None else [found], purpose=purpose)


def the_one(found: Sequence[Citizen], *, purpose: str = "") -> Citizen:
    """The first case found, noted. Errors: NotYours."""
    if not found:
        raise NotYours
    note([found[0].public_id], purpose=purpose)
    return found[0]
