"""Reglerne vi følger: the law in force for each group, open to all, with its sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from staasted.apps.org.clock import clock
from staasted.apps.trials.selectors import TrialHere, trials_here
from staasted.catalog import speech
from staasted.catalog.loader import catalog
from staasted.catalog.papers import missing_of
from staasted.catalog.rules.file import FileStatus
from staasted.catalog.texts import text
from staasted.core.law import Rule
from staasted.core.law.trial import TrialPart
from staasted.web.ui.duties import RuleShown, rule_shown
from staasted.web.ui.page import page
from staasted.web.ui.saying import Reader
from staasted.web.ui.trials import TrialShown, our_trial, trial_shown

# The part of the page each line of duty stands in, in the order people ask; the rest come last.
PARTS = ("conversations", "booking", "offers", "relief")
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page: its heading, and its rules with their names and groups."""

    heading: str
    rules: tuple[tuple[str, RuleShown, str], ...]


@dataclass(frozen=True, slots=True)
class OurTrial:
    """One of our trials, its groups and parts of the day, and what its papers lack."""

    trial: TrialShown
    groups: str
    parts: tuple[TrialShown, ...]
    missing: tuple[str, ...]


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The rules in force on a day, for one group or for all."""
    day, group = _day(request.GET.get("dag", "")), request.GET.get("gruppe", "")
    group = group if f"group:{group}" in catalog().target_groups else ""
    shown = {
        "day": day,
        "remark": _remark(request.GET.get("dag", ""), day),
        "chosen": group,
        "group_options": _options(),
        "parts": _parts(day, f"group:{group}" if group else ""),
        "trials": _trials(day, f"group:{group}" if group else ""),
        "planned": _planned() if not group else (),
    }
    return page(request, "login/rules.html", shown)


def _options() -> list[dict[str, str]]:
    known = catalog().target_groups.items()
    everybody = {"value": "", "text": text("login.rules.everybody")}
    return [everybody] + [
        {"value": slug.partition(":")[2], "text": entry.words.name} for slug, entry in known
    ]


def _day(written: str) -> date:
    """The day asked for, or today; what is no day is today."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return clock.today()


def _remark(written: str, day: date) -> str:
    """What is to be said about the day: unread, before our first rule, or still to come."""
    first = min(rule.from_on for rule in catalog().rules)
    if written and day.isoformat() != written:
        return text("login.rules.unread_day")
    if day < first:
        return text("login.rules.known_from", first=speech.day_year(first))
    return text("login.rules.ahead") if day > clock.today() else ""


def _parts(day: date, group: str) -> list[Part]:
    found: dict[str, list[Rule]] = {}
    for rule in catalog().rules:
        if rule.in_force(day) and (not group or group in rule.groups):
            part = rule.line.partition(".")[0]
            found.setdefault(part if part in PARTS else OTHER, []).append(rule)
    return [
        Part(text(f"login.rules.part.{part}"), tuple(_said(found[part])))
        for part in (*PARTS, OTHER)
        if part in found
    ]


def _said(rules: Iterable[Rule]) -> Iterable[tuple[str, RuleShown, str]]:
    return ((catalog().law[r.id].words.name, rule_shown(r), _groups(r)) for r in rules)


def _groups(rule: Rule) -> str:
    """The groups a rule is for, by their short names."""
    return _named(rule.groups)


def _named(groups: frozenset[str]) -> str:
    known = catalog().target_groups
    names = (known[group].words.short for group in known if group in groups)
    return text("login.rules.for", groups=", ".join(names))


def _trials(day: date, group: str) -> list[OurTrial]:
    """The trials of ours that change something on a day, for one group or for all."""
    ours = settings.STAASTED.municipality
    return [
        OurTrial(
            our_trial(here.entry, _until(here, day)),
            _named(frozenset().union(*(part.groups for part in parts))),
            tuple(trial_shown(part, reader=Reader.CITIZEN) for part in parts),
            missing_of(here.entry),
        )
        for here in trials_here()
        if (parts := _parts_on(here, day, group, ours))
    ]


def _parts_on(here: TrialHere, day: date, group: str, ours: str) -> list[TrialPart]:
    return [
        part
        for part in here.parts
        if part.runs_on(day) and ours in part.municipalities and (not group or group in part.groups)
    ]


def _until(here: TrialHere, day: date) -> str:
    """Until when a trial changes something, by the last of its parts that runs."""
    ends = [part.to_on for part in here.parts if part.runs_on(day)]
    if None in ends:
        return text("login.rules.trial_open")
    last = max(end for end in ends if end is not None)
    return text("login.rules.trial_until", until=speech.day_year(last))


def _planned() -> list[tuple[str, str]]:
    """What is planned and not law: name and one sentence."""
    files = (file for file in catalog().law_files if file.status is FileStatus.PLANNED)
    entries = (entry for file in files for entry in file.rules.values())
    return [(entry.words.name, f"{entry.words.why} {entry.words.change}") for entry in entries]
