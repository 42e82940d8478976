"""What can be wrong with a purpose: its lengths, its subject, and whom it is shown to."""

from collections.abc import Iterator

from staasted.catalog.competences import CompetenceKind, competences
from staasted.catalog.purposes import Purpose, Visibility
from staasted.core.axes import SEATED, ConversationForm
from staasted.core.law import BookedBy
from staasted.core.slots import GRID_MINUTES

LONGEST = 480
"""Minutes: eight hours. Source: decision 0031."""
PurposeFault = tuple[str, str, str]
"""Where, what, and the remedy."""


def purpose_faults(purpose: Purpose) -> Iterator[PurposeFault]:
    """Yield everything that is wrong with one purpose."""
    yield from _lengths(purpose)
    yield from _forms(purpose)
    known = competences().get(purpose.subject or "")
    if purpose.subject and (known is None or known.kind is not CompetenceKind.SUBJECT):
        what = f"{purpose.subject} is no subject"
        yield purpose.slug, what, "use one of competences.yaml"
    if purpose.booked_by is BookedBy.SUMMONS and purpose.visibility is not Visibility.STAFF:
        what = f"one is summoned to it, and it is shown to {purpose.visibility}"
        yield f"{purpose.slug}.visibility", what, "write visibility: staff"


def _lengths(purpose: Purpose) -> Iterator[PurposeFault]:
    if not purpose.minutes:
        yield f"{purpose.slug}.minutes", "no channel has a length", "name one, in minutes"
    told = {"minutes": purpose.minutes} | {
        f"minutes_by_form.{form}": minutes for form, minutes in purpose.minutes_by_form.items()
    }
    for where, lengths in told.items():
        for channel, minutes in lengths.items():
            place = f"{purpose.slug}.{where}.{channel}"
            if minutes % GRID_MINUTES:
                yield place, f"{minutes} is off the grid", "use whole quarters"
            elif not 0 < minutes <= LONGEST:
                yield place, f"{minutes} is no length", f"use {GRID_MINUTES} to {LONGEST}"


def _forms(purpose: Purpose) -> Iterator[PurposeFault]:
    for form, lengths in purpose.minutes_by_form.items():
        place = f"{purpose.slug}.minutes_by_form.{form}"
        if form is ConversationForm.INDIVIDUAL:
            yield place, "a conversation of two has its length elsewhere", "write it in minutes"
        elif form in SEATED:
            continue
        elif not purpose.joint:
            yield place, "this purpose is never joint", "write joint: true, or leave it out"
        else:
            for channel in set(lengths) - set(purpose.minutes):
                what = f"the purpose has no {channel}"
                yield place, what, "give that channel minutes of its own first"
