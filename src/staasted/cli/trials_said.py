"""What `trials list` and `trials show` print, as sentences."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from staasted.catalog.english import said
from staasted.catalog.loader import catalog
from staasted.catalog.papers import PAPERS, missing_of
from staasted.catalog.rules.trial_parts import ConditionEntry, CountsEntry, PartEntry, TrialWords
from staasted.catalog.rules.trials import TrialEntry
from staasted.catalog.texts import text
from staasted.cli.conditions_said import both_said, condition_said, length_said
from staasted.cli.trial_rules import added_said, kept_by, relaxed_said, rule_said
from staasted.core.law import Source
from staasted.core.law.trial import Exclusion, TrialPart, TrialStatus

if TYPE_CHECKING:  # reading it in would wake Django up
    from staasted.apps.trials.selectors import TrialHere


@dataclass(frozen=True, slots=True)
class TrialTold:
    """A trial to tell of on a day: its parts as the file has them, and as they run here.

    ``here`` is None for a file that is only looked at.
    """

    entry: TrialEntry
    parts: tuple[TrialPart, ...]
    on: date
    here: "TrialHere | None" = None

    @property
    def status(self) -> TrialStatus:
        """Return how far it is, with what has been done here."""
        return self.here.status if self.here else self.entry.status

    def running(self, part: TrialPart) -> TrialPart | None:
        """Return a part as it runs here, if it does on any day."""
        parts = self.here.parts if self.here else ()
        return next((each for each in parts if each.id == part.id), None)


def listed(here: "TrialHere", on: date) -> str:
    """Return the trial's line in the list."""
    entry = here.entry
    marks = [status_name(here.status), _runs(runs=here.runs_on(on))]
    if entry.demo:
        marks.append(text("cli.trialing.demo"))
    return text(
        "cli.trialing.line",
        first=entry.from_on,
        last=_day(entry.to_on),
        slug=entry.slug,
        name=entry.words.name,
        marks=", ".join(marks),
    )


def trial_said(told: TrialTold) -> Iterator[str]:
    """Return everything about a trial; what belongs to a part stands indented below it."""
    entry = told.entry
    yield text("cli.trialing.head", name=entry.words.name, slug=entry.slug)
    yield _in(1, "cli.trialing.title", title=entry.title)
    yield _in(1, "cli.trialing.status_is", status=status_name(told.status))
    if told.here:
        yield _in(
            1, "cli.trialing.that_day", day=told.on, runs=_runs(runs=told.here.runs_on(told.on))
        )
    yield _in(1, "cli.trialing.days", first=entry.from_on, last=_day(entry.to_on))
    yield _in(1, "cli.trialing.places", places=places_said(entry.municipalities))
    yield from _source(1, entry.source())
    if entry.rank:
        yield _in(1, "cli.trialing.rank", rank=entry.rank)
    if entry.demo:
        yield _in(1, "cli.trialing.note", said=text("rules.trial.demo"))
    yield from _words(1, entry.words, said(entry.staff) if entry.staff else None)
    yield from _acts(told)
    for part in told.parts:
        yield from _part(told, part)
    yield from _papers(entry)


def status_name(status: TrialStatus) -> str:
    """Return a status in Danish."""
    return text(f"cli.trialing.status.{status.value}")


def places_said(slugs: Iterable[str]) -> str:
    """Return municipalities by name."""
    known = catalog().municipalities
    names = sorted(known[slug].name if slug in known else slug for slug in slugs)
    return ", ".join(names) or text("cli.trialing.no_places")


def groups_said(slugs: Iterable[str]) -> str:
    """Return target groups by name."""
    known = catalog().target_groups
    return ", ".join(known[slug].words.name if slug in known else slug for slug in slugs)


def _part(told: TrialTold, part: TrialPart) -> Iterator[str]:
    entry = told.entry.parts[part.id]
    mode = text(f"cli.trialing.mode.{part.mode.value}")
    yield _in(1, "cli.trialing.part", part=part.id, mode=mode)
    yield _in(2, "cli.trialing.days", first=part.from_on, last=_day(part.to_on))
    running = told.running(part)
    if running and (running.from_on, running.to_on) != (part.from_on, part.to_on):
        yield _in(2, "cli.trialing.runs_here", first=running.from_on, last=_day(running.to_on))
    yield _in(2, "cli.trialing.places", places=places_said(part.municipalities))
    yield _in(2, "cli.trialing.groups", groups=groups_said(entry.groups))
    if part.source != told.entry.source():
        yield from _source(2, part.source)
    if part.when is not None:
        yield _in(2, "cli.trialing.only_when", said=condition_said(part.when))
    for out in part.excludes:
        yield _in(2, "cli.trialing.excludes", said=_excluded(out))
    yield from _words(2, entry.words, said(entry.staff) if entry.staff else None)
    if entry.interpretation:
        yield _in(2, "cli.trialing.note", said=text("rules.mark.interpretation"))
    yield from _rules(entry, part)
    if entry.condition is not None:
        yield from _condition(entry.condition)
    if entry.counts is not None:
        yield from _counts(entry.counts)


