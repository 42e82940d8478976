"""What goes along with citizens a coach gives on, person by person, before it is done."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from staasted.apps.agreements.selectors import waiting_for_staff
from staasted.apps.audit.actor import Actor
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.passing_on import citizens_to_pass
from staasted.apps.files.services import CITIZENS_SIDE
from staasted.apps.net.models import Alert
from staasted.apps.talking.models import TalkMessage


@dataclass(frozen=True, slots=True)
class Moving:
    """One citizen: the next live time, with whom it stays, and how much waits that the new coach
    takes over: open alerts, what is asked of the agreement, and messages nobody has answered."""

    case: Citizen
    booking: Booking | None
    alerts: int
    asked: int
    unanswered: int


def moving(actor: Actor, refs: Sequence[str], *, on: date, now: datetime) -> Mapping[str, Moving]:
    """Public id → what goes along, of the coach's own citizens by name: five queries.

    Errors: AccessRefused.
    """
    cases = citizens_to_pass(actor, on=on, refs=refs) if refs else []
    keys = [case.pk for case in cases]
    times = _next(keys, now)
    alerts = Counter(_keys(Alert.objects.filter(met_at=None, citizen__id__among=keys)))
    asked = Counter(row.citizen_id for row in waiting_for_staff(keys))
    waits = TalkMessage.objects.filter(settled_as="", role__in=CITIZENS_SIDE)
    written = Counter(_keys(waits.filter(citizen__id__among=keys)))
    return {
        case.public_id: Moving(
            case, times.get(case.pk), alerts[case.pk], asked[case.pk], written[case.pk]
        )
        for case in cases
    }


def _next(keys: Sequence[int], now: datetime) -> dict[int, Booking]:
    """The next live booking of each, with who holds it."""
    live = Booking.objects.filter(citizen__id__among=list(keys), outcome=None, ends_at__gt=now)
    latest_first = live.select_related("counsellor").order_by("-starts_at", "-id")
    return {booking.citizen_id: booking for booking in latest_first}


def _keys(rows: QuerySet[Any]) -> list[int]:
    return list(rows.order_by().values_list("citizen_id", flat=True))
