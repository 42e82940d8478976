"""The town the duties of a public authority are tried in."""

import pytest

from staasted.apps.citizens.models import Citizen
from tests.inviting import who_books
from tests.town import Town, build_town


@pytest.fixture
def place(db: None) -> Town:
    """Karen and Jens, who can be booked, and Birgitte, who leads."""
    return build_town()


@pytest.fixture
def ase(place: Town) -> Citizen:
    """Åse, whose coach is Karen."""
    return who_books(place)
