"""Video by hand: the address somebody always uses, or one they write for each conversation."""

from staasted.ports.video import Made, Meeting, NotMade


class ByHand:
    """The holder's own standing address."""

    slug = "by_hand"
    at_once = True

    def make(self, meeting: Meeting) -> Made:
        """Errors: NotMade where the holder has none: somebody writes it."""
        if not meeting.standing:
            raise NotMade("to_be_written", final=True)
        return Made(meeting.standing)

    def end(self, meeting: Meeting, ref: str) -> None:
        """It is theirs, and stays."""
