"""Finds sentences where there should be none: in templates and in Python."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from tests.house.tree import docstrings

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
TAG_BY_NAME = re.compile(r"(</?)\{\{.*?\}\}")  # <{{ level }}>: an element chosen as it runs
QUERY = re.compile(r"[?&]\w+=")
LETTERS = re.compile(r"[^\W\d_]{2,}")
SPOKEN_ATTRIBUTES = {"title", "alt", "aria-label", "aria-description", "placeholder", "label"}
SILENT_ELEMENTS = {"script", "style"}

DANISH_LETTER = re.compile(r"[æøåÆØÅ]")
DANISH_WORD = re.compile(
    r"\b(og|ikke|til|det|den|du|jeg|vi|skal|har|eller|som|med|af|fra|din|dit|dine|vores)\b"
)
SENTENCE = re.compile(r"^[A-ZÆØÅ][a-zæøå]+(?: [\wæøåÆØÅ,.!?-]+){2,}")


class _Reader(HTMLParser):
    """Collects what a page says aloud: text nodes and spoken attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[int, str]] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT_ELEMENTS
        for name, value in attrs:
            if name in SPOKEN_ATTRIBUTES and value and LETTERS.search(value):
                self.said.append((self.getpos()[0], f"{name}={value}"))

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT_ELEMENTS

    def handle_data(self, data: str) -> None:
        if not self.silent and LETTERS.search(QUERY.sub("", data)):
            self.said.append((self.getpos()[0], data.strip()))


def _blank(match: re.Match[str]) -> str:
    """As many line ends as the match had, so that line numbers stay true."""
    return " " + "\n" * match[0].count("\n")


def prose_in_template(source: str) -> list[tuple[int, str]]:
    """Line and words of everything a template says that is not from the catalogue."""
    reader = _Reader()
    reader.feed(JINJA.sub(_blank, TAG_BY_NAME.sub(r"\1i", source)))
    reader.close()
    quoted = [
        (source.count("\n", 0, block.start()) + 1, words)
        for block in JINJA.finditer(source)
        if not block[0].startswith("{#")
        for pair in QUOTED.findall(block[0])
        if is_prose(words := pair[0] or pair[1]) or SENTENCE.match(words)
    ]
    return reader.said + quoted


def is_prose(words: str) -> bool:
    """True of Danish: a word with a letter only Danish has, or two of its small words."""
    if DANISH_LETTER.search(words) and LETTERS.search(words):
        return True
    return len(words.split()) > 2 and len(set(DANISH_WORD.findall(words.lower()))) > 1


def prose_in_python(tree: ast.Module, *, room: bool) -> Iterator[tuple[int, str]]:
    """Line and words of Danish in a file; in a room, of any sentence outside a ``raise``."""
    spoken = docstrings(tree)
    raised = {
        inner for node in ast.walk(tree) if isinstance(node, ast.Raise) for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or node in spoken:
            continue
        sentence = room and node not in raised and SENTENCE.match(node.value)
        if sentence or is_prose(node.value):
            yield node.lineno, node.value
