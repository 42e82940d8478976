"""Nettet: who is lost, who is watched, what is raised, and how it has gone, night by night.

Each list is shown, printed and got as a file. It names people, so each of the three asks access for
the names and is logged; a protected name is shown in none of them.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.net.selectors import (
    Alert,
    NetNow,
    net_last,
    net_on,
    net_people,
    net_round_last,
    net_trend,
)
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.speech import day_year
from staasted.catalog.texts import text
from staasted.web.lead.naming import Naming
from staasted.web.lead.people import MOST_LISTED
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.spreadsheets import csv_answer

LOST, WATCHED, RAISED = "tabt", "set-efter", "meldt"
NIGHTS = 28
"""How many nights the trend shows."""


@never_cache
@require_safe
@room(Role.LEAD)
def net(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The figures of the night, the persons behind them now, and the nights behind."""
    today, now, which = clock.today(), net_on(actor), _asked(request)
    listed = page_asked(request, _listed(now, which))
    shown = {"which": which, "listed": listed, "net": now, "today": today}
    shown |= {"names": net_people(actor, listed, on=today), "groups": catalog().target_groups}
    shown |= {"round": net_round_last(now=clock.now()), "last": net_last(actor)}
    shown["trend"] = net_trend(actor, until=today, days=NIGHTS)
    return page(request, "lead/net.html", shown)


@never_cache
@require_safe
@room(Role.LEAD)
def net_paper(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A whole list, to print: persons alone, no figure."""
    which, listed = _asked(request), _listed(net_on(actor), _asked(request))
    shown = {"which": which, "columns": _columns(which), "left": _left(listed)}
    shown |= {"rows": list(_rows(actor, which, listed, day_year))}
    shown |= {"round": net_round_last(now=clock.now()), "today": clock.today()}
    return page(request, "lead/net_paper.html", shown)


@never_cache
@require_safe
@room(Role.LEAD)
def net_file(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A whole list as a file a spreadsheet opens."""
    which, listed = _asked(request), _listed(net_on(actor), _asked(request))
    rows = [_columns(which), *_rows(actor, which, listed, date.isoformat)]
    if _left(listed):
        rows.append([text("net.lead.left", count=_left(listed))])
    return csv_answer(text(f"net.lead.file_name.{which}"), rows, on=clock.today())


def _asked(request: HttpRequest) -> str:
    """The list the address asks for; the lost, where it names none there is."""
    which = request.GET.get("vis")
    return which if which in {WATCHED, RAISED} else LOST


def _listed(now: NetNow, which: str) -> Sequence[Alert]:
    return {LOST: now.lost, WATCHED: now.watched, RAISED: now.raised}[which]


def _left(listed: Sequence[Alert]) -> int:
    """How many are not on paper or in the file."""
    return max(0, len(listed) - MOST_LISTED)


def _columns(which: str) -> list[str]:
    names = ("name", "why" if which == RAISED else "silent", "owner", "opened")
    return [text(f"net.lead.column.{name}") for name in names]


def _rows(
    actor: Actor, which: str, listed: Sequence[Alert], said: Callable[[date], str]
) -> Iterator[list[str]]:
    """Each line in words; of whoever is not the lead's to see there is that alone."""
    kept = listed[:MOST_LISTED]
    names = Naming(actor, clock.today())([alert.citizen.public_id for alert in kept])
    for alert in kept:
        name = names.get(alert.citizen.public_id)
        if name is None:
            yield [text("lead.level.own_case"), "", "", ""]
            continue
        told = _why(alert) if which == RAISED else said(alert.silent_since or alert.since_on)
        owner = alert.owner.name if alert.owner else text("net.lead.nobody")
        yield [name, told, owner, said(alert.opened_on)]


def _why(alert: Alert) -> str:
    return alert.about.words.name if alert.about else text("net.alerts.unknown")
