"""In the scene: the figures of the night a lead's front page tells."""

from staasted.apps.org.clock import clock
from staasted.apps.overview.services import overview_write
from tests.town import NOON


def about_the_overview() -> dict[str, str]:
    """The reckoning of the night, when everybody is there; it has no place of its own."""
    with clock.pinned(NOON):
        overview_write(now=NOON)
    return {}
