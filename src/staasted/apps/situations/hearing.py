"""What was told of a situation, as the law hears it."""

from datetime import date, datetime

from django.db.models import F
from django.db.models.functions import Coalesce, Greatest
from django.utils.timezone import get_default_timezone

from staasted.catalog.loader import catalog
from staasted.catalog.situations import Situation
from staasted.core.law import SituationTold

COLUMNS = {
    "word": F("kind"),
    "first": Greatest("begins_on", Coalesce("theirs_on", "begins_on")),  # of two, the later
    "last": F("ends_on"),
    "granted": F("stands_on"),
    "made_at": F("told_at"),
    "ended_at": F("ended_at"),
}
"""What a change tells, in the columns the registers' rows have in common."""


def heard(
    kind: Situation,
    days: tuple[date | None, date | None],
    *,
    told_on: date,
    stands_on: date,
    ended_on: date | None = None,
) -> SituationTold:
    """A change as the law hears it."""
    return SituationTold(kind.tellings, told_on, stands_on, *days, ended_on)


def heard_in(
    slug: str,
    days: tuple[date | None, date | None],
    *,
    told_at: datetime,
    stands_on: date,
    ended_at: datetime | None,
) -> SituationTold | None:
    """A stored change as the law hears it; None of a kind that is gone."""
    kind = catalog().situations.get(slug)
    if kind is None:
        return None
    ended_on = danish(ended_at) if ended_at else None
    told_on = danish(told_at)
    return heard(kind, days, told_on=told_on, stands_on=stands_on, ended_on=ended_on)


def danish(moment: datetime) -> date:
    """The Danish day of a moment."""
    return moment.astimezone(get_default_timezone()).date()
