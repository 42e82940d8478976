"""Messages of a demo: written as files anybody can open, sent to nobody."""

from dataclasses import dataclass
from pathlib import Path

from staasted.integrations.mail import letter
from staasted.ports.messages import NotSent, Outgoing

SENT_FROM = "demo@staasted.example"
_OWNERS_FOLDER = 0o700


@dataclass(frozen=True)
class MessageFiles:
    """Writes each message into a folder as an ``.eml`` file named by its key."""

    folder: Path
    slug: str = "demo"

    def send(self, message: Outgoing) -> None:
        """Write the file. Errors: NotSent where the folder does not take it."""
        made = letter(message, sent_from=SENT_FROM, name="Demo")
        try:
            self.folder.mkdir(mode=_OWNERS_FOLDER, parents=True, exist_ok=True)
            (self.folder / f"{message.key}.eml").write_bytes(bytes(made))
        except OSError as error:
            raise NotSent("no_room") from error
