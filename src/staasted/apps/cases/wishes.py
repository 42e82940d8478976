"""A citizen wishes for another coach; a lead changes it, or answers kindly. Each act is logged."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import FilteredRelation, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.audit.services import act_log
from staasted.apps.cases.models import CoachWish, WishState
from staasted.apps.citizens.access import NotYours, role_require
from staasted.apps.citizens.chosen import nameless
from staasted.apps.citizens.coaching import may_coach
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.reach import on_open_cases, open_to_staff
from staasted.apps.citizens.services import case_lock, counsellor_assign, open_case_lock
from staasted.apps.org.clock import clock
from staasted.apps.org.members import person_lock
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import in_force_on, person_of
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError


@transaction.atomic
def wish_make(*, actor: Actor, citizen: Citizen, words: str) -> CoachWish:
    """Ask for another coach; no reason is asked for.

    Errors: AccessRefused; DomainError ``case_closed``, ``wish_waits``, ``words_too_long``.
    """
    role_require(actor, Role.CITIZEN, Role.REPRESENTATIVE)
    words = _bounded(words)
    open_case_lock(citizen)
    try:
        with transaction.atomic():
            row = CoachWish.objects.create(
                citizen=citizen, state=WishState.OPEN, words=words, made_at=clock.now()
            )
    except IntegrityError as known:
        raise DomainError("wish_waits") from known
    _logged(actor, "coach_wish", row)
    return row


@transaction.atomic
def wish_take_back(*, actor: Actor, citizen: Citizen) -> None:
    """Take back the wish that waits; where none does, nothing happens."""
    case_lock(citizen)
    for row in CoachWish.objects.filter(citizen=citizen, state=WishState.OPEN):
        _end(actor, row, WishState.TAKEN_BACK, "coach_wish_take_back")


@transaction.atomic
def wish_answer(
    *, actor: Actor, public_id: str, counsellor: str = "", answer: str = ""
) -> CoachWish:
    """Change to another coach from today (a counsellor's public id), or answer in words.

    Errors: AccessRefused, NotYours; DomainError ``wish_answered``, ``answer_missing``,
    ``words_too_long``, ``no_such_coach``.
    """
    role_require(actor, Role.LEAD)
    answer, coach = _bounded(answer), _coach_lock(counsellor)
    row = _wish_lock(actor, public_id)
    if row.state != WishState.OPEN:
        raise DomainError("wish_answered")
    if not counsellor and not answer:
        raise DomainError("answer_missing")
    row.answer = answer
    if not counsellor:
        _end(actor, row, WishState.ANSWERED, "coach_wish_answer")
        return row
    _grant(actor, row, coach)
    return row


def wishes_waiting(actor: Actor, *, on: date) -> QuerySet[CoachWish]:
    """The wishes that wait, oldest first, for the lead; ``wishes_read`` notes a page of them.

    None about a case that is the lead's own, or marked for them.
    """
    role_require(actor, Role.LEAD)
    held = FilteredRelation(
        "citizen__assignments", condition=in_force_on(on, "citizen__assignments__")
    )
    rows = on_open_cases(CoachWish.objects.filter(state=WishState.OPEN), actor, on=on)
    rows = rows.annotate(assigned=held).select_related("citizen__person", "assigned__counsellor")
    return rows.order_by("made_at", "id")


def wishes_read(actor: Actor, rows: Iterable[CoachWish]) -> list[CoachWish]:
    """A page of that list as the lead may see it: noted, and nameless where protected."""
    role_require(actor, Role.LEAD)
    shown = list(rows)
    nameless([row.citizen for row in shown])
    note(row.citizen.public_id for row in shown)
    return shown


def wishes_of(citizen: Citizen) -> Sequence[CoachWish]:
    """The citizen's wishes, newest first."""
    rows = CoachWish.objects.select_related("counsellor").filter(citizen=citizen)
    return list(rows.order_by("-made_at", "-id"))


def _coach_lock(public_id: str) -> Person | None:
    """Whoever was chosen, held before the case is: their role does not end meanwhile."""
    chosen = Person.objects.filter(public_id=public_id).first() if public_id else None
    if chosen is not None:
        person_lock(chosen)
    return chosen


def _wish_lock(actor: Actor, public_id: str) -> CoachWish:
    """The wish as it stands once its case is held, and then itself. Errors: NotYours."""
    rows = CoachWish.objects.select_related("citizen__person").filter(public_id=public_id)
    case_lock(*(row.citizen for row in rows))
    cases = open_to_staff(actor, on=clock.today())
    held = rows.select_for_update(of=("self",)).filter(citizen__in=cases.values("pk"))
    row = held.first()
    if row is None:
        raise NotYours
    return row


def _grant(actor: Actor, row: CoachWish, coach: Person | None) -> None:
    """Change the coach from today. Errors: DomainError ``no_such_coach``."""
    today = clock.today()
    if coach is None or not may_coach(coach, row.citizen, on=today):
        raise DomainError("no_such_coach")
    row.counsellor = coach
    counsellor_assign(citizen=row.citizen, counsellor=coach, from_on=today)
    _end(actor, row, WishState.GRANTED, "coach_wish_grant")


def _bounded(words: str) -> str:
    words, most = words.strip(), catalog().policy["coach_wish_characters"]
    if len(words) > most:
        raise DomainError("words_too_long", most=most)
    return words


def _end(actor: Actor, row: CoachWish, state: WishState, act: str) -> None:
    row.state, row.ended_at, row.ended_by = state, clock.now(), person_of(actor)
    row.save(update_fields=["state", "ended_at", "ended_by", "answer", "counsellor"])
    _logged(actor, act, row)


def _logged(actor: Actor, act: str, row: CoachWish) -> None:
    coach = {"counsellor": row.counsellor.public_id} if row.counsellor else {}
    citizens = [row.citizen.public_id]
    act_log(
        actor=actor,
        act=act,
        at=clock.now(),
        citizens=citizens,
        subject=row.public_id,
        facts=coach,
    )
