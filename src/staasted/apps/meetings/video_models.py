"""The room a meeting by video meets in: one for all who have a seat."""

from django.db import models
from django.db.models import Q

from staasted.apps.booking.video_models import READY_HAS_ADDRESS, VideoRoom


class MeetingVideo(VideoRoom):
    """As ``VideoMeeting`` of a booking, for a meeting: wanted with it, made when it can be.

    A meeting that moves gets another one; the earlier are over.
    """

    meeting = models.ForeignKey(
        "meetings.GroupMeeting", on_delete=models.PROTECT, related_name="videos"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="meetings_meetingvideo_one_at_a_time",
                fields=["meeting"],
                condition=Q(state__in=["wanted", "ready"]),
                violation_error_message="This meeting has a room already.",
            ),
            models.CheckConstraint(
                name="meetings_meetingvideo_ready_has_an_address",
                condition=READY_HAS_ADDRESS,
                violation_error_message="A room that is ready has an address, and no other has.",
            ),
        ]
