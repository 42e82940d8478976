"""Mine borgere: where each one stands and what comes next; filtered, sorted, and as a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.agreements.selectors import ContactAgreement, agreements_in_force
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.access import Booking
from staasted.apps.booking.selectors import live_by_citizen
from staasted.apps.citizens.access import Citizen, caseload
from staasted.apps.conversations.course import Course, courses
from staasted.apps.org.clock import clock
from staasted.catalog.speech import day_year, moment
from staasted.catalog.texts import text
from staasted.core.axes import Freedom
from staasted.core.law import Obligation
from staasted.core.picking import CaseloadList, CaseloadOrder, CaseStanding, picked
from staasted.web.ui.duties import due_by
from staasted.web.ui.listing import page_of
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.spreadsheets import csv_answer

COLUMNS = ("name", "next", "agreed_by", "due", "freedom")
FILE = "fil"
"""The name in an address that asks for the list as a file."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: part of a name, a list, a freedom and an order."""

    name: str
    show: CaseloadList
    freedom: str
    order: CaseloadOrder

    @property
    def narrowed(self) -> bool:
        """Whether less than everybody is asked for."""
        return bool(self.name or self.show or self.freedom)

    @property
    def query(self) -> str:
        """The same again, as an address says it; empty where it is the list as it opens."""
        told = {"navn": self.name, "vis": self.show, "frihed": self.freedom}
        told["orden"] = "" if self.order is CaseloadOrder.NAME else self.order
        found = QueryDict(mutable=True)
        found.update({key: value for key, value in told.items() if value})
        return found.urlencode()


def asked_in(request: HttpRequest) -> Asked:
    """What the address asks for; a word it does not know is as none."""
    sent = request.GET
    return Asked(
        name=sent.get("navn", "").strip(),
        show=CaseloadList(_known(CaseloadList, sent.get("vis", ""), CaseloadList.EVERYBODY)),
        freedom=_known(Freedom, sent.get("frihed", ""), ""),
        order=CaseloadOrder(_known(CaseloadOrder, sent.get("orden", ""), CaseloadOrder.NAME)),
    )


def _known(words: type[StrEnum], sent: str, otherwise: str) -> str:
    return sent if sent in set(words) else otherwise


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
        return _next(self.live)

    @property
    def unclosed(self) -> bool:
        """Whether a conversation has been and nobody has closed it."""
        return _unclosed(self.live)


def _next(live: Sequence[Booking]) -> Booking | None:
    return next((b for b in live if b.starts_at >= clock.now()), None)


def _unclosed(live: Sequence[Booking]) -> bool:
    return any(b.starts_at < clock.now() for b in live)


@dataclass
class Listing:
    """Which of the citizens found by name are shown, on which page, and in which order.

    ``whole`` asks for everybody the list holds, on no page. What is read to choose them is read
    once: the list's lines are of the same.
    """

    on: date
    asked: Asked
    number: str | None
    whole: bool = False
    law: dict[int, Course] = field(default_factory=dict)
    agreed: dict[int, ContactAgreement] = field(default_factory=dict)
    live: dict[int, list[Booking]] = field(default_factory=dict)
    page: Page | None = None

    def choose(self, keys: list[int]) -> list[int]:
        """The keys to be shown, of all that were found by name."""
        asked = self.asked
        everybody = asked.show is CaseloadList.EVERYBODY and not asked.freedom
        if everybody and asked.order is CaseloadOrder.NAME and not self.whole:
            self.page = page_of(keys, self.number)
            self._read(list(self.page))
            return list(self.page)
        self._read(keys)
        told = {"show": asked.show, "freedom": asked.freedom, "order": asked.order}
        keys = picked((self._standing(key) for key in keys), on=self.on, **told)
        self.page = page_of(keys, self.number)
        return keys if self.whole else list(self.page)

    def _read(self, keys: Sequence[int]) -> None:
        self.law = courses(keys, on=self.on)
        self.agreed, self.live = agreements_in_force(keys), live_by_citizen(keys)

    def _standing(self, key: int) -> CaseStanding:
        course, held, live = self.law.get(key), self.agreed.get(key), self.live.get(key, [])
        ahead = _next(live)
        return CaseStanding(
            key,
            due=course.due if course else None,
            booked=ahead.starts_at if ahead else None,
            agreed=held.next_to if held else None,
            paused=held.pause_until if held else None,
            unclosed=_unclosed(live),
            freedom=held.freedom if held else "",
        )


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def caseload_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """My citizens, those asked for, in the order asked for; all of it stays in the address."""
    asked, whole = asked_in(request), FILE in request.GET
    listing = Listing(clock.today(), asked, request.GET.get("side"), whole)
    cases = caseload(actor, on=listing.on, search=asked.name, choose=listing.choose)
    lines = _lines(cases, listing)
    if whole:
        return csv_answer(text("counsellor.caseload.file"), _rows(lines), on=listing.on)
    shown = {"lines": lines, "listed": listing.page, "asked": asked, "today": listing.on}
    shown |= {"shows": list(CaseloadList), "freedoms": list(Freedom), "orders": list(CaseloadOrder)}
    return page(request, "counsellor/caseload.html", shown | {"file": FILE})


def _lines(cases: Sequence[Citizen], listing: Listing) -> list[Line]:
    """One line a citizen, of what was read to choose them."""
    agreed: Mapping[int, ContactAgreement] = listing.agreed
    return [
        Line(
            case=case,
            course=listing.law.get(case.pk),
            live=listing.live.get(case.pk, []),
            agreed_by=agreed[case.pk].next_to if case.pk in agreed else None,
            freedom=agreed[case.pk].freedom if case.pk in agreed else "",
            owed=listing.law[case.pk].next_owed if case.pk in listing.law else None,
        )
        for case in cases
    ]


def _rows(lines: Sequence[Line]) -> Iterator[Sequence[str]]:
    """The list as a file: a line of headings, then a line a citizen; an empty cell where none.

    A file goes further than a screen, so a protected name is not in it.
    """
    yield [text(f"counsellor.caseload.{column}") for column in COLUMNS]
    for line in lines:
        ahead, person = line.booking, line.case.person
        yield (
            text("ui.protected_name") if person.protected else person.name,
            moment(ahead.starts_at) if ahead else "",
            day_year(line.agreed_by) if line.agreed_by else "",
            day_year(line.due) if line.due else "",
            text(f"ui.freedom.{line.freedom}") if line.freedom else "",
        )
