"""What a person owes where trials lie on top of the law: lifted, looser, paused, added."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from staasted.core.calendar import Period
from staasted.core.law.another_day import on_another_day
from staasted.core.law.clock import CountingPeriod
from staasted.core.law.condition import Scene
from staasted.core.law.kinds import Duty, LongestInterval
from staasted.core.law.look import Look
from staasted.core.law.obligation import Obligation, Status
from staasted.core.law.person import Person
from staasted.core.law.rule import Rule
from staasted.core.law.trial import TrialMode, TrialPart

_DAY = timedelta(days=1)
IN_TRIAL = "in_trial"
"""The fact that somebody takes part in the trial that asks for it."""


def takes_part(look: Look, part: TrialPart, group: str, day: date, rule: Rule | None) -> bool:
    """Return whether somebody in that group takes part on a day, for what that rule asks.

    The condition looks at the period of the rule's clock, else at the time on the benefit.
    """
    if not part.reaches(look.person.lives_in, group, day):
        return False
    if part.when is None:
        return True
    period = _period(look, rule, day)
    if period is None:
        return False
    scene = Scene(_as_told(look.person, part), period, day, look.on, look.events)
    return part.when.test(scene).value is True


def _as_told(person: Person, part: TrialPart) -> Person:
    """Return the person with whether they take part in this very trial, where that is known."""
    known = person.trials.get(part.trial)
    return person if known is None else replace(person, facts={**person.facts, IN_TRIAL: known})


def touching(look: Look, rule: Rule, group: str, day: date) -> TrialPart | None:
    """Return the part that touches a rule for somebody on a day, the highest in rank; or None."""
    for part in look.parts:
        if part.touches(rule.id) and takes_part(look, part, group, day, rule):
            return part
    return None


def under_trials(look: Look, base: Iterable[Obligation]) -> Iterator[Obligation]:
    """Return what is owed under the trials of ``look``, of what the law alone asks (``base``).

    ``look`` has the conversations as the trials count them.
    """
    chains: dict[str, list[Obligation]] = {}
    for owed in base:
        if isinstance(owed.rule.kind, LongestInterval):
            chains.setdefault(owed.rule.id, []).append(owed)
        else:
            yield _shaped(look, owed)
    for chain in chains.values():
        yield from _intervals(look, chain)
    for part in look.parts:
        for rule in part.adds:
            yield from _added(look, part, rule)


def _shaped(look: Look, owed: Obligation) -> Obligation:
    if owed.rule.id not in look.book.touched:  # as most are not
        return owed
    part = touching(look, owed.rule, owed.group, owed.due or look.on)
    if part is not None and part.mode is TrialMode.RELAX:
        return _relaxed(look, part, owed)
    if part is not None:
        return lifted_by(part, owed)
    for pause in look.parts:
        if pause.mode is TrialMode.PAUSE and owed.rule.id in pause.lifts:
            stood = _stood(look, pause, owed)
            if stood is not None:
                return _paused(look, pause, owed, stood)
    return owed


def _stood(look: Look, part: TrialPart, owed: Obligation) -> Period | None:
    """Return the days a pause let a duty stand still, the last of them in its window; or None."""
    first = max(part.from_on, owed.window.first if owed.window is not None else look.on)
    due = owed.due or look.on
    last = due if part.to_on is None else min(part.to_on, due)
    if last < first or not takes_part(look, part, owed.group, last, owed.rule):
        return None
    return Period(first, part.to_on or max(due, look.on))


def lifted_by(part: TrialPart, owed: Obligation) -> Obligation:
    """Return a duty that a part has lifted; what the law would have said stays beside it."""
    return owed._replace(
        status=Status.LIFTED,
        required=None if owed.required is None else 0,
        still_owed=False,
        question=None,
        lifted_by="trial",
        trial=part,
        without=owed,
    )


def _loosened(look: Look, owed: Obligation) -> TrialPart | None:
    part = touching(look, owed.rule, owed.group, owed.due or look.on)
    return part if part is not None and part.mode is TrialMode.RELAX else None


def _intervals(look: Look, chain: list[Obligation]) -> Iterator[Obligation]:
    """Return the intervals of one rule: looser or paused a whole chain at once.

    Each opens the next, so that no window can be moved alone.
    """
    loosened: dict[str, list[Obligation]] = {}
    as_they_are: list[Obligation] = []
    parts: dict[str, TrialPart] = {}
    for owed in chain:
        part = _loosened(look, owed)
        if part is None:
            as_they_are.append(owed)
        else:
            parts[part.id] = part
            loosened.setdefault(part.id, []).append(owed)
    for place, windows in loosened.items():
        rule = parts[place].relaxed[windows[0].rule.id]
        found = rule.kind.find(look, rule) if isinstance(rule.kind, Duty) else ()
        inside = [
            o for o in found if takes_part(look, parts[place], o.group, o.due or look.on, rule)
        ]
        yield from _moved(parts[place], windows, inside)
    yield from _standing_still(look, as_they_are)


def _standing_still(look: Look, windows: list[Obligation]) -> Iterator[Obligation]:
    """Return the intervals of one rule around the first pause that reaches one of them.

    Source: decision 0013 (what a pause does to a count).
    """
    untouched = [o for o in windows if not _touched(look, o)]
    for pause in look.parts:
        if pause.mode is not TrialMode.PAUSE:
            continue
        reached = [o for o in untouched if o.rule.id in pause.lifts and _stood(look, pause, o)]
        kind = reached[0].rule.kind if reached else None
        if isinstance(kind, LongestInterval):
            still = Period(pause.from_on, max(pause.from_on, pause.to_on or look.on))
            found = kind.around(look, reached[0].rule, still)
            yield from (_shaped(look, o) for o in windows if _touched(look, o))
            yield from _moved(pause, untouched, [o for o in found if not _touched(look, o)])
            return
    yield from (_shaped(look, owed) for owed in windows)


def _touched(look: Look, owed: Obligation) -> bool:
    return touching(look, owed.rule, owed.group, owed.due or look.on) is not None


def _moved(
    part: TrialPart, windows: list[Obligation], found: list[Obligation]
) -> Iterator[Obligation]:
    """Return a chain as a part has it, each beside the law's; the law's where it lacks less."""
    if sum(o.missing for o in found) > sum(o.missing for o in windows):
        yield from windows
        return
    for owed in found:
        law = _beside(owed, windows)
        same = owed.window == law.window and owed.rule is law.rule
        yield law if same else owed._replace(trial=part, without=law)


def _beside(owed: Obligation, windows: list[Obligation]) -> Obligation:
    """Return the law's window that opened last by the day this one opens, else its first."""
    opens = owed.window.first if owed.window is not None else date.min
    before = [o for o in windows if o.window is not None and o.window.first <= opens]
    return before[-1] if before else windows[0]


