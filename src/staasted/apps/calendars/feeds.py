"""Feeds of one's own times: made, renewed and ended by their owner, read by the secret address.

A citizen's says when, how, where and with whom; staff's says no name, for it leaves the house
(decision 0030).
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from staasted.apps.audit.actor import OPERATOR, Actor, Role
from staasted.apps.audit.reading import reading
from staasted.apps.audit.services import act_log
from staasted.apps.booking.access import own_calendar
from staasted.apps.booking.entries import (
    CANCELLED,
    Entry,
    Step,
    calendar_file,
    entry_of,
    steps_of,
    uid_of,
    with_coach,
)
from staasted.apps.booking.models import Booking
from staasted.apps.booking.selectors import held_by
from staasted.apps.calendars.models import Feed
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import Citizen
from staasted.apps.meetings.selectors import GroupMeeting, meetings_held_by
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.apps.org.guessing import place_hash
from staasted.apps.org.models import Person
from staasted.apps.org.rates import Purpose, rate_take
from staasted.apps.org.selectors import actor_for, roles_on
from staasted.catalog.language import language_of, speaking
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text

OWNERS = (Role.CITIZEN, Role.COUNSELLOR)
PAGE = "calendar_feed"
PURPOSE = "own_calendar"
_SECRET_BYTES = 32
_UID_LENGTH = 32


@dataclass(frozen=True, slots=True)
class FeedFile:
    """What a feed answers with, and the version's name."""

    content: bytes
    tag: str


@transaction.atomic
def feed_make(*, actor: Actor) -> str:
    """Make a feed, or give it another address: the old one ends. Returns the secret, never again.

    Errors: AccessRefused; NotYours where there is no open case.
    """
    owner, now = _owner(actor), clock.now()
    if actor.role is Role.CITIZEN and not _cases(owner, still_open=True):
        raise NotYours
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    fresh = {"address_hash": _hash(secret), "made_at": now, "read_at": None}
    Feed.objects.update_or_create(person_id=owner, role=actor.role, defaults=fresh)
    _logged(actor, "feed_make", owner, actor.role, actor.ref)
    return secret


@transaction.atomic
def feed_end(*, actor: Actor) -> None:
    """End one's feed at once; the address leads nowhere. Errors: AccessRefused."""
    owner = _owner(actor)
    gone, _ = Feed.objects.filter(person_id=owner, role=actor.role).delete()
    if gone:
        _logged(actor, "feed_end", owner, actor.role, actor.ref)


def feed_of(actor: Actor) -> Feed | None:
    """One's own feed, if there is one. Errors: AccessRefused."""
    return Feed.objects.filter(person_id=_owner(actor), role=actor.role).first()


def feed_read(secret: str, *, asked_from: str, now: datetime) -> FeedFile:
    """The calendar behind an address, logged as its owner's reading.

    Errors: NotYours, the same whether the address never was, was ended, or its owner has no times
    here any more; TooOften, counted for each feed, and for each address on the net that asks for
    none.
    """
    sought = _hash(secret)
    feed = Feed.objects.select_related("person").filter(address_hash=sought).first()
    who = f"feed {sought}" if feed else asked_from
    rate_take(purpose=Purpose.FEED, who=who, now=clock.wall())
    if feed is None:
        raise NotYours
    content = _written(feed, now)
    Feed.objects.filter(pk=feed.pk).update(read_at=now)
    return FeedFile(content, place_hash("feed version", content.decode())[:_UID_LENGTH])


@transaction.atomic
def feeds_expire() -> int:
    """End every feed whose owner has no times here any more; how many."""
    ended = [feed for feed in Feed.objects.select_related("person") if not _stands(feed)]
    for feed in ended:
        feed.delete()
        _logged(OPERATOR, "feed_end", feed.person_id, Role(feed.role), feed.person.public_id)
    return len(ended)


