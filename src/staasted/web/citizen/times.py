"""The two pages booking and moving share: the free times, and the check."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeGuard

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from staasted.apps.booking.access import Booking
from staasted.apps.booking.interpreting import Interpreting, interpreting_of
from staasted.apps.booking.places import place_asked
from staasted.apps.booking.refusing import SlotRefused
from staasted.apps.booking.selectors import held_until, own_booking_at
from staasted.apps.booking.services import slot_hold
from staasted.apps.invitations.access import InvitedTo, invited_to
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.choosing import Choice, Way, wish_error
from staasted.web.ui.failures import refusal
from staasted.web.ui.interpreting import interpreting_error, interpreting_read
from staasted.web.ui.nearest import offered
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.saying import Refusal, said
from staasted.web.ui.times import day_read, days, written

OTHER_TIME = "skift"  # posted where a time was chosen, and the check comes (once more)


def choice_needed(choice: Choice | None) -> TypeGuard[None]:
    """Whether something is still to be chosen before a check makes sense."""
    return choice is None or choice.starts_at is None


def back_to_choosing(request: HttpRequest, choice: Choice | None) -> HttpResponse:
    """Back to the step that is lacking, with a line that says which."""
    if choice is None:
        return returned(request, text("citizen.book.choose_purpose"), "book_purpose")
    times = f"{reverse('book_time')}?{choice.query()}"
    return returned(request, text("citizen.book.choose_time"), times)


def times_page(request: HttpRequest, way: Way) -> HttpResponse:
    """The free times by day, and on asking those of colleagues; without any, why, and what is
    nearest."""
    found = offered(request, way)
    shown = _chosen(way) | {
        "wish": request.POST.get("oenske", ""),
        "other_time": OTHER_TIME,
        "days": days(found.free, day_read(request.GET.get("dag", ""))),
        "offered": found,
        "asked": None if way.moving else _asked(way),
    }
    return page(request, "citizen/book_time.html", shown)


def _asked(way: Way) -> InvitedTo | None:
    """The invitation to book this, if there is one."""
    asked = (each for each in invited_to(way.case) if each.purpose == way.choice.purpose.slug)
    return next(asked, None)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What keeps a choice from being booked: the time cannot be had, or the wish is too long.

    ``own`` is the citizen's own booking at that very time.
    """

    refused: SlotRefused | None = None
    wish_error: str | None = None
    own: Booking | None = None

    @property
    def said(self) -> Refusal:
        """Why the time cannot be had, in words."""
        return said(self.refused)


def check_or_take(request: HttpRequest, way: Way, take: Callable[..., Booking]) -> HttpResponse:
    """Show the check; once it is sent, let ``take`` book or move, then the receipt.

    A time that was chosen on the page before is held from then on.
    """
    sent, wish = request.POST, request.POST.get("oenske", "")
    wrong = wish_error(wish) or interpreting_error(sent)
    if request.method != "POST" or way.choice.unknown_channel or wrong:
        return _looked_at(request, way, wrong)
    if OTHER_TIME in sent:
        return _hold(request, way, wish)
    try:
        taken = take(request=way.request(wish=wish, interpreting=interpreting_read(sent)))
    except SlotRefused as lost:
        return _check(request, way, Trouble(lost, own=_own(way, lost)), status=409)
    except DomainError as refused:
        return refusal(request, said(refused), onward=_in_the_way(way, refused))
    return redirect("booking", public_id=taken.public_id)


def _looked_at(request: HttpRequest, way: Way, wrong: str | None) -> HttpResponse:
    """The check as it stands now, with what is wrong with what was written."""
    refused = way.request().refused_by(way.search())
    too_long = wish_error(request.POST.get("oenske", ""))
    trouble = Trouble(refused, too_long, _own(way, refused))
    return _check(request, way, trouble, status=400 if wrong else 200)


def _hold(request: HttpRequest, way: Way, wish: str) -> HttpResponse:
    """Hold the time that was chosen, and show the check; what was written stays in the forms."""
    try:
        slot_hold(citizen=way.case, counsellor=way.coach, request=way.request(), moving=way.moving)
    except SlotRefused as lost:
        return _check(request, way, Trouble(lost, own=_own(way, lost)), status=200)
    except DomainError as refused:
        return refusal(request, said(refused), onward=_in_the_way(way, refused))
    if wish:
        return _check(request, way, Trouble(), status=200)
    chosen = _chosen(way)
    return redirect(f"{chosen['check_url']}?{way.choice.query(slot=way.request().slot)}")


def _own(way: Way, refused: SlotRefused | None) -> Booking | None:
    """The citizen's own booking at a time that is taken, which is then no wonder."""
    if refused is None or refused.code == "slot_passed":
        return None
    return own_booking_at(way.case, way.choice.starts_at)


def _in_the_way(way: Way, refused: DomainError) -> str:
    """The address of the booking a refusal is about: the one held already, or the one moved."""
    held = refused.values.get("booking") or (way.moving.public_id if way.moving else "")
    return reverse("booking", kwargs={"public_id": held}) if held else ""


def _check(request: HttpRequest, way: Way, trouble: Trouble, *, status: int) -> HttpResponse:
    """Everything chosen, once more, with what was written and what is in the way."""
    kept = way.moving.wish if way.moving else ""
    shown = _chosen(way) | {
        "wish": request.POST.get("oenske", kept),
        "interpreting": _interpreting(request, way),
        "interpreter_error": interpreting_error(request.POST),
        "other_time": OTHER_TIME,
        "written": written,
        "trouble": trouble,
        "held_until": held_until(way.case, way.request().slot),
        "place": place_asked(way.coach, way.request()),
    }
    return page(request, "citizen/book_check.html", shown, status=status)


def _interpreting(request: HttpRequest, way: Way) -> Interpreting:
    """What was chosen; else what the booking that is moved has, or what is known of the citizen."""
    chosen = None if interpreting_error(request.POST) else interpreting_read(request.POST)
    if chosen is None and way.moving is not None:
        return Interpreting(way.moving.interpreter, way.moving.interpreter_language)
    return chosen or interpreting_of(way.case)


def _chosen(way: Way) -> dict[str, object]:
    return {
        "choice": way.choice,
        "fund": way.fund,
        "joins": way.joins,
        "lasts": way.lasts,
        "holding": way.holding,
        "coach": way.coach,
        "own_coach": way.case.coach if way.case.coach != way.coach else None,
        "moving": way.moving,
        "times_url": _address("book_time", "booking_move", way.moving),
        "check_url": _address("book_check", "booking_move_check", way.moving),
    }


def _address(book: str, move: str, moving: Booking | None) -> str:
    if moving is None:
        return reverse(book)
    return reverse(move, kwargs={"public_id": moving.public_id})
