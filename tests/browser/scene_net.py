"""In the scene: a night that has been gone through, so that some are watched and one is lost."""

from datetime import timedelta

from staasted.apps.net.round import net_round
from staasted.apps.org.clock import clock
from tests import town
from tests.town import NOON


def about_the_net() -> dict[str, str]:
    """Liv, whom nobody has spoken to for weeks and nobody coaches; then the round of the night."""
    begun = NOON.date() - timedelta(days=40)
    case = town.citizen(None, name="Liv Længe-Siden", starts_on=begun, asked_on=begun)
    with clock.pinned(NOON):
        net_round(now=NOON)
    return {"lost": case.public_id}
