"""The share rule: so large a part of a cohort has had what is asked."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil

from staasted.core.calendar import Period
from staasted.core.law import Obligation, Rule, Status
from staasted.core.law.kinds import CountInWindow, ShareOfCohort


class Verdict(StrEnum):
    """Whether a share is met; nobody in the cohort is neither."""

    MET = "met"
    UNMET = "unmet"
    NO_COHORT = "no_cohort"


@dataclass(frozen=True, slots=True)
class CohortMember:
    """One person of a cohort: reached, or exempted by a written assessment, or neither."""

    ref: str
    group: str
    reached: bool
    exempted: bool = False


@dataclass(frozen=True, slots=True)
class ShareLevel:
    """One cohort. ``breaches`` are those neither reached nor exempted, also when it is met.

    ``room`` is how many more may be exempted, `n - needed - exempted` of the forecast cohort,
    whose size is ``whole``; below 0 is too many. ``forecast`` where none of its windows has
    closed yet. ``rule`` is the first of those that are one cohort.
    """

    rule: Rule | None
    n: int
    needed: int
    reached: int
    exempted: int
    breaches: tuple[str, ...]
    verdict: Verdict
    forecast: bool = False
    room: int = 0
    whole: int = 0

    @property
    def key(self) -> str:
        """Return the word for the cohort: the pool's, else the rule's id."""
        return pool_of(self.rule) if self.rule is not None else ""


def share_level(
    members: Sequence[CohortMember],
    share: float,
    *,
    rule: Rule | None = None,
    ahead: Sequence[CohortMember] = (),
    forecast: bool = False,
) -> ShareLevel:
    """Return the cohort's figures; met when reached is at least `ceil(share × n)`.

    ``share`` is 0-1. Exempted people stand in the cohort as not reached. ``ahead`` is the whole
    forecast cohort, which the room is taken from; without one it is that of ``members``.
    Source: decision 0012 (LOV 1750/2025, wording unread).
    """
    n, needed = len(members), _needed(share, len(members))
    whole = ahead or members
    reached = sum(member.reached for member in members)
    met = Verdict.MET if reached >= needed else Verdict.UNMET
    return ShareLevel(
        rule=rule,
        n=n,
        needed=needed,
        reached=reached,
        exempted=_exempted(members),
        breaches=tuple(m.ref for m in members if not (m.reached or m.exempted)),
        verdict=met if n else Verdict.NO_COHORT,
        forecast=forecast,
        room=len(whole) - _needed(share, len(whole)) - _exempted(whole),
        whole=len(whole),
    )


def _needed(share: float, n: int) -> int:
    return ceil(round(share * n, 9))


def _exempted(members: Iterable[CohortMember]) -> int:
    return sum(m.exempted and not m.reached for m in members)


def cohort(
    people: Iterable[tuple[str, str, Sequence[Obligation]]],
    rules: Collection[Rule],
    period: Period,
    *,
    on: date,
    group: str | None = None,
) -> tuple[CohortMember, ...]:
    """Return those whose window under one of the share rules closes in the period, by ``on``.

    ``on`` beyond the period's end gives all of it, the forecast with it. Out of it are those who
    left before the close, and those with relief, or outside the course, on their due day.
    """
    found, ids = [], {rule.id for rule in rules}
    for ref, entry_group, obligations in people:
        if group is not None and entry_group != group:
            continue
        for owed in obligations:
            if owed.rule.id in ids and _closes(owed, period, on) and not _taken_out(owed):
                reached = owed.held >= number_of(owed.rule)
                exempted = owed.lifted_by == "share_exemption"
                found.append(CohortMember(ref, entry_group, reached, exempted))
    return tuple(found)


def pool_of(rule: Rule) -> str:
    """Return the word of the cohort a share rule belongs to."""
    pool = rule.kind.pool if isinstance(rule.kind, ShareOfCohort) else ""
    return pool or rule.id


def number_of(rule: Rule) -> int:
    """Return what one person of the cohort must have had."""
    kind = rule.kind
    if isinstance(kind, ShareOfCohort) and isinstance(kind.of, CountInWindow):
        return kind.of.number
    return 1


def _closes(owed: Obligation, period: Period, on: date) -> bool:
    return owed.window is not None and owed.window.last in period and owed.window.last <= on


def _taken_out(owed: Obligation) -> bool:
    lifted = owed.status is Status.LIFTED and owed.lifted_by != "share_exemption"
    return lifted or "left_early" in owed.readings
