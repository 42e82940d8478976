"""The times of a page, and what is nearest where they do not suit."""

from dataclasses import dataclass

from django.http import HttpRequest

from staasted.apps.booking.colleagues import Near, by_other_channels, nearest_with
from staasted.catalog.competences import competences
from staasted.core.slots import Slot, free_times, why_none
from staasted.web.ui.choosing import Way

COLLEAGUES = "kolleger"  # in the address where colleagues' times are asked for too


@dataclass(frozen=True, slots=True)
class Offered:
    """The free times with the one chosen; without any ``why``, and the first by other channels.

    ``colleagues`` is None where nobody asked for them and there are times; ``subject`` is what some
    of them know, in words, "" where the purpose has none.
    """

    free: tuple[Slot, ...]
    why: str | None
    channels: tuple[Near, ...]
    colleagues: tuple[Near, ...] | None
    subject: str
    ask_colleagues: str = COLLEAGUES


def offered(request: HttpRequest, way: Way) -> Offered:
    """What is free, and what is nearest: one reading, two more where there is nothing."""
    asked = COLLEAGUES in request.GET
    # Two calendars are seldom free together: their colleagues' are read at once.
    at_once = asked or (way.joins is not None and bool(way.joins.key))
    colleagues = way.colleagues() if at_once else []
    times = way.times(colleagues)
    search = times.search(way.coach.pk)
    free = free_times(search)
    if free:
        near = nearest_with(times, colleagues) if asked else None
        return Offered(free, None, (), near, _subject(way))
    channels = by_other_channels(times, way.coach)
    if not at_once and not (way.joins and not way.joins.key):
        colleagues = way.colleagues()
        times = way.times(colleagues) if colleagues else times
    near = nearest_with(times, colleagues)
    return Offered((), why_none(search), channels, near, _subject(way))


@dataclass(frozen=True, slots=True)
class Soonest:
    """The next few times with whom the choice is, then the first with each colleague."""

    own: tuple[Slot, ...]
    colleagues: tuple[Near, ...]


def soonest(way: Way, most: int) -> Soonest:
    """What is free first, for somebody who has just given a time back: one reading."""
    colleagues = way.colleagues()
    times = way.times(colleagues)
    return Soonest(times.masks(way.coach.pk).slots(most), nearest_with(times, colleagues))


def _subject(way: Way) -> str:
    slug = way.choice.purpose.subject
    return competences()[slug].words.name if slug else ""
