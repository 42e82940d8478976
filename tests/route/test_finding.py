"""Finding a citizen: what was typed decides, the role decides what is seen, and it is logged."""

from urllib.parse import unquote

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import ActLog, ReadLog
from staasted.apps.citizens.asking import By, asked_for
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Draft, Person
from staasted.apps.org.naming import key_range, name_key
from staasted.apps.org.phones import phone_keys
from staasted.apps.org.sealing import cpr_open
from staasted.apps.org.services import role_grant
from tests import town
from tests.browsing import come_in
from tests.town import LONG_AGO, NOON, Town, bystanders

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(place: Town) -> dict[str, Person]:
    """Åse with Karen, Bo with Jens in another team, and everybody around Åse."""
    ase = town.citizen(place.karen, name="Åse Møller")
    town.citizen(place.jens, name="Bo Friis")
    keys = phone_keys("+45 12 34 56 78")._asdict()
    Person.objects.filter(pk=ase.person_id).update(phone="+45 12 34 56 78", **keys)
    around = bystanders(place, ase)
    return around | {"karen": place.karen, "jens": place.jens, "lead": place.lead}


def case(name: str) -> Citizen:
    return Citizen.objects.get(person__name=name)


def number(name: str) -> str:
    person = Person.objects.get(name=name)
    return cpr_open(cipher=person.cpr_cipher, key_id=person.cpr_key_id)


def find(client: Client, typed: str, at: str = "/find/") -> str:
    """What the page says to somebody who typed that, wherever it leads."""
    page = client.post(at, {"cpr": typed}, follow=True).content.decode()
    return page[page.index("<main") : page.index("</main>")]


def protect(name: str) -> None:
    Person.objects.filter(name=name).update(protected=True)


@pytest.mark.parametrize(
    "typed", ["Åse Møller", "åse", "ÅSE møller", "aase", "øll", "mø ås", "se m"]
)
def test_a_counsellor_finds_their_own_citizen_by_any_part_of_the_name(people, typed):
    assert "Åse Møller" in find(come_in(people["karen"]), typed)


@pytest.mark.parametrize("typed", ["12345678", "12 34 56 78", "+45 12345678", "0045 12 34 56 78"])
def test_a_telephone_number_finds_its_owner_however_it_is_written(people, typed):
    assert "Åse Møller" in find(come_in(people["karen"]), typed)
    assert "Åse Møller" in find(come_in(people["front_desk"]), typed, "/reception/")


@pytest.mark.parametrize("shape", ["{0}", "{1}-{2}", "{1} {2}", " {1}–{2} "])
def test_a_cpr_number_finds_its_owner_with_or_without_a_hyphen(people, shape):
    digits = number("Åse Møller")
    typed = shape.format(digits, digits[:6], digits[6:])
    assert "Åse Møller" in find(come_in(people["karen"]), typed)
    assert "Åse Møller" in find(come_in(people["front_desk"]), typed, "/reception/")


def test_a_public_id_finds_its_case_in_small_or_large_letters(people):
    public_id = case("Åse Møller").public_id
    assert "Åse Møller" in find(come_in(people["karen"]), public_id.upper())


def test_a_name_that_reads_like_an_id_is_searched_as_a_name(people, place):
    town.citizen(place.karen, name="Sandegaard")
    assert asked_for("Sandegaard").by is By.PUBLIC_ID
    assert "Sandegaard" in find(come_in(people["karen"]), "Sandegaard").replace('value="', "")


def test_whole_names_come_first_then_beginnings_then_the_rest(people, place):
    for name in ("Hanne Bo", "Jambo Ek", "Bodil Ek", "Bo"):
        town.citizen(place.karen, name=name)
    page = find(come_in(people["karen"]), "bo")
    places = [page.index(f">{name}<") for name in ("Bo", "Bodil Ek", "Hanne Bo", "Jambo Ek")]
    assert places == sorted(places)
    assert "Bo Friis" not in page


def test_thirty_are_shown_and_it_says_that_there_are_more(people, place):
    for serial in range(31):
        town.citizen(place.karen, name=f"Ens Borger {serial:02}")
    page = find(come_in(people["karen"]), "ens")
    assert (page.count("Ens Borger"), "Skriv mere af navnet" in page) == (30, True)
    assert len(ReadLog.objects.latest("id").citizens.strip("|").split("|")) == 30


def test_the_teams_citizens_are_found_when_a_purpose_is_said_and_not_before(people):
    assert "Åse Møller" not in find(come_in(people["mate"]), "møller")
    found = find(come_in(people["mate"], purpose="take_part"), "møller")
    assert "Åse Møller" in found
    assert "Karen Østergård" in found
    assert ReadLog.objects.latest("id").purpose == "take_part"


def test_another_teams_citizen_is_not_found_by_name_or_telephone(people):
    jens = come_in(people["jens"], purpose="take_part")
    assert "Åse" not in find(jens, "møller").replace("Møller", "")
    assert "Vi fandt ingen" in find(jens, "12345678")


