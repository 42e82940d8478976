"""What becomes of a citizen's places and requests when the case closes."""

from staasted.apps.citizens.models import Citizen
from staasted.apps.offers.places import places_end
from staasted.apps.offers.requests import requests_end
from staasted.apps.org.clock import clock


def offers_end(*, citizen: Citizen) -> None:
    """Give back the places ahead and end what waits. The case is held already."""
    now = clock.now()
    places_end(citizen, now=now)
    requests_end(citizen, now=now)
