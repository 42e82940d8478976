"""The figures of a night as the front page shows them: in words, each with its list's address."""

from staasted.apps.overview.figures import (
    OFFERS,
    TALKS,
    Figures,
    GroupTold,
    HoursTold,
    ReferenceTold,
    RunningTold,
)
from staasted.catalog.loader import catalog
from staasted.web.ui.figures import HOUR, group_said

HUNDRED = 100


def night_shown(figures: Figures) -> dict[str, object]:
    """What the template says of them."""
    return {
        "efforts": [_effort(figures, TALKS), _effort(figures, OFFERS)],
        "groups": _groups(figures),
        "shares": [
            {"name": catalog().law[share.rule].words.name, "share": share}
            for share in figures.shares
        ],
        "running": sum(each.running for each in figures.running),
        "open": sum(each.open for each in figures.running),
        "hours": _hours(figures.hours),
        "late": figures.late,
        "law": figures.law,
    }


def _effort(figures: Figures, slug: str) -> dict[str, object]:
    """One effort: in how many groups we are on level, and who lacks something, by group."""
    judged = [each for each in figures.groups if each.effort == slug and each.on_level is not None]
    lacking = [(group_said(each.group), each.group, each.lacking) for each in judged]
    return {
        "slug": slug,
        "on": sum(bool(each.on_level) for each in judged),
        "judged": len(judged),
        "bound": sum(each.bound for each in figures.efforts if each.effort == slug),
        "lacking": [row for row in lacking if row[2]],
    }


def _groups(figures: Figures) -> list[dict[str, object]]:
    """Every group of somebody here, with its figures in both efforts; none is left out."""
    talks = {each.group: each for each in figures.groups if each.effort == TALKS}
    offers = {each.group: each for each in figures.groups if each.effort == OFFERS}
    running = {each.group: each for each in figures.running}
    beside = {each.group: each for each in figures.references}
    slugs = sorted(talks.keys() | offers.keys() | running.keys(), key=group_said)
    return [
        _group(each, talks.get(each), offers.get(each), beside.get(each), running.get(each))
        for each in slugs
    ]


def _group(
    slug: str,
    talks: GroupTold | None,
    offers: GroupTold | None,
    reference: ReferenceTold | None,
    running: RunningTold | None,
) -> dict[str, object]:
    known = reference is not None and reference.asked > 0
    return {
        "slug": slug,
        "name": group_said(slug),
        "efforts": ((TALKS, talks), (OFFERS, offers)),
        "per_cent": round(HUNDRED * reference.counted / reference.asked) if known else None,
        "trend": reference.trend if known else "",
        "running": running,
    }


def _hours(units: tuple[HoursTold, ...]) -> dict[str, int]:
    """All units together; whole hours, down for what is free and up for the need."""
    free, needed = sum(each.free for each in units), sum(each.needed for each in units)
    return {
        "free": free // HOUR,
        "needed": -(-needed // HOUR),
        "short": max(0, -(-(needed - free) // HOUR)),
        "conversations": sum(each.conversations for each in units),
    }
