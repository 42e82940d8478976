"""Reading the measures of a case that access has opened."""

from collections.abc import Sequence

from staasted.apps.citizens.models import Citizen
from staasted.apps.offers.models import Measure


def measures_of(citizen: Citizen) -> Sequence[Measure]:
    """The citizen's measures, the newest start first; those granted and not begun come first."""
    measures = list(Measure.objects.filter(citizen=citizen).order_by("id"))
    return sorted(measures, key=lambda each: (each.starts_on is None, each.starts_on), reverse=True)
