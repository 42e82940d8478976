"""What single columns tell the law: where somebody lives, and what they want of their a-kasse."""

from functools import cache

from staasted.apps.booking.models import FundAnswer
from staasted.catalog.loader import catalog
from staasted.core import law


def lives_in(code: str) -> str:
    """The municipality of a code; empty for one no trial names."""
    return _places().get(code.zfill(4), "") if code else ""


@cache
def _places() -> dict[str, str]:
    return {place.code: slug for slug, place in catalog().municipalities.items()}


def of_the_fund(answer: str) -> dict[str, tuple[law.KnownFact, ...]]:
    """What the citizen last chose in the running period; also of an answer that is used."""
    if not answer:
        return {}
    wants = answer != FundAnswer.STAYS_OUT
    return {
        "asks_fund": (law.KnownFact(value=wants),),
        "refuses_fund": (law.KnownFact(value=not wants),),
    }
