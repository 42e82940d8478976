"""What the journeys stand on."""

import shutil
from collections.abc import Iterator

import pytest

from staasted.apps.imports.upload_files import upload_folder
from staasted.apps.org.models import Person
from tests.browsing import Browser
from tests.files import administrator
from tests.office import Office, build_office
from tests.town import Town, build_town


@pytest.fixture
def place(db: None) -> Town:
    """A demo town with its staff."""
    return build_town()


@pytest.fixture
def ulla(place: Town) -> Person:
    """The administrator."""
    return administrator("Ulla Nør")


@pytest.fixture
def browser(ulla: Person) -> Iterator[Browser]:
    """The administrator at a keyboard; the database is emptied afterwards, and so is the folder."""
    yield Browser(ulla)
    shutil.rmtree(upload_folder(), ignore_errors=True)


@pytest.fixture
def office(db: None) -> Office:
    """Administrators, a lead, coaches in a team, and Karen with five citizens."""
    return build_office()


@pytest.fixture
def keeper(office: Office) -> Browser:
    """The administrator who keeps the staff, at a keyboard."""
    return Browser(office.ulla)


@pytest.fixture
def leader(office: Office) -> Browser:
    """The lead at a keyboard."""
    return Browser(office.place.lead)
