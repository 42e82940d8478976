"""What a citizen is told of an invitation: by when, never what it is about.

What it is about may be illness. The last words are those of semantics 9: the benefit may be
affected, who decides, what to do now. The letter goes by e-mail whatever one has chosen, since it
is the written one; an SMS and the reminder go by the person's own wishes (decision 0039).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from django.conf import settings

from staasted.apps.booking.days import day_bounds
from staasted.apps.booking.reminder_words import COACH, OFFICE, fitting, short_day
from staasted.apps.booking.reminding import roads_to
from staasted.apps.invitations.models import Invitation, SelfBookingTaken
from staasted.apps.org.models import Person
from staasted.apps.outbox.notices import (
    INVITED,
    INVITED_REMINDER,
    INVITED_WITHDRAWN,
    notice_may_go,
    notice_write,
)
from staasted.apps.outbox.services import Draft, message_write
from staasted.apps.outbox.wishes import Wishes, wishes_of
from staasted.catalog import speech
from staasted.catalog.gsm import cut, gsm
from staasted.catalog.language import language_of, speaking
from staasted.catalog.texts import text
from staasted.ports.messages import Road

APPEAL_WEEKS = 4
"""How long a decision that takes self-booking away can be appealed. Source: LBK 280/2024 § 207."""


def invitation_told(row: Invitation, *, now: datetime) -> None:
    """Tell by e-mail that one is asked to book, and by when; ``text_try`` is the SMS."""
    _letter(INVITED, row, now)


def text_try(row: Invitation, *, now: datetime) -> bool:
    """Tell it by SMS too, to whoever wants SMS, in their hours and within their day's most.

    Whether it is done; where it may not go yet, the round comes back to it.
    """
    person = row.citizen.person
    wishes = wishes_of(person)
    roads = [road for road in roads_to(person, wishes) if road is Road.SMS]
    if roads and not notice_may_go(person, now=now, matter=row.public_id):
        return False
    _notice(INVITED, row, wishes, roads, now)
    row.texted_at = now
    row.save(update_fields=["texted_at"])
    return True


def reminder_told(row: Invitation, *, now: datetime) -> bool:
    """Remind of the last day to book, as the citizen wants to be reminded; whether it was done.

    Not where they want none some days before, outside their hours, or beyond their day's most.
    """
    person = row.citizen.person
    wishes = wishes_of(person)
    roads = roads_to(person, wishes)
    if not (wishes.days_before and roads and notice_may_go(person, now=now, matter=row.public_id)):
        return False
    _notice(INVITED_REMINDER, row, wishes, roads, now)
    return True


def withdrawal_told(row: Invitation, *, now: datetime) -> None:
    """Tell that one need not book after all; what waits about it is dropped.

    Whoever had an SMS of it gets one of this too, where it may go now.
    """
    _letter(INVITED_WITHDRAWN, row, now)
    person = row.citizen.person
    if row.texted_at is not None and notice_may_go(person, now=now, matter=row.public_id):
        wishes = wishes_of(person)
        roads = [road for road in roads_to(person, wishes) if road is Road.SMS]
        _notice(INVITED_WITHDRAWN, row, wishes, roads, now)


def taken_told(row: SelfBookingTaken) -> None:
    """Tell that the right to book oneself is taken away: from when, what one can do, and how to
    appeal. Why stands on the page, behind the log-in."""
    person = row.citizen.person
    with speaking(language_of(person.language)):
        values = _house() | {"day": speech.day_year(row.from_on), "weeks": APPEAL_WEEKS}
        said = [
            text(f"taken.letter.{part}", **values) for part in ("decided", "why", "now", "appeal")
        ]
        draft = Draft(
            kind="self_booking_taken",
            matter=row.public_id,
            title=text("taken.letter.subject", **values),
            body="\n\n".join([*said, text("messages.ending", **values)]) + "\n",
            until_at=day_bounds(row.from_on + timedelta(weeks=APPEAL_WEEKS))[1],
        )
    message_write(person=person, draft=draft, now=row.taken_at)


def _letter(kind: str, row: Invitation, now: datetime) -> None:
    person = row.citizen.person
    with speaking(language_of(person.language)):
        draft = _mail(kind, row)
    message_write(person=person, draft=draft, now=now)


def _notice(
    kind: str, row: Invitation, wishes: Wishes, roads: Iterable[Road], now: datetime
) -> None:
    person: Person = row.citizen.person
    with speaking(language_of(person.language)):
        notice_write(person=person, drafts=list(_drafts(kind, row, wishes, roads)), now=now)


def _drafts(kind: str, row: Invitation, wishes: Wishes, roads: Iterable[Road]) -> Iterator[Draft]:
    for road in roads:
        if road is Road.SMS:
            body = invitation_sms(kind, row, shared_phone=wishes.shared_phone)
            yield Draft(kind, row.public_id, "", body, _until(row), road)
        else:
            yield _mail(kind, row)


def invitation_sms(kind: str, row: Invitation, *, shared_phone: bool) -> str:
    """The SMS of a kind in the language that is spoken: one message, never what it is about."""
    values = {
        "day": short_day(row.book_by_on),
        "coach": cut(row.counsellor.name, COACH) or cut(text("messages.sms.coach"), COACH),
        "phone": gsm(settings.STAASTED.office_phone.replace(" ", "")),
        "office": cut(settings.STAASTED.office_name, OFFICE),
    }
    ways = ("shared", "shared_call") if shared_phone else (kind, f"{kind}_call")
    return fitting(*ways, values)


def _mail(kind: str, row: Invitation) -> Draft:
    values = {
        "day": speech.day(row.book_by_on),
        "talk_by": speech.day(row.talk_by_on),
        "coach": row.counsellor.name,
    } | _house()
    return Draft(
        kind=kind,
        matter=row.public_id,
        title=text(f"messages.invited.{kind}.subject", **values),
        body="\n\n".join(_said(kind, row, values)) + "\n",
        until_at=_until(row),
    )


def _until(row: Invitation) -> datetime:
    return day_bounds(row.book_by_on)[1]


def _said(kind: str, row: Invitation, values: Mapping[str, str]) -> list[str]:
    said = [text(f"messages.invited.{kind}.body", **values)]
    if kind != INVITED_WITHDRAWN:
        said.append(text(f"messages.invited.{'must' if row.must else 'asked'}", **values))
        said.append(text("messages.invited.duty", **values))
    return [*said, text("messages.ending", **values)]


def _house() -> dict[str, str]:
    house = settings.STAASTED
    return {"office": house.office_name, "phone": house.office_phone, "address": _address()}


def _address() -> str:
    """The front page, without an id: a letter is a place where people learn what links are."""
    house = settings.STAASTED.public_url
    return f"{house}/mit-forloeb/" if house else text("messages.invited.page")
