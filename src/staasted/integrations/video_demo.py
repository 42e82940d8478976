"""Video in a demo: a page of our own that says what would happen there."""

from staasted.ports.video import Made, Meeting


class DemoVideo:
    """The room is a page of the demo; nobody is asked."""

    slug = "demo"
    at_once = True

    def make(self, meeting: Meeting) -> Made:
        """The page by the meeting's key."""
        return Made(f"/demo/video/{meeting.key}/")

    def end(self, meeting: Meeting, ref: str) -> None:
        """Nothing is kept."""
