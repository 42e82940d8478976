"""What `rules due` and `rules explain` print as JSON."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from staasted.cli.trials_told import source_json
from staasted.core.effort import LegalAnswer
from staasted.core.law import CountedEvent, Obligation, Rule
from staasted.core.law.trial import TrialPart

if TYPE_CHECKING:  # reading it in would wake Django up, and a case file needs none
    from staasted.apps.effort.explaining import DueLine


def due_json(lines: "Iterable[DueLine]") -> list[dict[str, Any]]:
    """Each line as data."""
    return [{"citizen": l.citizen, "group": l.group, **_owed_json(l.owed)} for l in lines]  # noqa: E741


def answer_json(found: LegalAnswer, whom: str) -> dict[str, Any]:
    """The whole answer as data."""
    return {
        "of": whom,
        "on": found.on.isoformat(),
        "group": found.group,
        "standing": found.standing.value,
        "bearer": found.bearer.value if found.bearer else None,
        "fund_until": _iso(found.handover.fund_until),
        "fund_until_is_forecast": found.handover.forecast,
        "next_due": _iso(found.due),
        "trials": [_part_json(part) for part in found.trials],
        "without": {"next_due": _iso(found.without.due)} if found.without else None,
        "obligations": [_owed_json(owed) for owed in found.numbered],
        "without_number": [_owed_json(owed) for owed in found.rights],
        "conversations": [_event_json(event) for event in found.events],
        "channels": sorted(channel.value for channel in found.channels.channels),
        "channels_source": _source(found.channels.rule),
        "channels_trial": _part_json(found.channels.trial) if found.channels.trial else None,
        "booking": {
            "by": found.arrangement.by.value if found.arrangement.by else None,
            "must": found.arrangement.must,
            "source": _source(found.arrangement.rule),
            **_part_json(found.arrangement.trial),
        },
    }


def _owed_json(owed: Obligation) -> dict[str, Any]:
    return {
        "rule": owed.rule.id,
        "version": owed.rule.version,
        "bearer": owed.rule.bearer.value,
        "effort": owed.effort.value,
        "status": owed.status.value,
        "due": _iso(owed.due),
        "window": [_iso(owed.window.first), _iso(owed.window.last)] if owed.window else None,
        "required": owed.required,
        "counted": owed.counted if owed.required is not None else None,
        "surplus": owed.surplus,
        "question": owed.question,
        "lifted_by": owed.lifted_by,
        "approximate": owed.approximate,
        "readings": list(owed.readings),
        "interpretation": owed.interpretation,
        "confirmed": owed.rule.source.confirmed,
        "grade": owed.rule.source.grade.value,
        "source": owed.rule.source.citation,
        "eli": owed.rule.source.eli,
        **_part_json(owed.trial),
        "without": _alone_json(owed.without),
    }


def _part_json(part: TrialPart | None) -> dict[str, Any]:
    return {
        "trial": part.trial if part else None,
        "part": part.id if part else None,
        "trial_source": source_json(part.source) if part else None,
    }


def _alone_json(owed: Obligation | None) -> dict[str, Any] | None:
    """What the law alone would say of a duty, None where no trial shaped it or the law has none."""
    if owed is None:
        return None
    counted = owed.counted if owed.required is not None else None
    return {
        "due": _iso(owed.due),
        "status": owed.status.value,
        "required": owed.required,
        "counted": counted,
    }


def _event_json(event: CountedEvent) -> dict[str, Any]:
    return {
        "on": event.event.on.isoformat(),
        "form": event.event.form.value,
        "channel": event.event.channel.value,
        "held_by": event.event.held_by.value,
        "counts": event.value,
        "reason": event.reason,
    }


def _source(rule: Rule | None) -> str:
    return rule.source.citation if rule else ""


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
