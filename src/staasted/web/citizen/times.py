"""The two pages booking and moving share: the free times, and the check."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeGuard

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from staasted.apps.booking.access import Booking
from staasted.apps.booking.services import SlotTaken
from staasted.apps.citizens.access import Citizen
from staasted.apps.org.selectors import Person
from staasted.core.slots import Slot, free_times, why_none
from staasted.web.citizen.choosing import Choice, request_of, search_of, wish_error
from staasted.web.ui.page import page
from staasted.web.ui.times import day_read, days, written

OTHER_TIME = "skift"  # posted where another time was chosen and the check comes once more


def choice_needed(choice: Choice | None) -> TypeGuard[None]:
    """Whether something is still to be chosen before a check makes sense."""
    return choice is None or choice.starts_at is None


def times_page(
    request: HttpRequest,
    case: Citizen,
    coach: Person,
    choice: Choice,
    *,
    moving: Booking | None = None,
) -> HttpResponse:
    """The free times by day; without any, why, and the nearest way out."""
    search = search_of(case, coach, choice, moving=moving)
    free = free_times(search)
    shown = _chosen(coach, choice, moving) | {
        "days": days(free, day_read(request.GET.get("dag", ""))),
        "why_none": why_none(search) if not free else None,
    }
    return page(request, "citizen/book_time.html", shown)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What keeps a choice from being booked: the time is taken, or the wish is too long."""

    others: tuple[Slot, ...] | None = None
    wish_error: str | None = None

    @property
    def status(self) -> int:
        """The answer's HTTP status: conflict, bad request, or fine."""
        return 409 if self.others is not None else 400 if self.wish_error else 200


FINE = Trouble()


def check_or_take(
    request: HttpRequest,
    coach: Person,
    choice: Choice,
    take: Callable[..., Booking],
    *,
    moving: Booking | None = None,
) -> HttpResponse:
    """Show the check; once it is sent, let ``take`` book or move, then the receipt."""
    show = partial(check_page, request, coach, choice, moving=moving)
    wish = request.POST.get("oenske", "")
    wrong = wish_error(wish)
    if request.method != "POST" or wrong or OTHER_TIME in request.POST:
        return show(trouble=Trouble(wish_error=wrong))
    try:
        taken = take(request=request_of(choice, wish=wish))
    except SlotTaken as lost:
        return show(trouble=Trouble(lost.others))
    return redirect("booking", public_id=taken.public_id)


def check_page(
    request: HttpRequest,
    coach: Person,
    choice: Choice,
    *,
    moving: Booking | None = None,
    trouble: Trouble = FINE,
) -> HttpResponse:
    """Everything chosen, once more, with what was written and what is in the way."""
    wish = request.POST.get("oenske", moving.wish if moving else "")
    shown = {"wish": wish, "written": written, "trouble": trouble}
    shown |= _chosen(coach, choice, moving)
    return page(request, "citizen/book_check.html", shown, status=trouble.status)


def _chosen(coach: Person, choice: Choice, moving: Booking | None) -> dict[str, object]:
    return {
        "choice": choice,
        "coach": coach,
        "moving": moving,
        "times_url": _address("book_time", "booking_move", moving),
        "check_url": _address("book_check", "booking_move_check", moving),
    }


def _address(book: str, move: str, moving: Booking | None) -> str:
    if moving is None:
        return reverse(book)
    return reverse(move, kwargs={"public_id": moving.public_id})
