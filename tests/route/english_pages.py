"""What a page says aloud in English: its words, without what is marked as Danish."""

from html.parser import HTMLParser

VOID = frozenset({"input", "meta", "link", "br", "img", "hr", "use", "path"})
SPOKEN = ("title", "alt", "aria-label", "placeholder")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str | None]] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.said += [words for name in SPOKEN if (words := told.get(name))]
        if tag not in VOID:
            self.open.append((tag, told.get("lang")))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        marked = any(lang == "da" for _, lang in self.open)
        if data.strip() and not marked:
            self.said.append(data.strip())


def said_on(page: str) -> list[str]:
    """Every line of a page, and every name only a screen reader says."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.said
