"""What the tests of keys, backups and the way back stand on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation import Installation, installation

# A town with its history through the services, a file that waits, and everybody's roles.
LIVED_IN = """
import datetime
from staasted.cli.adal import adal_load
adal_load(citizens=12, on=datetime.date(2026, 11, 16), report=lambda _: None)
from tests.files import administrator, upload, HEADER, ROW
from staasted.apps.audit.actor import Role
from staasted.apps.org.selectors import actor_for
upload(actor_for(person=administrator("Ulla Nør"), role=Role.ADMINISTRATOR), HEADER, ROW)
"""


@pytest.fixture(scope="session")
def model_place(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """Keys and tables, and nobody; made once, and copied for each test."""
    with installation(tmp_path_factory.mktemp("model") / "data") as fresh:
        fresh.fine("keys", "create")
        fresh.fine("migrate")
        yield fresh


@pytest.fixture(scope="session")
def model_town(
    model_place: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """The same with a town in it."""
    with model_place.copied_to(tmp_path_factory.mktemp("town") / "data") as town:
        town.python(LIVED_IN)
        yield town


@pytest.fixture
def place(
    transactional_db: None, model_place: Installation, tmp_path: Path
) -> Iterator[Installation]:
    """An installation of its own with keys and tables, and nobody in it."""
    with model_place.copied_to(tmp_path / "data") as fresh:
        yield fresh


@pytest.fixture
def lived_in(
    transactional_db: None, model_town: Installation, tmp_path: Path
) -> Iterator[Installation]:
    """The same with a town in it."""
    with model_town.copied_to(tmp_path / "data") as town:
        yield town


@pytest.fixture
def elsewhere(transactional_db: None, tmp_path: Path) -> Iterator[Installation]:
    """Another machine: an empty folder and an empty database."""
    with installation(tmp_path / "elsewhere") as empty:
        yield empty


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where backups go."""
    return tmp_path / "backups"


@pytest.fixture
def key_copies(tmp_path: Path) -> Path:
    """Where copies of the key file go."""
    return tmp_path / "key-copies"
