"""A conversation prepared, held with a note that is kept, closed, corrected and undone."""

from datetime import timedelta

import pytest
from django.test import Client

from staasted.apps.audit.models import ReadLog
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.models import Conversation, ConversationCorrection, PlainWords
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Draft
from tests import town
from tests.browsing import come_in, main
from tests.happenings import book
from tests.plans import planned
from tests.route.test_nothing_written_is_lost import FORM
from tests.town import Town

pytestmark = pytest.mark.django_db

TOLD = FORM | {"words": "Vi talte om lageret.", "offer": "cv_help", "step": "Ring til lageret"}


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


@pytest.fixture
def booking(place: Town, ase: Citizen) -> Booking:
    return book(ase, place.karen)


def at(booking: Booking) -> str:
    return f"/samtaler/{booking.public_id}/"


def says(client: Client, address: str, **sent: str) -> str:
    answer = client.post(address, sent, follow=True) if sent else client.get(address)
    return main(answer.content.decode())


def test_what_is_kept_for_now_stands_in_the_form_and_closes_nothing(
    place: Town, booking: Booking
) -> None:
    with clock.pinned(booking.ends_at):
        karen = come_in(place.karen)
        said = says(karen, f"{at(booking)}afslut/", **FORM | {"note": "Halvt sk", "gem_notat": "1"})
        assert "Gemt kl." in said
        assert "Halvt sk" in said
        assert not Conversation.objects.exists()
        assert b"Halvt sk" not in bytes(Draft.objects.get().cipher), "it lies sealed"
        assert says(karen, f"{at(booking)}afslut/", **FORM)
        assert Conversation.objects.exists()
        assert not Draft.objects.exists(), "what was taken is kept no longer"


def test_a_script_is_told_when_it_was_kept_and_the_log_is_not_filled(
    place: Town, booking: Booking
) -> None:
    with clock.pinned(booking.ends_at):
        karen = come_in(place.karen)
        before = ReadLog.objects.count()
        for number in range(3):
            sent = FORM | {"note": f"Linje {number}", "gem_notat": "1"}
            told = karen.post(f"{at(booking)}afslut/", sent, headers={"accept": "application/json"})
            assert told.json()["kept"]
        assert ReadLog.objects.count() == before


def test_nobody_keeps_a_note_of_a_conversation_beyond_their_reach(
    place: Town, booking: Booking
) -> None:
    jens = come_in(place.jens)
    answer = jens.post(f"{at(booking)}afslut/", FORM | {"gem_notat": "1"})
    assert answer.status_code == 404
    assert not Draft.objects.exists()


def test_what_it_means_is_shown_and_saves_nothing(place: Town, booking: Booking) -> None:
    with clock.pinned(booking.ends_at):
        said = says(come_in(place.karen), f"{at(booking)}afslut/", **FORM | {"vis_betydning": "1"})
    assert "For gruppen" in said
    assert "Samtalen tæller" in said
    assert FORM["note"] in said, "and what was written stands there still"
    assert not Conversation.objects.exists()


def test_what_is_told_is_read_disputed_and_answered(
    place: Town, ase: Citizen, booking: Booking
) -> None:
    with clock.pinned(booking.ends_at):
        karen, citizen = come_in(place.karen), come_in(ase.person)
        says(karen, f"{at(booking)}afslut/", **TOLD)
        yours, theirs = (
            "/mit-forloeb/det-talte-vi-om/",
            f"/borgere/{ase.public_id}/det-talte-vi-om/",
        )
        assert "Vi talte om lageret." in says(citizen, yours)
        row = PlainWords.objects.get()
        assert "Skriv, hvordan det var" in says(citizen, yours, samtale=row.public_id, ord="")
        says(citizen, yours, samtale=row.public_id, ord="Det var kontoret.")
        assert "siger, at det ikke var sådan" in says(karen, "/aftaler/")
        assert "Det var kontoret." in says(karen, theirs)
        says(karen, theirs, samtale=row.public_id, ord="Du har ret.")
        assert "Du har ret." in says(citizen, yours)


def test_a_conversation_is_corrected_with_a_reason_the_citizen_reads(
    place: Town, ase: Citizen, booking: Booking
) -> None:
    with clock.pinned(booking.ends_at):
        says(come_in(place.karen), f"{at(booking)}afslut/", **FORM)
    with clock.pinned(booking.ends_at + timedelta(days=2)):
        karen, citizen = come_in(place.karen), come_in(ase.person)
        sent = {"outcome": "not_met", "channel": "phone", "note": "Vi nåede det ikke."}
        assert "Skriv hvorfor" in says(karen, f"{at(booking)}ret/", **sent)
        assert not ConversationCorrection.objects.exists()
        said = says(karen, f"{at(booking)}ret/", **sent, reason="Jeg tog fejl af dagen.")
        assert "Jeg tog fejl af dagen." in said
        assert "Fortryd afslutningen" not in said, "that is for the same day"
        assert "Jeg tog fejl af dagen." in says(citizen, "/mit-forloeb/det-talte-vi-om/")


def test_a_closing_is_undone_and_what_was_written_stands_in_the_form(
    place: Town, booking: Booking
) -> None:
    with clock.pinned(booking.ends_at):
        karen = come_in(place.karen)
        says(karen, f"{at(booking)}afslut/", **FORM)
        assert "Fortryd afslutningen" in says(karen, f"{at(booking)}afslut/")
        said = says(karen, f"{at(booking)}ret/", fortryd="1")
        assert FORM["note"] in said
        assert not Conversation.objects.exists()
        again = karen.post(f"{at(booking)}ret/", {"fortryd": "1"})
        assert again.status_code == 409


def test_everything_one_needs_stands_on_one_page(
    place: Town, ase: Citizen, booking: Booking
) -> None:
    planned(ase)
    said = says(come_in(place.karen), f"{at(booking)}forbered/")
    for part in ("gerne tale om", "Det har I aftalt", "Det venter", "Planen", "Samtaleguider"):
        assert part in said, part
    assert "Hold samtalen" not in said, "it has not begun"
    with clock.pinned(booking.starts_at):
        assert "Hold samtalen" in says(come_in(place.karen), f"{at(booking)}forbered/")


def test_the_guides_lead_to_questions_and_name_where_they_are_from(place: Town) -> None:
    karen = come_in(place.karen)
    assert "Når jobsøgningen er gået i stå" in says(karen, "/samtaleguider/")
    said = says(karen, "/samtaleguider/stuck_search/")
    assert "Hvad er det mindste skridt" in said
    assert "Gollwitzer" in said
    assert karen.get("/samtaleguider/intet/").status_code == 404
