"""Mine borgere: where each one stands and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.agreements.selectors import agreements_in_force
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import Booking, caseload_bookings
from staasted.apps.citizens.access import Citizen, caseload
from staasted.apps.conversations.course import Course, courses
from staasted.apps.org.clock import clock
from staasted.web.ui.page import page
from staasted.web.ui.room import room

FAR = date.max
PER_PAGE = 30  # rows a page


@dataclass(frozen=True, slots=True)
class Line:
    """One citizen in the list."""

    case: Citizen
    course: Course | None
    live: tuple[Booking, ...]
    agreed_by: date | None
    freedom: str

    @property
    def due(self) -> date | None:
        """The law's next due date."""
        return self.course.due if self.course else None

    @property
    def booking(self) -> Booking | None:
        """The next conversation that lies ahead."""
        return next((b for b in self.live if b.starts_at >= clock.now()), None)

    @property
    def unclosed(self) -> bool:
        """Whether a conversation has been and nobody has closed it."""
        return any(b.starts_at < clock.now() for b in self.live)


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def caseload_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """My citizens, by name or by what falls due first; the filter stays in the address."""
    search, order = request.GET.get("navn", "").strip(), request.GET.get("orden", "navn")
    lines = _lines(actor, clock.today(), search)
    if order == "frist":
        lines.sort(key=lambda line: line.due or FAR)
    listed = Paginator(lines, PER_PAGE).get_page(request.GET.get("side"))
    shown = {"lines": listed, "search": search, "order": order, "today": clock.today()}
    return page(request, "counsellor/caseload.html", shown)


def _lines(actor: Actor, on: date, search: str) -> list[Line]:
    """One line a citizen, by name: five queries however many they are."""
    cases = caseload(actor, on=on, search=search)
    ids = [case.pk for case in cases]
    law, agreed = courses(ids, on=on), agreements_in_force(ids)
    live = live_by_citizen(caseload_bookings(actor, on=on))
    return [
        Line(
            case=case,
            course=law.get(case.pk),
            live=live.get(case.pk, ()),
            agreed_by=agreed[case.pk].next_to if case.pk in agreed else None,
            freedom=agreed[case.pk].freedom if case.pk in agreed else "",
        )
        for case in cases
    ]


def live_by_citizen(bookings: Sequence[Booking]) -> dict[int, tuple[Booking, ...]]:
    """Each citizen's live bookings, soonest first."""
    live: dict[int, tuple[Booking, ...]] = {}
    for booking in bookings:
        if booking.outcome is None:
            live[booking.citizen_id] = (*live.get(booking.citizen_id, ()), booking)
    return live
