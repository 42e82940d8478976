"""What a citizen is told of an invitation: by when, never what it is about.

What it is about may be illness. The last words are those of semantics 9: the benefit may be
affected, who decides, what to do now. The letter goes by e-mail whatever one has chosen, since it
is the written one; an SMS, the reminder and the word that the last day has passed go by the
person's own wishes (decisions 0039 and 0063).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from django.conf import settings

from staasted.apps.booking.days import danish_day, day_bounds
from staasted.apps.booking.reminder_words import COACH, OFFICE, fitting, short_day
from staasted.apps.booking.reminding import roads_to
from staasted.apps.citizens.selectors import counsellor_of
from staasted.apps.invitations.models import Invitation, SelfBookingTaken
from staasted.apps.org.models import Person
from staasted.apps.outbox.notices import (
    INVITED,
    INVITED_AGAIN,
    INVITED_OVER,
    INVITED_REMINDER,
    INVITED_WITHDRAWN,
    notice_may_go,
    notice_moment,
    notice_write,
)
from staasted.apps.outbox.services import Draft, matters_drop, message_write
from staasted.apps.outbox.wishes import Wishes, wishes_of
from staasted.catalog import speech
from staasted.catalog.gsm import cut, gsm
from staasted.catalog.language import language_of, speaking
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.ports.messages import Road

WORTH_SENDING = timedelta(days=14)
"""How long what has no last day of its own is worth sending. Source: decisions 0039 and 0063."""
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

    Whoever had an SMS of it gets one of this too, as soon as it may go.
    """
    _letter(INVITED_WITHDRAWN, row, now)
    if row.texted_at is not None:
        _soon(INVITED_WITHDRAWN, row, now, (Road.SMS,))


def asked_again_told(row: Invitation, *, now: datetime) -> None:
    """Tell whoever has cancelled in time that they are still to choose a time, and by when."""
    _letter(INVITED_AGAIN, row, now)
    _soon(INVITED_AGAIN, row, now, (Road.SMS,))


def over_told(row: Invitation, *, now: datetime) -> None:
    """Tell that the last day has passed, who decides and what to do now, by the person's roads.

    What waits of the invitation is dropped: it is no news any more.
    """
    matters_drop([row.public_id])
    _soon(INVITED_OVER, row, now, tuple(Road))


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
    _with_coach(row, now)
    with speaking(language_of(person.language)):
        draft = _mail(kind, row, now)
    message_write(person=person, draft=draft, now=now)


def _soon(kind: str, row: Invitation, now: datetime, of: tuple[Road, ...]) -> None:
    """By those roads the person wants, as soon as their hours and their day's most allow it."""
    person = row.citizen.person
    wishes = wishes_of(person)
    roads = [road for road in roads_to(person, wishes) if road in of]
    from_at = notice_moment(person, now=now, matter=row.public_id)
    _notice(kind, row, wishes, roads, now, from_at=from_at)


def _notice(
    kind: str,
    row: Invitation,
    wishes: Wishes,
    roads: Iterable[Road],
    now: datetime,
    *,
    from_at: datetime | None = None,
) -> None:
    person: Person = row.citizen.person
    _with_coach(row, now)
    with speaking(language_of(person.language)):
        drafts = list(_drafts(kind, row, wishes, roads, now))
    notice_write(person=person, drafts=drafts, now=now, from_at=from_at)


def _with_coach(row: Invitation, now: datetime) -> None:
    """Name whoever is the coach now: it is their times the page shows. The row stays."""
    row.counsellor = counsellor_of(row.citizen, on=danish_day(now)) or row.counsellor


def _drafts(
    kind: str, row: Invitation, wishes: Wishes, roads: Iterable[Road], now: datetime
) -> Iterator[Draft]:
    for road in roads:
        if road is Road.SMS:
            body = invitation_sms(kind, row, shared_phone=wishes.shared_phone)
            until, again = _until(kind, row, now), _again(kind, row, now)
            yield Draft(kind, row.public_id, "", body, until, road, again=again)
        else:
            yield _mail(kind, row, now)


def invitation_sms(kind: str, row: Invitation, *, shared_phone: bool) -> str:
    """The SMS of a kind in the language that is spoken: one message, never what it is about."""
    values = {
        "day": short_day(row.book_by_on),
        "coach": cut(row.counsellor.name, COACH) or cut(text("messages.sms.coach"), COACH),
    } | office_sms()
    said = INVITED if kind == INVITED_AGAIN else kind
    called = f"{said}_call"
    way = called if kind == INVITED_OVER and not _bookable(row) else said
    ways = ("shared", "shared_call") if shared_phone else (way, called)
    return fitting(*ways, values)


def office_sms() -> dict[str, str]:
    """The office as an SMS says it."""
    return {
        "phone": gsm(settings.STAASTED.office_phone.replace(" ", "")),
        "office": cut(settings.STAASTED.office_name, OFFICE),
    }


def _mail(kind: str, row: Invitation, now: datetime) -> Draft:
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
        until_at=_until(kind, row, now),
        again=_again(kind, row, now),
    )


def _until(kind: str, row: Invitation, now: datetime) -> datetime:
    """An invitation is worth sending until its last day ends; that it is over, some days more."""
    over = kind in (INVITED_WITHDRAWN, INVITED_OVER)
    return now + WORTH_SENDING if over else day_bounds(row.book_by_on)[1]


def _again(kind: str, row: Invitation, now: datetime) -> int:
    """What tells one time of asking again from the next: its second, since the invitation."""
    return int((now - row.made_at).total_seconds()) if kind == INVITED_AGAIN else 0


def _bookable(row: Invitation) -> bool:
    """Whether the citizen may still book it themselves when the last day has passed."""
    purpose = catalog().purposes.get(row.purpose)
    return purpose is not None and purpose.for_everyone


def _said(kind: str, row: Invitation, values: Mapping[str, str]) -> list[str]:
    said = [text(f"messages.invited.{kind}.body", **values)]
    if kind == INVITED_OVER:
        said.append(text(f"messages.invited.{'still' if _bookable(row) else 'ring'}", **values))
        said.append(text("messages.invited.over_duty", **values))
    elif kind != INVITED_WITHDRAWN:
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
