"""The room of a meeting by video: wanted, ready, over. Inside a transaction that holds the meeting.

Made by the same ways as a conversation's (decision 0032); where somebody outside is asked, the
worker asks (``video_making``). Its address is shown to those with a seat alone.
"""

from staasted.apps.booking.models import Booking, VideoState
from staasted.apps.booking.video import room_let_go, room_want, standing_of
from staasted.apps.meetings.models import GroupMeeting
from staasted.apps.meetings.video_models import MeetingVideo
from staasted.core.axes import Channel
from staasted.ports.video import Meeting

LIVE = (VideoState.WANTED, VideoState.READY)


def video_of(meeting: GroupMeeting) -> MeetingVideo | None:
    """The meeting's room, if it has one: one query."""
    return MeetingVideo.objects.filter(meeting=meeting, state__in=LIVE).first()


def link_of_seat(booking: Booking) -> str:
    """The address somebody with a seat can be sent to; "" where there is none, or it is a demo's
    own page."""
    if booking.channel != Channel.VIDEO or booking.outcome is not None:
        return ""
    rooms = MeetingVideo.objects.filter(meeting__taken__booking=booking, state=VideoState.READY)
    address: str = rooms.values_list("address", flat=True).first() or ""
    return "" if address.startswith("/") else address


def meeting_video_keep(meeting: GroupMeeting) -> None:
    """Want a room for a meeting by video; ready at once if it can."""
    if meeting.channel != Channel.VIDEO:
        return
    room_want(MeetingVideo(meeting=meeting), asked_of)


def asked_of(room: MeetingVideo) -> Meeting:
    """The room as its keeper is asked for it."""
    meeting = room.meeting
    standing = standing_of(meeting.holder_id)
    return Meeting(room.key, meeting.starts_at, meeting.ends_at, standing)


def meeting_video_over(meeting: GroupMeeting) -> None:
    """Let the meeting's room be no more; its keeper is told, where it knows or may know of it."""
    for room in MeetingVideo.objects.select_for_update().filter(meeting=meeting, state__in=LIVE):
        room_let_go(room)
