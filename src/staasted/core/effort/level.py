"""The legal level: persons who had what the law requires, of persons it binds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from staasted.core.calendar import Period
from staasted.core.effort.answer import Standing
from staasted.core.effort.share import ShareLevel, Verdict, cohort, pool_of, share_level
from staasted.core.law import Bearer, Effort, Obligation, Rule, Status
from staasted.core.law.kinds import ShareOfCohort


@dataclass(frozen=True, slots=True)
class PersonOwed:
    """One person on one day: today's group and standing, and every obligation there is."""

    ref: str
    group: str
    standing: Standing
    obligations: tuple[Obligation, ...]


@dataclass(frozen=True, slots=True)
class PersonLevel:
    """One person the law binds in the period, with the windows that close in it."""

    ref: str
    obligations: tuple[Obligation, ...]

    @property
    def met(self) -> bool:
        """Return whether nothing is lacking in any window."""
        return not self.lacking

    @property
    def open(self) -> bool:
        """Return whether something is lacking and all of it can still be held in time."""
        return bool(self.lacking) and all(o.status is Status.OPEN for o in self.lacking)

    @property
    def deadlines(self) -> tuple[Obligation, ...]:
        """Return the deadlines of a single conversation or offer."""
        return tuple(o for o in self.obligations if o.timed)

    @property
    def numbers(self) -> tuple[Obligation, ...]:
        """Return the windows with a number; only these are summed."""
        return tuple(o for o in self.obligations if not o.timed)

    @property
    def lacking(self) -> tuple[Obligation, ...]:
        """Return the windows that lack something."""
        return tuple(o for o in self.obligations if o.missing)


@dataclass(frozen=True, slots=True)
class GroupLevel:
    """One group; figures are None when no number is loaded for anybody in it: never 0, never 100 %.

    `persons` counts everybody, `without_rule` those no number is loaded for, `unknown` those
    whose window is not known, `standings` how many stand how. `shares` are the group's own share
    rules. The rest as in `Level`, for the windows under this group.
    """

    group: str
    persons: int
    without_rule: int
    unknown: int
    standings: tuple[tuple[Standing, int], ...]
    shares: tuple[ShareLevel, ...]
    lacking_outside_share: int
    persons_bound: int | None
    persons_met: int | None
    deadlines_bound: int | None
    deadlines_met: int | None
    required: int | None
    counted: int | None
    surplus: int | None

    @property
    def on_level(self) -> bool | None:
        """Return whether nobody lacks anything, or the group's own share rule is met.

        None when nobody is bound.
        """
        if not self.persons_bound:
            return None
        closed = [share for share in self.shares if not share.forecast]
        met = bool(closed) and all(share.verdict is not Verdict.UNMET for share in closed)
        return self.persons_met == self.persons_bound or (met and not self.lacking_outside_share)

    def standing(self, standing: Standing) -> int:
        """Return how many stand so."""
        return dict(self.standings).get(standing, 0)


@dataclass(frozen=True, slots=True)
class Level:
    """The level over the windows that close in `period` (both ends included), for one effort.

    Each person counts once, and once in each group they have a window under. `required` and
    `counted` are summed over the windows with a number, `counted` capped at required in each;
    `surplus` stands beside and pays for nobody. `deadlines_bound` and `deadlines_met` are the
    persons with a deadline of a single one that closes here, and those who had it in time: that
    conversation is one of the number and is never required twice. `shares` are of all groups.
    """

    period: Period
    effort: Effort
    persons_bound: int
    persons_met: int
    deadlines_bound: int
    deadlines_met: int
    required: int
    counted: int
    surplus: int
    groups: tuple[GroupLevel, ...]
    persons: tuple[PersonLevel, ...]
    unknown: tuple[str, ...]
    shares: tuple[ShareLevel, ...]


def legal_level(
    people: Sequence[PersonOwed],
    period: Period,
    *,
    on: date,
    effort: Effort = Effort.CONVERSATION,
) -> Level:
    """Return the municipality's legal level; a window that binds nobody is left out.

    Source: decision 0005 (what closes in a period, what a cut window requires, what is summed)
    and decision 0012 (the share rule beside it).
    """
    owed = [(each, _ours(each, effort)) for each in people]
    bound = _bound(owed, period)
    groups = sorted({g for each, mine in owed for g in _groups_of(each, mine, period)})
    return Level(
        period=period,
        effort=effort,
        **_figures(bound),
        groups=tuple(_group(group, owed, period, on) for group in groups),
        persons=bound,
        unknown=_unknown(owed),
        shares=_shares(owed, period, on),
    )


def first_late(people: Iterable[PersonOwed]) -> tuple[str, ...]:
    """Return those whose first conversation is late today and still owed by the municipality."""
    return tuple(
        each.ref
        for each in people
        if any(
            o.rule.line == "conversations.first" and o.status is Status.BREACH and o.still_owed
            for o in _ours(each, Effort.CONVERSATION)
        )
    )


