"""Web server and worker killed outright while citizens book and join meetings, as ``kills`` does it
by thousands."""

import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings

from benchmarks.fault_house import House
from benchmarks.fault_mail import Mail
from benchmarks.kills import suffered
from tests.installation import Installation

KILLS, SEED, CITIZENS = 20, 3, 6


@pytest.fixture
def mail() -> Iterator[Mail]:
    with Mail() as taking:
        yield taking


def test_twenty_kills_leave_booking_log_and_letter_together_or_not_at_all(
    place: Installation, mail: Mail
) -> None:
    shutil.copytree(settings.STATIC_ROOT, place.folder / "static")  # collected once a run
    house = House(place.folder.parent, mail_port=mail.port, address=place.database_url)
    town = house.town("--citizens", str(CITIZENS))
    tally = suffered(house, mail, town, kills=KILLS, seed=SEED)
    assert tally.wrong == []
    place.fine("log", "verify")
    assert tally.kills == KILLS
    assert tally.in_act, "every child was killed between two acts, which proves nothing"
    assert tally.acts, "nobody came to book between two kills"
    assert tally.seats, "nobody came to a meeting between two kills"
