"""Guardian and power of attorney: given with the citizen, limited, seen, and ended."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.test import Client

from staasted.apps.audit.models import ActLog, ReadLog
from staasted.apps.citizens.acting_for import representative_for
from staasted.apps.citizens.models import Citizen, PartnerInvitation, Power
from staasted.apps.citizens.services import counsellor_assign
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Draft, Person
from staasted.apps.org.rates import PERIODS, Purpose, rate_take
from staasted.apps.org.sealing import cpr_lookup
from staasted.apps.org.services import person_register
from staasted.catalog.loader import catalog
from tests import town
from tests.browsing import come_in
from tests.ending import close_case
from tests.racing import all_at_once
from tests.town import MONDAY, Town, build_town, bystanders, replacement_number

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
NUMBER = "6101809999"
MINE = "/mit-forloeb/hvem-hjaelper-mig/"


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def says(client: Client, address: str) -> str:
    page = client.get(address, follow=True).content.decode()
    return page[page.index("<main") : page.index("</main>")]


def page_of(case: Citizen) -> str:
    return f"/borgere/{case.public_id}/repraesentanter/"


def sent(cpr: str, **also: str) -> dict[str, str]:
    usual = {"name": "Rosa Dam", "kind": "power_of_attorney", "covers": "conversations"}
    return {"cpr": cpr, "first": MONDAY.isoformat(), "last": "", **usual, **also}


def give(place: Town, case: Citizen, cpr: str = "", **also: str):
    return come_in(place.karen).post(page_of(case), sent(cpr or replacement_number(), **also))


def act_for(person: Person, case: Citizen) -> Client:
    helper = come_in(person)
    helper.post("/paa-vegne-af/", {"borger": case.public_id})
    return helper


def test_somebody_new_is_made_by_number_and_name_and_may_act(place: Town, ase: Citizen) -> None:
    assert give(place, ase).url == page_of(ase)
    rosa = Person.objects.get(name="Rosa Dam")
    assert act_for(rosa, ase).get("/mit-forloeb/book/").status_code == 200
    assert act_for(rosa, ase).get("/mit-forloeb/").status_code == 403
    assert "Rosa Dam" in says(come_in(place.karen), page_of(ase))
    assert "Har fuldmagt fra dig" in says(come_in(ase.person), MINE)


def test_somebody_known_is_found_by_number_and_whole_name(place, ase) -> None:
    number = replacement_number()
    known = person_register(name="Rosa Fuldmagt Dam", cpr=number)
    give(place, ase, f"{number[:6]}-{number[6:]}", name=" rosa  fuldmagt dam")
    assert Power.objects.get().representative == known


@pytest.mark.parametrize("name", ["", "Rosa", "Rosa Dam", "En Anden"])
def test_a_number_opens_no_name(place: Town, ase: Citizen, name: str) -> None:
    number = replacement_number()
    person_register(name="Rosa Fuldmagt Dam", cpr=number)
    answer = give(place, ase, number, name=name)
    assert answer.status_code == 400
    assert "Fuldmagt Dam" not in answer.content.decode()
    assert not Power.objects.exists()


@pytest.fixture
def protected(place: Town) -> Citizen:
    """A citizen of Jens, whose name is protected."""
    case = town.citizen(place.jens, name="Hemmelig Hansen")
    Person.objects.filter(pk=case.person_id).update(protected=True, cpr_lookup=cpr_lookup(NUMBER))
    return case


def test_a_protected_name_is_shown_to_nobody_but_its_own_coach(place, ase, protected) -> None:
    assert give(place, ase, NUMBER, name="Hemmelig Hansen").url == page_of(ase)
    assert "Hemmelig" not in says(come_in(place.karen), page_of(ase))
    assert "Hemmelig" not in says(come_in(ase.person), MINE)
    counsellor_assign(citizen=protected, counsellor=place.karen, from_on=MONDAY)
    assert "Hemmelig" in says(come_in(place.karen), page_of(ase))


@pytest.mark.parametrize("name", ["Hemmelig Hansen", "Gættet Navn"])
def test_a_citizen_recognised_by_number_is_told_of_it(place, ase, protected, name) -> None:
    give(place, ase, NUMBER, name=name)
    row = ReadLog.objects.get(citizens__contains=protected.public_id)
    assert (row.purpose, row.actor) == ("power", place.karen.public_id)
    seen = says(come_in(protected.person, "citizen"), "/mit-forloeb/hvem-har-set-min-sag/")
    assert "For at lade en handle for en anden" in seen
    logged = ActLog.objects.filter(
        act="representative_known", citizens__contains=protected.public_id
    )
    assert logged.count() == (name == "Hemmelig Hansen")


def test_numbers_are_tried_only_so_often(place: Town, ase: Citizen) -> None:
    karen = come_in(place.karen)
    most = catalog().policy[PERIODS[Purpose.SEARCH][0]]
    for _ in range(most):
        rate_take(purpose=Purpose.SEARCH, who=place.karen.public_id, now=clock.wall())
    assert karen.post(page_of(ase), sent(NUMBER)).status_code == 429
    assert karen.get(page_of(ase)).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_somebody_new_given_two_powers_at_once_is_one_person() -> None:
    place = build_town()
    cases = [town.citizen(place.karen) for _ in range(4)]

    def given(case: Citizen) -> int:
        actor = place.counsellor()
        return representative_for(actor=actor, citizen=case, cpr=NUMBER, name="Rosa Dam").pk

    assert len(set(all_at_once([partial(given, case) for case in cases]))) == 1


def test_it_is_limited_to_days_and_ends_by_itself(place: Town, ase: Citizen) -> None:
    give(place, ase, last=(MONDAY + DAY).isoformat())
    power = Power.objects.get()
    assert (power.from_on, power.to_on) == (MONDAY, MONDAY + DAY)
    Power.objects.update(from_on=MONDAY - 9 * DAY, to_on=MONDAY - DAY)
    rosa = Person.objects.get(name="Rosa Dam")
    assert act_for(rosa, ase).get("/mit-forloeb/book/").url.startswith("/paa-vegne-af/")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"cpr": "12"}, "rigtige længde"),
        ({"cpr": ""}, "Skriv 10 cifre"),
        ({"name": ""}, "Skriv et navn på højst"),
        ({"kind": "ven"}, "Vælg fuldmagt eller værge"),
        ({"covers": ""}, "Vælg, hvad det gælder"),
        ({"last": "2026-05-17"}, "Ret datoerne"),
        ({"name": "x" * 201}, "højst 200 tegn"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_made(place, ase, wrong, why) -> None:
    before = Person.objects.count()
    page = come_in(place.karen).post(page_of(ase), sent(replacement_number()) | wrong)
    assert page.status_code == 400
    assert why in page.content.decode()
    assert (Person.objects.count(), Power.objects.count()) == (before, 0)


def test_the_number_is_shown_and_kept_nowhere(place: Town, ase: Citizen) -> None:
    number = replacement_number()
    page = come_in(place.karen).post(page_of(ase), sent(number, kind=""))
    assert number not in page.content.decode()
    give(place, ase, number)
    assert number not in "".join(map(str, ActLog.objects.values_list()))
    assert not Draft.objects.exists()


def test_nobody_acts_for_themselves_or_twice(place: Town, ase: Citizen) -> None:
    number = replacement_number()
    give(place, ase, number)
    again = give(place, ase, number)
    assert again.status_code == 400
    assert Power.objects.count() == 1


def test_a_citizen_ends_a_power_of_attorney_and_it_opens_nothing_from_that_moment(
    place: Town, ase: Citizen
) -> None:
    give(place, ase)
    rosa = act_for(Person.objects.get(name="Rosa Dam"), ase)
    assert rosa.get("/mit-forloeb/book/").status_code == 200
    citizen = come_in(ase.person)
    citizen.post(MINE, {"fuldmagt": Power.objects.get().public_id})
    assert rosa.get("/mit-forloeb/book/").status_code == 404
    assert "Stoppede mandag den 18. maj 2026" in says(citizen, MINE)
    act = ActLog.objects.get(act="power_end")
    assert (act.role, act.subject) == ("citizen", Power.objects.get().public_id)


def test_a_guardianship_is_ended_by_staff_alone(place: Town, ase: Citizen) -> None:
    give(place, ase, kind="guardian", covers="everything")
    power = Power.objects.get()
    citizen = come_in(ase.person)
    page = says(citizen, MINE)
    assert "Er din værge" in page
    assert "Stop fuldmagten" not in page
    refused = citizen.post(MINE, {"fuldmagt": power.public_id})
    assert refused.status_code == 409
    assert "ikke selv stoppe et værgemål" in refused.content.decode()
    come_in(place.karen).post(page_of(ase), {"fuldmagt": power.public_id})
    power.refresh_from_db()
    assert power.to_on == MONDAY
    assert power.ended_at is not None


def test_whoever_acts_for_a_citizen_neither_sees_nor_ends_the_others(place, ase) -> None:
    give(place, ase, covers="everything")
    helper = act_for(Person.objects.get(name="Rosa Dam"), ase)
    assert helper.get(MINE).status_code == 403
    assert helper.post(MINE, {"fuldmagt": Power.objects.get().public_id}).status_code == 403
    assert "Hvem hjælper mig" not in says(helper, "/mit-forloeb/")


@pytest.mark.parametrize("who", ["citizen", "karen"])
def test_a_partners_invitation_is_seen_and_ended_by_citizen_and_coach(place, ase, who) -> None:
    partner = bystanders(place, ase)["partner"]
    row, seen = PartnerInvitation.objects.get(), come_in(partner)
    assert "Åse Møller" in says(seen, "/partner/")
    people = {"citizen": (ase.person, "citizen", MINE), "karen": (place.karen, "", page_of(ase))}
    person, role, address = people[who]
    client = come_in(person, role)
    assert "Per Partner" in says(client, address)
    client.post(address, {"invitation": row.public_id})
    assert "Åse" not in says(seen, "/partner/")
    assert "Per Partner" not in says(client, address)


def test_somebody_elses_power_is_not_ended_with_ones_own_page(place: Town, ase: Citizen) -> None:
    give(place, ase)
    bo = town.citizen(place.jens, name="Bo Friis")
    answer = come_in(bo.person).post(MINE, {"fuldmagt": Power.objects.get().public_id})
    assert answer.status_code == 409
    assert Power.objects.get().ended_at is None


def test_a_team_mate_gives_nothing_unless_they_cover(place: Town, ase: Citizen) -> None:
    mate = bystanders(place, ase)["mate"]
    client, before = come_in(mate, purpose="take_part"), Power.objects.count()
    assert client.post(page_of(ase), sent(replacement_number())).status_code == 403
    assert Power.objects.count() == before


def test_nobody_who_has_died_is_given_a_power(place: Town, ase: Citizen) -> None:
    number = replacement_number()
    gone = person_register(name="Dorte Død", cpr=number)
    Person.objects.filter(pk=gone.pk).update(died_on=date(2026, 5, 1))
    assert give(place, ase, number).status_code == 400
    assert not Power.objects.exists()


def test_the_power_stays_when_the_case_closes(place: Town, ase: Citizen) -> None:
    give(place, ase, covers="everything")
    close_case(ase, place.karen)
    helper = act_for(Person.objects.get(name="Rosa Dam"), ase)
    assert "Dit forløb er slut" in says(helper, "/mit-forloeb/")
