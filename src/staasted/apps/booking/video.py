"""The room of a conversation on video: wanted, ready, over. Inside the booking's transaction.

It is a row written with the booking. Where nobody outside need be asked it is ready at once;
else the worker asks (``video_making``). Its address is shown to those who meet there alone.
"""

import re
import secrets
from collections.abc import Callable
from typing import TypeVar

from django.conf import settings

from staasted.apps.booking.models import Booking, Resource, ResourceKind, VideoMeeting, VideoState
from staasted.apps.booking.video_models import VideoRoom
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import is_demo
from staasted.core.axes import Channel
from staasted.core.errors import DomainError
from staasted.core.weblink import weblink
from staasted.ports.adapters import video_rooms
from staasted.ports.video import Made, Meeting, NotMade, VideoRooms

DEMO = "demo"
OWN_PAGE = re.compile(r"/demo/video/[0-9a-f]{32}/")
KEY_BYTES = 16
Row = TypeVar("Row", bound=VideoRoom)


def rooms_in_use() -> VideoRooms | None:
    """The way to rooms of this installation: pages of its own on a demo database."""
    return video_rooms(DEMO if is_demo() else settings.STAASTED.video)


def link_of(booking: Booking, *, holds: bool = False) -> str:
    """The address one can be sent to; "" where there is none yet, or it is a page of a demo.

    ``holds`` is whether it is for whoever holds the conversation.
    """
    room = room_of(booking)
    if room is None or room.address.startswith("/"):
        return ""
    return room.holders_address if holds else room.address


def room_of(booking: Booking) -> VideoMeeting | None:
    """The booking's room, if it has one."""
    found: VideoMeeting | None = getattr(booking, "video", None)
    return found


def video_keep(booking: Booking) -> None:
    """Want a room for a booking that somebody takes part in on video; ready at once if it can."""
    if Channel.VIDEO not in (booking.channel, booking.partner_channel):
        return
    room_want(VideoMeeting(booking=booking), meeting_of)


def meeting_of(room: VideoMeeting) -> Meeting:
    """The room as its keeper is asked for it."""
    booking = room.booking
    standing = standing_of(booking.counsellor_id)
    return Meeting(room.key, booking.starts_at, booking.ends_at, standing)


def standing_of(person_id: int | None) -> str:
    """The address somebody always uses, if they have written one: one query."""
    own = Resource.objects.filter(kind=ResourceKind.COUNSELLOR, person=person_id)
    return own.values_list("video_address", flat=True).first() or ""


def room_want(room: Row, asked: Callable[[Row], Meeting]) -> None:
    """Save a room that is wanted; ready at once where nobody outside need be asked."""
    rooms = rooms_in_use()
    room.key, room.next_try_at = secrets.token_hex(KEY_BYTES), clock.now()
    room.by = rooms.slug if rooms else ""
    if rooms is not None and rooms.at_once:
        room.next_try_at = None
        try:
            room_ready(room, rooms.make(asked(room)))
        except NotMade as refused:
            room.failure = refused.code
    room.save()


def room_ready(room: VideoRoom, made: Made) -> None:
    """Let a room have its address. Not saved. Errors: NotMade where it is no address."""
    others = [made.host_address] if made.host_address else []
    for address in [*others, *([] if OWN_PAGE.fullmatch(made.address) else [made.address])]:
        try:
            weblink(address)
        except DomainError as wrong:
            raise NotMade("no_weblink") from wrong
    room.address, room.ref, room.state = made.address, made.ref, VideoState.READY
    room.host_address = made.host_address
    room.failure, room.next_try_at = "", None


def video_over(booking: Booking) -> None:
    """Let the booking's room be no more; its keeper is told, where it knows or may know of it."""
    room = VideoMeeting.objects.select_for_update().filter(booking=booking).first()
    if room is None or room.state in (VideoState.ENDING, VideoState.OVER):
        return
    room_let_go(room)
    booking.video = room


def room_let_go(room: VideoRoom) -> None:
    """Let a room be no more: it ends at once, or when its keeper has been told."""
    asked = bool(room.ref) or (room.state == VideoState.WANTED and room.tries > 0)
    room.state = VideoState.ENDING if asked else VideoState.OVER
    room.address, room.host_address, room.tries = "", "", 0
    room.next_try_at = clock.now() if asked else None
    room.save(update_fields=["state", "address", "host_address", "tries", "next_try_at"])
