"""What was told of conversations, and what was corrected, in the words both sides read."""

from collections.abc import Sequence
from dataclasses import dataclass

from staasted.apps.citizens.access import Citizen
from staasted.apps.conversations.correcting import ConversationCorrection, corrections_in
from staasted.apps.conversations.telling_after import PlainWords, told_in
from staasted.catalog.loader import catalog
from staasted.catalog.offers import Offer


@dataclass(frozen=True, slots=True)
class Spoken:
    """One conversation that was told of: the words, the offers there still are."""

    row: PlainWords
    offers: Sequence[Offer]


def spoken_in(case: Citizen) -> dict[str, object]:
    """Everything told, the newest first, and every correction: two queries."""
    known = catalog().offers
    told = [
        Spoken(row, [known[slug] for slug in row.offers if slug in known]) for row in told_in(case)
    ]
    corrected: Sequence[ConversationCorrection] = corrections_in(case)
    return {"told": told, "corrections": corrected, "purposes": catalog().purposes}
