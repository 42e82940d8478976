"""Overblik: the lead's start page, the figures that may leave the house, and time against need."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.staff_access import glass_waiting
from staasted.apps.effort.hours import Hours, hours_ahead
from staasted.apps.feedback.selectors import newest_answers
from staasted.apps.ideas.access import ideas_waiting
from staasted.apps.net.selectors import NightlyFigure, is_stale, net_trend
from staasted.apps.org.clock import clock
from staasted.apps.overview.selectors import (
    Night,
    OverviewNight,
    overview_newest,
    overview_trend,
)
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.web.lead.night import night_shown
from staasted.web.ui.figures import Sheet, csv_rows, quarter_said, sheets_of
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.spreadsheets import csv_answer

WEEK = timedelta(days=7)
HOUR = 60
WEEKS = 13  # of nights told, one a week


@never_cache
@require_safe
@room(Role.LEAD)
def overview(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything a lead needs to know on a Monday, each with the way to the persons behind it."""
    today, now = clock.today(), clock.now()
    night, nets = overview_newest(actor, now=now), net_trend(actor, until=today)
    shown = _fewest() | {
        "night": night,
        "net": nets[-1] if nets else None,
        "net_stale": bool(nets) and is_stale(nets[-1].at, now),
        "trend": _trend(nets, overview_trend(actor, until=today)),
        "ideas": ideas_waiting(actor, on=today),
        "opened": glass_waiting(actor),
        "answers": _answers(actor, today),
    }
    if night is not None:
        shown |= night_shown(night.figures)
    return page(request, "lead/overview.html", shown)


@never_cache
@require_safe
@room(Role.LEAD)
def paper(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The figures that may be printed and given to others."""
    night, sheets = _sheets(actor)
    law = night.figures.law if night else ()
    shown = {"sheets": sheets, "law": law, "today": clock.today()}
    return page(request, "lead/overview_paper.html", shown | _fewest())


@never_cache
@require_safe
@room(Role.LEAD)
def figures_file(request: HttpRequest, actor: Actor) -> HttpResponse:  # noqa: ARG001 a view's
    """The same figures as a file a spreadsheet opens."""
    night, sheets = _sheets(actor)
    rows = csv_rows(sheets, law=night.figures.law if night else ())
    return csv_answer(text("overview.file.name"), rows, on=clock.today())


@never_cache
@require_safe
@room(Role.LEAD)
def hours(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Free time of each coach and unit against what falls due."""
    lines = hours_ahead(actor, on=clock.today(), now=clock.now())
    units = [_unit(unit, list(held)) for unit, held in groupby(lines, key=lambda line: line.unit)]
    policy = catalog().policy
    shown = _fewest() | {
        "units": units,
        "whole": _unit("", lines),
        "days": policy["hours_ahead_days"],
        "each": policy["hours_minutes_each"],
    }
    return page(request, "lead/hours.html", shown)


def _sheets(actor: Actor) -> tuple[Night | None, list[Sheet]]:
    today = clock.today()
    night, answers = overview_newest(actor, now=clock.now()), newest_answers(actor, on=today)
    nets = _weekly(net_trend(actor, until=today))
    return night, sheets_of(night, nets, answers, on=today)


def _answers(actor: Actor, on: date) -> dict[str, object] | None:
    """The newest quarter citizens answered in, with the rate of those who did."""
    found = newest_answers(actor, on=on)
    if found is None:
        return None
    rate = round(100 * found.answered / found.asked) if found.asked else None
    return {"told": found, "quarter": quarter_said(found.quarter_on), "rate": rate}


def _trend(
    nets: Sequence[NightlyFigure], nights: Sequence[OverviewNight]
) -> list[tuple[NightlyFigure, OverviewNight | None]]:
    """The newest night and one a week before it, the newest first: of the net and of the rest."""
    beside = {night.on: night for night in nights}
    return [(net, beside.get(net.on)) for net in _weekly(nets)]


def _weekly(nights: Sequence[NightlyFigure]) -> list[NightlyFigure]:
    """The newest night and one a week before it, the newest first."""
    if not nights:
        return []
    newest, by_day = nights[-1].on, {night.on: night for night in nights}
    days = [newest - WEEK * number for number in range(WEEKS)]
    return [by_day[day] for day in days if day in by_day]


def _unit(name: str, lines: list[Hours]) -> dict[str, object]:
    """A unit and its coaches; hours are whole ones, down for what is free and up for the need."""
    free, needed = sum(each.free for each in lines), sum(each.needed_minutes for each in lines)
    return {
        "name": name,
        "lines": [(each, each.free // HOUR, -(-each.needed_minutes // HOUR)) for each in lines],
        "free": free // HOUR,
        "needed": -(-needed // HOUR),
        "conversations": sum(each.needed for each in lines),
        "short": max(0, -(-(needed - free) // HOUR)),
    }


def _fewest() -> dict[str, object]:
    return {"fewest": catalog().policy["figure_fewest"]}
