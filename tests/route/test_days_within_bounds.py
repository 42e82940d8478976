"""A day at an end of the calendar is refused in words, where a form has no closer bounds."""

import html

import pytest
from django.test import Client

from tests import town
from tests.browsing import come_in
from tests.office import Office

ENDS = ("0001-01-01", "9999-12-31")
WORDS = "Skriv en dag mellem år 1900 og 2200."


def refused(client: Client, address: str, sent: dict[str, str]) -> bool:
    answer = client.post(address, sent)
    return answer.status_code == 400 and WORDS in html.unescape(answer.content.decode())


@pytest.mark.parametrize("day", ENDS)
def test_the_administrator_is_told(office: Office, day: str) -> None:
    ulla, of = come_in(office.ulla), f"/medarbejdere/{office.place.karen.public_id}"
    to, team = f"coach:{office.mette.public_id}", office.team.public_id
    for address, sent in [
        ("/team/", {"team": "", "from_on": day}),
        ("/team/", {"team": team, "from_on": day}),
        ("/stop/", {"last_on": day}),
        ("/overdrag/", {"whom": "alle", "to": to, "from_on": day}),
        ("/roller/", {"act": "giv", "giv-role": "lead", "giv-from_on": day}),
        ("/roller/", {"act": "slut", "slut-role": "counsellor", "slut-last_on": day}),
        ("/fravaer/", {"away_from": day}),
        ("/fravaer/", {"away_from": "2026-05-18", "away_to": day}),
    ]:
        assert refused(ulla, of + address, sent), address
    per = f"/medarbejdere/{office.per.public_id}/roller/"
    sent = {"act": "slut", "slut-role": "administrator", "slut-last_on": day}
    assert refused(ulla, per, sent)
    new = {"name": "Ny", "email": "ny@kommune.dk", "roles": "lead", "first_on": day}
    assert refused(ulla, "/medarbejdere/ny/", new)


@pytest.mark.parametrize("day", ENDS)
def test_the_lead_is_told(office: Office, day: str) -> None:
    sent = {"whom": "alle", "to": f"coach:{office.mette.public_id}", "from_on": day}
    address = f"/coaches/{office.place.karen.public_id}/overdrag/"
    assert refused(come_in(office.place.lead), address, sent)


@pytest.mark.parametrize("day", ENDS)
def test_the_counsellor_is_told(office: Office, day: str) -> None:
    karen, case = come_in(office.place.karen), office.cases[0]
    power = {
        "cpr": town.replacement_number(),
        "name": "Rosa Dam",
        "kind": "guardian",
        "covers": "everything",
    }
    of = f"/borgere/{case.public_id}"
    assert refused(karen, f"{of}/luk/", {"cause": "job", "closed_on": day})
    assert refused(karen, f"{of}/repraesentanter/", power | {"first": day})
    days = {"first": "2026-05-18", "last": day}
    assert refused(karen, f"{of}/repraesentanter/", power | days)
