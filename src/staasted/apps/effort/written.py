"""Figures about everybody, kept in the process until somebody writes something (decision 0060)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Generic, NamedTuple, TypeVar

from django.db.models import CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast

from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.audit.selectors import acts_latest
from staasted.apps.org.clock import clock
from staasted.apps.trials.models import TrialAct
from staasted.apps.trials.selectors import book_of
from staasted.core.law import RuleBook

Found = TypeVar("Found")
Key = TypeVar("Key")
KEPT_FOR = timedelta(seconds=60)
"""The longest a figure stands, whatever was written. Source: decision 0060."""


class Written(NamedTuple):
    """The law with the trials that run here, and what anybody wrote last: key and subject."""

    book: RuleBook
    acts: tuple[tuple[int, str], ...]


def written_now() -> Written:
    """What stands now: one query. It is asked before anything that is kept under it is read."""
    trials, acts = [], []
    for pk, word, kind, on in _written()():
        if on is None:
            acts.append((pk, word))
        else:
            trials.append((on, pk, (word, kind, on)))
    told = tuple(act for _, _, act in sorted(trials))
    return Written(book_of(told), tuple(sorted(acts)))


@Prepared
def _written(_: Given) -> QuerySet[TrialAct]:
    told = ("id", "word", "what", "day")
    words = {"word": Cast("trial", CharField()), "what": Cast("kind", CharField())}
    trials = TrialAct.objects.order_by().annotate(**words, day=F("on")).values_list(*told)
    nothing = {"what": Value("", CharField()), "day": Cast(None, DateField())}
    acts = acts_latest().annotate(word=Cast("subject", CharField()), **nothing)
    return trials.union(acts.values_list(*told), all=True)


class Kept(Generic[Key, Found]):
    """The last of each key that was found, as long as nothing is written; safe for threads.

    ``most`` are kept at once, for a minute each: what was written by hand, without an act, is seen
    then.
    """

    def __init__(self, most: int = 4, stands_for: timedelta = KEPT_FOR) -> None:
        self._held: dict[Key, tuple[Written, datetime, Found]] = {}
        self._most, self._stands_for = most, stands_for

    def of(self, key: Key, written: Written, make: Callable[[], Found]) -> Found:
        """What is kept under a key, else what ``make`` finds now."""
        if not written.acts:  # nothing says that it is the same house
            return make()
        held, now = self._held.get(key), clock.of_the_machine()
        if held is not None and held[0] == written and now - held[1] < self._stands_for:
            return held[2]
        found = make()
        fresh = dict(list(self._held.items())[-self._most + 1 :])
        self._held = fresh | {key: (written, now, found)}
        return found
