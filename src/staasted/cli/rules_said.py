"""What `rules due` and `rules explain` print, as sentences and as JSON."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from staasted.catalog.loader import catalog
from staasted.catalog.texts import text, texts
from staasted.core.effort import LegalAnswer
from staasted.core.law import Bearer, CountedEvent, Obligation, Rule, Status

if TYPE_CHECKING:  # reading it in would wake Django up, and a case file needs none
    from staasted.apps.effort.explaining import DueLine


def due_json(lines: "Iterable[DueLine]") -> list[dict[str, Any]]:
    """Each line as data."""
    return [{"citizen": l.citizen, "group": l.group, **_owed_json(l.owed)} for l in lines]  # noqa: E741


def due_said(lines: "Iterable[DueLine]") -> Iterator[str]:
    """Each line as columns: day, citizen, rule, how far, and the source."""
    for line in lines:
        owed = line.owed
        yield text(
            "cli.lawbook.due_line",
            due=owed.due or "?",
            citizen=line.citizen,
            rule=owed.rule.id,
            far=_far(owed),
            citation=owed.rule.source.citation,
        )


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
        "obligations": [_owed_json(owed) for owed in found.numbered],
        "without_number": [_owed_json(owed) for owed in found.rights],
        "conversations": [_event_json(event) for event in found.events],
        "channels": sorted(channel.value for channel in found.channels.channels),
        "channels_source": _source(found.channels.rule),
        "booking": {
            "by": found.arrangement.by.value if found.arrangement.by else None,
            "must": found.arrangement.must,
            "source": _source(found.arrangement.rule),
        },
    }


def answer_said(found: LegalAnswer, whom: str) -> Iterator[str]:
    """The whole answer as lines; what belongs to a duty stands indented below it."""
    standing = text(f"cli.lawbook.standing.{found.standing.value}")
    yield text("cli.lawbook.head", whom=whom, day=found.on, group=_group(found.group))
    yield _in(1, "cli.lawbook.stands", standing=standing)
    until = found.handover.fund_until
    if until is not None:
        key = "fund_forecast" if found.handover.forecast else "fund_until"
        yield _in(1, f"cli.lawbook.{key}", day=until)
    if found.handover.question:
        yield _in(1, "cli.lawbook.asks", question=_question(found.handover.question))
    for owed in found.obligations:
        yield from _owed_said(owed)
    yield _in(1, "cli.lawbook.conversations", number=len(found.events))
    for event in found.events:
        yield _in(3, "cli.lawbook.event", day=event.event.on, value=event.value, why=_why(event))
    yield from _arranged(found)


def _owed_said(owed: Obligation) -> Iterator[str]:
    entry = catalog().law.get(owed.rule.id)
    name = entry.da.name if entry else owed.rule.id
    yield _in(1, "cli.lawbook.owed", rule=owed.rule.id, name=name, far=_far(owed))
    if owed.window is not None:
        yield _in(3, "cli.lawbook.window", first=owed.window.first, last=owed.window.last)
    if owed.due is not None:
        yield _in(3, "cli.lawbook.due_on", due=owed.due)
    if owed.question:
        yield _in(3, "cli.lawbook.asks", question=_question(owed.question))
    if owed.lifted_by:
        yield _in(3, "cli.lawbook.reading", said=_reason(owed.lifted_by))
    yield from _reservations(owed)
    if entry and entry.told_staff.change:
        yield _in(3, "cli.lawbook.change", change=entry.told_staff.change)
    yield _in(3, "cli.lawbook.source", citation=owed.rule.source.citation, eli=owed.rule.source.eli)


def _reservations(owed: Obligation) -> Iterator[str]:
    for code in (*owed.readings, *(("approximate",) if owed.approximate else ())):
        yield _in(3, "cli.lawbook.reading", said=_reason(code))
    if owed.rule.bearer is Bearer.UNEMPLOYMENT_FUND:
        yield _in(3, "cli.lawbook.of_the_fund")
    if owed.rule.interpretation:
        yield _in(3, "cli.lawbook.reading", said=text("rules.mark.interpretation"))
    if not owed.rule.source.confirmed:
        yield _in(
            3, "cli.lawbook.reading", said=text("rules.mark.unconfirmed", act=owed.rule.source.act)
        )


def _arranged(found: LegalAnswer) -> Iterator[str]:
    if found.channels.rule is not None:
        allowed = ", ".join(sorted(text(f"ui.channel.{c.value}") for c in found.channels.channels))
        yield _in(1, "cli.lawbook.channels", allowed=allowed, source=_source(found.channels.rule))
    if found.arrangement.rule is not None and found.arrangement.by is not None:
        by = text(f"cli.lawbook.by.{found.arrangement.by.value}")
        yield _in(1, "cli.lawbook.booked", by=by, source=_source(found.arrangement.rule))


def _in(depth: int, key: str, **values: object) -> str:
    """A line, indented."""
    return "  " * depth + text(key, **values)


def _far(owed: Obligation) -> str:
    if owed.required is None and owed.status is Status.BREACH:
        return text("cli.lawbook.over")
    word = text(f"cli.lawbook.status.{owed.status.value}")
    if owed.required is None:
        return word
    return text("cli.lawbook.far", status=word, counted=owed.counted, required=owed.required)


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


def _why(event: CountedEvent) -> str:
    return _reason(event.reason)


def _reason(code: str) -> str:
    """The reason told to staff, or to both where there is one wording."""
    own = f"reasons.staff.{code}"
    return text(own) if own in texts() else text(f"reasons.{code}")


def _question(fact: str) -> str:
    entry = catalog().facts.get(fact)
    return entry.da.asks_staff if entry else text("rules.question_other")


def _group(group: str) -> str:
    entry = catalog().target_groups.get(group)
    return entry.da.name if entry else text("cli.lawbook.no_group")


def _source(rule: Rule | None) -> str:
    return rule.source.citation if rule else ""


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
