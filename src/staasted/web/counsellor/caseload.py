"""Mine borgere: where each one stands and what comes next; filtered, sorted, and as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.caseload.views_kept import views_of
from staasted.apps.citizens.access import Citizen
from staasted.apps.conversations.course import Course
from staasted.apps.org.clock import clock
from staasted.catalog.speech import day_year, moment
from staasted.catalog.texts import text
from staasted.core.law import Obligation
from staasted.core.picking import Picking
from staasted.web.counsellor.picking import (
    PARTS,
    Listing,
    asked_in,
    choices,
    left_open,
    next_of,
)
from staasted.web.counsellor.views_kept import opening
from staasted.web.ui.duties import due_by
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.spreadsheets import csv_answer

COLUMNS = ("name", "next", "agreed_by", "due", "freedom")
FILE = "fil"
"""The name in an address that asks for the list as a file."""
TICK, TICK_ALL = "hak", "alle"
"""What in an address asks for everybody on the page to be ticked."""


@dataclass(frozen=True, slots=True)
class Line:
    """One citizen in the list; ``booked`` is when their next conversation begins, and
    ``unclosed`` whether one has been that nobody has closed."""

    case: Citizen
    course: Course | None
    booked: datetime | None
    unclosed: bool
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


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def caseload_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """My citizens, those asked for, in the order asked for; all of it stays in the address."""
    views = () if request.GET.get("navn") else views_of(actor)  # a search is one of its own
    opened = None if request.GET else opening(views)
    asked = asked_in(QueryDict(opened.picks) if opened else request.GET)
    whole = FILE in request.GET
    listing = Listing(actor, clock.today(), asked, request.GET.get("side"), whole)
    lines = _lines(listing.cases(), listing)
    if whole:
        return csv_answer(text("counsellor.caseload.file"), _rows(lines), on=listing.on)
    shown = {"lines": lines, "listed": listing.page, "asked": asked, "today": listing.on}
    shown |= {"choices": {word: tuple(choices(word).items()) for word in PARTS}, "file": FILE}
    shown |= {"ticked": request.GET.get(TICK) == TICK_ALL, "tick_all": TICK_ALL}
    shown |= {"views": views, "opened": opened, "picks": asked.picking != Picking()}
    return page(request, "counsellor/caseload.html", shown)


def _lines(cases: Sequence[Citizen], listing: Listing) -> list[Line]:
    """One line a citizen, of what was read to choose them."""
    agreed, live = listing.agreed, listing.live
    return [
        Line(
            case=case,
            course=listing.law.get(case.pk),
            booked=next_of(live.get(case.pk, ()), listing.now),
            unclosed=left_open(live.get(case.pk, ()), listing.now),
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
        person = line.case.person
        yield (
            text("ui.protected_name") if person.protected else person.name,
            moment(line.booked) if line.booked else "",
            day_year(line.agreed_by) if line.agreed_by else "",
            day_year(line.due) if line.due else "",
            text(f"ui.freedom.{line.freedom}") if line.freedom else "",
        )
