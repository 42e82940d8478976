"""The only way to letters: each function checks the actor and notes the reading.

One list reads the letters here and those of summonses, which lie where they were written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Prefetch, Q, QuerySet

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.access import Citizen, NotYours, citizen_reached, own_case
from staasted.apps.citizens.nearby import Nearby
from staasted.apps.files.services import CITIZENS_SIDE
from staasted.apps.invitations.models import Summons
from staasted.apps.letters.models import Letter, LetterFile


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter of the list. ``booking`` leads to the letter of a summons, ``public_id`` to
    another; ``own`` is from the citizen's side."""

    public_id: str
    booking: str
    title: str
    sender: str
    sent_at: datetime
    own: bool
    read_at: datetime | None


def letters_of(case: Citizen, *, office: str) -> Sequence[LetterLine]:
    """Every letter of an opened case, newest first: two queries. ``office`` sends summonses."""
    letters = Letter.objects.filter(citizen=case).annotate(opened=F("read__at"))
    summonses = Summons.objects.filter(citizen=case).annotate(opened=F("read__at"))
    lines = [
        LetterLine(row.public_id, "", row.title, row.sender, row.sent_at, _own(row), row.opened)
        for row in letters
    ]
    lines += [
        LetterLine("", row.booking.public_id, row.title, office, row.sent_at, False, row.opened)  # noqa: FBT003
        for row in summonses.select_related("booking")
    ]
    return sorted(lines, key=lambda line: line.sent_at, reverse=True)


def own_letter(actor: Actor, public_id: str, *, on: date) -> Letter:
    """One of one's own letters, also on a closed case. Errors: as ``own_case``; NotYours."""
    return _found(own_case(actor, on=on, also_closed=True), public_id)


def letter_reached(actor: Actor, citizen: str, public_id: str, *, on: date) -> Letter:
    """A letter of a case the counsellor may open, with its reach. Errors: ``citizen_reached``'s."""
    case = citizen_reached(actor, citizen, on=on)
    letter = _found(case, public_id)
    letter.citizen.reach = case.reach
    return letter


def letters_unread(actor: Actor, *, on: date) -> Sequence[Letter]:
    """Letters from the own citizens that nobody has opened, and of those one covers for once a
    purpose is said, the oldest first: one query. Errors: AccessRefused."""
    return _unread(actor, on=on).shown


@Nearby
def _unread() -> QuerySet[Letter]:
    fresh = Letter.objects.filter(role__in=CITIZENS_SIDE, read=None)
    return fresh.select_related("citizen__person").order_by("sent_at", "id")


def _own(letter: Letter) -> bool:
    return letter.role in CITIZENS_SIDE


def _found(case: Citizen, public_id: str) -> Letter:
    rows: QuerySet[Letter] = Letter.objects.filter(Q(citizen=case), public_id=public_id)
    files = Prefetch("files", LetterFile.objects.select_related("file").order_by("id"))
    rows = rows.select_related("citizen__person", "read").prefetch_related(files)
    found = rows.first()
    if found is None:
        raise NotYours
    return found
