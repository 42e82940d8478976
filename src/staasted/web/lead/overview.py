"""Overblik: the lead's start page, the figures that may leave the house, and time against need."""

from datetime import timedelta
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.effort.hours import Hours, hours_ahead
from staasted.apps.effort.selectors import Levels, overview_on
from staasted.apps.ideas.access import ideas_waiting
from staasted.apps.net.selectors import NightlyFigure, net_round_last, net_trend
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.effort import Level
from staasted.web.ui.figures import csv_rows, group_said, sheets_of
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
    today = clock.today()
    levels, nights = overview_on(actor, on=today), net_trend(actor, until=today)
    shown = _fewest() | {
        "levels": levels,
        "efforts": [_effort("samtaler", levels.conversations), _effort("tilbud", levels.offers)],
        "night": nights[-1] if nights else None,
        "trend": _weekly(nights),
        "round": net_round_last(now=clock.now()),
        "shares": _shares(levels),
        "running": _running(levels),
        "ideas": ideas_waiting(actor, on=today),
    }
    return page(request, "lead/overview.html", shown)


@never_cache
@require_safe
@room(Role.LEAD)
def paper(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The figures that may be printed and given to others."""
    levels, sheets = _sheets(actor)
    shown = {"sheets": sheets, "law": levels.law, "today": clock.today()}
    return page(request, "lead/overview_paper.html", shown | _fewest())


@never_cache
@require_safe
@room(Role.LEAD)
def figures_file(request: HttpRequest, actor: Actor) -> HttpResponse:  # noqa: ARG001 a view's
    """The same figures as a file a spreadsheet opens."""
    levels, sheets = _sheets(actor)
    rows = csv_rows(sheets, law=levels.law)
    return csv_answer(text("overview.file.name"), rows, on=clock.today())


@never_cache
@require_safe
@room(Role.LEAD)
def hours(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Free time of each coach and unit against what falls due."""
    lines = hours_ahead(actor, on=clock.today(), now=clock.now())
    units = [_unit(unit, list(held)) for unit, held in groupby(lines, key=lambda line: line.unit)]
    policy = catalog().policy
    shown = {
        "units": units,
        "whole": _unit("", lines),
        "days": policy["hours_ahead_days"],
        "each": policy["hours_minutes_each"],
    }
    return page(request, "lead/hours.html", shown)


def _sheets(actor: Actor) -> tuple[Levels, list]:
    today = clock.today()
    levels, nights = overview_on(actor, on=today), net_trend(actor, until=today)
    return levels, sheets_of(levels, nights[-1] if nights else None, today)


def _effort(slug: str, level: Level) -> dict[str, object]:
    """One effort: whether each group is on level, and who lacks something."""
    judged = [group for group in level.groups if group.on_level is not None]
    lacking = [
        (group_said(group.group), group.persons_bound - group.persons_met)
        for group in judged
        if group.persons_bound != group.persons_met
    ]
    return {
        "slug": slug,
        "level": level,
        "on": sum(bool(group.on_level) for group in judged),
        "judged": len(judged),
        "lacking": lacking,
        "missing": level.persons_bound - level.persons_met,
    }


def _weekly(nights: list[NightlyFigure]) -> list[NightlyFigure]:
    """The newest night and one a week before it, the newest first."""
    if not nights:
        return []
    newest, by_day = nights[-1].on, {night.on: night for night in nights}
    days = [newest - WEEK * number for number in range(WEEKS)]
    return [by_day[day] for day in days if day in by_day]


def _shares(levels: Levels) -> list[dict[str, object]]:
    """Each cohort of a share rule with the room left in it."""
    both = (("samtaler", levels.conversations), ("tilbud", levels.offers))
    return [
        {"name": catalog().law[share.rule.id].words.name, "share": share, "effort": slug}
        for slug, level in both
        for share in level.shares
        if share.rule is not None and share.whole
    ]


def _running(levels: Levels) -> dict[str, object]:
    people = sum(each.open for each in levels.running)
    inside = sum(each.running for each in levels.running)
    rows = [(group_said(each.group), each.running, each.open) for each in levels.running]
    return {"open": people, "running": inside, "rows": rows}


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
