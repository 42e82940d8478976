"""What every test stands on: a data folder of its own, a pinned clock, and its kind.

The data folder must be chosen before Django's settings are read, so it is chosen here, while
this file is imported; pytest-django finds Django set up already.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

DATA_DIR = Path(tempfile.mkdtemp(prefix="staasted-tests-"))
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)
os.environ["STAASTED_DATA_DIR"] = str(DATA_DIR)
os.environ.pop("STAASTED_KEY_FILE", None)
os.environ["DJANGO_SETTINGS_MODULE"] = "staasted.config.settings"

from staasted.apps.org.clock import clock  # noqa: E402
from staasted.apps.org.keyring import keyring_create  # noqa: E402
from staasted.config.environment import environment  # noqa: E402

keyring_create(environment.keys)

import django  # noqa: E402

django.setup()  # now, so that every other conftest may import models

from django.core.management import call_command  # noqa: E402
from whitenoise import WhiteNoise  # noqa: E402

from staasted.apps.audit.guarding import guards_drop  # noqa: E402

TESTS = Path(__file__).parent
HAS_NO_PAGES = {"core", "catalog", "house"}
DATABASE = {"db", "transactional_db", "live_server"}
MONDAY_NOON = datetime(2026, 5, 18, 10, tzinfo=UTC)  # 12:00 in Copenhagen

hypothesis_settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis_settings.register_profile("desk", deadline=None)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--pictures`` writes a picture of every page."""
    parser.addoption("--pictures", action="store_true", help="write every page to pictures/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what runs once: a test that touches no database, and one in the browser."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if not (DATABASE & fixtures or item.get_closest_marker("django_db")):
            item.add_marker(pytest.mark.any_database)
        if item.path.is_relative_to(TESTS / "browser"):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(autouse=True)
def the_clock() -> Iterator[datetime]:
    """Monday 18 May 2026 at noon in Copenhagen.

    The pin holds in the test's own thread. A thread a test starts carries it along with
    ``contextvars.copy_context().run``; a live server reads the clock of the demo it serves.
    """
    with clock.pinned(MONDAY_NOON):
        yield MONDAY_NOON


@pytest.fixture(autouse=True)
def _logs_can_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """Take the guards away before a test's database is emptied; emptying it puts them back."""
    mark = request.node.get_closest_marker("django_db")
    real = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not real and not (mark and mark.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    guards_drop()


@pytest.fixture(scope="session", autouse=True)
def static_files(request: pytest.FixtureRequest) -> None:
    """The static files, collected into the tests' own folder before the first page is asked for."""
    rooms = {item.path.relative_to(TESTS).parts[0] for item in request.session.items}
    if rooms - HAS_NO_PAGES:
        call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_listed_once(static_files: None) -> Iterator[None]:
    """One look at the folder for the whole session.

    Every ``Client()`` makes a handler of its own, and each would list the files anew: more than
    half of what a request took.
    """
    listed: dict[tuple[str, str], dict[str, object]] = {}
    look = WhiteNoise.update_files_dictionary

    def look_once(held: WhiteNoise, root: str, prefix: str) -> None:
        if (root, prefix) not in listed:
            before = dict(held.files)
            look(held, root, prefix)
            listed[root, prefix] = {url: held.files[url] for url in held.files.keys() - before}
        held.files.update(listed[root, prefix])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoise, "update_files_dictionary", look_once)
        yield
