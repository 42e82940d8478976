"""Reading what the nights told, for the lead: a question each, however many citizens there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import role_require
from staasted.apps.net.selectors import is_stale
from staasted.apps.overview.figures import Figures, figures_read
from staasted.apps.overview.models import OverviewNight


@dataclass(frozen=True, slots=True)
class Night:
    """The figures of the newest night; ``stale`` where that is longer ago than it may be."""

    on: date
    at: datetime
    figures: Figures
    stale: bool


def overview_newest(actor: Actor, *, now: datetime) -> Night | None:
    """The newest night that was reckoned, None before the first: one query.

    Errors: AccessRefused.
    """
    role_require(actor, Role.LEAD)
    newest = OverviewNight.objects.order_by("-on").first()
    if newest is None:
        return None
    stale = is_stale(newest.at, now)
    return Night(newest.on, newest.at, figures_read(newest.figures), stale)


def overview_trend(actor: Actor, *, until: date, days: int = 91) -> Sequence[OverviewNight]:
    """The nights back from ``until``, both inclusive, the oldest first and without the details of
    each: one query. A night that was missed is not there. Errors: AccessRefused.
    """
    role_require(actor, Role.LEAD)
    first = until - timedelta(days=days)
    rows = OverviewNight.objects.filter(on__gte=first, on__lte=until).defer("figures")
    return list(rows.order_by("on"))
