"""The two pages booking and moving share: the free times, and the check."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeGuard

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from staasted.apps.booking.access import Booking
from staasted.apps.booking.refusing import SlotRefused
from staasted.core.slots import free_times, why_none
from staasted.web.citizen.choosing import Choice, Way, wish_error
from staasted.web.ui.page import page
from staasted.web.ui.saying import Refusal, said
from staasted.web.ui.times import day_read, days, written

OTHER_TIME = "skift"  # posted where another time was chosen and the check comes once more


def choice_needed(choice: Choice | None) -> TypeGuard[None]:
    """Whether something is still to be chosen before a check makes sense."""
    return choice is None or choice.starts_at is None


def times_page(request: HttpRequest, way: Way) -> HttpResponse:
    """The free times by day; without any, why, and the nearest way out."""
    search = way.search()
    free = free_times(search)
    shown = _chosen(way) | {
        "wish": request.POST.get("oenske", ""),
        "other_time": OTHER_TIME,
        "days": days(free, day_read(request.GET.get("dag", ""))),
        "why_none": why_none(search) if not free else None,
    }
    return page(request, "citizen/book_time.html", shown)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What keeps a choice from being booked: the time cannot be had, or the wish is too long."""

    refused: SlotRefused | None = None
    wish_error: str | None = None

    @property
    def said(self) -> Refusal:
        """Why the time cannot be had, in words."""
        return said(self.refused)


def check_or_take(request: HttpRequest, way: Way, take: Callable[..., Booking]) -> HttpResponse:
    """Show the check; once it is sent, let ``take`` book or move, then the receipt."""
    wish = request.POST.get("oenske", "")
    wrong = wish_error(wish)
    if request.method != "POST" or wrong or OTHER_TIME in request.POST:
        refused = way.request(wish=wish).refused_by(way.search())
        return _check(request, way, Trouble(refused, wrong), status=400 if wrong else 200)
    try:
        taken = take(request=way.request(wish=wish))
    except SlotRefused as lost:
        return _check(request, way, Trouble(lost), status=409)
    return redirect("booking", public_id=taken.public_id)


def _check(request: HttpRequest, way: Way, trouble: Trouble, *, status: int) -> HttpResponse:
    """Everything chosen, once more, with what was written and what is in the way."""
    kept = way.moving.wish if way.moving else ""
    shown = _chosen(way) | {
        "wish": request.POST.get("oenske", kept),
        "other_time": OTHER_TIME,
        "written": written,
        "trouble": trouble,
    }
    return page(request, "citizen/book_check.html", shown, status=status)


def _chosen(way: Way) -> dict[str, object]:
    return {
        "choice": way.choice,
        "coach": way.coach,
        "moving": way.moving,
        "times_url": _address("book_time", "booking_move", way.moving),
        "check_url": _address("book_check", "booking_move_check", way.moving),
    }


def _address(book: str, move: str, moving: Booking | None) -> str:
    if moving is None:
        return reverse(book)
    return reverse(move, kwargs={"public_id": moving.public_id})
