"""Messages of a demo: written as files anybody can open, sent to nobody."""

from dataclasses import dataclass
from pathlib import Path

from staasted.integrations.mail import letter
from staasted.ports.messages import NotSent, Outgoing, Road

SENT_FROM = "demo@staasted.example"
_OWNERS_FOLDER = 0o700


@dataclass(frozen=True)
class MessageFiles:
    """Writes each message into a folder, named by its key: an ``.eml`` file, an SMS as text."""

    folder: Path
    slug: str = "demo"

    def send(self, message: Outgoing) -> None:
        """Write the file. Errors: NotSent where the folder does not take it."""
        by_mail = message.road is Road.EMAIL
        made = (
            bytes(letter(message, sent_from=SENT_FROM, name="Demo")) if by_mail else _sms(message)
        )
        ending = "eml" if by_mail else "sms.txt"
        try:
            self.folder.mkdir(mode=_OWNERS_FOLDER, parents=True, exist_ok=True)
            (self.folder / f"{message.key}.{ending}").write_bytes(made)
        except OSError as error:
            raise NotSent("no_room") from error


def _sms(message: Outgoing) -> bytes:
    """A telephone number and what it is sent."""
    return f"+{message.to}\n{message.body}\n".encode()
