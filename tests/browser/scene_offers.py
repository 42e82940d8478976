"""Somebody in the scene who has taken a place, asked for two things, and taken one back."""

from datetime import timedelta

from staasted.apps.citizens.models import Citizen
from staasted.apps.offers.places import place_leave
from staasted.apps.offers.requests import request_take_up, request_withdraw
from staasted.apps.org.clock import clock
from tests import town
from tests.offering import ask, take
from tests.town import NOON, Town


def offered_to_somebody(place: Town, case: Citizen) -> dict[str, str]:
    """A place ahead and one given back; a request that waits, one taken up, one taken back."""
    own = town.acting(case)
    with clock.pinned(NOON - timedelta(days=3)):
        held = take(case)
        place_leave(actor=own, place=take(case, "open_coffee"))
        asked = ask(case, words="Jeg har fået tre rykkere og tør ikke åbne den fjerde.")
        request_take_up(actor=place.counsellor(), request=ask(case, "wage_subsidy"))
        request_withdraw(actor=own, request=ask(case, "bicycle_loan"))
    return {"offer_place": held.public_id, "offer_asked": asked.public_id}
