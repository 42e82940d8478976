"""Letters as files: the demo's own post, which leaves the house never."""

from pathlib import Path

from staasted.ports.post import NotCarried, Posted


class LetterFiles:
    """Writes each letter as a file of its own, so that one can see what would have gone."""

    slug = "demo"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def carry(self, letter: Posted) -> str:
        """Write the letter; again is the same file. Errors: NotCarried ``no_room``."""
        head = (letter.sender, letter.receiver, letter.sent_at.isoformat(), "", letter.title)
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path = self.folder / f"{letter.key}.txt"
            path.write_text("\n".join([*head, "", letter.body, ""]), encoding="utf-8")
        except OSError:
            raise NotCarried("no_room") from None
        return path.name
