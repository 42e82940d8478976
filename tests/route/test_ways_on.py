"""Whoever comes twice, too late or to the wrong step is told why and led on."""

import html

import pytest
from django.http import HttpResponse

from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from tests import town
from tests.browsing import Browser
from tests.happenings import FIRST, book, close, free, hold, utc
from tests.inviting import heeded
from tests.route.test_nothing_written_is_lost import FORM
from tests.town import MONDAY, Town

BOOK = "/mit-forloeb/book/"


@pytest.fixture
def ase(place: Town) -> Citizen:
    case = town.citizen(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    return case


def read(answer: HttpResponse) -> str:
    return html.unescape(answer.content.decode())


def tid(booking: Booking) -> str:
    return booking.starts_at.strftime("%Y-%m-%dT%H:%MZ")


def test_a_closed_conversation_shows_what_was_recorded_and_no_form(
    place: Town, ase: Citizen
) -> None:
    booking = book(ase, place.karen)
    close(booking, note="Vi talte om netværk.")
    form = f"/samtaler/{booking.public_id}/afslut/"
    with clock.pinned(booking.ends_at):
        client = Browser(place.karen).client
        opened, sent = client.get(form), client.post(form, FORM)
    assert (opened.status_code, sent.status_code) == (200, 409)
    for page in (read(opened), read(sent)):
        assert "er allerede afsluttet: holdt." in page
        assert "Vi talte om netværk." in page
        assert text("counsellor.closing.submit") not in page
        assert f"/borgere/{ase.public_id}/" in page
    assert FORM["note"] in read(sent), "what was written can still be copied"
    assert FORM["note"] not in read(opened)


def test_a_check_of_the_own_time_says_so_and_leads_to_it(place: Town, ase: Citizen) -> None:
    own = book(ase, place.karen)
    citizen = Browser(ase.person)
    page = html.unescape(citizen.get(f"{BOOK}tjek/?formaal=job_search&kanal=phone&tid={tid(own)}"))
    assert "Du har allerede booket" in page
    assert f"/mit-forloeb/samtaler/{own.public_id}/" in page
    assert text("errors.slot_taken.what") not in page
    assert text("citizen.check.others") not in page


def test_a_second_time_for_the_same_purpose_is_refused_with_the_way_to_the_first(
    place: Town, ase: Citizen
) -> None:
    own = book(ase, place.karen)
    later = free(ase, place.karen)[2].start.strftime("%Y-%m-%dT%H:%MZ")
    address = f"{BOOK}tjek/?formaal=job_search&kanal=phone&tid={later}"
    answer = Browser(ase.person).client.post(address)
    assert answer.status_code == 409
    assert f"/mit-forloeb/samtaler/{own.public_id}/" in read(answer)


def test_a_second_cancellation_leads_to_the_booking(place: Town, ase: Citizen) -> None:
    own = book(ase, place.karen)
    client, receipt = Browser(ase.person).client, f"/mit-forloeb/samtaler/{own.public_id}/"
    first, second = (client.post(f"{receipt}afbud/") for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 409)
    assert f'href="{receipt}"' in read(second)


def test_a_proposal_answered_twice_leads_to_what_stands_now(place: Town, ase: Citizen) -> None:
    client = Browser(ase.person).client
    client.post("/mit-forloeb/spoergsmaal/", {"job_goal_clear": "no", "til": "send"})
    waiting = read(client.get("/mit-forloeb/forslag/"))
    ref = waiting.partition('name="aftale" value="')[2].partition('"')[0]
    answers = [
        client.post("/mit-forloeb/forslag/", {"aftale": ref, "svar": "nej"}) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [302, 409]
    assert text("ui.failure.onward") in read(answers[1])
    assert 'href="/mit-forloeb/"' in read(answers[1])


def test_a_receipt_after_a_move_says_that_it_was_moved_and_from_when(
    place: Town, ase: Citizen
) -> None:
    own = book(ase, place.karen)
    later = free(ase, place.karen)[3].start.strftime("%Y-%m-%dT%H:%MZ")
    citizen = Browser(ase.person)
    page = citizen.post(f"/mit-forloeb/samtaler/{own.public_id}/flyt/tjek/?kanal=phone&tid={later}")
    assert text("citizen.receipt.moved_title") in html.unescape(page)
    assert text("citizen.receipt.title") not in html.unescape(page)
    assert "Før lå den tirsdag den 19. maj" in html.unescape(page)


def test_a_channel_nobody_knows_is_said_and_books_nothing(place: Town, ase: Citizen) -> None:
    own = book(ase, place.karen)
    later = free(ase, place.karen)[3].start.strftime("%Y-%m-%dT%H:%MZ")
    move = f"/mit-forloeb/samtaler/{own.public_id}/flyt/"
    citizen = Browser(ase.person)
    said = text("citizen.book.unknown_channel", channel="telefon")
    for page in (
        citizen.get(f"{move}?kanal=fax"),
        citizen.get(f"{move}tjek/?kanal=fax&tid={later}"),
        citizen.post(f"{move}tjek/?kanal=fax&tid={later}"),
    ):
        assert said in html.unescape(page)
    assert Booking.objects.get(citizen=ase, outcome=None).pk == own.pk


@pytest.mark.parametrize(
    ("address", "why"),
    [
        (f"{BOOK}tid/", "citizen.book.choose_purpose"),
        (f"{BOOK}tid/?formaal=frisoer", "citizen.book.choose_purpose"),
        (f"{BOOK}tjek/", "citizen.book.choose_purpose"),
        (f"{BOOK}tjek/?formaal=job_search&kanal=phone&tid=i+morgen", "citizen.book.choose_time"),
        ("/mit-forloeb/forslag/", "citizen.proposal.answer_first"),
    ],
)
def test_whoever_is_sent_back_a_step_reads_why_once(ase: Citizen, address: str, why: str) -> None:
    citizen = Browser(ase.person)
    assert text(why) in html.unescape(citizen.get(address))
    assert text(why) not in html.unescape(citizen.get(citizen.response.request["PATH_INFO"]))


def test_a_move_without_a_time_or_too_late_says_why(place: Town, ase: Citizen) -> None:
    own = book(ase, place.karen)
    citizen, receipt = Browser(ase.person), f"/mit-forloeb/samtaler/{own.public_id}/"
    lacking = html.unescape(citizen.get(f"{receipt}flyt/tjek/"))
    assert text("citizen.book.choose_time") in lacking
    citizen.post(f"{receipt}afbud/")
    for step in ("flyt/", "flyt/tjek/", "afbud/"):
        page = html.unescape(citizen.get(f"{receipt}{step}"))
        assert text("citizen.book.not_changeable") in page


def test_a_step_of_the_questions_that_is_none_is_said(ase: Citizen) -> None:
    page = Browser(ase.person).post("/mit-forloeb/spoergsmaal/", til="99", job_goal_clear="no")
    assert text("citizen.screening.unknown_step") in html.unescape(page)


def test_a_counsellor_who_cannot_summon_reads_why(place: Town, ase: Citizen) -> None:
    karen = Browser(place.karen)
    oneself = karen.get(f"/borgere/{ase.public_id}/indkald/")
    assert text("counsellor.summon.books_oneself") in html.unescape(oneself)
    newcomer = town.citizen(place.karen, name="Nana Ny", asked_on=MONDAY)
    summon = f"/borgere/{newcomer.public_id}/indkald/"
    assert text("summons.regard.title") in html.unescape(karen.get(summon))
    heeded(karen, newcomer)
    assert text("counsellor.summon.choose_time") in html.unescape(karen.post(summon))
    book(newcomer, place.karen, purpose=FIRST, channel="in_person")
    assert text("counsellor.summon.has_time") in html.unescape(karen.get(summon))


def test_a_time_that_has_been_is_gone_and_not_too_near(place: Town) -> None:
    newcomer = town.citizen(place.karen, name="Nana Ny", asked_on=MONDAY)
    karen = heeded(Browser(place.karen), newcomer)
    page = html.unescape(karen.get(f"/borgere/{newcomer.public_id}/indkald/?tid=2026-05-15T07:00Z"))
    assert text("errors.slot_passed.what") in page
    assert text("errors.slot_too_soon.what") not in page


def test_a_conversation_earlier_today_stands_on_the_citizens_page_until_it_is_closed(
    place: Town, ase: Citizen
) -> None:
    own = book(ase, place.karen)
    with clock.pinned(own.ends_at):
        citizen = Browser(ase.person)
        page = html.unescape(citizen.get("/mit-forloeb/"))
        said = text("citizen.home.waiting", moment="I dag kl. 12.30", purpose="{}")
        assert said.partition("{}")[0] in page
        assert said.partition("{}")[2] in page
    close(own)
    with clock.pinned(own.ends_at):
        assert "skriver snart" not in html.unescape(citizen.get("/mit-forloeb/"))
