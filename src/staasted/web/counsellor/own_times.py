"""Mine tider: when a counsellor can be booked; for the office, anybody's."""

from collections.abc import Callable, Iterable, Sequence

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.absences import away_ahead
from staasted.apps.booking.access import Booking, own_bookings_amiss
from staasted.apps.booking.owning import may_change, times_owner
from staasted.apps.booking.times_shown import (
    SHOWN,
    booked_amiss,
    series_standing,
    times_ahead,
)
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import Person
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.times import day_read

Picks = Callable[[list[Booking]], Iterable[Booking]]


@never_cache
@require_safe
@room(Role.COUNSELLOR, Role.PARTNER)
def my_times(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One's own times."""
    return _times(request, actor, actor.ref)


@never_cache
@require_safe
@room(Role.COUNSELLOR, Role.PARTNER, Role.ADMINISTRATOR, Role.LEAD)
def times_of(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Somebody's times: one's own, or anybody's for who keeps the staff or leads it."""
    return _times(request, actor, public_id)


def _times(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    now, today = clock.now(), clock.today()
    person, row = times_owner(actor, public_id)
    first = max(day_read(request.GET.get("fra", "")) or today, today)
    away = away_ahead(row, now=now)
    times = times_ahead(row, away, now=now)
    shown = {
        "person": person,
        "own": is_own(actor, person),
        "may_change": may_change(actor),
        "amiss": booked_that(actor, person, times.amiss),
        "days": times.days(first),
        "series": series_standing(row, on=today),
        "away": away,
        "row": row,
        "first": first,
        "today": today,
        "later": first + SHOWN if times.goes_on_after(first) else None,
    }
    return page(request, "counsellor/times.html", shown)


def is_own(actor: Actor, person: Person) -> bool:
    """Whether the times are the actor's own, opened as a counsellor."""
    return actor.role is Role.COUNSELLOR and actor.person_id == person.pk


def booked_that(actor: Actor, person: Person, picks: Picks) -> Sequence[Booking]:
    """The bookings ahead that ``picks`` takes: with the citizens for oneself, else times alone."""
    if is_own(actor, person):
        return own_bookings_amiss(actor, picks, now=clock.now())
    return booked_amiss(person, picks, now=clock.now())
