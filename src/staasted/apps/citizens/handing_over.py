"""Handing citizens over from one counsellor to others: a plan first, then the same plan done.

An administrator's plan holds public ids and counts alone; names are for the lead, through access
(decision 0020).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import Min, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.access import role_require
from staasted.apps.citizens.coaching import barred
from staasted.apps.citizens.given import citizen_told, tell_given
from staasted.apps.citizens.models import CaseloadHandOver, Citizen, CounsellorAssignment
from staasted.apps.citizens.passing_on import own_hand_over_require
from staasted.apps.citizens.reach import open_to_staff, without_coach
from staasted.apps.citizens.selectors import caseload_after, caseload_sizes
from staasted.apps.citizens.services import case_lock, counsellor_assign
from staasted.apps.citizens.staff_access import HAND_OVER
from staasted.apps.org.clock import clock
from staasted.apps.org.dated import DAY, beyond
from staasted.apps.org.doors import day_require
from staasted.apps.org.members import person_lock
from staasted.apps.org.models import Person, Team
from staasted.apps.org.staff import coaches_from, members_of
from staasted.core.caseload import spread
from staasted.core.errors import DomainError


@dataclass(frozen=True, slots=True)
class Wish:
    """Who is handed over, from whom, to whom, from which day.

    Without ``giver`` those without a coach; without ``refs`` (public ids) all of them. To one
    colleague ``to``, or spread over the counsellors of a ``team``. ``reason`` is for the new coach,
    where a coach gives citizens of their own.
    """

    giver: Person | None
    from_on: date
    refs: tuple[str, ...] | None = None
    to: Person | None = None
    team: Team | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """What one colleague gets: public ids, and how many they have before."""

    receiver: Person
    before: int
    refs: tuple[str, ...]

    @property
    def after(self) -> int:
        """How many they have then."""
        return self.before + len(self.refs)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a wish comes to today. ``left`` are those nobody asked may have; ``withheld`` counts
    those the actor themself may not hand over: their own case, and marked ones."""

    wish: Wish
    shares: tuple[Share, ...]
    left: tuple[str, ...]
    withheld: int
    gifts: Mapping[int, tuple[Citizen, Person, date]]

    @property
    def refs(self) -> list[str]:
        """The public ids of everybody who is given."""
        return [ref for share in self.shares for ref in share.refs]

    @property
    def digest(self) -> str:
        """The plan in 32 signs: another plan has others."""
        rows = sorted((key, who.pk, on.isoformat()) for key, (_, who, on) in self.gifts.items())
        return sha256(repr((rows, sorted(self.left))).encode()).hexdigest()[:32]


def hand_over_plan(actor: Actor, wish: Wish) -> Plan:
    """Who would get whom. Reads no name; ids that were written are noted.

    Errors: AccessRefused; DomainError ``day_has_passed``, ``hand_over_unknown`` for an id that is
    not among them, ``hand_over_nobody``, ``hand_over_no_receiver``.
    """
    _open_to(actor, wish)
    cases = _cases(actor, wish)
    receivers = _receivers(wish)
    sizes = caseload_sizes(on=wish.from_on)
    loads = {person.pk: sizes.get(person.pk, 0) for person in receivers}
    given = spread(cases, loads, barred(cases.values(), receivers, wish.from_on))
    if not receivers:
        raise DomainError("hand_over_no_receiver", day=wish.from_on)
    by_key = {person.pk: person for person in receivers}
    begins = _begins(wish, cases)
    gifts = {key: (cases[key], by_key[given[key]], begins[key]) for key in cases if key in given}
    return Plan(
        wish=wish,
        shares=tuple(_share(person, loads, cases, given) for person in receivers),
        left=tuple(case.public_id for key, case in cases.items() if key not in given),
        withheld=_withheld(wish, len(cases)),
        gifts=gifts,
    )


@transaction.atomic
def caseload_hand_over(*, actor: Actor, wish: Wish, key: str, digest: str) -> CaseloadHandOver:
    """Do the plan that was shown: all of it or nothing, and once however often it is sent.

    ``key`` is the shown page's own, ``digest`` its plan's. Errors: as ``hand_over_plan``;
    ``hand_over_moved_on`` where the plan would be another one by now.
    """
    _open_to(actor, wish)
    receivers = _receivers(wish)
    person_lock(*receivers, *([wish.giver] if wish.giver else []))
    done = CaseloadHandOver.objects.filter(key=key).first()
    if done is not None:
        return _same(done, actor, wish)
    case_lock(*_cases(actor, wish).values())
    plan = hand_over_plan(actor, wish)
    if plan.digest != digest or not plan.gifts:
        raise DomainError("hand_over_moved_on")
    try:
        with transaction.atomic():
            return _do(actor, plan, key)
    except IntegrityError as moved:  # a file gave somebody a coach in the same moment
        raise DomainError("hand_over_moved_on") from moved


