"""Making rooms for conversations on video: by the worker where somebody outside is asked, or by
hand. Whoever is killed in between asks again: a room is the same for the same key.
"""

import logging
from datetime import datetime

from django.db import transaction

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import act_log
from staasted.apps.booking.confirming import video_told
from staasted.apps.booking.models import Booking, Resource, ResourceKind, VideoMeeting, VideoState
from staasted.apps.booking.partner_telling import partner_video
from staasted.apps.booking.video import meeting_of, room_ready, rooms_in_use
from staasted.apps.citizens.services import case_lock
from staasted.apps.org.clock import clock
from staasted.apps.outbox.waiting import wait_after
from staasted.core.errors import DomainError
from staasted.core.weblink import weblink
from staasted.ports.adapters import video_rooms
from staasted.ports.video import Made, NotMade

WORST = 2
"""Tries after which whoever runs the house is told. Source: decision 0032."""

_log = logging.getLogger(__name__)


def video_make_next(*, now: datetime) -> bool:
    """Make or end the room that has waited longest; False when none is due."""
    due = VideoMeeting.objects.filter(
        state__in=[VideoState.WANTED, VideoState.ENDING], next_try_at__lte=now
    )
    room = due.select_related("booking__citizen__person").order_by("next_try_at", "id").first()
    if room is None:
        return False
    if _claimed(room, now):
        try:
            _ended(room) if room.state == VideoState.ENDING else _made(room, now)
        except NotMade as refused:
            _again(room, refused.code, final=refused.final)
        except Exception as error:  # noqa: BLE001 the next try finds what there is
            _log.error("video %s: %s", room.pk, type(error).__name__)
            _again(room, "broken_off", final=False)
    return True


def videos_failing(*, now: datetime) -> int:
    """How many conversations ahead have no room, because whoever makes it does not."""
    waiting = VideoMeeting.objects.filter(state=VideoState.WANTED, tries__gte=WORST)
    return waiting.filter(booking__starts_at__gt=now, next_try_at__isnull=False).count()


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


def _claimed(room: VideoMeeting, now: datetime) -> bool:
    """Whether it is ours to ask for: put off by one question, so that nobody else asks too."""
    same = VideoMeeting.objects.filter(
        pk=room.pk, state=room.state, next_try_at=room.next_try_at, tries=room.tries
    )
    room.tries += 1
    return bool(same.update(tries=room.tries, next_try_at=now + wait_after(room.tries)))


def _made(room: VideoMeeting, now: datetime) -> None:
    """Ask for a room, and tell where it is. Too late, none is needed any more."""
    rooms = rooms_in_use()
    if room.booking.ends_at <= now:
        VideoMeeting.objects.filter(pk=room.pk).update(state=VideoState.OVER, next_try_at=None)
        return
    if rooms is None:
        raise NotMade("no_way")
    made = rooms.make(meeting_of(room))
    with transaction.atomic():
        case_lock(room.booking.citizen)
        held = VideoMeeting.objects.select_for_update(of=("self",)).get(pk=room.pk)
        if held.state == VideoState.WANTED:
            held.by = rooms.slug
            room_ready(held, made)
            _told(held, _current(held.booking_id))
        elif held.state == VideoState.READY:
            held.ref = made.ref  # somebody wrote another address meanwhile; this one ends with it
            held.save(update_fields=["ref"])
        else:
            VideoMeeting.objects.filter(pk=held.pk).update(
                state=VideoState.ENDING, ref=made.ref, next_try_at=clock.now()
            )


def _ended(room: VideoMeeting) -> None:
    rooms = video_rooms(room.by)
    if rooms is None:
        raise NotMade("no_way")
    rooms.end(meeting_of(room), room.ref)
    over = {"state": VideoState.OVER, "ref": "", "next_try_at": None, "failure": ""}
    VideoMeeting.objects.filter(pk=room.pk).update(**over)


def _again(room: VideoMeeting, code: str, *, final: bool) -> None:
    """Say why not; where trying cannot help, nobody does."""
    same = VideoMeeting.objects.filter(pk=room.pk, state=room.state)
    same.update(failure=code, **({"next_try_at": None} if final else {}))


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
