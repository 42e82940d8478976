"""Whom a counsellor looks after today: their own, and those of colleagues they cover for."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.audit.reading import note
from staasted.apps.citizens.access import somebody
from staasted.apps.citizens.chosen import Choose, hidden_last, nameless
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.nearby import NEAR
from staasted.apps.citizens.reach import Reach, within_reach
from staasted.apps.org.doors import role_require


def looked_after(actor: Actor, *, on: date, choose: Choose) -> Sequence[Citizen]:
    """The own caseload, and the team mates' who are away that day where the sitting has a purpose.

    Those ``choose`` picks are read and noted, with ``reach`` on each; a colleague's protected name
    is not shown. Errors: AccessRefused.
    """
    role_require(actor, Role.COUNSELLOR)
    covers = bool(actor.purpose and actor.team_id is not None)
    known = {"person": actor.person_id, "team": actor.team_id, "on": on}
    cases = {case.pk: case for case in _looked_after(covers)(**known)}
    chosen = [cases[key] for key in choose(list(cases))]
    covered = [case for case in chosen if case.reach == Reach.AWAY]
    note(case.public_id for case in chosen if case.reach == Reach.OWN)
    if covered:
        nameless(covered)
        note((case.public_id for case in covered), purpose=actor.purpose)
    return chosen


@Prepared
def _looked_after(given: Given, covers: bool) -> QuerySet[Citizen]:  # noqa: FBT001 # a shape
    actor, near = somebody(given, has_team=covers), NEAR if covers else (Reach.OWN,)
    cases = Citizen.objects.select_related("person")
    return hidden_last(within_reach(cases, actor, on=given.day("on"), near=near))
