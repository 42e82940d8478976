"""Assessing that somebody finds work alone, in tests: whom the 75 % rule binds, and the act."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from staasted.apps.citizens.models import Citizen
from staasted.apps.effort.exempting import exemption_assess
from staasted.apps.org.clock import clock
from staasted.apps.share_exemptions.models import ShareExemption
from staasted.apps.share_exemptions.services import Assessment
from staasted.core.axes import Channel
from tests import town
from tests.happenings import FIRST, hold, utc
from tests.town import Town

SPRING = date(2026, 7, 6)
"""A Monday after the 75 % rule began: who asks for help then is bound by it."""
NOW = datetime(2026, 8, 3, 10, tzinfo=UTC)
TODAY = date(2026, 8, 3)
DAY = timedelta(days=1)
REVIEW = TODAY + 91 * DAY


def bound(place: Town, name: str = "Åse Møller", *, met: bool = True) -> Citizen:
    """Somebody the 75 % rule binds, who has had the first conversation."""
    with clock.pinned(utc(2026, 7, 6, 6)):
        case = town.citizen(place.karen, name=name, asked_on=SPRING)
        if met:
            hold(case, place.karen, utc(2026, 7, 6, 6), purpose=FIRST, channel="in_person")
    return case


def several(place: Town, number: int) -> list[Citizen]:
    """So many in one cohort."""
    return [bound(place, f"Borger {letter}", met=False) for letter in "abcdefghijklmnop"[:number]]


def assessment(**more: Any) -> Assessment:
    told: dict[str, Any] = {
        "reason": "Du har to samtaler hos arbejdsgivere i næste uge.",
        "touch_on": TODAY + 42 * DAY,
        "channel": Channel.PHONE,
        "review_on": REVIEW,
    }
    return Assessment(**(told | more))


def assess(place: Town, case: Citizen, *, now: datetime = NOW, **more: Any) -> ShareExemption:
    return exemption_assess(
        actor=place.counsellor(), citizen=case, assessment=assessment(**more), now=now
    )
