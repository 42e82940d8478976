"""Finding a citizen: by name, telephone number, CPR number or public id. One search for all.

Who finds whom is decision 0021: a counsellor the own caseload, and the team's for a purpose;
beyond it only that the case is somebody else's. The front desk finds every open case.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Case, FilteredRelation, IntegerField, Q, QuerySet, When

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.audit.reading import note
from staasted.apps.citizens.access import role_require, somebody
from staasted.apps.citizens.asking import Asked, By
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.reach import (
    Reach,
    open_to_staff,
    team_members,
    unmarked,
    with_reach,
)
from staasted.apps.org.models import Person
from staasted.apps.org.naming import key_range, name_key
from staasted.apps.org.sealing import cpr_lookup
from staasted.apps.org.selectors import in_force_on

MOST = 30
"""Hits shown at once; whoever needs more writes more of the name."""
MOST_WORDS = 8
"""Words of a name that are looked for; nobody is told apart by a ninth."""
FINDING = "finding"
"""The purpose of a reading that found somebody beyond caseload and team."""
_WORD = "0"  # what parts two words in a name's key
_WHOLE, _BEGINS, _WORDS, _PART = range(4)


class Where(StrEnum):
    """Where a hit lies, and so what may be done with it."""

    OWN = "own"
    TEAM = "team"
    DESK = "desk"
    BEYOND = "beyond"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Hit:
    """One citizen found; ``name`` is empty where it is not this actor's to see.

    ``coach`` is the name of a colleague whose case it is.
    """

    public_id: str
    where: Where
    name: str = ""
    coach: str = ""


class Found(NamedTuple):
    """The best hits, at most MOST, and whether there are more."""

    hits: tuple[Hit, ...] = ()
    more: bool = False


def citizens_find(actor: Actor, asked: Asked, *, on: date) -> Found:
    """Whoever fits what was asked for, the best first; every hit is noted.

    What reads as a public id and is nobody's is searched as a name. Errors: AccessRefused.
    """
    role_require(actor, Role.COUNSELLOR, Role.FRONT_DESK)
    if asked.by is By.CPR:
        found = _exactly(actor, Q(person__cpr_lookup=cpr_lookup(asked.value)), on)
    elif asked.by is By.PUBLIC_ID:
        found = _exactly(actor, Q(public_id=asked.value), on)
        found = found if found.hits else _by_name(actor, asked.value, on)
    elif asked.by is By.PHONE:
        found = _by_phone(actor, asked.value, on)
    elif asked.by is By.NAME:
        found = _by_name(actor, asked.value, on)
    else:
        found = Found()
    note((hit.public_id for hit in found.hits), purpose=_purpose(actor, found.hits))
    return found


_BY_NAME = ("person__name_key", "id")


def _by_phone(actor: Actor, key: str, on: date) -> Found:
    """Everybody with that number, by name; the inner query lets each key's index be used."""
    owners = Person.objects.filter(Q(phone_key=key) | Q(other_phone_key=key)).order_by()
    cases = _listed(actor, on).filter(person__in=owners.values("pk"))
    return _of(actor, list(cases.order_by(*_BY_NAME)[: MOST + 1]))


def _by_name(actor: Actor, typed: str, on: date) -> Found:
    """Names that are or begin with it by the index; only then those with it inside."""
    key = name_key(typed)
    first, last = key_range(key)
    who = _Asking(actor.role, bool(actor.purpose), actor.team_id is not None, bool(last))
    told = {"on": on, "key": key, "first": first, "last": last}
    told |= {"person": actor.person_id, "team": actor.team_id}
    rows = _beginning(who)(**told)
    if len(rows) <= MOST:
        words = [name_key(word) for word in typed.split()][:MOST_WORDS]
        told |= {f"word{number}": word for number, word in enumerate(words)}
        told |= {f"inner{number}": f"{_WORD}{word}" for number, word in enumerate(words)}
        rows += _inside(who, len(words))(**told)
    return _of(actor, rows)


class _Asking(NamedTuple):
    """What of whoever asks, and of what was typed, changes the words of the question; ``bounded``
    is whether any name may come after all that begin so."""

    role: Role
    purpose: bool
    team: bool
    bounded: bool

    def listed(self, given: Given) -> QuerySet[Citizen]:
        """Those the search may list."""
        actor = somebody(given, self.role, has_team=self.team)
        return _listed(replace(actor, purpose=FINDING if self.purpose else ""), given.day("on"))

    def begins(self, given: Given) -> Q:
        """Names that are or begin with what was typed."""
        found = Q(person__name_key__gte=given.word("first"))
        return found & Q(person__name_key__lt=given.word("last")) if self.bounded else found


