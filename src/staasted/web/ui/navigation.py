"""The ways through each room: what a role finds in the header."""

from typing import TypedDict

from staasted.catalog.texts import text
from staasted.web.ui.addresses import address

NAVIGATION = {
    "citizen": (
        ("ui.navigation.my_course", "my_course"),
        ("plans.navigation", "plan"),
        ("our_agreement.title", "my_agreement"),
        ("ui.navigation.offers", "offers"),
        ("ui.navigation.book_purpose", "book_purpose"),
        ("talking.title", "talk"),
        ("meetings.navigation", "meetings"),
        ("ui.navigation.who_has_seen", "who_has_seen"),
        ("ui.navigation.help", "help"),
    ),
    "counsellor": (
        ("ui.navigation.today", "today"),
        ("ui.navigation.caseload", "caseload"),
        ("ways.calendar_ways.title", "calendar_ways"),
        ("ways.post_ways.title", "post_ways"),
        ("ways.office_ways.title", "office_ways"),
    ),
    "representative": (
        ("ui.navigation.representing", "representing"),
        ("ui.navigation.my_course", "my_course"),
        ("ui.navigation.book_purpose", "book_purpose"),
        ("talking.title", "talk"),
        ("meetings.navigation", "meetings"),
        ("ui.navigation.help", "help"),
    ),
    "front_desk": (
        ("ui.navigation.desk", "desk"),
        ("office.navigation", "office_week"),
        ("ui.navigation.help", "help"),
    ),
    "partner": (
        ("ui.navigation.partner", "partner"),
        ("openings.navigation", "my_times"),
        ("ui.navigation.help", "help"),
    ),
    "lead": (  # what waits, and what else there is to look at, stands on the overview
        ("overview.title", "overview"),
        ("ui.navigation.level", "level"),
        ("overview.hours.navigation", "hours"),
        ("ui.navigation.coaches", "coaches"),
        ("office.navigation", "office_week"),
        ("ideas.list.title", "ideas"),
        ("ui.navigation.help", "help"),
    ),
    "administrator": (
        ("ui.navigation.staff", "staff"),
        ("ui.navigation.teams", "teams"),
        ("openings.places.title", "places"),
        ("openings.closing.title", "closing_days"),
        ("office.navigation", "office_week"),
        ("invitations.missing.title", "times_missing"),
        ("ui.navigation.imports", "imports"),
        ("ui.navigation.import_new", "import_new"),
        ("ui.navigation.operations", "operations"),
        ("ui.navigation.help", "help"),
    ),
}

GATHERED = {
    "today": (("day.needing.title", "needing"), ("net.alerts.title", "alerts")),
    "caseload": (
        ("our_agreement.office.list_title", "agreements_waiting"),
        ("invitations.late.title", "not_booked"),
        ("exemptions.review.title", "exemptions"),
        ("handing.title", "pass_on"),
        ("handing.received.title", "received"),
    ),
    "calendar_ways": (
        ("office.mine.title", "my_week"),
        ("openings.navigation", "my_times"),
        ("meetings.navigation", "office_meetings"),
        ("office.navigation", "office_week"),
        ("ui.navigation.calendars", "calendars"),
    ),
    "post_ways": (
        ("talking.title", "talks"),
        ("wishes.calls.title", "calls"),
        ("offering.heard.title", "offer_requests"),
        ("situations.staff.navigation", "situations_list"),
        ("rights.answer.navigation", "rights_list"),
    ),
    "office_ways": (
        ("ui.navigation.find", "find"),
        ("ui.navigation.team", "team"),
        ("covering.title", "covered"),
    ),
}
"""What is reached from a page of the header rather than from the header itself (decision 0048)."""


class Way(TypedDict):
    """One link of the header; ``current`` is the value of aria-current, empty elsewhere."""

    text: str
    url: str
    current: str


def navigation(role: str, path: str) -> list[Way]:
    """Return the role's links, the one that leads to ``path`` or its part of the room marked.

    A page that is gathered under one of them marks that one.
    """
    ways = [(text(key), name) for key, name in NAVIGATION.get(role, ())]
    beneath = {name: [address(name), *_beneath(name)] for _, name in ways}
    urls = [(url, name) for name, theirs in beneath.items() for url in theirs]
    found = max((each for each in urls if path.startswith(each[0])), key=_length, default=None)
    around = found[1] if found else None
    return [
        Way(text=words, url=beneath[name][0], current=_mark(name, around, beneath[name][0], path))
        for words, name in ways
    ]


def gathered(name: str) -> list[tuple[str, str, str]]:
    """Return what is gathered under a page of the header: its words, its address, its name."""
    return [(text(key), address(each), each) for key, each in GATHERED.get(name, ())]


def _beneath(name: str) -> list[str]:
    return [address(each) for _, each in GATHERED.get(name, ())]


def _length(found: tuple[str, str]) -> int:
    return len(found[0])


def _mark(name: str, around: str | None, url: str, path: str) -> str:
    if name != around:
        return ""
    return "page" if url == path else "true"