def _stands(feed: Feed) -> bool:
    if feed.role == Role.COUNSELLOR:
        return feed.role in roles_on(person_id=feed.person_id, on=clock.today())
    return bool(_cases(feed.person_id, still_open=True))


def _written(feed: Feed, now: datetime) -> bytes:
    """The file, in its owner's language. Errors: NotYours."""
    actor = actor_for(person=feed.person, role=Role(feed.role))
    since = now - timedelta(days=catalog().policy["feed_days_back"])
    with (
        reading(actor=actor, purpose=PURPOSE, page=PAGE, at=now),
        speaking(language_of(feed.person.language)),
    ):
        shown = _entries(actor, feed.person, since)
        return calendar_file(shown, name=text("calendars.entry.name"))


def _entries(actor: Actor, owner: Person, since: datetime) -> list[Entry]:
    if actor.role is Role.CITIZEN:
        held = own_calendar(actor, on=clock.today(), since=since)
    elif actor.role in roles_on(person_id=owner.pk, on=clock.today()):
        held = held_by(owner, since=since)
    else:
        raise NotYours
    own = [_entry(actor, booking, first, moves) for booking, first, moves in _last(held, since)]
    return own if actor.role is Role.CITIZEN else [*own, *_meetings(owner, since)]


def _meetings(owner: Person, since: datetime) -> list[Entry]:
    """The meetings somebody holds; those cancelled long ago are gone."""
    held = meetings_held_by(owner, since=since)
    return [_meeting(each) for each in held if (each.cancelled_at or since) >= since]


def _meeting(meeting: GroupMeeting) -> Entry:
    where = text(f"calendars.entry.where.{meeting.channel}")
    if meeting.place is not None:
        where = f"{meeting.place.name}, {meeting.place.address}"
    return Entry(
        uid=uid_of(place_hash("calendar entry", meeting.public_id)[:_UID_LENGTH]),
        sequence=meeting.changes + (meeting.cancelled_at is not None),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        title=text("calendars.entry.staff_meeting"),
        where=where,
        stamp=meeting.cancelled_at or meeting.changed_at,
        cancelled=meeting.cancelled_at is not None,
    )


def _last(held: list[Booking], since: datetime) -> list[tuple[Booking, str, int]]:
    """Of each chain of moves the last that is theirs; what was cancelled long ago is gone."""
    steps = steps_of(held)
    last: dict[str, Booking] = {}
    for booking in sorted(held, key=lambda each: steps[each.pk].moves):
        last[steps[booking.pk].first] = booking
    return [
        (booking, first, steps[booking.pk].moves)
        for first, booking in last.items()
        if booking.outcome not in CANCELLED or (booking.outcome_at or since) > since
    ]


def _entry(actor: Actor, booking: Booking, first: str, moves: int) -> Entry:
    if actor.role is Role.CITIZEN:
        return entry_of(booking, Step(first, moves), title=with_coach(booking))
    # Another name than in the citizen's calendar: whoever keeps both cannot lay them side by side.
    hidden = uid_of(place_hash("calendar entry", first)[:_UID_LENGTH])
    title = text("calendars.entry.staff")
    return entry_of(booking, Step(first, moves), title=title, uid=hidden, holds=True)


def _cases(owner: int, *, still_open: bool = False) -> list[str]:
    """The public id of a person's own case."""
    cases = Citizen.objects.filter(person_id=owner)
    cases = cases.filter(closed_on=None) if still_open else cases
    return list(cases.values_list("public_id", flat=True))


def _logged(actor: Actor, act: str, owner: int, role: Role, subject: str) -> None:
    """A citizen's feed is about their case."""
    cases = _cases(owner) if role is Role.CITIZEN else []
    act_log(actor=actor, act=act, at=clock.now(), citizens=cases, subject=subject)


def _owner(actor: Actor) -> int:
    role_require(actor, *OWNERS)
    if actor.person_id is None:
        raise NotYours
    return actor.person_id


def _hash(secret: str) -> str:
    return place_hash("feed", secret)
