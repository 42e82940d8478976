"""Screening: answers lead to offers and a proposed freedom, never to a score."""

from staasted.core.screening.follow import (
    Answers,
    OfferSuggestion,
    ScreeningResult,
    Wishes,
    follow,
)
from staasted.core.screening.instrument import (
    Instrument,
    Item,
    Option,
    Question,
    ScreeningRule,
    Wish,
)

__all__ = [
    "Answers",
    "Instrument",
    "Item",
    "OfferSuggestion",
    "Option",
    "Question",
    "ScreeningResult",
    "ScreeningRule",
    "Wish",
    "Wishes",
    "follow",
]
