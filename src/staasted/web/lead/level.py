"""Er vi på niveau? The sentence first, then the chart and table, then the persons behind them."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.staff_access import citizens_behind_number
from staasted.apps.effort.conditions import ConditionHere
from staasted.apps.effort.selectors import Levels, level_on
from staasted.apps.net.selectors import net_night
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.core.calendar import Period
from staasted.core.effort import Level, ShareLevel
from staasted.core.law import Effort
from staasted.web.lead.kept import OfTheLast
from staasted.web.lead.people import (
    OFFERS,
    TALKS,
    effort_asked,
    level_of,
    people_asked,
    people_listed,
    people_owed,
)
from staasted.web.ui.duties import rule_shown
from staasted.web.ui.figures import group_said
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader
from staasted.web.ui.trials import TrialShown, trial_shown


@dataclass(frozen=True, slots=True)
class ShareShown:
    """One share rule's cohort: its rule in words, its figures, and those of each group in it."""

    name: str
    rule: object
    share: ShareLevel
    per_cent: int
    groups: tuple[tuple[str, ShareLevel], ...]


@dataclass(frozen=True, slots=True)
class TrialLevel:
    """One trial with the measuring period that runs, and each group it holds to an average."""

    trial: TrialShown
    period: Period
    groups: tuple[ConditionHere, ...]

    @property
    def rows(self) -> list[tuple[str, ConditionHere]]:
        """The groups by name."""
        known = catalog().target_groups
        return [(known[held.group].words.name, held) for held in self.groups]


@never_cache
@require_safe
@room(Role.LEAD)
def level(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The legal level of the half-year that contains today, for conversations or offers."""
    effort = effort_asked(request)
    levels = level_on(actor, on=clock.today(), offers=effort == OFFERS)
    found, asked = level_of(levels, effort), people_asked(request, levels)
    listed = page_asked(request, people_listed(levels, asked))
    names = citizens_behind_number(actor, [ref for ref, _ in listed], on=clock.today())
    people = [(names.get(ref), people_owed(person)) for ref, person in listed]
    shown = {"asked": asked, "listed": listed, "people": people, "effort": effort}
    shown["group"] = group_said(asked.group) if asked.group else ""
    shown["night"] = net_night(actor) if effort == TALKS else None
    return page(request, "lead/level.html", shown | _figures(levels, found))


def _figures(levels: Levels, found: Level) -> dict[str, object]:
    return {
        "level": found,
        "levels": levels,
        "in_offers": levels.in_offers,
        "groups_known": catalog().target_groups,
        "groups": [(group, catalog().target_groups.get(group.group)) for group in found.groups],
        "lacking": found.persons_bound - found.persons_met,
        "open": _OPEN.of(found, "open", lambda: _open(found)),
        "shares": [_share(share, found) for share in found.shares],
        "trials": _trials(levels, found.effort),
    }


_OPEN = OfTheLast()


def _open(found: Level) -> int:
    """How many lack something that can still be held in time."""
    return sum(person.open for person in found.persons if not person.met)


def _trials(levels: Levels, effort: Effort) -> list[TrialLevel]:
    """Each trial that holds groups to an average, with its groups."""
    found: dict[str, list[ConditionHere]] = {}
    for each in levels.conditions:
        if each.effort is effort:
            found.setdefault(each.part.id, []).append(each)
    return [
        TrialLevel(trial_shown(held[0].part, reader=Reader.STAFF), held[0].period, tuple(held))
        for held in found.values()
    ]


def _share(share: ShareLevel, found: Level) -> ShareShown:
    rule, known = share.rule, catalog().target_groups
    shown = rule_shown(rule, reader=Reader.STAFF)
    groups = tuple(
        (known[group.group].words.name, part)
        for group in found.groups
        for part in group.shares
        if part.key == share.key and part.n and group.group in known
    )
    name = catalog().law[rule.id].words.name
    return ShareShown(name, shown, share, round(100 * rule.kind.share), groups)
