"""The sections a trial lists, and the rules of the law that rest on them alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from staasted.catalog.rules.clocks import ActEntry
from staasted.catalog.rules.sections import Cited, Sections, cited
from staasted.core.law import Rule


@dataclass(frozen=True, slots=True)
class Listing:
    """Sections of one act (``family``), or of acts named one by one; lines narrow it.

    ``only`` are the beginnings of lines it lifts, all where it is empty; ``keeps`` lines that stay.
    """

    family: str
    sections: tuple[Cited, ...]
    only: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()

    @staticmethod
    def of(
        family: str, lifts: Iterable[str], *, only: tuple[str, ...], keeps: tuple[str, ...]
    ) -> "Listing":
        """Return the listing. Errors: ValueError for what names no section."""
        sections = tuple(cited(text) for text in lifts)
        if any(not each.act for each in sections) and not family:
            raise ValueError("act: say which act the sections are of: LAB, SDP, INT or LAS")
        return Listing(family, sections, only, keeps)

    def rules(
        self,
        rules: Iterable[Rule],
        acts: Mapping[str, ActEntry],
        groups: frozenset[str],
        first: date,
        last: date | None,
    ) -> frozenset[str]:
        """Return the ids of the rules it lifts, for any of the groups in any of the days.

        Earlier versions are among them: a window opened under one may fall due later.
        """
        numbering = self._numbering(first, acts)
        return frozenset(
            rule.id
            for rule in rules
            if rule.groups & groups
            and (last is None or rule.from_on <= last)
            and self._line(rule.line)
            and self._covers(rule, acts, numbering)
        )

    def _covers(self, rule: Rule, acts: Mapping[str, ActEntry], numbering: date | None) -> bool:
        """Return whether every section a rule cites is listed, in the numbering of the listing."""
        if not rule.source.eli:
            return False
        named = cited(rule.source.citation)
        listed = [
            each for each in self.sections if self._of_the_act(each, named.act, acts, numbering)
        ]
        if not named.sections:
            return any(each.act == named.act and not each.sections for each in listed)
        return all(_covered(run, listed) for run in named.sections)

    def unused(
        self, rules: Iterable[Rule], acts: Mapping[str, ActEntry], first: date
    ) -> tuple[str, ...]:
        """Return the sections listed from a day on that no rule rests on, as they are numbered."""
        numbering = self._numbering(first, acts)
        told = [cited(rule.source.citation) for rule in rules if rule.source.eli]
        found = []
        for each in self.sections:
            for run in each.sections:
                of_it = (c for c in told if self._of_the_act(each, c.act, acts, numbering))
                if not any(_touches(run, other) for c in of_it for other in c.sections):
                    found.append(_said(run))
        return tuple(found)

    def _line(self, line: str) -> bool:
        if line in self.keeps:
            return False
        return not self.only or any(line.startswith(begins) for begins in self.only)

    def _of_the_act(
        self, listed: Cited, act: str, acts: Mapping[str, ActEntry], numbering: date | None
    ) -> bool:
        if listed.act:
            return listed.act == act
        entry = acts.get(act)
        if entry is None or entry.short != self.family:
            return False
        return _newest(self.family, acts, issued=entry.issued) == numbering

    def _numbering(self, first: date, acts: Mapping[str, ActEntry]) -> date | None:
        """Return the first day of the numbering a day's listing is written in."""
        return _newest(self.family, acts, on=first)


def _newest(
    family: str,
    acts: Mapping[str, ActEntry],
    *,
    on: date | None = None,
    issued: date | None = None,
) -> date | None:
    """Return the first day of the newest numbering of an act's, on a day or as it was issued."""
    days = list[date]()
    for act in acts.values():
        begins = act.numbers_from
        if act.short != family or begins is None:
            continue
        in_force = on is not None and begins <= on
        since = issued is not None and act.issued is not None and act.issued <= issued
        if in_force or since:
            days.append(begins)
    return max(days, default=None)


def _covered(run: Sections, listed: Iterable[Cited]) -> bool:
    runs = [other for each in listed for other in each.sections]
    if any(other.covers(run) for other in runs):
        return True
    if run.first == run.last:
        return False
    return all(any(other.covers(one) for other in runs) for one in run.each())


def _touches(one: Sections, other: Sections) -> bool:
    meet = one.first <= other.last and other.first <= one.last
    return meet and (one.parts is None or other.parts is None or bool(one.parts & other.parts))


def _said(run: Sections) -> str:
    first, last = (f"{number} {letter}".strip() for number, letter in (run.first, run.last))
    return f"§ {first}" if first == last else f"§§ {first}-{last}"