def hand_over_read(
    actor: Actor, public_id: str
) -> tuple[CaseloadHandOver, list[tuple[str, int]]] | None:
    """One hand-over with how many each colleague got, by name; a coach's own alone.

    None where there is no such one for this actor. Errors: AccessRefused.
    """
    role_require(actor, Role.LEAD, Role.ADMINISTRATOR, Role.COUNSELLOR)
    known = CaseloadHandOver.objects.select_related("giver", "by").filter(public_id=public_id)
    if actor.role is Role.COUNSELLOR:
        known = known.filter(by=actor.person_id)
    done = known.first()
    if done is None:
        return None
    counts: dict[str, int] = {}
    rows = done.given.order_by("counsellor__name_key", "counsellor_id")
    for name in rows.values_list("counsellor__name", flat=True):
        counts[name] = counts.get(name, 0) + 1
    return done, list(counts.items())


def _same(done: CaseloadHandOver, actor: Actor, wish: Wish) -> CaseloadHandOver:
    """The act this page has done already. Errors: ``hand_over_moved_on`` where it is another's."""
    mine = (done.by_id, done.giver, done.from_on) == (actor.person_id, wish.giver, wish.from_on)
    if not mine:
        raise DomainError("hand_over_moved_on")
    return done


def _do(actor: Actor, plan: Plan, key: str) -> CaseloadHandOver:
    wish, now = plan.wish, clock.now()
    done = CaseloadHandOver.objects.create(
        key=key, giver=wish.giver, by_id=actor.person_id, from_on=wish.from_on, at=now
    )
    giver = wish.giver.public_id if wish.giver else ""
    for case, receiver, from_on in plan.gifts.values():
        counsellor_assign(
            citizen=case,
            counsellor=receiver,
            from_on=from_on,
            hand_over=done,
            reason=wish.reason.strip(),
        )
        act_log(
            actor=actor,
            act="counsellor_assign",
            at=now,
            citizens=[case.public_id],
            subject=done.public_id,
            facts={"from": giver, "to": receiver.public_id, "from_on": from_on.isoformat()},
        )
    for row in done.given.select_related("citizen__person", "counsellor").order_by("pk"):
        citizen_told(row, wish.giver, now)
    tell_given([case for case, _, _ in plan.gifts.values()])
    facts = {"from": giver, "given": len(plan.gifts), "from_on": wish.from_on.isoformat()}
    act_log(actor=actor, act="hand_over", at=now, subject=done.public_id, facts=facts)
    return done


def _open_to(actor: Actor, wish: Wish) -> None:
    """The lead hands over anybody; the administrator a colleague's, never those without a coach; a
    coach their own."""
    if actor.role is Role.COUNSELLOR:
        told = {"giver": wish.giver, "to": wish.to, "on": wish.from_on, "reason": wish.reason}
        own_hand_over_require(actor, **told)
    else:
        role_require(actor, Role.LEAD, *([Role.ADMINISTRATOR] if wish.giver else []))
    day_require(wish.from_on, earliest=clock.today())


def _cases(actor: Actor, wish: Wish) -> dict[int, Citizen]:
    """Key → case of everybody the wish is about, in the order of their keys."""
    found = _held(actor, wish)
    if wish.refs is not None:
        found = found.filter(public_id__in=wish.refs)
    cases = {case.pk: case for case in found.order_by("pk").distinct()}
    if wish.refs is not None:
        missing = set(wish.refs) - {case.public_id for case in cases.values()}
        if missing and actor.role is Role.COUNSELLOR:  # given on meanwhile, or closed
            raise DomainError("hand_over_moved_on")
        if missing:
            raise DomainError("hand_over_unknown", ids=", ".join(sorted(missing)))
        note(wish.refs, purpose=HAND_OVER)
    if not cases:
        raise DomainError("hand_over_nobody")
    return cases


def _held(actor: Actor, wish: Wish) -> QuerySet[Citizen]:
    if wish.giver is None:
        return without_coach(actor, on=wish.from_on)
    rows = CounsellorAssignment.objects.filter(beyond(wish.from_on - DAY), counsellor=wish.giver)
    return open_to_staff(actor, on=wish.from_on).filter(pk__in=rows.values("citizen"))


def _withheld(wish: Wish, found: int) -> int:
    """How many of the giver's the actor may not touch; none where single ones were asked for."""
    if wish.giver is None or wish.refs is not None:
        return 0
    return caseload_after(wish.giver, last_on=wish.from_on - DAY) - found


def _begins(wish: Wish, cases: Iterable[int]) -> dict[int, date]:
    """The day each is given: the wish's, or the day they would have come to the giver later."""
    rows = CounsellorAssignment.objects.filter(
        beyond(wish.from_on - DAY), counsellor=wish.giver, citizen__in=list(cases)
    )
    first = dict(rows.order_by().values_list("citizen").annotate(Min("from_on")))
    return {key: max(wish.from_on, first.get(key, wish.from_on)) for key in cases}


def _receivers(wish: Wish) -> list[Person]:
    """Who may get somebody: a counsellor from that day until further notice, not the giver."""
    asked = [wish.to] if wish.to else members_of(wish.team, on=wish.from_on) if wish.team else []
    keys = {person.pk for person in asked} - {wish.giver.pk if wish.giver else None}
    return coaches_from(wish.from_on, among=keys)


def _share(
    person: Person, loads: Mapping[int, int], cases: Mapping[int, Citizen], given: Mapping[int, int]
) -> Share:
    refs = tuple(case.public_id for key, case in cases.items() if given.get(key) == person.pk)
    return Share(person, loads[person.pk], refs)
