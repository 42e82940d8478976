"""The town every test of the apps starts from."""

from collections.abc import Iterator

import pytest

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.reading import reading
from tests.town import NOON, Town, build_town


@pytest.fixture
def place(db: None) -> Town:
    """Karen and Jens, who can be booked, and Birgitte, who leads."""
    return build_town()


@pytest.fixture
def logged(db: None) -> Iterator[None]:
    """An open reading, for tests that ask access functions directly."""
    with reading(actor=OPERATOR, purpose="test", page="test", at=NOON):
        yield
