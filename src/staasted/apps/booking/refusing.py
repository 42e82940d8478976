"""Why a time cannot be had, told from the search that would have listed it."""

from datetime import datetime

from staasted.core.errors import DomainError
from staasted.core.slots import Search, Slot, confirms, next_times


class SlotRefused(DomainError):
    """The time cannot be had; ``code`` says why, ``others`` are the next ones that can."""

    def __init__(self, code: str, others: tuple[Slot, ...]) -> None:
        super().__init__(code)
        self.others = others


def slot_refused(search: Search, slot: Slot, *, most: int, now: datetime) -> SlotRefused | None:
    """The refusal of a time that is not listed, with at most so many others; None if it is."""
    if confirms(search, slot):
        return None
    return SlotRefused(_why(search, slot, now), tuple(next_times(search, most)))


def _why(search: Search, slot: Slot, now: datetime) -> str:
    """The code of the refusal: taken is only what would be free if nobody were busy."""
    if slot.start < now:
        return "slot_passed"
    if slot.start < search.earliest:
        return "slot_too_soon"
    if slot.end > search.latest:
        return "slot_too_far_ahead"
    free_if_nobody_were_busy = confirms(search.unbooked, slot)
    return "slot_taken" if free_if_nobody_were_busy else "slot_not_offered"
