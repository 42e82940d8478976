"""Whoever must hear, in the same transaction, that a time was taken or given back.

Apps above declare what they do then: no route to a booking can go past it, whoever takes it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen


@dataclass(frozen=True, slots=True)
class Listener:
    """What an app does when a booking is taken, is freed, and when a citizen's case ends."""

    taken: Callable[[Booking], None]
    freed: Callable[[Booking], None]
    ended: Callable[[Citizen], None]


_listeners: dict[Listener, None] = {}


def listen(listener: Listener) -> None:
    """Make a listener known; the same one is known once."""
    _listeners[listener] = None


def tell_taken(booking: Booking) -> None:
    """Tell of a time that is taken. Inside its transaction."""
    for listener in _listeners:
        listener.taken(booking)


def tell_freed(booking: Booking) -> None:
    """Tell of a time that is given back; ``outcome`` says by whom. Inside its transaction."""
    for listener in _listeners:
        listener.freed(booking)


def tell_ended(citizen: Citizen) -> None:
    """Tell that everything ahead of a citizen has been given back: the case ends."""
    for listener in _listeners:
        listener.ended(citizen)
