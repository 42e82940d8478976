"""Ways to rooms for video that answer as they are told, and what a test does with them."""

from collections.abc import Iterator
from contextlib import contextmanager

from staasted.apps.booking.models import Booking, VideoMeeting
from staasted.apps.booking.video_making import video_make_next
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.outbox.models import Message
from staasted.ports import adapters
from staasted.ports.video import Made, Meeting
from tests.happenings import book
from tests.town import Town

LINK = "https://video.aadal.dk/rum"


class Rooms:
    """A way to rooms that answers as it is told, and remembers what it was asked."""

    slug, at_once = "demo", False

    def __init__(self, *answers: object) -> None:
        self.answers, self.asked, self.ended = list(answers), [], []

    def make(self, meeting: Meeting) -> Made:
        self.asked.append(meeting)
        answer = self.answers.pop(0) if self.answers else Made(f"{LINK}/{meeting.key}", "ref-1")
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def end(self, meeting: Meeting, ref: str) -> None:
        self.ended.append((meeting.key, ref))


@contextmanager
def rooms(way: object) -> Iterator[object]:
    """Another way to rooms in the demo's place."""
    before = adapters.video_rooms("demo")
    adapters._video["demo"] = way
    try:
        yield way
    finally:
        adapters._video["demo"] = before


def on_video(case: Citizen, place: Town) -> Booking:
    return book(case, place.karen, channel="video")


def room() -> VideoMeeting:
    return VideoMeeting.objects.latest("id")


def worked(way: object) -> None:
    """Let the worker do all there is now."""
    with rooms(way):
        while video_make_next(now=clock.now()):
            pass


def waiting(person: Person) -> dict[str, Message]:
    rows = Message.objects.filter(person=person, state="waiting")
    return {f"{row.kind}-{row.road}": row for row in rows}
