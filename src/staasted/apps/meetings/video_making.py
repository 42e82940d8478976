"""Making rooms for meetings by video: by the worker where somebody outside is asked, or by hand."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.video import room_ready
from staasted.apps.booking.video_rounds import Rounds
from staasted.apps.meetings.holding import Held, held_require, with_all_held
from staasted.apps.meetings.models import GroupMeeting
from staasted.apps.meetings.recording import meeting_logged
from staasted.apps.meetings.seating import seats_taken
from staasted.apps.meetings.telling import seat_told
from staasted.apps.meetings.video import asked_of, video_of
from staasted.apps.meetings.video_models import MeetingVideo
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.core.errors import DomainError
from staasted.core.weblink import weblink
from staasted.ports.video import Made


def meeting_video_next(*, now: datetime) -> bool:
    """Make or end the room that has waited longest; False when none is due."""
    return _ROUNDS.next(now=now)


def meeting_videos_failing(*, now: datetime) -> QuerySet[MeetingVideo]:
    """The meetings ahead that have no room, because whoever makes it does not; to be counted."""
    return _ROUNDS.failing().filter(meeting__starts_at__gt=now)


def meeting_video_write(*, actor: Actor, meeting: GroupMeeting, address: str) -> None:
    """Let a meeting meet at an address somebody wrote; everybody with a seat is told.

    Errors: AccessRefused; NotYours; DomainError ``no_weblink``, ``meeting_begun``, ``no_video``,
    ``meeting_busy``.
    """
    role_require(actor, Role.COUNSELLOR)
    link = weblink(address)

    def write(held: Held) -> None:
        held_require(held)
        room = video_of(held.meeting)
        if room is None:
            raise DomainError("no_video")
        if held.meeting.ends_at <= clock.now():
            raise DomainError("meeting_begun")
        if room.address != link:
            room_ready(room, Made(link, room.ref))
            _told(room, held)
            told = [seat.citizen for seat in seats_taken(held.meeting)]
            meeting_logged(actor, "meeting_video_write", held.meeting, citizens=told)

    with_all_held(meeting, write)


def _kept(room: MeetingVideo, taken: Callable[[MeetingVideo], bool]) -> None:
    """With the meeting held; everybody with a seat is told of a room that has become ready."""

    def keep(held: Held) -> None:
        held_require(held)
        current = MeetingVideo.objects.select_for_update(of=("self",)).get(pk=room.pk)
        if taken(current):
            _told(current, held)

    with_all_held(room.meeting, keep)


def _told(room: MeetingVideo, held: Held) -> None:
    """Save a room that is ready, and tell those with a seat."""
    room.changes += 1
    room.save()
    for seat in seats_taken(held.meeting):
        seat_told("video", seat.booking, again=room.changes)


_ROUNDS = Rounds(lambda: MeetingVideo.objects.select_related("meeting"), asked_of, _kept)