def _relaxed(look: Look, part: TrialPart, owed: Obligation) -> Obligation:
    """Return the same window under the looser rule; never one that lacks more."""
    rule = part.relaxed.get(owed.rule.id)
    if rule is None or not isinstance(rule.kind, Duty):
        return owed
    first = owed.window.first if owed.window is not None else None
    for found in rule.kind.find(look, rule):
        opens = found.window.first if found.window is not None else None
        if opens == first and found.group == owed.group and found.missing <= owed.missing:
            return found._replace(trial=part, without=owed)
    return owed


def _paused(look: Look, part: TrialPart, owed: Obligation, stood: Period) -> Obligation:
    """Return a duty whose count stood still: due as many days later as it was paused.

    Source: decision 0013 (what a pause does to a count).
    """
    window, due = owed.window, owed.due
    if owed.status in (Status.MET, Status.LIFTED):
        return owed
    if window is None or due is None or owed.required is None:
        return lifted_by(part, owed)
    later = due + timedelta(days=stood.days)
    return on_another_day(owed, later, look.on)._replace(trial=part, without=owed)


def _added(look: Look, part: TrialPart, rule: Rule) -> Iterator[Obligation]:
    """Return what a rule of the trial asks of those who take part."""
    if not isinstance(rule.kind, Duty):
        return
    for found in rule.kind.find(look, rule):
        day = _inside(look, part, found)
        if day is not None and takes_part(look, part, found.group, day, rule):
            yield found._replace(trial=part)


def _inside(look: Look, part: TrialPart, owed: Obligation) -> date | None:
    """Return the last day of a window that lies in the part, None where none does.

    What a trial asks in a window it opened in is owed also when it falls due after the trial.
    """
    first = owed.window.first if owed.window is not None else look.on
    last = owed.due or look.on
    if part.to_on is not None:
        last = min(last, part.to_on)
    return last if max(first, part.from_on) <= last else None


def _period(look: Look, rule: Rule | None, day: date) -> CountingPeriod | None:
    clock = getattr(getattr(rule, "kind", None), "clock", "") or _clock_of_share(rule)
    if clock in look.book.clocks:
        for period in reversed(look.periods(clock)):
            if period.first is not None and period.first <= day:
                return period
    time = look.person.time_on(day)
    return None if time is None else look.alone(time)


def _clock_of_share(rule: Rule | None) -> str:
    return getattr(getattr(getattr(rule, "kind", None), "of", None), "clock", "")
