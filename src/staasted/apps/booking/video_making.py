"""Making rooms for conversations on video: by the worker where somebody outside is asked, or by
hand.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import act_log
from staasted.apps.booking.confirming import video_told
from staasted.apps.booking.models import Booking, Resource, ResourceKind, VideoMeeting
from staasted.apps.booking.partner_telling import partner_video
from staasted.apps.booking.video import meeting_of, room_ready
from staasted.apps.booking.video_rounds import Rounds
from staasted.apps.citizens.services import case_lock
from staasted.apps.org.clock import clock
from staasted.core.errors import DomainError
from staasted.core.weblink import weblink
from staasted.ports.video import Made


def video_make_next(*, now: datetime) -> bool:
    """Make or end the room that has waited longest; False when none is due."""
    return _ROUNDS.next(now=now)


def videos_failing(*, now: datetime) -> QuerySet[VideoMeeting]:
    """The conversations ahead that have no room, because whoever makes it does not; to be
    counted."""
    return _ROUNDS.failing().filter(booking__starts_at__gt=now)


@transaction.atomic
def video_write(*, actor: Actor, booking: Booking, address: str, keep: bool = False) -> None:
    """Let a booking meet at an address somebody wrote; ``keep`` it as what its holder always uses.

    The room has opened the case. The citizen is told. Errors: DomainError ``no_weblink``,
    ``not_live``, ``no_video``.
    """
    link = weblink(address)
    case_lock(booking.citizen)
    rows = VideoMeeting.objects.select_for_update(of=("self",))
    room = rows.filter(booking=booking).first()
    current = _current(booking.pk)
    if current.outcome is not None:
        raise DomainError("not_live")
    if room is None:
        raise DomainError("no_video")
    if keep and current.counsellor_id == actor.person_id:
        own = Resource.objects.filter(kind=ResourceKind.COUNSELLOR, person=actor.person_id)
        own.update(video_address=link)
    if room.address != link:
        room_ready(room, Made(link, room.ref))
        _told(room, current)
        _logged(actor, current)


def _kept(room: VideoMeeting, taken: Callable[[VideoMeeting], bool]) -> None:
    """With the case held; those who meet there are told of a room that has become ready."""
    with transaction.atomic():
        case_lock(room.booking.citizen)
        held = VideoMeeting.objects.select_for_update(of=("self",)).get(pk=room.pk)
        if taken(held):
            _told(held, _current(held.booking_id))


def _told(room: VideoMeeting, booking: Booking) -> None:
    """Save a room that is ready, and tell those who meet there."""
    room.changes += 1
    room.save()
    booking.video = room
    video_told(booking, again=room.changes, now=clock.now())
    partner_video(booking, again=room.changes, now=clock.now())


def _current(key: int) -> Booking:
    rows = Booking.objects.select_related("citizen__person", "counsellor", "partner", "place")
    return rows.get(pk=key)


def _logged(actor: Actor, booking: Booking) -> None:
    act_log(
        actor=actor,
        act="video_write",
        at=clock.now(),
        citizens=[booking.citizen.public_id],
        subject=booking.public_id,
    )


_ROUNDS = Rounds(
    lambda: VideoMeeting.objects.select_related("booking__citizen__person"), meeting_of, _kept
)