@Prepared
def _beginning(given: Given, who: _Asking) -> QuerySet[Citizen]:
    whole = When(person__name_key=given.word("key"), then=_WHOLE)
    return _ranked(who.listed(given).filter(who.begins(given)), whole, _BEGINS)


@Prepared
def _inside(given: Given, who: _Asking, words: int) -> QuerySet[Citizen]:
    """Names with every word in them, those first of which each begins a word."""
    there, begun = Q(), Q()
    for number in range(words):
        there &= Q(person__name_key__contains=given.word(f"word{number}"))
        begins = Q(person__name_key__startswith=given.word(f"word{number}"))
        begun &= begins | Q(person__name_key__contains=given.word(f"inner{number}"))
    cases = who.listed(given).filter(there).exclude(who.begins(given))
    return _ranked(cases, When(begun, then=_WORDS), _PART)


def _ranked(cases: QuerySet[Citizen], best: When, rest: int) -> QuerySet[Citizen]:
    rank = Case(best, default=rest, output_field=IntegerField())
    return cases.annotate(rank=rank).order_by("rank", *_BY_NAME)[: MOST + 1]


def _listed(actor: Actor, on: date) -> QuerySet[Citizen]:
    """Those a search by name or telephone number may list, with their counsellors.

    A protected name is found so by its own counsellor alone (decision 0018).
    """
    cases, known = open_to_staff(actor, on=on), ~Q(person__protected=True)
    if actor.role is Role.FRONT_DESK:
        return cases.filter(known)
    near = Q(assigned__counsellor_id=actor.person_id)
    if actor.purpose:
        near |= Q(assigned__counsellor__in=team_members(actor, on=on)) & known
    return _with_coach(cases, on).filter(near)


def _with_coach(cases: QuerySet[Citizen], on: date) -> QuerySet[Citizen]:
    assigned = FilteredRelation("assignments", condition=in_force_on(on, "assignments__"))
    return cases.annotate(assigned=assigned).select_related("assigned__counsellor")


def _of(actor: Actor, rows: list[Citizen]) -> Found:
    return Found(tuple(_listed_hit(actor, case) for case in rows[:MOST]), len(rows) > MOST)


def _listed_hit(actor: Actor, case: Citizen) -> Hit:
    if actor.role is Role.FRONT_DESK:
        return Hit(case.public_id, Where.DESK, case.person.name)
    coach = case.coach
    if coach is not None and coach.pk == actor.person_id:
        return Hit(case.public_id, Where.OWN, case.person.name)
    return Hit(case.public_id, Where.TEAM, case.person.name, coach.name if coach else "")


def _exactly(actor: Actor, wanted: Q, on: date) -> Found:
    """The one case a number or an id belongs to, as far as this actor may know of it."""
    if actor.role is Role.FRONT_DESK:
        case = open_to_staff(actor, on=on).filter(wanted).first()
        return Found((Hit(case.public_id, Where.DESK, _name(case)),) if case else ())
    cases = unmarked(Citizen.objects.select_related("person"), actor, on=on).filter(wanted)
    case = with_reach(_with_coach(cases, on), actor, on=on).first()
    return Found((_exact_hit(actor, case),) if case else ())


def _exact_hit(actor: Actor, case: Citizen) -> Hit:
    if case.closed_on is not None:
        return Hit(case.public_id, Where.CLOSED)
    if case.reach is None:
        return Hit(case.public_id, Where.BEYOND)
    if case.reach == Reach.OWN:
        return Hit(case.public_id, Where.OWN, case.person.name)
    coach = case.coach.name if case.coach else ""
    may_be_named = case.reach == Reach.BROKEN_GLASS or actor.purpose
    return Hit(case.public_id, Where.TEAM, _name(case) if may_be_named else "", coach)


def _name(case: Citizen) -> str:
    """The name, unless it is protected: outside the own caseload it then stands on no list."""
    return "" if case.person.protected else case.person.name


def _purpose(actor: Actor, hits: Iterable[Hit]) -> str:
    """Why they are read: what was said of the team's, and finding alone for what lies beyond."""
    if actor.role is Role.FRONT_DESK:
        return ""
    where = {hit.where for hit in hits}
    if where & {Where.BEYOND, Where.CLOSED} or (Where.TEAM in where and not actor.purpose):
        return FINDING
    return actor.purpose if Where.TEAM in where else ""
