"""Reglerne vi følger: the law in force for each group, open to all, with its sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.rules.file import FileStatus
from staasted.catalog.texts import text
from staasted.core.law import Rule
from staasted.web.ui.duties import RuleShown, rule_shown
from staasted.web.ui.page import page

# The part of the page each line of duty stands in, in the order people ask; the rest come last.
PARTS = ("conversations", "booking", "offers", "relief")
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page: its heading, and its rules with their names and groups."""

    heading: str
    rules: tuple[tuple[str, RuleShown, str], ...]


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The rules in force on a day, for one group or for all."""
    day, group = _day(request.GET.get("dag", "")), request.GET.get("gruppe", "")
    group = group if f"group:{group}" in catalog().target_groups else ""
    shown = {
        "day": day,
        "chosen": group,
        "group_options": _options(),
        "parts": _parts(day, f"group:{group}" if group else ""),
        "planned": _planned() if not group else (),
    }
    return page(request, "login/rules.html", shown)


def _options() -> list[dict[str, str]]:
    known = catalog().target_groups.items()
    everybody = {"value": "", "text": text("login.rules.everybody")}
    return [everybody] + [
        {"value": slug.partition(":")[2], "text": entry.da.name} for slug, entry in known
    ]


def _day(written: str) -> date:
    """The day asked for, or today; what is no day is today."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return clock.today()


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
    return ((catalog().law[r.id].da.name, rule_shown(r), _groups(r)) for r in rules)


def _groups(rule: Rule) -> str:
    """The groups a rule is for, by their short names."""
    known = catalog().target_groups
    names = (known[group].da.short for group in known if group in rule.groups)
    return text("login.rules.for", groups=", ".join(names))


def _planned() -> list[tuple[str, str]]:
    """What is planned and not law: name and one sentence."""
    files = (file for file in catalog().law_files if file.status is FileStatus.PLANNED)
    entries = (entry for file in files for entry in file.rules.values())
    return [(entry.da.name, f"{entry.da.why} {entry.da.change}") for entry in entries]
