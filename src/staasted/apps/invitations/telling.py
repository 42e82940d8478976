"""What a citizen is told of an invitation: by when, never what it is about.

What it is about may be illness. The last words are those of semantics 9: the benefit may be
affected, who decides, what to do now.
"""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from staasted.apps.booking.days import day_bounds
from staasted.apps.invitations.models import Invitation
from staasted.apps.outbox.services import Draft, message_write
from staasted.catalog import speech
from staasted.catalog.language import language_of, speaking
from staasted.catalog.texts import text


def invitation_told(row: Invitation, *, now: datetime) -> None:
    """Tell that one is asked to book, and by when."""
    _write("invited", row, now)


def reminder_told(row: Invitation, *, now: datetime) -> None:
    """Remind of the last day to book."""
    _write("invited_reminder", row, now)


def withdrawal_told(row: Invitation, *, now: datetime) -> None:
    """Tell that one need not book after all; what waits about it is dropped."""
    _write("invited_withdrawn", row, now)


def _write(kind: str, row: Invitation, now: datetime) -> None:
    person = row.citizen.person
    with speaking(language_of(person.language)):
        draft = _draft(kind, row)
    message_write(person=person, draft=draft, now=now)


def _draft(kind: str, row: Invitation) -> Draft:
    values = {
        "day": speech.day(row.book_by_on),
        "talk_by": speech.day(row.talk_by_on),
        "coach": row.counsellor.name,
        "office": settings.STAASTED.office_name,
        "phone": settings.STAASTED.office_phone,
        "address": _address(),
    }
    return Draft(
        kind=kind,
        matter=row.public_id,
        title=text(f"messages.invited.{kind}.subject", **values),
        body="\n\n".join(_said(kind, row, values)) + "\n",
        until_at=day_bounds(row.book_by_on)[1],
    )


def _said(kind: str, row: Invitation, values: Mapping[str, str]) -> list[str]:
    said = [text(f"messages.invited.{kind}.body", **values)]
    if kind != "invited_withdrawn":
        said.append(text(f"messages.invited.{'must' if row.must else 'asked'}", **values))
        said.append(text("messages.invited.duty", **values))
    return [*said, text("messages.ending", **values)]


def _address() -> str:
    """The front page, without an id: a letter is a place where people learn what links are."""
    house = settings.STAASTED.public_url
    return f"{house}/mit-forloeb/" if house else text("messages.invited.page")