@pytest.mark.parametrize("by", ["cpr", "public_id"])
def test_beyond_the_team_a_number_tells_only_whose_case_it_is_not_and_the_way_with_a_reason(
    people, by
):
    ase = case("Åse Møller")
    typed = number("Åse Møller") if by == "cpr" else ase.public_id
    page = find(come_in(people["jens"]), typed)
    assert "Sagen hører til et andet team" in page
    assert f"/borgere/{ase.public_id}/aabn/" in page
    assert "Åse" not in page
    assert "Karen" not in page
    row = ReadLog.objects.latest("id")
    assert (row.citizens, row.purpose, row.page) == (f"|{ase.public_id}|", "finding", "find")


def test_a_team_mates_case_found_by_number_has_no_name_before_a_purpose_is_said(people):
    page = find(come_in(people["mate"]), number("Åse Møller"))
    assert "En kollegas borger" in page
    assert "Åse" not in page
    assert "Åse Møller" in find(come_in(people["mate"], purpose="cover"), number("Åse Møller"))


def test_a_marked_case_and_ones_own_are_found_by_nothing(people):
    ase = case("Åse Møller")
    for who in (come_in(people["relative"], purpose="cover"), own_case(ase)):
        for typed in ("møller", "12345678", number("Åse Møller"), ase.public_id):
            assert "Vi fandt ingen" in find(who, typed)


def own_case(ase: Citizen) -> Client:
    role_grant(person=ase.person, role=Role.COUNSELLOR, from_on=LONG_AGO)
    return come_in(ase.person, role="counsellor", purpose="cover")


def test_a_protected_name_is_found_by_name_by_its_own_counsellor_alone(people):
    protect("Åse Møller")
    assert "Åse Møller" in find(come_in(people["karen"]), "møller")
    assert "Vi fandt ingen" in find(come_in(people["mate"], purpose="cover"), "møller")
    desk = come_in(people["front_desk"])
    assert "Vi fandt ingen" in find(desk, "møller", "/reception/")
    assert "Vi fandt ingen" in find(desk, "12345678", "/reception/")


def test_the_front_desk_finds_a_protected_name_by_number_and_sees_no_name_in_the_list(people):
    protect("Åse Møller")
    page = find(come_in(people["front_desk"]), number("Åse Møller"), "/reception/")
    assert f"/reception/{case('Åse Møller').public_id}/" in page
    assert "Beskyttet navn" in page
    assert "Åse" not in page


def test_the_front_desk_finds_open_cases_alone(people):
    desk = come_in(people["front_desk"])
    assert "Bo Friis" in find(desk, "friis", "/reception/")
    Citizen.objects.filter(person__name="Bo Friis").update(closed_on=NOON.date())
    assert "Vi fandt ingen" in find(desk, "friis", "/reception/")
    assert "Vi fandt ingen" in find(desk, number("Bo Friis"), "/reception/")


def test_a_cpr_number_is_left_nowhere(people):
    digits = number("Åse Møller")
    karen = come_in(people["karen"])
    answer = karen.post("/find/", {"cpr": f"{digits[:6]}-{digits[6:]}"})
    assert answer.status_code == 200
    left = [answer.content.decode(), *map(str, ReadLog.objects.values_list())]
    left += map(str, ActLog.objects.values_list())
    left += [str(row.get_decoded()) for row in Session.objects.all()]
    left += map(str, Draft.objects.values_list())
    assert not [words for words in left if digits in words or digits[6:] in words.split()]


def test_a_telephone_number_is_not_in_the_address_and_a_name_is(people):
    karen = come_in(people["karen"])
    assert karen.post("/find/", {"cpr": "12345678"}).status_code == 200
    assert unquote(karen.post("/find/", {"cpr": "Åse"}).url) == "/find/?navn=Åse"


@pytest.mark.parametrize("typed", ["12345678", "010180-1234", "0101801234"])
def test_a_number_in_the_address_is_not_searched_for(people, typed):
    page = come_in(people["karen"]).get("/find/", {"navn": typed})
    assert page.status_code == 400
    assert "Numre må ikke stå i adressen" in page.content.decode()


@pytest.mark.parametrize("typed", ["123", "Åse 010180-1234", "12345", "x" * 200 + "é", "%%"])
def test_what_is_neither_name_nor_number_is_told_so_and_searched_for_nowhere(people, typed):
    before = ReadLog.objects.count()
    page = come_in(people["karen"]).post("/find/", {"cpr": typed})
    assert page.status_code == 400
    assert "Det kan vi ikke søge på" in page.content.decode()
    assert typed not in page.content.decode()
    assert ReadLog.objects.count() == before


def test_a_search_that_finds_nobody_reads_nobody(people):
    before = ReadLog.objects.count()
    find(come_in(people["karen"]), "zzzz")
    assert ReadLog.objects.count() == before


@pytest.mark.parametrize("prefix", ["Bo", "Åse", "å", "9", "zz", "Mø"])
def test_the_range_of_a_beginning_holds_what_begins_so_and_nothing_else(prefix):
    key = name_key(prefix)
    first, last = key_range(key)
    for name in ("Bo", "Bodil", "Bp", "Åse", "Ægil", "Ørn", "Zz Top", "9 liv", "Møller", "Mz"):
        other = name_key(name)
        assert (first <= other and (not last or other < last)) == other.startswith(key), name
