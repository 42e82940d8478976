"""Who answers a citizen today: their coach, or a named colleague while the coach is away."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from staasted.apps.audit.actor import Role
from staasted.apps.citizens.models import Citizen, Conflict
from staasted.apps.org.models import Person, RoleGrant, StaffAbsence, TeamMembership
from staasted.apps.org.selectors import in_force_on


@dataclass(frozen=True, slots=True)
class Answering:
    """``coach`` is whom the citizen has; ``by`` who answers, None where nobody is there: then the
    office does. ``stands_in``: the two are not the same; ``to_on`` the last day of a colleague who
    was named."""

    coach: Person | None
    by: Person | None
    to_on: date | None = None

    @property
    def stands_in(self) -> bool:
        """Whether a colleague answers instead of the coach."""
        return self.by is not None and self.by != self.coach


def answering(case: Citizen, coach: Person | None, *, on: date) -> Answering:
    """Who answers this citizen on a day: one query, none where there is no coach.

    While the coach is away it is the colleague named to stand in, or else one of the team who is at
    work and may meet the citizen; always the same one for the same citizen, so that the days of a
    long absence have one name.
    """
    if coach is None:
        return Answering(None, None)
    away = StaffAbsence.objects.filter(in_force_on(on), withdrawn=False, person=coach)
    named = away.filter(covered_by=OuterRef("pk")).order_by("-to_on").values("to_on")[:1]
    found = _at_work(case, coach, on).annotate(stands_in_to=Subquery(named))
    there = list(found.order_by("public_id"))
    if coach in there:
        return Answering(coach, coach)
    for one in there:
        if one.stands_in_to is not None:
            return Answering(coach, one, one.stands_in_to)
    return Answering(coach, there[case.pk % len(there)] if there else None)


def _at_work(case: Citizen, coach: Person, on: date) -> QuerySet[Person]:
    """The coach and their team, those who are counsellors and at work, and may meet the citizen."""
    teams = TeamMembership.objects.filter(in_force_on(on), withdrawn=False)
    team = teams.filter(team__in=teams.filter(person=coach).values("team"))
    counsellors = RoleGrant.objects.filter(in_force_on(on), role=Role.COUNSELLOR)
    away = StaffAbsence.objects.filter(in_force_on(on), withdrawn=False)
    marked = Conflict.objects.filter(in_force_on(on), citizen=case, withdrawn=False)
    people = Person.objects.filter(Q(pk=coach.pk) | Q(pk__in=team.values("person")))
    people = people.filter(pk__in=counsellors.values("person"), died_on=None)
    people = people.exclude(pk__in=away.values("person")).exclude(pk__in=marked.values("staff"))
    own = Q(pk=case.person_id)
    if case.person.cpr_lookup:
        own |= Q(own_lookup=case.person.cpr_lookup)
    return people.exclude(own)
