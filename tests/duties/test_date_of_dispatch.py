"""The duty to know the day something was sent: in the letter, in the list, and on paper."""

import pytest

from staasted.apps.citizens.models import Citizen
from tests.browsing import come_in, main
from tests.inviting import call_in, exempt
from tests.talking import posts, posts_in
from tests.town import Town

pytestmark = pytest.mark.django_db
SENT = "mandag den 18. maj 2026"


def test_a_letter_says_the_day_with_its_year_and_the_time_on_both_sides(
    place: Town, ase: Citizen
) -> None:
    letter = posts(ase, place.karen)
    for who, address in (
        (ase.person, f"/mit-forloeb/breve/{letter.public_id}/"),
        (place.karen, f"/borgere/{ase.public_id}/breve/{letter.public_id}/"),
    ):
        assert f"Sendt {SENT} kl. 12.00" in main(come_in(who).get(address).content.decode())


def test_a_letter_from_the_citizen_has_its_day_too(ase: Citizen) -> None:
    letter = posts_in(ase)
    page = come_in(ase.person).get(f"/mit-forloeb/breve/{letter.public_id}/").content.decode()
    assert f"Sendt {SENT} kl. 12.00" in main(page)


def test_a_summons_says_the_day_it_was_sent(place: Town, ase: Citizen) -> None:
    exempt(ase)
    call_in(place, ase)
    booking = ase.summonses.get().booking.public_id
    page = come_in(ase.person).get(f"/mit-forloeb/samtaler/{booking}/brev/").content.decode()
    assert "18. maj 2026" in main(page)
