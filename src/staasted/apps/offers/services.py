"""Writing measures: what other systems know of a citizen's offers."""

from datetime import date

from staasted.apps.citizens.models import Citizen
from staasted.apps.offers.models import Measure


def measure_draft(
    *, citizen: Citizen, kind: str, provider: str, starts_on: date | None, granted_on: date | None
) -> Measure:
    """A measure that is not stored yet, for storing many at once."""
    return Measure(
        citizen=citizen,
        kind=kind,
        provider=provider,
        starts_on=starts_on,
        granted_on=granted_on,
    )
