"""I dag: my citizens' conversations, what is not closed yet, and who waits to be summoned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import Booking, bookings_of_day, caseload_without_booking
from staasted.apps.booking.days import day_bounds
from staasted.apps.citizens.access import Citizen
from staasted.apps.conversations.course import Course, courses
from staasted.apps.meetings.days import day_of
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@dataclass(frozen=True, slots=True)
class ToSummon:
    """Somebody whose first conversation nobody has summoned them to; ``due`` may be unknown."""

    case: Citizen
    due: date | None


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def today(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The counsellor's day."""
    on, now = clock.today(), clock.now()
    day = day_of(actor.person_id, on=on, after=now)
    shown = _conversations(bookings_of_day(actor, on=on), on) | {
        "meetings": day.meetings,
        "day_starts": day_bounds(on)[0],
        "me": actor.person_id,
        "today": on,
        "now": now,
        "free_minutes": day.free_minutes,
        "to_summon": _to_summon(actor, on),
        "purposes": catalog().purposes,
    }
    return page(request, "counsellor/today.html", shown)


def _conversations(found: Sequence[Booking], on: date) -> dict[str, list[Booking]]:
    """Today's conversations, open and closed, and earlier ones that nobody has closed."""
    starts, _ = day_bounds(on)
    of_today = [booking for booking in found if booking.starts_at >= starts]
    return {
        "unclosed": [booking for booking in found if booking.starts_at < starts],
        "bookings": [booking for booking in of_today if booking.outcome is None],
        "closed": [booking for booking in of_today if booking.outcome is not None],
    }


def _to_summon(actor: Actor, on: date) -> list[ToSummon]:
    """Whom the law lets us summon and nobody has, the soonest due first; nobody else is read."""
    law: dict[int, Course] = {}

    def waiting(keys: list[int]) -> list[int]:
        law.update(courses(keys, on=on))
        found = [key for key in keys if key in law and _by_summons(law[key])]
        return sorted(found, key=lambda key: law[key].due or date.max)

    cases = caseload_without_booking(actor, on=on, choose=waiting)
    return [ToSummon(case, law[case.pk].due) for case in cases]


def _by_summons(course: Course) -> bool:
    return course.may_be_summoned