def _rules(entry: PartEntry, part: TrialPart) -> Iterator[str]:
    """Return the rules it lifts, keeps, relaxes and adds."""
    rules = catalog().rules
    lifted = [rule for rule in rules if rule.id in part.lifts]
    kept = kept_by(entry, part, catalog())
    blocks = (
        (_in(2, "cli.trialing.lifts", number=len(lifted)), map(rule_said, lifted)),
        (_in(2, "cli.trialing.keeps", number=len(kept)), map(rule_said, kept)),
        (_in(2, "cli.trialing.relaxes"), relaxed_said(entry, part, rules)),
        (_in(2, "cli.trialing.adds"), added_said(entry, part)),
    )
    for heading, lines in blocks:
        below = list(lines)
        if below:
            yield heading
            yield from (f"      {line}" for line in below)
    if not (lifted or part.relaxed or part.adds):
        yield _in(2, "cli.trialing.lifts_nothing")


def _condition(condition: ConditionEntry) -> Iterator[str]:
    side = condition.as_condition()
    yield _in(
        2,
        f"cli.trialing.baseline.{condition.baseline.value}",
        efforts=both_said(
            text(f"cli.trialing.effort.{each}") for each in sorted(condition.efforts)
        ),
        period=length_said(side.every),
    )
    if condition.tolerance:
        yield _in(2, "cli.trialing.tolerance", share=f"{100 * condition.tolerance:g}")
    for effort, levels in (("conversations", condition.levels), ("offers", condition.offers)):
        for group, level in levels.items():
            key = f"cli.trialing.level.{effort}"
            yield _in(3, key, group=groups_said([group]), level=f"{level:g}")


def _counts(counts: CountsEntry) -> Iterator[str]:
    names = [
        *(text(f"cli.trialing.form.{each.value}") for each in sorted(counts.forms)),
        *(text(f"cli.trialing.channel.{each.value}") for each in sorted(counts.channels)),
        *(text(f"cli.trialing.held_by.{each.value}") for each in sorted(counts.held_by)),
    ]
    yield _in(2, "cli.trialing.counts", names=", ".join(names), share=f"{100 * counts.most:g}")


def _acts(told: TrialTold) -> Iterator[str]:
    for act in told.here.acts if told.here else ():
        done = text(f"cli.trialing.act.{act.kind}")
        key = "cli.trialing.done_because" if act.reason else "cli.trialing.done"
        yield _in(1, key, done=done, day=act.on, by=act.by, reason=act.reason)


def _papers(entry: TrialEntry) -> Iterator[str]:
    """Return what the papers say, and what they lack by name."""
    for name in PAPERS:
        facts = getattr(entry, name)
        for field in type(facts).model_fields:
            if getattr(facts, field):
                key = f"cli.trialing.paper.{name}.{field}"
                yield _in(1, key, said=getattr(facts, field))
    for missing in missing_of(entry):
        yield _in(1, "cli.trialing.missing", what=missing)


def _source(depth: int, source: Source) -> Iterator[str]:
    key = "cli.trialing.source" if source.eli else "cli.trialing.source_unread"
    grade = source.grade.value
    yield _in(depth, key, citation=source.citation, eli=source.eli, grade=grade)
    if not source.confirmed:
        said = text("rules.mark.unconfirmed", act=source.act)
        yield _in(depth, "cli.trialing.note", said=said)
    if source.inferred:
        fields = ", ".join(sorted(source.inferred))
        yield _in(depth, "cli.trialing.inferred", fields=fields)


def _words(depth: int, words: TrialWords, staff: TrialWords | None) -> Iterator[str]:
    yield _in(depth, "cli.trialing.freed", said=words.freed)
    yield _in(depth, "cli.trialing.promise", said=words.promise)
    if staff is not None:
        yield _in(depth, "cli.trialing.staff_freed", said=staff.freed)
        yield _in(depth, "cli.trialing.staff_promise", said=staff.promise)


def _excluded(out: Exclusion) -> str:
    groups, places = groups_said(sorted(out.groups)), places_said(out.municipalities)
    everybody = text("cli.trialing.everybody")
    said = [groups or everybody]
    if out.municipalities:
        said = [text("cli.trialing.out_in", groups=groups or everybody, places=places)]
    if out.from_on is not None:
        said.append(text("cli.trialing.out_from", day=out.from_on))
    if out.to_on is not None:
        said.append(text("cli.trialing.out_until", day=out.to_on))
    return " ".join(said)


def _runs(*, runs: bool) -> str:
    return text("cli.trialing.runs") if runs else text("cli.trialing.rests")


def _day(day: date | None) -> str:
    return text("cli.trialing.no_end") if day is None else day.isoformat()


def _in(depth: int, key: str, **values: object) -> str:
    """A line, indented."""
    return "  " * depth + text(key, **values)