def below_floor(people: Iterable[PersonOwed]) -> tuple[str, ...]:
    """Return those who lack today what a trial promises each of them."""
    return tuple(
        each.ref
        for each in people
        if any(o.promised and o.status is Status.BREACH and o.still_owed for o in each.obligations)
    )


_Owed = Sequence[tuple[PersonOwed, tuple[Obligation, ...]]]
"""Everybody with the obligations looked at."""


def _ours(each: PersonOwed, effort: Effort) -> tuple[Obligation, ...]:
    """Return what the law has the municipality owe somebody in one effort, with a number or a date.

    What a trial adds is a promise, and no figure of the law's.
    """
    return tuple(
        o
        for o in each.obligations
        if o.effort is effort
        and not o.promised
        and o.rule.bearer is Bearer.MUNICIPALITY
        and o.status is not Status.NO_NUMBER
    )


def _groups_of(each: PersonOwed, mine: Iterable[Obligation], period: Period) -> Iterator[str]:
    """Return the groups somebody stands in: today's, and those of windows not closed before."""
    if each.group:
        yield each.group
    for o in mine:
        if o.group and (o.window is None or o.window.last >= period.first):
            yield o.group


def _bound(owed: _Owed, period: Period) -> tuple[PersonLevel, ...]:
    """Return the persons with a window that closes in the period and requires something."""
    closing = ((each.ref, _closing(mine, period)) for each, mine in owed)
    return tuple(PersonLevel(ref, mine) for ref, mine in closing if mine)


def _closing(mine: Iterable[Obligation], period: Period) -> tuple[Obligation, ...]:
    return tuple(o for o in mine if o.required and o.window and o.window.last in period)


def _unknown(owed: _Owed) -> tuple[str, ...]:
    """Return the persons with a window that is not known, each once."""
    asked = (each.ref for each, mine in owed if any(o.status is Status.UNKNOWN for o in mine))
    return tuple(dict.fromkeys(asked))


def _figures(bound: Sequence[PersonLevel]) -> dict[str, int]:
    """Return the figures a level and a group's row share."""
    numbers = tuple(o for person in bound for o in person.numbers)
    timed = tuple(person.deadlines for person in bound if person.deadlines)
    return {
        "persons_bound": len(bound),
        "persons_met": sum(person.met for person in bound),
        "deadlines_bound": len(timed),
        "deadlines_met": sum(_in_time(deadlines) for deadlines in timed),
        "required": sum(o.required or 0 for o in numbers),
        "counted": sum(o.counted for o in numbers),
        "surplus": sum(o.surplus for o in numbers),
    }


def _in_time(deadlines: Iterable[Obligation]) -> bool:
    return not any(o.missing for o in deadlines)


def _group(group: str, owed: _Owed, period: Period, on: date) -> GroupLevel:
    """Return one group's row; a group nobody in it has a number for keeps None."""
    members = []
    for each, mine in owed:
        if group in _groups_of(each, mine, period):
            members.append((each, tuple(o for o in mine if o.group == group)))
    bound = _bound(members, period)
    figures = _figures(bound)
    numbered = sum(1 for _, mine in members if mine)
    lacking = (o for person in bound for o in person.lacking)
    return GroupLevel(
        group=group,
        persons=len(members),
        without_rule=len(members) - numbered,
        unknown=len(_unknown(members)),
        standings=_standings(each.standing for each, _ in members),
        shares=_shares(members, period, on),
        lacking_outside_share=sum(not isinstance(o.rule.kind, ShareOfCohort) for o in lacking),
        **(figures if numbered else dict.fromkeys(figures, None)),
    )


def _standings(found: Iterable[Standing]) -> tuple[tuple[Standing, int], ...]:
    told = list(found)
    return tuple((each, told.count(each)) for each in Standing if each in told)


def _shares(owed: _Owed, period: Period, on: date) -> tuple[ShareLevel, ...]:
    """Return each cohort of a share: those that have closed, or the forecast until one has.

    Room left is always of the forecast cohort: all whose window closes in the period, or ahead
    of it while none does.
    """
    people = [(each.ref, each.group, mine) for each, mine in owed]
    pools: dict[str, dict[str, Rule]] = {}
    for _, mine in owed:
        for o in mine:
            if isinstance(o.rule.kind, ShareOfCohort):
                pools.setdefault(pool_of(o.rule), {})[o.rule.id] = o.rule
    return tuple(_share(people, tuple(rules.values()), period, on) for rules in pools.values())


def _share(
    people: Sequence[tuple[str, str, tuple[Obligation, ...]]],
    rules: tuple[Rule, ...],
    period: Period,
    on: date,
) -> ShareLevel:
    first = min(rules, key=lambda rule: rule.id)
    share = first.kind.share if isinstance(first.kind, ShareOfCohort) else 1.0
    closed = cohort(people, rules, period, on=on)
    ahead = cohort(people, rules, period, on=date.max)
    ahead = ahead or cohort(people, rules, Period(period.first, date.max), on=date.max)
    return share_level(closed or ahead, share, rule=first, ahead=ahead, forecast=not closed)
