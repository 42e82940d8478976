"""What `rules due` and `rules explain` print, as sentences."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from staasted.catalog.loader import catalog
from staasted.catalog.texts import text, texts
from staasted.core.effort import LegalAnswer
from staasted.core.law import Bearer, CountedEvent, Effort, Grade, Obligation, Rule, Status
from staasted.core.law.trial import TrialPart

if TYPE_CHECKING:  # reading it in would wake Django up, and a case file needs none
    from staasted.apps.effort.explaining import DueLine


def due_said(lines: "Iterable[DueLine]") -> Iterator[str]:
    """Each line as columns: day, citizen, rule, how far, the source, and a trial behind it."""
    for line in lines:
        owed = line.owed
        said = text(
            "cli.lawbook.due_line",
            due=owed.due or "?",
            citizen=line.citizen,
            rule=owed.rule.id,
            far=_far(owed),
            citation=owed.rule.source.citation,
        )
        yield "  ".join([said, *_trial_said(owed)])


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
    name = entry.words.name if entry else owed.rule.id
    yield _in(1, "cli.lawbook.owed", rule=owed.rule.id, name=name, far=_far(owed))
    if owed.window is not None:
        yield _in(3, "cli.lawbook.window", first=owed.window.first, last=owed.window.last)
    if owed.due is not None:
        yield _in(3, "cli.lawbook.due_on", due=owed.due)
    if owed.question:
        yield _in(3, "cli.lawbook.asks", question=_question(owed.question))
    if owed.lifted_by:
        yield _in(3, "cli.lawbook.reading", said=_reason(owed.lifted_by))
    yield from (_indented(3, said) for said in _trial_said(owed))
    yield from dict.fromkeys((*_reservations(owed), *_marks(owed.trial)))
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


def _trial_said(owed: Obligation) -> Iterator[str]:
    """The trial that shaped a duty, where it stands written, and what the law alone would say."""
    if owed.trial is None:
        return
    yield _reaches(owed.trial)
    source = owed.trial.source
    yield text("rules.trial.source", citation=f"{source.citation} {source.eli}".strip())
    if owed.without is None:
        yield text("cli.lawbook.promised")
        return
    yield text("rules.trial.without", said=_by_law(owed.without))


def _by_law(owed: Obligation) -> str:
    """A duty as the law alone has it, in the words of the pages."""
    if owed.status is Status.UNKNOWN:
        return text("cli.lawbook.asks", question=_question(owed.question or ""))
    if owed.status is Status.LIFTED:
        return _reason(owed.lifted_by or "documented_relief")
    if owed.due is None or owed.status is Status.NO_NUMBER:
        return text(f"rules.undated.{owed.status.value}")
    return _dated_by_law(owed)


def _dated_by_law(owed: Obligation) -> str:
    if owed.required is None:
        return text("rules.status.agreed", due=owed.due)
    if owed.status is Status.BREACH and owed.fulfilled_on:
        return text("rules.status.late", done=owed.fulfilled_on, due=owed.due)
    values = {"held": owed.held, "required": owed.required, "due": owed.due}
    if owed.effort is Effort.OFFER:
        return text(f"rules.offer.{owed.status.value}", **values)
    return text(f"rules.status.{owed.status.value}", **values)


def _reaches(part: TrialPart) -> str:
    name = catalog().trials[part.trial].words.name
    if part.to_on is None:
        return text("rules.trial.of_somebody", name=name)
    return text("rules.trial.of_somebody_until", name=name, until=part.to_on)


def _marks(part: TrialPart | None) -> Iterator[str]:
    """Every reservation a trial carries: invented, not read, told by others, or read by us."""
    if part is None:
        return
    entry, source = catalog().trials[part.trial], part.source
    unread = bool(source.eli) and not source.confirmed
    marks = (
        (entry.demo, text("rules.trial.demo")),
        (unread, text("rules.mark.unconfirmed", act=source.act)),
        (source.grade is Grade.B, text("rules.mark.secondary")),
        (entry.parts[part.id].interpretation, text("rules.mark.interpretation")),
    )
    yield from (_in(3, "cli.lawbook.reading", said=said) for holds, said in marks if holds)


def _arranged(found: LegalAnswer) -> Iterator[str]:
    if found.channels.rule is not None:
        allowed = ", ".join(sorted(text(f"ui.channel.{c.value}") for c in found.channels.channels))
        yield _in(1, "cli.lawbook.channels", allowed=allowed, source=_source(found.channels.rule))
    if found.channels.trial is not None:
        yield _in(1, "cli.lawbook.channels_trial", **_named(found.channels.trial))
    if found.arrangement.rule is not None and found.arrangement.by is not None:
        by = text(f"cli.lawbook.by.{found.arrangement.by.value}")
        yield _in(1, "cli.lawbook.booked", by=by, source=_source(found.arrangement.rule))
    if found.arrangement.trial is not None:
        yield _in(1, "cli.lawbook.booking_free", **_named(found.arrangement.trial))


def _named(part: TrialPart) -> dict[str, str]:
    name = catalog().trials[part.trial].words.name
    return {"name": name, "source": part.source.citation}


def _in(depth: int, key: str, **values: object) -> str:
    """A line, indented."""
    return _indented(depth, text(key, **values))


def _indented(depth: int, said: str) -> str:
    return "  " * depth + said


def _far(owed: Obligation) -> str:
    if owed.required is None and owed.status is Status.BREACH:
        return text("cli.lawbook.over")
    word = text(f"cli.lawbook.status.{owed.status.value}")
    if owed.required is None:
        return word
    return text("cli.lawbook.far", status=word, counted=owed.counted, required=owed.required)


def _why(event: CountedEvent) -> str:
    return _reason(event.reason)


def _reason(code: str) -> str:
    """The reason told to staff, or to both where there is one wording."""
    own = f"reasons.staff.{code}"
    return text(own) if own in texts() else text(f"reasons.{code}")


def _question(fact: str) -> str:
    entry = catalog().facts.get(fact)
    return entry.words.asks_staff if entry else text("rules.question_other")


def _group(group: str) -> str:
    entry = catalog().target_groups.get(group)
    return entry.words.name if entry else text("cli.lawbook.no_group")


def _source(rule: Rule | None) -> str:
    return rule.source.citation if rule else ""
