"""One job ad as a feed tells it, checked: whatever the feed holds, this is short plain text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape

from staasted.core.ads.distance import Point
from staasted.core.errors import DomainError
from staasted.core.weblink import weblink

REF, TITLE, NAME = 100, 200, 100
"""Characters of an ad's own id, its title, and an employer, a place or hours. Source: decision
0042."""
TEXT = 10_000
"""Characters of the text; the rest is cut. Source: same."""
RAW = 50_000
"""Characters of markup that are read to find that text. Source: same."""

REQUIRED = ("id", "title", "employer", "published")
NAMES = (
    *REQUIRED,
    *("field", "place", "postal_code", "latitude", "longitude", "deadline", "hours", "text"),
    "link",
)
"""What a row may tell, and is looked at."""
YEARS = range(2000, 2100)
"""A day outside these is no day an ad has. Source: same."""
SILENT = frozenset({"script", "style", "head", "template"})
"""What stands in these is no text of the ad."""
APART = frozenset({"p", "br", "li", "ul", "ol", "div", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_TAG = re.compile(r"(</?[a-zA-Z!][^<>]*>)")
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*|!)[^<>]*>")
_MARKUP = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z#]")
_POSTAL = re.compile(r"[0-9]{4}")
_BLANKS = re.compile(r"[^\S\n]+")


class AdRefused(Exception):
    """A row of a feed that is no ad; ``code`` says why and holds nothing of it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Ad:
    """A job ad. ``ref`` is the feed's own id, ``trade`` what it calls the field of work.

    ``postal_code`` is four digits or empty, ``at`` None where the feed gives no coordinates,
    ``deadline_on`` the last day one may apply (inclusive) or None, ``link`` https, http or empty.
    """

    ref: str
    title: str
    employer: str
    published_on: date
    trade: str = ""
    place: str = ""
    postal_code: str = ""
    at: Point | None = None
    deadline_on: date | None = None
    hours: str = ""
    text: str = ""
    link: str = ""


def ad_read(row: Mapping[str, object]) -> Ad:
    """Return the ad a row of a feed tells; names nobody knows are left unread.

    Errors: AdRefused ``lacks``, ``too_long``, ``no_day``, ``no_link``,
    ``no_place``, ``not_plain``.
    """
    said = {name: _said(row[name]) for name in NAMES if name in row}
    for name in REQUIRED:
        if not said.get(name):
            raise AdRefused("lacks")
    return Ad(
        ref=_line(said, "id", REF),
        title=_line(said, "title", TITLE),
        employer=_line(said, "employer", NAME),
        published_on=_day(said["published"]),
        trade=_line(said, "field", NAME),
        place=_line(said, "place", NAME),
        postal_code=_postal(said),
        at=_point(said),
        deadline_on=_day(said["deadline"]) if said.get("deadline") else None,
        hours=_line(said, "hours", NAME),
        text=plain(said.get("text", ""))[:TEXT].rstrip(),
        link=_link(said.get("link", "")),
    )


def plain(written: str) -> str:
    """Return a text without markup and control characters; a new line where a paragraph was.

    Only the first ``RAW`` characters are read. Never raises.
    """
    written = written[:RAW]
    if _MARKUP.search(written):
        written = _unmarked(written)
    clean = _CONTROL.sub(" ", written.replace("\r\n", "\n").replace("\r", "\n"))
    lines = [_BLANKS.sub(" ", line).strip() for line in clean.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _unmarked(written: str) -> str:
    """What a reader of a page sees: one pass, however the markup is broken."""
    said, silent = list[str](), ""
    for piece in _TAG.split(written):
        tag = _NAME.match(piece)
        if tag is None:
            said.append("" if silent else unescape(piece))
            continue
        closes, name = bool(tag[1]), tag[2].lower()
        if silent:
            silent = "" if closes and name == silent else silent
        elif name in SILENT and not closes:
            silent = name
        elif name in APART:
            said.append("\n")
    return "".join(said)


def _said(value: object) -> str:
    """A cell as text; lists and objects say nothing we know."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str | int | float):
        return str(value).strip()
    raise AdRefused("not_plain")


def _line(said: Mapping[str, str], name: str, most: int) -> str:
    """One line of text. Errors: AdRefused ``too_long``, ``lacks``."""
    line = " ".join(plain(said.get(name, "")).split())
    if len(line) > most:
        raise AdRefused("too_long")
    if name in REQUIRED and not line:
        raise AdRefused("lacks")
    return line


def _day(written: str) -> date:
    """A day as ISO 8601 writes it; of a moment its day. Errors: AdRefused ``no_day``."""
    try:
        day = date.fromisoformat(written[:10])
    except ValueError:
        raise AdRefused("no_day") from None
    if day.year not in YEARS:
        raise AdRefused("no_day")
    return day


def _postal(said: Mapping[str, str]) -> str:
    found = _POSTAL.fullmatch(said.get("postal_code", ""))
    return found.group() if found else ""


def _point(said: Mapping[str, str]) -> Point | None:
    """Both coordinates or none. Errors: AdRefused ``no_place``."""
    latitude, longitude = said.get("latitude", ""), said.get("longitude", "")
    if not latitude and not longitude:
        return None
    try:
        return Point(float(latitude.replace(",", ".")), float(longitude.replace(",", ".")))
    except ValueError:
        raise AdRefused("no_place") from None


def _link(written: str) -> str:
    """The address of the ad. Errors: AdRefused ``no_link``."""
    try:
        return weblink(written, also_clear=True) if written else ""
    except DomainError:
        raise AdRefused("no_link") from None
