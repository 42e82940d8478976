"""What stands still in the house, counted in one question. It names nobody.

Each app says which of its rows stand still; a new thing is one more line in ``_rows``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, QuerySet, Value

from staasted.apps.booking.video_making import videos_failing
from staasted.apps.calendars.selectors import calendars_stale
from staasted.apps.case_system.kinds import DeliveryState
from staasted.apps.case_system.selectors import deliveries_in
from staasted.apps.letters.carrying import letters_left, letters_unsure
from staasted.apps.meetings.video_making import meeting_videos_failing


@dataclass(frozen=True, slots=True)
class LettersState:
    """How many letters may have gone and wait for a human, and how many no carrier takes."""

    unsure: int
    stay_here: int


@dataclass(frozen=True, slots=True)
class CaseSystemState:
    """How many were given up, and since when the oldest waits (None where none does)."""

    given_up: int
    waiting_since: datetime | None


NO_LETTERS = LettersState(unsure=0, stay_here=0)
NOTHING_LEAVES = CaseSystemState(given_up=0, waiting_since=None)


@dataclass(frozen=True, slots=True)
class Still:
    """How many of each stand still."""

    calendars: int
    videos: int
    letters: LettersState
    case_system: CaseSystemState


def still_now(*, now: datetime, demo: bool) -> Still:
    """Count all of them: one query."""
    first, *others = [
        rows.order_by().values(of=Value(name)).annotate(n=Count("pk"), since=Min(moment))
        for name, (rows, moment) in _rows(now, demo=demo).items()
    ]
    found = {row["of"]: row for row in first.union(*others, all=True)}
    counts = {name: row["n"] for name, row in found.items()}
    letters = LettersState(counts.get("unsure", 0), counts.get("left", 0))
    since = found["waiting"]["since"] if "waiting" in found else None
    return Still(
        calendars=counts.get("calendars", 0),
        videos=counts.get("conversations", 0) + counts.get("meetings", 0),
        letters=letters,
        case_system=CaseSystemState(counts.get("given_up", 0), since),
    )


def _rows(now: datetime, *, demo: bool) -> Mapping[str, tuple[QuerySet[Any], str]]:
    """What stands still, and the moment its oldest is told by."""
    return {
        "calendars": (calendars_stale(now=now), "made_at"),
        "conversations": (videos_failing(now=now), "booking__starts_at"),
        "meetings": (meeting_videos_failing(now=now), "meeting__starts_at"),
        "unsure": (letters_unsure(now=now), "sent_at"),
        "left": (letters_left(demo=demo), "sent_at"),
        "given_up": (deliveries_in(DeliveryState.GIVEN_UP), "event__happened_at"),
        "waiting": (deliveries_in(DeliveryState.WAITING), "event__happened_at"),
    }
