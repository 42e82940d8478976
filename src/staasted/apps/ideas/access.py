"""Fetching ideas: one's own, those a lead is to answer, and what anybody may read.

A lead sees whom an idea comes from only where its sender said so, and then not of a case that is
marked for them, nor a name that is protected (decisions 0018 and 0050).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.reach import unmarked
from staasted.apps.ideas.kinds import ANSWERS, WAITS, IdeaKind, Side
from staasted.apps.ideas.models import Change, Idea
from staasted.apps.org.doors import STAFF_ROLES, role_require

PURPOSE = "idea"
"""What a lead reads a citizen's idea for, and what the citizen is told."""
SHOWN = 100
"""How many of one's own ideas a page shows, the newest. Source: decision 0050."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An idea as a lead may see it: ``name`` is empty unless its sender may be known to them.

    ``hidden`` where they said yes and the name is protected, or the case is marked for the lead.
    """

    idea: Idea
    name: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class IdeasWaiting:
    """How many ideas wait for an answer, and of how many the day has passed."""

    waiting: int
    late: int


def own_ideas(actor: Actor) -> Sequence[Idea]:
    """What the actor has told themselves, newest first, ``SHOWN`` at most."""
    role_require(actor, Role.CITIZEN, Role.REPRESENTATIVE, *STAFF_ROLES)
    mine = Idea.objects.filter(told_by_id=actor.person_id).select_related("change")
    return list(mine.order_by("-told_at", "-id")[:SHOWN])


def ideas_for(
    actor: Actor, *, answered: bool = False, kind: IdeaKind | None = None, side: Side | None = None
) -> QuerySet[Idea]:
    """Ideas of these kinds: those that wait by their day, those answered by the newest answer.

    Errors: AccessRefused.
    """
    role_require(actor, Role.LEAD)
    rows = Idea.objects.select_related("change", "citizen__person", "told_by", "answered_by")
    rows = rows.filter(state__in=ANSWERS if answered else WAITS)
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(side=side) if side else rows
    return rows.order_by("-ended_at", "-id") if answered else rows.order_by("due_on", "id")


def ideas_waiting(actor: Actor, *, on: date) -> IdeasWaiting:
    """How many wait, for a lead's front page: one question. Errors: AccessRefused."""
    role_require(actor, Role.LEAD)
    waiting = Idea.objects.filter(state__in=WAITS)
    found = waiting.aggregate(all=Count("pk"), late=Count("pk", filter=Q(due_on__lt=on)))
    return IdeasWaiting(found["all"], found["late"])


def ideas_read(actor: Actor, rows: Iterable[Idea], *, on: date) -> list[Seen]:
    """A page of them as a lead may see it; whoever is named is noted.

    Errors: AccessRefused, ReadWithoutLog.
    """
    role_require(actor, Role.LEAD)
    shown = list(rows)
    asked = {row.citizen_id for row in shown if row.named and row.citizen_id}
    cases = unmarked(Citizen.objects.filter(pk__in=asked), actor, on=on)
    open_to = set(cases.values_list("pk", flat=True)) if asked else set()
    seen = [_seen(row, open_to) for row in shown]
    named = [each.idea.citizen for each in seen if each.name and each.idea.citizen]
    note((case.public_id for case in named), purpose=PURPOSE)
    return seen


def idea_read(actor: Actor, public_id: str, *, on: date) -> Seen:
    """One idea. Errors: AccessRefused, NotYours, ReadWithoutLog."""
    role_require(actor, Role.LEAD)
    rows = Idea.objects.select_related("change", "citizen__person", "told_by", "answered_by")
    for seen in ideas_read(actor, rows.filter(public_id=public_id), on=on):
        return seen
    raise NotYours


def changes_shown(sought: str = "") -> list[Change]:
    """What anybody may read, the newest first; each has all the words sought, in any case."""
    rows = Change.objects.filter(taken_down_at=None).order_by("-on", "-id")
    words = sought.casefold().split()
    return [row for row in rows if all(word in _all_words(row) for word in words)]


def _all_words(row: Change) -> str:
    return " ".join((row.said, row.changed, row.said_en, row.changed_en)).casefold()


def _seen(row: Idea, open_to: set[int]) -> Seen:
    if not row.named:
        return Seen(row)
    if row.told_by.protected or (row.citizen_id and row.citizen_id not in open_to):
        return Seen(row, hidden=True)
    return Seen(row, name=row.told_by.name)
