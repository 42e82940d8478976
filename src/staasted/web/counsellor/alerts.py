"""Hold øje: who needs me, why now, what takes them off the list, and the ways to do so."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen
from staasted.apps.net.selectors import Alert, alerts_of
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from staasted.catalog.watches import Way
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.room import room

PAGES = {
    Way.BOOK: "book_for",
    Way.INVITE: "invite",
    Way.AGREE: "citizen_agreement",
    Way.WRITE: "talk_with",
    Way.HELP: "talk_with",
    Way.LETTERS: "citizen_letters",
    Way.PLAN: "citizen_plan",
}
"""Where each way lies for one citizen; the others have an address of their own."""
OF_ANY = (Way.CALL, Way.BOOK)
"""The ways of what a watch opened that is no more."""


@dataclass(frozen=True, slots=True)
class Needed:
    """One citizen with the alerts on them, the nearest to its limit first, the ways, and what takes
    each away in words: one sentence where the same does for all."""

    case: Citizen
    alerts: tuple[Alert, ...]
    ways: tuple[tuple[Way, str], ...]
    closes: tuple[str, ...]


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def alerts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whom somebody is to do something for, one line a citizen."""
    today = clock.today()
    held = alerts_of(actor, on=today)
    listed = page_asked(request, _by_citizen(held.alerts))
    shown = {"listed": listed, "hidden": held.hidden, "today": today, "me": actor.person_id}
    return page(request, "counsellor/alerts.html", shown)


def _by_citizen(rows: tuple[Alert, ...]) -> list[Needed]:
    found: dict[int, list[Alert]] = {}
    for row in rows:
        found.setdefault(row.citizen_id, []).append(row)
    return [Needed(own[0].citizen, tuple(own), _ways(own), _closes(own)) for own in found.values()]


def _ways(own: list[Alert]) -> tuple[tuple[Way, str], ...]:
    """The ways of all of them, of what is nearest its limit first, each with its address."""
    case = own[0].citizen
    ways = [way for row in own for way in (row.about.ways if row.about else OF_ANY)]
    told = ((way, way_to(way, case)) for way in dict.fromkeys(ways))
    return tuple((way, address) for way, address in told if address)


def _closes(own: list[Alert]) -> tuple[str, ...]:
    """What takes each away: an act that does for one may leave another standing."""
    told = [
        (row.about.words.name, row.about.words.closes)
        if row.about
        else (text("net.alerts.unknown"), text("net.alerts.any_act"))
        for row in own
    ]
    if len({closes for _, closes in told}) == 1:
        return (told[0][1],)
    return tuple(f"{name}: {closes}" for name, closes in told)


def way_to(way: Way, case: Citizen) -> str:
    """Where a way lies for one citizen; empty where there is none, as without a number."""
    if way is Way.CALL:
        phone = case.person.phone.replace(" ", "")
        return f"tel:{phone}" if phone else ""
    if way is Way.OPENINGS:
        return reverse("my_times")
    return reverse(PAGES[way], args=[case.public_id])
