"""What `trials list` and `trials show` print as JSON."""

from datetime import date
from typing import TYPE_CHECKING, Any

from staasted.catalog.loader import catalog
from staasted.catalog.papers import missing_of
from staasted.catalog.rules.trial_parts import PartEntry
from staasted.cli.conditions_said import condition_said
from staasted.cli.trial_rules import field_of, kept_by
from staasted.cli.trials_said import TrialTold
from staasted.core.law import Rule, Source
from staasted.core.law.trial import TrialPart

if TYPE_CHECKING:  # reading it in would wake Django up
    from staasted.apps.trials.selectors import TrialHere


def listed_json(here: "TrialHere", on: date) -> dict[str, Any]:
    """Return one trial of the list as data."""
    entry = here.entry
    return {
        "slug": entry.slug,
        "name": entry.words.name,
        "status": here.status.value,
        "from_on": _iso(entry.from_on),
        "to_on": _iso(entry.to_on),
        "on": _iso(on),
        "runs": here.runs_on(on),
        "demo": entry.demo,
    }


def trial_json(told: TrialTold, here: "TrialHere") -> dict[str, Any]:
    """Return a trial as data."""
    entry = told.entry
    return {
        **listed_json(here, told.on),
        "title": entry.title,
        "status_in_file": entry.status.value,
        "municipalities": list(entry.municipalities),
        "rank": entry.rank,
        "source": source_json(entry.source()),
        "words": entry.words.model_dump(),
        "staff": entry.told_staff.model_dump(include={"freed", "promise"}),
        "parts": [_part_json(told, part) for part in told.parts],
        "acts": [
            {"kind": act.kind, "on": _iso(act.on), "by": act.by, "reason": act.reason}
            for act in here.acts
        ],
        "bylaw": entry.bylaw.model_dump(mode="json"),
        "evaluation": entry.evaluation.model_dump(mode="json"),
        "granted": entry.granted.model_dump(mode="json"),
        "missing": list(missing_of(entry)),
    }


def _part_json(told: TrialTold, part: TrialPart) -> dict[str, Any]:
    entry, running = told.entry.parts[part.id], told.running(part)
    law = {rule.id: rule for rule in catalog().rules}
    return {
        "id": part.id,
        "mode": part.mode.value,
        "municipalities": sorted(part.municipalities),
        "groups": list(entry.groups),
        "from_on": _iso(part.from_on),
        "to_on": _iso(part.to_on),
        "runs_here": [_iso(running.from_on), _iso(running.to_on)] if running else None,
        "source": source_json(part.source),
        "interpretation": entry.interpretation,
        "when": condition_said(part.when) if part.when is not None else None,
        "excludes": [each.model_dump(mode="json") for each in entry.excludes],
        "words": entry.words.model_dump(),
        "staff": entry.told_staff.model_dump(),
        "lifts": [_rule_json(rule) for rule in law.values() if rule.id in part.lifts],
        "keeps": [_rule_json(rule) for rule in kept_by(entry, part, catalog())],
        "relaxes": {rule: _relaxed_json(law[rule], part, entry) for rule in part.relaxed},
        "adds": [_rule_json(rule) for rule in part.adds],
        "condition": _sorted(entry.condition.model_dump(mode="json")) if entry.condition else None,
        "counts": _sorted(entry.counts.model_dump(mode="json")) if entry.counts else None,
    }


def _relaxed_json(rule: Rule, part: TrialPart, entry: PartEntry) -> dict[str, Any]:
    looser = part.relaxed[rule.id]
    return {
        field: {"law": str(field_of(rule.kind, field)), "trial": str(field_of(looser.kind, field))}
        for field in entry.relax[rule.id]
    }


def _rule_json(rule: Rule) -> dict[str, Any]:
    entry = catalog().law.get(rule.id)
    name = entry.words.name if entry else rule.id
    return {"rule": rule.id, "name": name, "source": rule.source.citation, "eli": rule.source.eli}


def source_json(source: Source) -> dict[str, Any]:
    """Return a source as data."""
    return {
        "citation": source.citation,
        "eli": source.eli,
        "grade": source.grade.value,
        "confirmed": source.confirmed,
        "inferred": sorted(source.inferred),
    }


def _sorted(told: dict[str, Any]) -> dict[str, Any]:
    """Return the same with each list in order: a set has none."""
    return {key: sorted(value) if isinstance(value, list) else value for key, value in told.items()}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
