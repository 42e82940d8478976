"""Who of a counsellor's own citizens needs a human today, and why."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from staasted.apps.audit.actor import Actor
from staasted.apps.booking.days import danish_day
from staasted.apps.caseload.happened import Fact, Happened, Seen, happened
from staasted.apps.caseload.watched import told_once, with_limit
from staasted.apps.citizens.access import Citizen, caseload
from staasted.apps.conversations.course import Course, courses_stamped
from staasted.apps.conversations.kept import Stamps
from staasted.apps.trials.selectors import Act
from staasted.catalog.public_holidays import is_holiday
from staasted.core.needing import Line, Need, Why, needing

_FACTS = frozenset(Fact)
Pick = Callable[[list[Line]], Iterable[Line]]
"""Given everybody who needs somebody, in order, answers with those to be shown."""


@dataclass(frozen=True, slots=True)
class InNeed:
    """One person, and why they need somebody."""

    case: Citizen
    line: Line


@dataclass
class Known:
    """What is known of one citizen; ``facts`` maps what is no need to its latest moment."""

    needs: list[Need] = field(default_factory=list)
    facts: dict[str, datetime | None] = field(default_factory=dict)

    def learn(self, row: Happened) -> None:
        """Take one row in."""
        if row.what not in _FACTS:
            self.needs.append(Need(row.who, Why(row.what), row.by, row.at, row.ref))
            return
        before = self.facts.get(row.what)
        if before is None or (row.at is not None and row.at > before):
            self.facts[row.what] = row.at

    @property
    def spoken_at(self) -> datetime | None:
        """When the last contact both ways was, a conversation or not."""
        met, said = self.facts.get(Fact.MET), self.facts.get(Fact.SPOKEN)
        return max(met, said) if met and said else met or said

    @property
    def spoken(self) -> date | None:
        """The day of it."""
        at = self.spoken_at
        return danish_day(at) if at else None

    @property
    def booked(self) -> bool:
        """Whether a time is live, past or ahead; a seat in a meeting is none."""
        return Fact.BOOKED in self.facts

    def ahead(self, now: datetime) -> bool:
        """Whether a time or a seat lies ahead."""
        booked, seat = self.facts.get(Fact.BOOKED), self.facts.get(Fact.SEAT)
        return (booked is not None and booked > now) or (seat is not None and seat > now)

    def keeps(self, need: Need, now: datetime) -> bool:
        """Whether what was found is a need: an agreed day is none once it is kept or booked."""
        if need.why is not Why.AGREED:
            return True
        met = self.facts.get(Fact.MET)
        if self.ahead(now) or met is None:
            return not self.ahead(now)
        if need.ref:
            return danish_day(met) < date.fromisoformat(need.ref)
        return need.since is None or danish_day(met) <= danish_day(need.since)


@dataclass
class Found:
    """What was found of each citizen, by key; ``stamps`` and ``acts`` are the law's, ``shut`` the
    days nobody works here."""

    known: dict[int, Known]
    stamps: Stamps = field(default_factory=dict)
    acts: list[tuple[date, int, Act]] = field(default_factory=list)
    shut: set[date] = field(default_factory=set)

    def learn(self, row: Happened) -> None:
        """Take one row in."""
        if row.what == Fact.ACT and row.by is not None:
            trial, kind = row.ref.rsplit(" ", 1)
            self.acts.append((row.by, row.who, (trial, kind, row.by)))
        elif row.what == Fact.SHUT and row.by is not None:
            self.shut.add(row.by)
        elif row.what == Fact.STAMP:
            self.stamps[row.who] = int(row.ref) if row.ref else None
        else:
            self.known[row.who].learn(row)

    def closed(self, day: date) -> bool:
        """Whether it is a public holiday or a closing day."""
        return day in self.shut or is_holiday(day)

    def courses(self, keys: Iterable[int], *, on: date) -> dict[int, Course]:
        """The course of each of these that has a benefit period: no query, or three."""
        stamps = {key: self.stamps[key] for key in keys if key in self.stamps}
        acts = tuple(act for _, _, act in sorted(self.acts))
        return courses_stamped(stamps, acts, on=on) if stamps else {}


def who_needs(actor: Actor, *, on: date, now: datetime, pick: Pick = list) -> Sequence[InNeed]:
    """The own citizens who need somebody, whoever needs it most first; only those picked are read.

    Three queries where the law's answers are known, else six. Errors: AccessRefused.
    """
    lines: dict[int, Line] = {}
    seen = Seen(on, now, actor.person_id)

    def choose(keys: list[int]) -> list[int]:
        lines.update({line.who: line for line in pick(in_need(keys, seen))})
        return list(lines)

    return [InNeed(case, lines[case.pk]) for case in caseload(actor, on=on, choose=choose)]


def in_need(keys: Sequence[int], seen: Seen) -> list[Line]:
    """Everybody of these who needs somebody, in order: one query, or four."""
    return in_need_of(found_of(keys, seen), seen)


def in_need_of(found: Found, seen: Seen) -> list[Line]:
    """The same, of what was found already."""
    for need in _unsummoned(found, seen.on):
        found.known[need.who].needs.append(need)
    spoken = {key: day for key, one in found.known.items() if (day := one.spoken)}
    return needing(standing_needs(found, seen), spoken)


def found_of(keys: Sequence[int], seen: Seen) -> Found:
    """What has happened around each of these citizens: one query, none where there is nobody."""
    found = Found({key: Known() for key in keys})
    for row in happened(keys, seen) if keys else ():
        found.learn(row)
    return found


def standing_needs(found: Found, seen: Seen) -> list[Need]:
    """What was found, of each person each matter once and each with its day; and whoever nothing
    lies ahead for.
    """
    for need in _quiet(found.known, seen.now):
        found.known[need.who].needs.append(need)
    return [need for one in found.known.values() for need in _once(one, found, seen.now)]


def _once(one: Known, found: Found, now: datetime) -> list[Need]:
    kept = [need for need in one.needs if one.keeps(need, now)]
    return told_once([with_limit(need, closed=found.closed) for need in kept])


def _unsummoned(found: Found, on: date) -> list[Need]:
    """Whom the law lets us summon and nobody has; a seat in a meeting is no time of theirs."""
    free = [key for key, one in found.known.items() if not one.booked]
    law = found.courses(free, on=on)
    return [
        Need(key, Why.SUMMONS, course.due) for key, course in law.items() if course.may_be_summoned
    ]


def _quiet(known: Mapping[int, Known], now: datetime) -> list[Need]:
    """Whoever nothing lies ahead for: who has chosen nothing and never spoken with us, is to be
    met with a hello; of the others it says how long it is since.
    """
    found = []
    for key, one in known.items():
        if one.ahead(now) or one.booked or Fact.AHEAD in one.facts:
            continue
        new = Fact.NOTHING_CHOSEN in one.facts and one.spoken_at is None
        found.append(Need(key, Why.HELLO if new else Why.SILENCE, since=one.spoken_at))
    return found
