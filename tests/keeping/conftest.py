"""What the tests of keys, backups and the way back stand on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation import Installation, installation


@pytest.fixture
def place(transactional_db: None, tmp_path: Path) -> Iterator[Installation]:
    """An installation of its own with keys and tables, and nobody in it."""
    with installation(tmp_path / "data") as fresh:
        fresh.fine("keys", "create")
        fresh.fine("migrate")
        yield fresh
