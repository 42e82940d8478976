"""What a provider is told by mail, and the two questions behind a link of their own."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from staasted.apps.audit.models import ActLog, ReadLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.offers.courses import course_drop, course_end
from staasted.apps.offers.models import OfferCourse, ProviderQuestion
from staasted.apps.org.clock import clock
from staasted.apps.outbox.models import Message
from staasted.catalog.loader import catalog
from staasted.core.offering import CourseOutcome
from tests import town
from tests.ending import close_case
from tests.offer_courses import granted_to, provider, running
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db
HOUSE = {"public_url": "https://staasted.example"}
BOTH = {"reached": "partly", "again": "later"}


@pytest.fixture(autouse=True)
def _at_home(settings) -> None:
    settings.STAASTED = settings.STAASTED.model_copy(update=HOUSE)


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def ended(place: Town, case: Citizen, **changed: object) -> OfferCourse:
    course = running(place, case, provider=provider(place), **changed)
    job = {"on": MONDAY, "outcome": CourseOutcome.JOB}
    return course_end(actor=place.counsellor(), course=course, **job)


def link() -> str:
    found = re.search(r"https://staasted\.example(/svar-fra-sted/\S+/)", mails()[-1].body)
    assert found is not None
    return found[1]


def mails() -> list[Message]:
    return list(Message.objects.filter(person__name="Aage Ågård").order_by("id"))


def test_a_provider_hears_that_somebody_comes_and_never_who(place: Town, ase: Citizen) -> None:
    granted_to(place, ase, provider=provider(place))
    (mail,) = mails()
    assert mail.kind == "provider_comes"
    assert "18. maj 2026" in mail.body
    for word in ("Åse", "Møller", "Prøve et lager"):
        assert word not in mail.title + mail.body


def test_one_who_comes_not_after_all_takes_the_place_of_one_who_comes(
    place: Town, ase: Citizen
) -> None:
    course = granted_to(place, ase, provider=provider(place))
    course_drop(actor=place.counsellor(), course=course, words="Du fik job.")
    first, second = mails()
    assert (first.state, first.body, second.kind) == ("dropped", "", "provider_comes_not")
    assert "job" not in second.body


def test_the_link_shows_a_first_name_and_what_was_agreed_and_is_answered_once(
    place: Town, ase: Citizen
) -> None:
    course = ended(place, ase)
    address, stranger = link(), Client()
    shown = stranger.get(address).content.decode()
    assert "Åse har været hos jer" in shown
    assert "Prøve et lager" in shown
    for word in ("Møller", ase.public_id, "Fik job", "Karen"):
        assert word not in shown
    assert stranger.post(address, {"reached": "yes"}).status_code == 400
    assert "Tak for jeres svar" in stranger.post(address, BOTH).content.decode()
    assert stranger.get(address).status_code == 404
    assert stranger.post(address, {"reached": "no", "again": "not"}).status_code == 404
    row = ProviderQuestion.objects.get(course=course)
    assert (row.reached, row.again) == ("partly", "later")
    assert row.address_hash not in address
    assert ReadLog.objects.filter(purpose="provider_answer").exists()
    assert ActLog.objects.filter(act="provider_answered", subject=course.public_id).exists()


def test_a_protected_name_is_not_shown(place: Town, ase: Citizen) -> None:
    ase.person.protected = True
    ase.person.save()
    ended(place, ase)
    shown = Client().get(link()).content.decode()
    assert "Åse" not in shown
    assert "En borger har været hos jer" in shown


def test_a_link_runs_out_and_one_that_never_was_answers_alike(place: Town, ase: Citizen) -> None:
    ended(place, ase)
    address = link()
    never = Client().get("/svar-fra-sted/hemmelig/")
    days = catalog().policy["provider_answer_days"]
    with clock.pinned(NOON + timedelta(days=days - 1)):
        assert Client().get(address).status_code == 200
    with clock.pinned(NOON + timedelta(days=days)):
        late = Client().get(address)
    assert (late.status_code, never.status_code) == (404, 404)


def test_a_case_that_closes_takes_its_links_with_it_and_asks_nobody(
    place: Town, ase: Citizen
) -> None:
    ended(place, ase)
    address = link()
    close_case(ase, place.karen)
    assert Client().get(address).status_code == 404
    other = town.citizen(place.karen, name="Bo Friis")
    running(place, other, provider=provider(place, name="Bos Bageri"))
    close_case(other, place.karen)
    assert ProviderQuestion.objects.count() == 1


def test_where_the_house_has_no_address_nobody_is_asked(
    place: Town, ase: Citizen, settings
) -> None:
    settings.STAASTED = settings.STAASTED.model_copy(update={"public_url": ""})
    ended(place, ase)
    assert not ProviderQuestion.objects.exists()
    assert "svar-fra-sted" not in mails()[-1].body


def test_links_are_tried_only_so_often(place: Town, ase: Citizen) -> None:
    stranger, most = Client(), catalog().policy["answers_an_hour"]
    tried = [stranger.get(f"/svar-fra-sted/{n}/").status_code for n in range(most + 1)]
    assert set(tried[:most]) == {404}
    assert tried[most] == 429


def test_the_coach_and_the_citizen_read_what_was_answered(place: Town, ase: Citizen) -> None:
    course = ended(place, ase)
    Client().post(link(), BOTH)
    for who, address in (
        (ase.person, f"/mit-forloeb/mine-tilbud/forloeb/{course.public_id}/"),
        (place.karen, f"/tilbudsforloeb/{course.public_id}/"),
    ):
        reader = Client()
        reader.post("/log-ind/", {"person": who.public_id})
        assert "Noget af det" in reader.get(address).content.decode()
