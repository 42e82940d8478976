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
        ("openings.navigation", "my_times"),
        ("office.navigation", "office_week"),
        ("meetings.navigation", "office_meetings"),
        ("ui.navigation.caseload", "caseload"),
        ("invitations.late.title", "not_booked"),
        ("ui.navigation.team", "team"),
        ("talking.title", "talks"),
        ("wishes.calls.title", "calls"),
        ("offering.heard.title", "offer_requests"),
        ("ui.navigation.find", "find"),
        ("ui.navigation.calendars", "calendars"),
        ("situations.staff.navigation", "situations_list"),
        ("rights.answer.navigation", "rights_list"),
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


class Way(TypedDict):
    """One link of the header; ``current`` is the value of aria-current, empty elsewhere."""

    text: str
    url: str
    current: str


def navigation(role: str, path: str) -> list[Way]:
    """Return the role's links, the one that leads to ``path`` or its part of the room marked."""
    ways = [(text(key), address(name)) for key, name in NAVIGATION.get(role, ())]
    around = max((url for _, url in ways if path.startswith(url)), key=len, default=None)
    return [Way(text=words, url=url, current=_mark(url, around, path)) for words, url in ways]


def _mark(url: str, around: str | None, path: str) -> str:
    if url != around:
        return ""
    return "page" if url == path else "true"
