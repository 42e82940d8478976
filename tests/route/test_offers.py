"""Looking for an offer, taking a place, asking for one and being called, over HTTP."""

import html
import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from staasted.apps.booking.models import TimeWish
from staasted.apps.citizens.models import Citizen
from staasted.apps.offers.models import OfferPlace, OfferRequest
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel
from tests import town
from tests.browsing import come_in
from tests.ending import close_case
from tests.offering import ASKED, SEATED, ask, begins, take
from tests.town import NOON, Town, build_town
from tests.waiting import with_mail

pytestmark = pytest.mark.django_db
TAKE, ASK = f"/mit-forloeb/tilbud/{SEATED}/plads/", f"/mit-forloeb/tilbud/{ASKED}/bed-om/"
MINE = "/mit-forloeb/mine-tilbud/"


@pytest.fixture
def place(db: None) -> Iterator[Town]:
    with clock.pinned(NOON):
        yield build_town()


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def read(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    page = html.unescape(response.content.decode())
    return page[page.index("<main") : page.index("</main>")]


def at(number: int = 0) -> str:
    return begins(number=number).strftime("%Y-%m-%dT%H:%M")


def names(page: str) -> list[str]:
    return [
        html.unescape(found) for found in re.findall(r'<h[34] class="h4"><a[^>]*>(.*?)</a>', page)
    ]


def test_anybody_sees_every_offer_from_the_start_page_on_without_logging_in(place: Town) -> None:
    client = Client()
    assert 'href="/tilbud/"' in read(client, "/log-ind/")
    assert f"{len(catalog().offers)} ting" in read(client, "/tilbud/")
    page = read(client, "/tilbud/alle/")
    assert sorted(names(page)) == sorted(offer.da.name for offer in catalog().offers.values())
    assert re.search(r'<form[^>]*role="search"[^>]*d-print-none', page), "paper cannot search"


def test_the_open_pages_ask_the_database_nothing_of_anybody(place: Town) -> None:
    client = Client()
    for address in ("/tilbud/", "/tilbud/alle/?soeg=job", f"/tilbud/{SEATED}/"):
        with CaptureQueriesContext(connection) as captured:
            read(client, address)
        asked = " ".join(query["sql"] for query in captured)
        assert "citizens_" not in asked
        assert "offers_" not in asked


@pytest.mark.parametrize("slug", catalog().offers)
def test_each_offer_has_a_page_of_its_own_that_says_all_of_it(place: Town, slug: str) -> None:
    page, offer = read(Client(), f"/tilbud/{slug}/"), catalog().offers[slug]
    said = offer.da
    for words in (said.name, said.description, said.for_whom, said.asks, said.when):
        assert words in page
    assert (said.evidence or "Det ved vi ikke endnu.") in page
    assert (offer.section or "For hvem") in page
    assert (f"{offer.seats} pladser" if offer.seats else "Ingen grænse") in page


def test_an_offer_nobody_has_is_not_found(place: Town, ase: Citizen) -> None:
    assert Client().get("/tilbud/dans/").status_code == 404
    client = come_in(ase.person)
    for address in ("dans/", "dans/plads/", "dans/bed-om/"):
        assert client.get(f"/mit-forloeb/tilbud/{address}").status_code == 404


def test_what_is_searched_for_and_chosen_stays_in_the_address_and_on_the_page(place: Town) -> None:
    page = read(Client(), "/tilbud/alle/?soeg=hj%C3%A6lp+til+g%C3%A6ld&behov=debt&vej=request")
    assert names(page) == ["Råd om gæld"]
    assert 'value="hjælp til gæld"' in page
    assert re.search(r'<input[^>]*value="debt"[^>]*checked|checked[^>]*value="debt"', page)
    assert re.search(r'<option value="request" selected', page)
    assert "Du har valgt: Penge og gæld, Bed om det" in page


def test_several_needs_are_one_or_the_other_and_what_is_for_all_fits_everybody(
    place: Town,
) -> None:
    client = Client()
    both = set(names(read(client, "/tilbud/alle/?behov=debt&behov=housing")))
    assert both == {"Råd om gæld", "Få pengene til at slå til", "Råd om bolig"}
    ill = set(names(read(client, "/tilbud/alle/?hvem=sick_listed")))
    assert {"Tidlig hjælp, når du er syg", "Råd om gæld"} <= ill
    assert "Jobklubben" not in ill
    taken = names(read(client, "/tilbud/alle/?vej=take"))
    assert "Jobklubben" in taken
    assert "Råd om gæld" not in taken
    strange = read(client, "/tilbud/alle/?behov=xyz&hvem=marsmand&vej=nap")
    assert len(names(strange)) == len(catalog().offers)


def test_where_nothing_is_found_there_are_ways_out(place: Town) -> None:
    page = read(Client(), "/tilbud/alle/?soeg=xqzw&behov=debt")
    assert "Vi fandt ikke noget" in page
    for way in (
        "/tilbud/alle/?soeg=xqzw",
        "/tilbud/alle/?behov=health",
        'href="tel:',
        '"/tilbud/alle/"',
    ):
        assert way in page


def test_long_and_hostile_words_are_shown_as_words(place: Town) -> None:
    client = Client()
    response = client.get("/tilbud/alle/", {"soeg": "<script>alert(1)</script>" + "x" * 5000})
    assert response.status_code == 200
    assert b"<script>alert" not in response.content
    assert client.get("/tilbud/alle/?soeg=%ff%f0").status_code == 200
    assert client.get("/tilbud/alle/?soeg=%00").status_code == 400


def test_it_is_all_in_english_as_well(place: Town) -> None:
    client = Client()
    client.post("/sprog/", {"language": "en", "next": "/tilbud/"})
    assert "Advice on debt" in read(client, "/tilbud/debt_advice/")
    assert "We do not know that yet." in read(client, "/tilbud/debt_advice/")
    assert "Borrow a bicycle" in names(read(client, "/tilbud/alle/?soeg=bike"))


def test_a_citizen_takes_a_place_sees_it_and_gives_it_back(ase: Citizen) -> None:
    client = come_in(ase.person)
    assert "8 pladser fri" in read(client, TAKE)
    done = client.post(TAKE, {"tid": at()}, follow=True)
    assert "Du har en plads" in html.unescape(done.content.decode())
    assert "Øv dig på jobsamtalen" in read(client, MINE)
    assert "Du har en plads her" in read(client, TAKE)
    client.post(TAKE, {"tid": at()})
    held = OfferPlace.objects.get()
    address = f"{MINE}pladser/{held.public_id}/"
    assert "Giv pladsen fra dig?" in read(client, address)
    assert "givet pladsen" in client.post(address, follow=True).content.decode()
    assert client.get(address).status_code == 302
    assert "du gav pladsen fra dig" in read(client, MINE)


def test_a_full_day_is_said_to_be_full_and_refused_if_pressed_all_the_same(
    place: Town, ase: Citizen
) -> None:
    for number in range(8):
        take(town.citizen(place.karen, name=f"Nabo {number}"))
    client = come_in(ase.person)
    page = read(client, TAKE)
    assert "Fuldt" in page
    assert f'value="{at()}"' not in page
    assert f'value="{at(1)}"' in page
    refused = client.post(TAKE, {"tid": at()})
    assert refused.status_code == 409
    assert "En anden tog den sidste" in refused.content.decode()


@pytest.mark.parametrize("sent", ["", "i morgen", "2026-13-45T00:00"])
def test_no_day_chosen_says_so(ase: Citizen, sent: str) -> None:
    response = come_in(ase.person).post(TAKE, {"tid": sent})
    assert response.status_code == 400
    assert "Vælg en dag først" in html.unescape(response.content.decode())


def test_a_citizen_asks_the_coach_hears_of_it_and_the_citizen_sees_that(
    place: Town, ase: Citizen
) -> None:
    client, karen = come_in(ase.person), come_in(place.karen)
    client.post(ASK, {"ord": "Jeg har mange rykkere."})
    client.post(ASK, {"ord": "Trykket to gange."})
    asked = OfferRequest.objects.get()
    assert "Du bad om det" in read(client, f"/mit-forloeb/tilbud/{ASKED}/")
    assert "Åse Møller" in read(karen, "/oensker-om-tilbud/")
    one = f"/oensker-om-tilbud/{asked.public_id}/"
    assert "Jeg har mange rykkere." in read(karen, one)
    karen.post(one, {"sket": "tager-op"})
    assert "Karen" in read(client, MINE)
    karen.post(one, {"sket": "talt"})
    assert "I har talt om det" in read(client, MINE)
    assert "Ingen af dine borgere venter" in read(karen, "/oensker-om-tilbud/")
    assert karen.post(one, {"sket": "tager-op"}).status_code == 409
    assert karen.post(one, {"sket": "andet"}).status_code == 302


def test_a_request_is_taken_back(ase: Citizen) -> None:
    asked, client = ask(ase), come_in(ase.person)
    address = f"{MINE}oensker/{asked.public_id}/"
    assert "Tag ønsket tilbage?" in read(client, address)
    client.post(address)
    assert client.get(address).status_code == 302
    assert "du tog ønsket tilbage" in read(client, MINE)


def test_what_is_too_long_is_kept_on_the_page_and_not_sent(ase: Citizen) -> None:
    response = come_in(ase.person).post(ASK, {"ord": "y" * 501})
    assert response.status_code == 400
    assert "y" * 501 in response.content.decode()
    assert not OfferRequest.objects.exists()


def test_who_has_no_coach_is_told_to_ring_and_takes_places_all_the_same(place: Town) -> None:
    ida = town.citizen(None, name="Ida Uden-Coach")
    client = come_in(ida.person)
    assert "ikke en coach endnu" in read(client, f"/mit-forloeb/tilbud/{ASKED}/")
    assert client.post(ASK, {"ord": ""}).status_code == 302
    assert not OfferRequest.objects.exists()
    client.post(TAKE, {"tid": at()})
    assert OfferPlace.objects.get().citizen == ida


def test_to_be_called_about_an_offer_names_it_in_the_call(place: Town, ase: Citizen) -> None:
    with_mail(ase)
    client = come_in(ase.person)
    page = read(client, f"/mit-forloeb/tilbud/{ASKED}/")
    address = re.search(r'href="(/mit-forloeb/book/ring-op/[^"]*)"', page)[1]
    form = read(client, address)
    assert "Det handler om: Råd om gæld" in form
    sent = {"phone": "12345678", "weekdays": ["1", "2"], "day_part": "any"}
    client.post(address, sent | {"about": "Det handler om: Råd om gæld"})
    wish = TimeWish.objects.get()
    assert (wish.purpose, wish.about) == ("health_and_daily_life", "Det handler om: Råd om gæld")
    assert Channel.PHONE in catalog().purposes[wish.purpose].channels


def test_every_need_leads_to_a_call_one_can_ask_for(ase: Citizen) -> None:
    client = come_in(ase.person)
    for slug in {offer.needs[0]: slug for slug, offer in catalog().offers.items()}.values():
        page = read(client, f"/mit-forloeb/tilbud/{slug}/")
        address = re.search(r'href="(/mit-forloeb/book/ring-op/[^"]*)"', page)[1]
        assert client.get(address).status_code == 200


def test_the_answers_suggest_offers_with_their_reasons(ase: Citizen) -> None:
    client = come_in(ase.person)
    assert "Svar på nogle korte spørgsmål" in read(client, "/mit-forloeb/tilbud/")
    client.post(
        "/mit-forloeb/spoergsmaal/",
        {"job_goal_clear": "no", "knows_next_step": "yes", "til": "send"},
    )
    page = read(client, "/mit-forloeb/tilbud/")
    assert "Find din retning" in page
    searched = read(client, "/mit-forloeb/tilbud/?soeg=job")
    assert "For dine svar" not in searched


def test_a_closed_case_has_no_offers_to_take(place: Town, ase: Citizen) -> None:
    held, asked = take(ase), ask(ase)
    close_case(ase, place.karen)
    client = come_in(ase.person)
    for address in (
        "/mit-forloeb/tilbud/",
        TAKE,
        ASK,
        MINE,
        f"{MINE}pladser/{held.public_id}/",
        f"{MINE}oensker/{asked.public_id}/",
    ):
        assert client.get(address).status_code in (302, 403, 404)
    assert client.post(TAKE, {"tid": at()}).status_code in (302, 403)


def test_an_offer_taken_out_of_the_catalogue_is_still_told_of(ase: Citizen) -> None:
    held = take(ase)
    OfferRequest.objects.create(
        citizen=ase, offer="long_gone", asked_at=NOON, promised_on=NOON.date()
    )
    page = read(come_in(ase.person), MINE)
    assert "long_gone" in page
    assert held.round.offer == SEATED
