"""What is left of a citizen's room when the case is closed: every link of it leads somewhere."""

import html
import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from staasted.apps.citizens.models import Citizen
from staasted.apps.insight.models import NameRequest
from tests import town
from tests.browsing import come_in
from tests.ending import close_case
from tests.town import MONDAY, Town


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def test_what_a_closed_case_offers_can_be_used(place: Town, ase: Citizen) -> None:
    come_in(place.karen).get(f"/borgere/{ase.public_id}/")
    close_case(ase, place.karen)
    citizen = come_in(ase.person)
    page = citizen.get("/mit-forloeb/hvem-har-set-min-sag/").content.decode()
    (link,) = set(re.findall(r'href="(/mit-forloeb/hvem-har-set-min-sag/navn/[^"]+)"', page))
    address = html.unescape(link)
    assert citizen.get(address).status_code == 200
    asked = dict(parse_qsl(urlsplit(address).query))
    assert citizen.post(urlsplit(address).path, asked).status_code == 302
    assert NameRequest.objects.filter(citizen=ase).count() == 1


def test_a_case_with_a_last_day_and_no_cause_has_its_page_too(place: Town, ase: Citizen) -> None:
    Citizen.objects.filter(pk=ase.pk).update(closed_on=MONDAY)
    citizen = come_in(ase.person)
    assert citizen.get("/mit-forloeb/").url == "/mit-forloeb/lukket/"
    closed = citizen.get("/mit-forloeb/lukket/")
    assert closed.status_code == 200
    assert "18. maj 2026" in closed.content.decode()
