"""Trials as they run here: the catalogue's, as acts have approved, begun and stopped them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import QuerySet

from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.org.clock import clock
from staasted.apps.trials.models import TrialAct, TrialActKind
from staasted.catalog.contents import Catalog
from staasted.catalog.loader import catalog
from staasted.catalog.rules.trials import TrialEntry
from staasted.core.law import RuleBook
from staasted.core.law.trial import TrialPart, TrialStatus, as_run

_DAY = timedelta(days=1)
_STOPPED = TrialActKind.STOPPED.value
Act = tuple[str, str, date]
"""Trial, kind and day of an act."""


@dataclass(frozen=True, slots=True)
class TrialHere:
    """One trial with what has been done about it here."""

    entry: TrialEntry
    acts: tuple[TrialAct, ...]
    parts: tuple[TrialPart, ...]

    @property
    def status(self) -> TrialStatus:
        """How far it is today, with the acts; a stop that lies ahead has not stopped it yet."""
        today = clock.today()
        done = (act for act in self.acts if act.kind != _STOPPED or act.on <= today)
        return status_of(self.entry, {act.kind for act in done})

    def runs_on(self, day: date) -> bool:
        """Whether any part of it changes anything on a day."""
        return any(part.runs_on(day) for part in self.parts)

    def act(self, kind: TrialActKind) -> TrialAct | None:
        """The act of a kind, if there is one."""
        return next((act for act in self.acts if act.kind == kind.value), None)


def status_of(entry: TrialEntry, kinds: Iterable[str]) -> TrialStatus:
    """The status of a trial with the acts there are about it."""
    kinds = set(kinds)
    if _STOPPED in kinds:
        return TrialStatus.ENDED
    return TrialStatus.APPROVED if TrialActKind.APPROVED.value in kinds else entry.status


def book_in_force() -> RuleBook:
    """The law with the trials that run here: one query."""
    return book_of(tuple(_acts()()))


@Prepared
def _acts(_: Given) -> QuerySet[TrialAct]:
    return TrialAct.objects.order_by("on", "id").values_list("trial", "kind", "on")


def book_of(acts: tuple[Act, ...]) -> RuleBook:
    """The law with the trials that run under these acts."""
    return _book(id(catalog()), acts)


def trials_here() -> list[TrialHere]:
    """Every trial of the catalogue, the newest first: one query."""
    loaded = catalog()
    acts = list(TrialAct.objects.order_by("on", "id"))
    told = tuple((act.trial, act.kind, act.on) for act in acts)
    parts = _book(id(loaded), told).parts
    found = [
        TrialHere(
            entry,
            tuple(act for act in acts if act.trial == entry.slug),
            tuple(part for part in parts if part.trial == entry.slug),
        )
        for entry in loaded.trials.values()
    ]
    return sorted(found, key=lambda here: (here.entry.from_on, here.entry.slug), reverse=True)


def trial_here(slug: str) -> TrialHere | None:
    """One trial, or None: one query."""
    return next((here for here in trials_here() if here.entry.slug == slug), None)


@lru_cache(maxsize=4)
def _book(catalogue: int, acts: tuple[Act, ...]) -> RuleBook:  # noqa: ARG001 which one it was
    """The law with the parts that stand under these acts; made once for the same ones."""
    loaded = catalog()
    if not acts:
        return loaded.book
    return RuleBook(loaded.rules, loaded.clocks, parts_standing(loaded, acts))


def parts_standing(loaded: Catalog, acts: Iterable[Act]) -> tuple[TrialPart, ...]:
    """The parts that change something under these acts, inside the days they were begun and
    stopped. One approved by an act alone runs from the day it is begun by another.
    """
    days = {(trial, kind): on for trial, kind, on in acts}
    found = []
    for part in loaded.parts:
        entry, slug = loaded.trials[part.trial], part.trial
        approved = days.get((slug, TrialActKind.APPROVED.value))
        begun = days.get((slug, TrialActKind.BEGUN.value))
        stopped = days.get((slug, _STOPPED))
        if not entry.status.changes and (approved is None or begun is None):
            continue
        run = as_run(part, begun, stopped - _DAY if stopped else None)
        if run is not None:
            found.append(run)
    return tuple(found)
