"""Citizens whose words reach nobody today, for the lead: they have no coach, or all are away.

A lead reads that somebody waits, since when and what for; never what was written (decision 0018).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, FilteredRelation, Min, Q, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.audit.reading import note
from staasted.apps.citizens.access import NotYours, role_require, somebody
from staasted.apps.citizens.chosen import nameless
from staasted.apps.citizens.models import Citizen, Conflict
from staasted.apps.citizens.reach import open_to_staff, own_among
from staasted.apps.citizens.staff_access import HAND_OVER
from staasted.apps.files.services import CITIZENS_SIDE
from staasted.apps.org.clock import COPENHAGEN
from staasted.apps.org.models import Person, RoleGrant, StaffAbsence, TeamMembership
from staasted.apps.org.selectors import in_force_on
from staasted.apps.talking.kinds import HelpState
from staasted.apps.talking.models import HelpWish
from staasted.apps.talking.services import promised_answer


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Somebody who waits: for an answer to ``messages`` of them, with ``letters`` nobody has
    opened, with ``partners``' messages about them nobody has, or with a wish for help.

    ``answer_by`` is the day they were promised, ``coach`` who is away; None is that they have none.
    """

    case: Citizen
    coach: Person | None
    answer_by: date
    messages: int
    letters: int
    partners: int
    wish: HelpWish | None


def unanswered(actor: Actor, *, on: date) -> Sequence[Unanswered]:
    """Everybody whose words reach nobody: who wants help first, then the nearest promise.

    Six queries at most. Errors: AccessRefused.
    """
    role_require(actor, Role.LEAD)
    found = _with_nobody(_waiting()(person=actor.person_id, on=on), on)
    open_wishes = HelpWish.objects.filter(state=HelpState.OPEN, citizen__in=found)
    wishes = {wish.citizen_id: wish for wish in open_wishes}
    nameless(found)
    note((case.public_id for case in found), purpose=HAND_OVER)
    rows = [_row(case, wishes.get(case.pk)) for case in found]
    return sorted(rows, key=lambda row: (row.wish is None, row.answer_by, row.case.pk))


def unanswered_wish(actor: Actor, public_id: str, *, on: date) -> HelpWish:
    """The open wish for help of one of those, with whom the lead has spoken.

    Errors: AccessRefused, NotYours.
    """
    for row in unanswered(actor, on=on):
        if row.wish is not None and row.wish.public_id == public_id:
            return row.wish
    raise NotYours


@Prepared
def _waiting(given: Given) -> QuerySet[Citizen]:
    """Open cases with something that waits, and whoever is their coach that day.

    Who waits is found where they wait, so that nothing is asked of every case there is.
    """
    on = given.day("on")
    waits = Q(talk_messages__settled_as="", talk_messages__role__in=CITIZENS_SIDE)
    unread = Q(letters__role__in=CITIZENS_SIDE, letters__read=None)
    told = Q(partner_messages__role=Role.PARTNER, partner_messages__read_at=None)
    wants = Q(help_wishes__state=HelpState.OPEN)
    theirs, *others = (
        Citizen.objects.filter(one).order_by().values("pk") for one in (wants, waits, unread, told)
    )
    cases = open_to_staff(somebody(given, Role.LEAD), on=on).filter(pk__in=theirs.union(*others))
    cases = cases.annotate(
        answer_by=Min("talk_messages__answer_by", filter=waits),
        count=Count("talk_messages", filter=waits, distinct=True),
        letter_count=Count("letters", filter=unread, distinct=True),
        letter_at=Min("letters__sent_at", filter=unread),
        partner_count=Count("partner_messages", filter=told, distinct=True),
        partner_at=Min("partner_messages__sent_at", filter=told),
        assigned=FilteredRelation("assignments", condition=in_force_on(on, "assignments__")),
    )
    return cases.select_related("assigned__counsellor")


def _with_nobody(cases: Sequence[Citizen], on: date) -> list[Citizen]:
    """Of these cases those nobody answers, as ``answering`` tells of one."""
    coaches = {case.coach.pk for case in cases if case.coach}
    at_work = _at_work(coaches, on)
    people = {person.pk: person for there in at_work.values() for person in there}
    marked = Conflict.objects.filter(in_force_on(on), citizen__in=cases, withdrawn=False)
    barred = set(marked.values_list("citizen_id", "staff_id")) if people else set()
    barred |= own_among(cases, people.values()) if people else set()
    return [
        case
        for case in cases
        if not any((case.pk, one.pk) not in barred for one in _there(case, at_work))
    ]


def _there(case: Citizen, at_work: dict[int, list[Person]]) -> Iterable[Person]:
    return at_work.get(case.coach.pk, ()) if case.coach else ()


def _at_work(coaches: set[int], on: date) -> dict[int, list[Person]]:
    """Coach → those of them and their team who are counsellors and at work: two queries."""
    teams = TeamMembership.objects.filter(in_force_on(on), withdrawn=False)
    teams_of = dict(teams.values_list("person_id", "team_id"))
    working = RoleGrant.objects.filter(in_force_on(on), role=Role.COUNSELLOR)
    away = StaffAbsence.objects.filter(in_force_on(on), withdrawn=False)
    people = Person.objects.filter(pk__in=working.values("person"), died_on=None)
    there = list(people.exclude(pk__in=away.values("person")).only("pk", "own_lookup"))
    return {
        coach: [
            one
            for one in there
            if one.pk == coach or (coach in teams_of and teams_of.get(one.pk) == teams_of[coach])
        ]
        for coach in coaches
    }


def _row(case: Citizen, wish: HelpWish | None) -> Unanswered:
    sent = [at for at in (case.letter_at, case.partner_at) if at]
    days = [promised_answer(at.astimezone(COPENHAGEN).date()) for at in sent]
    days += [day for day in (case.answer_by, wish.answer_by if wish else None) if day]
    counts = (case.count, case.letter_count, case.partner_count)
    return Unanswered(case, case.coach, min(days), *counts, wish)
