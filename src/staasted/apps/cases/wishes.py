"""A citizen wishes for another coach; a lead changes it, or answers kindly. Each act is logged."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import FilteredRelation, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.audit.services import act_log
from staasted.apps.cases.models import CoachWish, WishState
from staasted.apps.citizens.access import NotYours, nameless, role_require
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.reach import open_to_staff, own_among
from staasted.apps.citizens.services import case_lock, counsellor_assign
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import in_force_on, person_of, staff_in_role
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError


@transaction.atomic
def wish_make(*, actor: Actor, citizen: Citizen, words: str) -> CoachWish:
    """Ask for another coach; no reason is asked for.

    Errors: DomainError ``wish_waits``, ``words_too_long``.
    """
    words = _bounded(words)
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
    today, answer = clock.today(), _bounded(answer)
    cases = open_to_staff(actor, on=today)
    rows = CoachWish.objects.select_for_update(of=("self",)).select_related("citizen__person")
    row = rows.filter(public_id=public_id, citizen__in=cases.values("pk")).first()
    if row is None:
        raise NotYours
    if row.state != WishState.OPEN:
        raise DomainError("wish_answered")
    if not counsellor and not answer:
        raise DomainError("answer_missing")
    row.answer = answer
    if not counsellor:
        _end(actor, row, WishState.ANSWERED, "coach_wish_answer")
        return row
    row.counsellor = _coach(row.citizen, counsellor, today)
    counsellor_assign(citizen=row.citizen, counsellor=row.counsellor, from_on=today)
    _end(actor, row, WishState.GRANTED, "coach_wish_grant")
    return row


def wishes_waiting(actor: Actor, *, on: date) -> QuerySet[CoachWish]:
    """The wishes that wait, oldest first, for the lead; ``wishes_read`` notes a page of them.

    None about a case that is the lead's own, or marked for them.
    """
    role_require(actor, Role.LEAD)
    held = FilteredRelation(
        "citizen__assignments", condition=in_force_on(on, "citizen__assignments__")
    )
    rows = CoachWish.objects.filter(
        state=WishState.OPEN, citizen__in=open_to_staff(actor, on=on).values("pk")
    )
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


def _coach(citizen: Citizen, public_id: str, on: date) -> Person:
    """Somebody who is a counsellor that day, not the citizen, and whom no mark keeps away."""
    for person in staff_in_role(role=Role.COUNSELLOR, on=on):
        marked = citizen.conflicts.filter(in_force_on(on), staff=person).exists()
        if person.public_id != public_id or marked or own_among([citizen], [person]):
            continue
        return person
    raise DomainError("no_such_coach")


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
