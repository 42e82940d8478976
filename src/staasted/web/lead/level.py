"""Er vi på niveau? The sentence first, then the chart and table, then the persons behind them."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.staff_access import citizens_behind_number
from staasted.apps.effort.conditions import ConditionHere
from staasted.apps.effort.offers_run import offers_figures
from staasted.apps.effort.selectors import Levels, level_on
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.core.calendar import Period
from staasted.core.effort import Level, PersonLevel, ShareLevel
from staasted.core.law import Effort
from staasted.web.ui.duties import Duty, duties, rule_shown
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader
from staasted.web.ui.trials import TrialShown, trial_shown

OF_THE_LAW = ("mangler", "har", "ukendt")
OF_THE_DAY = ("sen", "udaekket", "gulv")
OFFERS = "tilbud"


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
    levels = level_on(actor, on=clock.today())
    effort = OFFERS if request.GET.get("indsats") == OFFERS else "samtaler"
    found = levels.offers if effort == OFFERS else levels.conversations
    which = request.GET.get("vis", OF_THE_LAW[0])
    which = which if which in _ways(found) else OF_THE_LAW[0]
    listed = page_asked(request, _listed(levels, found, which))
    names = citizens_behind_number(actor, [ref for ref, _ in listed], on=clock.today())
    people = [(names.get(ref), _owed(person)) for ref, person in listed]
    shown = {"which": which, "listed": listed, "people": people, "effort": effort}
    shown["told"] = which if which in OF_THE_LAW + OF_THE_DAY else "andel"
    return page(
        request, "lead/level.html", shown | _figures(levels, found) | _in_offers(actor, effort)
    )


def _in_offers(actor: Actor, effort: str) -> dict[str, object]:
    """Who is in an offer, where offers are asked for."""
    if effort != OFFERS:
        return {}
    known = catalog().target_groups
    return {"in_offers": offers_figures(actor, on=clock.today()), "groups_known": known}


def _ways(found: Level) -> tuple[str, ...]:
    """The lists there are: of the law, of the day, and one for each share's cohort."""
    return (*OF_THE_LAW, *OF_THE_DAY, *(share.key for share in found.shares))


def _owed(person: PersonLevel | None) -> list[Duty]:
    return duties(person.obligations, reader=Reader.STAFF) if person else []


def _figures(levels: Levels, found: Level) -> dict[str, object]:
    return {
        "level": found,
        "levels": levels,
        "groups": [(group, catalog().target_groups.get(group.group)) for group in found.groups],
        "lacking": found.persons_bound - found.persons_met,
        "open": sum(person.open for person in found.persons if not person.met),
        "shares": [_share(share, found) for share in found.shares],
        "trials": _trials(levels, found.effort),
    }


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


def _listed(levels: Levels, found: Level, which: str) -> list[tuple[str, PersonLevel | None]]:
    """The persons asked for, in a stable order: who lacks something soonest first."""
    plain = {"ukendt": found.unknown, "sen": levels.first_late, "udaekket": levels.uncovered}
    plain |= {"gulv": levels.below_floor}
    plain |= {share.key: share.breaches for share in found.shares}
    if which in plain:
        return [(ref, None) for ref in plain[which]]
    people = [person for person in found.persons if person.met == (which == "har")]
    people.sort(key=lambda person: (_soonest(person), person.ref))
    return [(person.ref, person) for person in people]


def _soonest(person: PersonLevel) -> date:
    """The soonest date something lacks by; of somebody who lacks nothing, the soonest date."""
    return min(owed.due for owed in person.lacking or person.obligations)
