"""Telling of a change, taking it back, and finding it so. Each act is logged.

A change that may lessen a duty waits for a human; one that only adds stands at once
(decision 0040).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, NotYours, role_require
from staasted.apps.citizens.services import case_lock, open_case_lock
from staasted.apps.files.checking import CheckedFile
from staasted.apps.files.services import CITIZENS_SIDE
from staasted.apps.org.members import person_lock
from staasted.apps.org.models import Person
from staasted.apps.situations.access import situations_waiting
from staasted.apps.situations.hearing import danish, heard
from staasted.apps.situations.models import SituationChange
from staasted.apps.situations.states import LIVE, SituationState
from staasted.apps.situations.writing import (
    bounded,
    decide,
    end,
    lay,
    logged,
    recorded_tell,
)
from staasted.catalog.loader import catalog
from staasted.catalog.situations import Situation
from staasted.core.errors import DomainError
from staasted.core.law import SituationTold

PAPER = 200
"""Characters that name what was shown. Source: decision 0040."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told, before it is stored; days are inclusive, None is *not known*.

    ``paper`` names what staff who write it down were shown; ``files`` lie beside it.
    """

    kind: Situation
    begins_on: date | None = None
    ends_on: date | None = None
    theirs_on: date | None = None
    words: str = ""
    paper: str = ""
    files: Sequence[CheckedFile] = ()

    def as_law(self, on: date) -> SituationTold:
        """As the law would hear it if it stood from a day."""
        return heard(self.kind, self.days, told_on=on, stands_on=on)

    @property
    def days(self) -> tuple[date | None, date | None]:
        """Its first and last day; of what two say differently, the later."""
        known = [day for day in (self.begins_on, self.theirs_on) if day is not None]
        return max(known, default=None), self.ends_on


@transaction.atomic
def situation_tell(*, actor: Actor, citizen: Citizen, told: Told, now: datetime) -> SituationChange:
    """Store a change; what is still live of its kind gives way to it.

    The same again, while it waits or stands, is what is there, with the files that come now laid
    beside it. What staff record they have found so: it stands, seen by them, also where the citizen
    had told the same; but where the law asks for a paper and they name none, it waits as if the
    citizen had told it. The citizen hears of it by message.
    Errors: AccessRefused; DomainError ``case_closed``, ``situation_lacks``,
    ``situation_days_disorder``, ``situation_day_far``, ``words_too_long``, ``files_too_many``.
    """
    role_require(actor, Role.CITIZEN, Role.REPRESENTATIVE, Role.COUNSELLOR)
    today = danish(now)
    _checked(told, today)
    person_lock(*Person.objects.filter(pk=actor.person_id))
    open_case_lock(citizen)
    live = list(
        SituationChange.objects.filter(
            citizen=citizen, kind=told.kind.slug, state__in=LIVE
        ).select_related("citizen__person")
    )
    same = [row for row in live if _same(row, told)]
    if same:
        return _again(actor, same[0], told, now)
    found_so = _found_so(actor, told)
    stands = found_so or not told.kind.confirmed
    for row in live:
        if stands or row.state == SituationState.WAITING:
            end(actor, row, now)
    row = SituationChange.objects.create(
        citizen=citizen,
        kind=told.kind.slug,
        begins_on=told.begins_on,
        ends_on=told.ends_on,
        theirs_on=told.theirs_on,
        words=told.words.strip(),
        told_on=today,
        told_at=now,
        told_by_id=actor.person_id,
        by_staff=actor.role is Role.COUNSELLOR,
        state=SituationState.STANDS if stands else SituationState.WAITING,
        stands_on=today if stands else None,
        decided_by_id=actor.person_id if found_so else None,
        decided_at=now if found_so else None,
        paper=bounded(told.paper, PAPER) if found_so else "",
    )
    lay(actor, row, told.files)
    if actor.role is Role.COUNSELLOR:
        recorded_tell(row, now)
    logged(actor, "situation_tell", row, now)
    return row


@transaction.atomic
def situation_files_lay(
    *, actor: Actor, citizen: Citizen, public_id: str, files: Sequence[CheckedFile]
) -> None:
    """Lay files beside a change that waits or stands: the paper somebody is to see.

    Errors: AccessRefused, NotYours; DomainError ``situation_ended``, ``files_too_many``.
    """
    role_require(actor, *CITIZENS_SIDE, Role.COUNSELLOR)
    case_lock(citizen)
    rows = SituationChange.objects.select_related("citizen")
    row = rows.filter(citizen=citizen, public_id=public_id, state__in=LIVE).first()
    if row is None:
        raise DomainError("situation_ended")
    lay(actor, row, files)


@transaction.atomic
def situation_take_back(*, actor: Actor, citizen: Citizen, public_id: str, now: datetime) -> None:
    """Take back what waits, or end what stands: today is its last day.

    Errors: AccessRefused; DomainError ``situation_ended``.
    """
    role_require(actor, Role.CITIZEN, Role.REPRESENTATIVE)
    case_lock(citizen)
    rows = SituationChange.objects.select_related("citizen")
    row = rows.filter(citizen=citizen, public_id=public_id, state__in=LIVE).first()
    if row is None:
        raise DomainError("situation_ended")
    end(actor, row, now)


@transaction.atomic
def situation_confirm(
    *, actor: Actor, public_id: str, paper: str, answer: str, now: datetime
) -> SituationChange:
    """Find it so: it stands from today, and what stood of its kind ends.

    Of what needs no confirming it says that somebody has seen it. ``paper`` is what was shown.
    Errors: AccessRefused, NotYours; DomainError ``situation_ended``, ``words_too_long``,
    ``situation_paper_missing`` where the law asks for one.
    """
    row = _found(actor, public_id, now)
    kind = catalog().situations[row.kind]
    if row.state == SituationState.WAITING and kind.words.paper and not paper.strip():
        raise DomainError("situation_paper_missing")
    row.answer = bounded(answer)
    _confirmed(actor, row, paper, now)
    return row


@transaction.atomic
def situation_refuse(
    *, actor: Actor, public_id: str, answer: str, now: datetime
) -> SituationChange:
    """Find it not so, with the reason the citizen reads.

    Errors: AccessRefused, NotYours; DomainError ``situation_ended``, ``situation_without_reason``,
    ``words_too_long``.
    """
    if not answer.strip():
        raise DomainError("situation_without_reason")
    row = _found(actor, public_id, now)
    if row.state != SituationState.WAITING:
        raise DomainError("situation_ended")
    row.state, row.answer, row.ended_at = SituationState.REFUSED, bounded(answer), now
    decide(actor, row, now, "situation_refuse")
    return row


@transaction.atomic
def situations_drop(*, actor: Actor, citizen: Citizen, now: datetime) -> None:
    """Drop what waits: the case has closed, and nobody is to find it so. What stands, stands."""
    case_lock(citizen)
    waiting = SituationChange.objects.filter(citizen=citizen, state=SituationState.WAITING)
    for row in waiting.select_related("citizen"):
        end(actor, row, now)


def _again(actor: Actor, row: SituationChange, told: Told, now: datetime) -> SituationChange:
    """The same change told again: its files come along, and staff may have seen it by now."""
    lay(actor, row, told.files)
    if row.decided_by_id is None and _found_so(actor, told):
        _confirmed(actor, row, told.paper, now)
    return row


def _confirmed(actor: Actor, row: SituationChange, paper: str, now: datetime) -> None:
    """Let a change that waits stand from today in the place of what stood; it has been seen."""
    if row.state == SituationState.WAITING:
        standing = SituationChange.objects.filter(
            citizen=row.citizen, kind=row.kind, state=SituationState.STANDS
        )
        for before in standing.select_related("citizen"):
            end(actor, before, now)
        row.state, row.stands_on = SituationState.STANDS, danish(now)
    row.paper = bounded(paper, PAPER)
    decide(actor, row, now, "situation_confirm")


def _found_so(actor: Actor, told: Told) -> bool:
    """Whether whoever tells it is also who found it so: staff, with the paper where one is due."""
    asked = told.kind.confirmed and told.kind.words.paper
    return actor.role is Role.COUNSELLOR and bool(told.paper.strip() or not asked)


def _checked(told: Told, today: date) -> None:
    answered = {"begins": told.begins_on, "ends": told.ends_on, "words": told.words.strip()}
    if any(not answered.get(need) for need in told.kind.needs):
        raise DomainError("situation_lacks")
    days_check(told, today)
    bounded(told.words)


def days_check(told: Told, today: date) -> None:
    """Refuse days nobody can answer for. Errors: DomainError ``situation_days_disorder``,
    ``situation_day_far``."""
    if told.begins_on and told.ends_on and told.ends_on < told.begins_on:
        raise DomainError("situation_days_disorder")
    far = timedelta(days=catalog().policy["situation_days_away"])
    days = (told.begins_on, told.ends_on, told.theirs_on)
    if any(day is not None and abs(day - today) > far for day in days):
        raise DomainError("situation_day_far", first=today - far, last=today + far)


def _same(row: SituationChange, told: Told) -> bool:
    days = (row.begins_on, row.ends_on, row.theirs_on)
    return (days, row.words) == ((told.begins_on, told.ends_on, told.theirs_on), told.words.strip())


def _found(actor: Actor, public_id: str, now: datetime) -> SituationChange:
    """The change this actor is to see, held with its case."""
    role_require(actor, Role.COUNSELLOR, Role.LEAD)
    row = SituationChange.objects.select_related("citizen__person").filter(public_id=public_id)
    held = row.first()
    if held is None:
        raise NotYours
    case_lock(held.citizen)
    held.refresh_from_db(fields=["state", "decided_by", "ended_at"])
    if held.decided_by_id is not None or held.state not in LIVE:
        raise DomainError("situation_ended")
    if not situations_waiting(actor, on=danish(now)).filter(pk=held.pk).exists():
        raise NotYours
    return held
