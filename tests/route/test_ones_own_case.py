"""Nobody meets their own case as staff, also where the two are two rows of one human being."""

from datetime import date

import pytest

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import ActLog
from staasted.apps.cases.wishes import wish_answer, wish_make
from staasted.apps.citizens.handing_over import hand_over_plan
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.reach import open_to_staff
from staasted.apps.citizens.services import case_open
from staasted.apps.org.arrivals import account_arrive
from staasted.apps.org.models import Account, Person
from staasted.apps.org.selectors import actor_for
from staasted.apps.org.services import person_register, staff_register
from staasted.core.errors import DomainError
from staasted.ports.identity import Audience, Claim
from tests import town
from tests.browsing import come_in
from tests.office import Office
from tests.town import LONG_AGO, MONDAY

NUMBER = "6101809998"


@pytest.fixture
def twin(office: Office) -> Person:
    """Åse works here, in Karen's team; her case stands on a row of its own."""
    person = staff_register(name="Åse Møller", roles=[Role.COUNSELLOR], from_on=LONG_AGO)
    office.place.in_team(person, office.place.karen, name="Team Æ", since=date(2026, 5, 1))
    return person


@pytest.fixture
def own(office: Office) -> Citizen:
    case = town.citizen(office.place.karen, name="Åse Møller")
    person = person_register(name="Åse Møller", cpr=NUMBER)
    Citizen.objects.filter(pk=case.pk).update(person=person)
    return Citizen.objects.get(pk=case.pk)


def give(office: Office, person: Person, cpr: str = NUMBER, by: Person | None = None):
    address = f"/medarbejdere/{person.public_id}/cpr/"
    return come_in(by or office.ulla).post(address, {"cpr": cpr})


def opens(person: Person, case: Citizen) -> int:
    return come_in(person, purpose="cover").get(f"/borgere/{case.public_id}/").status_code


def test_a_number_given_later_closes_ones_own_case(office, twin, own) -> None:
    assert opens(twin, own) == 200
    answer = give(office, twin, f"{NUMBER[:6]}-{NUMBER[6:]}")
    assert answer.url == f"/medarbejdere/{twin.public_id}/"
    assert opens(twin, own) == 404
    assert opens(office.place.karen, own) == 200
    assert opens(twin, office.cases[0]) == 200


def test_a_number_given_when_somebody_is_added_closes_it_too(office, own) -> None:
    sent = {
        "name": "Åse M",
        "email": "ase@kommune.dk",
        "roles": "lead",
        "first_on": MONDAY.isoformat(),
        "cpr": NUMBER,
    }
    assert come_in(office.ulla).post("/medarbejdere/ny/", sent).status_code == 302
    new = Person.objects.get(name="Åse M")
    assert not open_to_staff(actor_for(person=new, role=Role.LEAD), on=MONDAY).filter(pk=own.pk)


def test_a_case_that_comes_after_the_number_is_closed_as_well(office, twin) -> None:
    give(office, twin)
    case = case_open(
        person=person_register(name="Åse M", cpr=NUMBER),
        municipality_code="0998",
        opened_on=LONG_AGO,
    )
    nobody = case_open(
        person=person_register(name="Uden Nummer"), municipality_code="0998", opened_on=LONG_AGO
    )
    met = open_to_staff(actor_for(person=twin, role=Role.COUNSELLOR), on=MONDAY)
    assert not met.filter(pk=case.pk).exists()
    assert met.filter(pk=nobody.pk).exists()


def test_a_number_the_staffs_own_provider_vouches_for_closes_it(office, twin, own) -> None:
    Account.objects.create(person=twin, provider="kommune", subject="ase")
    claim = Claim("kommune", "ase", audience=Audience.STAFF, needs_assurance=False, cpr=NUMBER)
    account_arrive(claim=claim)
    assert opens(twin, own) == 404


def test_nobody_is_handed_their_own_case(office, twin, own) -> None:
    give(office, twin)
    twin.refresh_from_db()
    plan = hand_over_plan(office.acting, office.wish(to=twin, refs=None))
    assert plan.left == (own.public_id,)
    assert len(plan.refs) == len(office.cases)


def test_a_wish_gives_nobody_their_own_case(office, twin, own) -> None:
    give(office, twin)
    wish = wish_make(actor=town.acting(own), citizen=own, words="")
    with pytest.raises(DomainError) as refused:
        wish_answer(
            actor=office.place.leading(), public_id=wish.public_id, counsellor=twin.public_id
        )
    assert refused.value.code == "no_such_coach"


def test_the_number_is_kept_by_nobody_and_shown_to_nobody(office, twin, own) -> None:
    give(office, twin)
    ulla = come_in(office.ulla)
    page = ulla.get(f"/medarbejdere/{twin.public_id}/cpr/").content.decode()
    assert NUMBER not in page + ulla.get(f"/medarbejdere/{twin.public_id}/").content.decode()
    twin.refresh_from_db()
    assert (twin.cpr_cipher, twin.cpr_lookup) == (None, None)
    (act,) = ActLog.objects.filter(act="own_number_give")
    assert (act.subject, act.citizens) == (twin.public_id, "")


def test_what_is_wrong_is_said_and_the_number_typed_again(office, twin) -> None:
    answer = give(office, twin, "12")
    assert answer.status_code == 400
    assert 'value="12"' not in answer.content.decode()
    twin.refresh_from_db()
    assert twin.own_lookup == ""


def test_nobody_changes_their_own_number_once_it_is_given(office) -> None:
    assert give(office, office.ulla).status_code == 302
    assert give(office, office.ulla).status_code == 302
    assert give(office, office.ulla, "6101809997").status_code == 400
    assert give(office, office.ulla, "6101809997", by=office.per).status_code == 302


def test_the_staff_page_says_that_a_number_is_missing(office, twin) -> None:
    page = come_in(office.ulla).get(f"/medarbejdere/{twin.public_id}/").content.decode()
    assert "er ikke lukket for medarbejderen" in page
