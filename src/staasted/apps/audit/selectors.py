"""Reading the logs themselves."""

from datetime import datetime

from django.db.models import Max, QuerySet, Subquery
from django.db.models.functions import Coalesce

from staasted.apps.audit.models import ActLog, LogBlock, LogName
from staasted.apps.audit.sealed import MODELS

LATEST = 100
"""Acts that may be written between the taking of a key and its commit. Source: decision 0060."""


def last_acts(*acts: str) -> dict[str, ActLog]:
    """The newest act of each of those names that has been, by name."""
    newest = ActLog.objects.filter(act__in=acts).order_by().values("act").annotate(id=Max("id"))
    return {row.act: row for row in ActLog.objects.filter(id__in=newest.values("id"))}


def acts_latest() -> QuerySet[ActLog]:
    """The newest acts of all: others, once anybody has written anything.

    So many, for a key that is taken may be committed after a later one.
    """
    newest = ActLog.objects.order_by("-id").values("id")[:LATEST]
    return ActLog.objects.order_by().filter(id__in=newest)


def unsealed_since() -> datetime | None:
    """The moment of the oldest row that is not sealed, of both logs; None where all are."""
    read, act = (_first_unsealed(log) for log in LogName)
    return min(read.union(act, all=True), default=None)


def _first_unsealed(log: LogName) -> QuerySet:
    ends = LogBlock.objects.filter(log=log).order_by("-number").values("last_id")[:1]
    tail = MODELS[log].objects.filter(id__gt=Coalesce(Subquery(ends), 0))
    first = tail.order_by("id").values("id")[:1]  # by the key: the log may be long
    return MODELS[log].objects.filter(id__in=first).values_list("at", flat=True)
