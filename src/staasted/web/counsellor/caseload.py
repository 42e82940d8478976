"""Mine borgere: where each one stands and what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.agreements.selectors import agreements_in_force
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import Booking
from staasted.apps.booking.selectors import live_by_citizen
from staasted.apps.citizens.access import Citizen, caseload
from staasted.apps.conversations.course import Course, courses
from staasted.apps.org.clock import clock
from staasted.core.law import Obligation
from staasted.web.ui.duties import due_by
from staasted.web.ui.listing import page_of
from staasted.web.ui.page import page
from staasted.web.ui.room import room

FAR = date.max


@dataclass(frozen=True, slots=True)
class Line:
    """One citizen in the list."""

    case: Citizen
    course: Course | None
    live: list[Booking]
    agreed_by: date | None
    freedom: str
    owed: Obligation | None = None

    @property
    def due(self) -> date | None:
        """The next due date of a conversation: the law's, a promise, or as staff have found it."""
        return self.owed.due if self.owed else None

    @property
    def due_by(self) -> str:
        """What that date rests on, in a word; empty where there is none."""
        return due_by(self.owed, self.course)

    @property
    def booking(self) -> Booking | None:
        """The next conversation that lies ahead."""
        return next((b for b in self.live if b.starts_at >= clock.now()), None)

    @property
    def unclosed(self) -> bool:
        """Whether a conversation has been and nobody has closed it."""
        return any(b.starts_at < clock.now() for b in self.live)


@dataclass
class Listing:
    """Which of the citizens found stand on the page asked for, and in which order."""

    on: date
    order: str
    number: str | None
    law: dict[int, Course] = field(default_factory=dict)
    page: Page | None = None

    def choose(self, keys: list[int]) -> list[int]:
        """The keys on the page, of all that were found by name."""
        if self.order == "frist":
            self.law = courses(keys, on=self.on)
            keys = sorted(keys, key=self._due)
        self.page = page_of(keys, self.number)
        if self.order != "frist":
            self.law = courses(list(self.page), on=self.on)
        return list(self.page)

    def _due(self, key: int) -> date:
        return (self.law[key].due if key in self.law else None) or FAR


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def caseload_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """My citizens, by name or by what falls due first; the filter stays in the address."""
    search, order = request.GET.get("navn", "").strip(), request.GET.get("orden", "navn")
    listing = Listing(clock.today(), order, request.GET.get("side"))
    cases = caseload(actor, on=listing.on, search=search, choose=listing.choose)
    shown = {
        "lines": _lines(cases, listing.law),
        "listed": listing.page,
        "search": search,
        "order": order,
        "today": listing.on,
    }
    return page(request, "counsellor/caseload.html", shown)


def _lines(cases: Sequence[Citizen], law: Mapping[int, Course]) -> list[Line]:
    """One line a citizen: two queries however many they are."""
    ids = [case.pk for case in cases]
    owed = {key: course.next_owed for key, course in law.items() if key in set(ids)}
    agreed, live = agreements_in_force(ids), live_by_citizen(ids)
    return [
        Line(
            case=case,
            course=law.get(case.pk),
            live=live.get(case.pk, []),
            agreed_by=agreed[case.pk].next_to if case.pk in agreed else None,
            freedom=agreed[case.pk].freedom if case.pk in agreed else "",
            owed=owed.get(case.pk),
        )
        for case in cases
    ]
