"""What the law said of each citizen, kept in the process while nothing about them has changed.

A stamp is read before the facts are: what is kept under it is never older than it. The stamp is
chance, so a state that was rolled back is never met again (decision 0025).
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import date
from threading import Lock
from typing import Generic, TypeVar

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast

from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.citizens.models import BenefitPeriod, Citizen
from staasted.apps.trials.models import TrialAct
from staasted.apps.trials.selectors import Act

Answer = TypeVar("Answer")
MOST = 20_000
"""Courses kept at once, the ones used last. Source: decision 0025."""


Stamps = dict[int, int | None]
"""The stamp of each citizen by key; of whoever has None nothing is kept."""


class KeptAnswers(Generic[Answer]):
    """The answers of this process, by citizen, day, law and stamp; safe for threads."""

    def __init__(self, most: int = MOST) -> None:
        self._held: OrderedDict[tuple[int, date], tuple[int | None, object, Answer]] = OrderedDict()
        self._lock, self._most, self._newest = Lock(), most, date.min

    def known(self, stamps: Stamps, law: object, on: date) -> dict[int, Answer]:
        """Those whose stamp, law and day are the ones asked for."""
        found = {}
        with self._lock:
            for pk, stamp in stamps.items():
                held = self._held.get((pk, on))
                if held and stamp is not None and held[0] == stamp and held[1] is law:
                    self._held.move_to_end((pk, on))
                    found[pk] = held[2]
        return found

    def keep(self, answers: Mapping[int, Answer], stamps: Stamps, law: object, on: date) -> None:
        """Keep them; those used longest ago make room.

        The first of a new day lets those of earlier days go: nobody asks for them again, and
        somebody who has been erased since must not stay in them.
        """
        with self._lock:
            if on > self._newest:
                self._held.clear()
                self._newest = on
            for pk, answer in answers.items():
                self._held[pk, on] = stamps[pk], law, answer
                self._held.move_to_end((pk, on))
            while len(self._held) > self._most:
                self._held.popitem(last=False)

    def __len__(self) -> int:
        return len(self._held)


def stamps_of(citizen_ids: Sequence[int]) -> tuple[Stamps, tuple[Act, ...]]:
    """The stamps of citizens, and the acts about trials in one order: one query."""
    stamps, done = Stamps(), list[tuple[date, int, Act]]()
    for pk, stamp, word, what, day in _stamps_and_acts()(keys=citizen_ids):
        if day is None:
            stamps[pk] = stamp
        else:
            done.append((day, pk, (word, what, day)))
    return stamps, tuple(act for _, _, act in sorted(done))


@Prepared
def _stamps_and_acts(given: Given) -> QuerySet[Citizen]:
    none = {"word": Value(""), "what": Value(""), "day": Cast(None, DateField())}
    told = ("pk", "of", "word", "what", "day")
    chosen = Citizen.objects.filter(pk__among=given.keys("keys")).order_by()
    citizens = chosen.annotate(**none, of=F("law_stamp__stamp")).values_list(*told)
    no_stamp = {"of": Cast(None, BigIntegerField()), "day": F("on")}
    named = {"word": Cast("trial", CharField()), "what": Cast("kind", CharField())}
    acts = TrialAct.objects.order_by().annotate(**no_stamp, **named).values_list(*told)
    return citizens.union(acts, all=True)


def stamps_since(first: date, *, on: date) -> Stamps:
    """The stamps of whoever had a benefit on a day from ``first`` to ``on``: one query."""
    return dict(_stamps_since()(first=first, on=on))


@Prepared
def _stamps_since(given: Given) -> QuerySet[Citizen]:
    first, on = given.day("first"), given.day("on")
    closed_later = Q(citizen__closed_on__gte=first) & Q(citizen__closed_on__gte=F("starts_on"))
    case_ran = Q(citizen__closed_on=None) | closed_later
    running = Q(ends_on=None) | Q(ends_on__gte=first)
    ran = BenefitPeriod.objects.filter(case_ran, running, starts_on__lte=on)
    chosen = Citizen.objects.filter(Exists(ran.filter(citizen_id=OuterRef("pk"))))
    return chosen.order_by().values_list("pk", "law_stamp__stamp")
