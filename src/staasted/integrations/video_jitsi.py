"""Video by Jitsi: an address is a room, and whoever knows it may come in."""

from dataclasses import dataclass

from staasted.ports.video import Made, Meeting


@dataclass(frozen=True)
class Jitsi:
    """Rooms on a Jitsi server: ``base`` is its address. The name is the meeting's secret key."""

    base: str
    slug: str = "jitsi"
    at_once: bool = True

    def make(self, meeting: Meeting) -> Made:
        """An address nobody can guess: 128 bits. Jitsi looks past capitals, and there are none."""
        return Made(f"{self.base.rstrip('/')}/{meeting.key}")

    def end(self, meeting: Meeting, ref: str) -> None:
        """A room nobody is in is none: Jitsi keeps nothing."""
