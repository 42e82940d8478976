"""Whoever must hear, in the same transaction, that a human has acted for a citizen.

The two were in contact both ways, a time was taken, or something new was agreed. Apps above
declare what they do then: no act can go past it.
"""

from collections.abc import Callable

from staasted.apps.citizens.models import Citizen

_listeners: dict[Callable[[Citizen], None], None] = {}


def listen(listener: Callable[[Citizen], None]) -> None:
    """Make a listener known; the same one is known once."""
    _listeners[listener] = None


def tell_acted(citizen: Citizen) -> None:
    """Tell of an act that has just been written. Inside its transaction, with the case held."""
    for listener in _listeners:
        listener(citizen)
