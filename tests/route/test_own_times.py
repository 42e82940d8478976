"""A counsellor's own times over HTTP: opened, looked at before they are saved, changed, ended."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.models import ReadLog
from staasted.apps.booking.absences import absence_record
from staasted.apps.booking.models import (
    Absence,
    Booking,
    Competence,
    Opening,
    OpeningSeries,
    Resource,
)
from staasted.apps.booking.services import slot_book
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.services import staff_register
from staasted.apps.outbox.models import Message
from tests import town
from tests.browsing import main
from tests.files import administrator
from tests.happenings import FIRST, free, hold, request, utc
from tests.opening import WEEK, days_of, laid_series, opened, times_there
from tests.town import LONG_AGO, MONDAY, NOON, Town

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MARK = re.compile(r'name="set" value="(\w+)"')
WEEKLY = {
    "weekdays": ["1", "3"],
    "starts": "9",
    "ends": "15.00",
    "breaks": "12.00-12.30, 14:00-14:15",
    "every_weeks": "1",
    "from_on": "2026-05-19",
}


@pytest.fixture
def place() -> Town:
    return town.build_town()


@pytest.fixture
def mette(place: Town) -> Person:
    return staff_register(name="Mette Mose", roles=[Role.COUNSELLOR], from_on=LONG_AGO)


def come_in(person: Person) -> Client:
    client = Client()
    client.post("/log-ind/", {"person": person.public_id})
    return client


def said(response: object) -> str:
    return main(response.content.decode())


def test_a_week_is_told_looked_at_and_saved(mette: Person) -> None:
    client, here = come_in(mette), f"/mine-tider/{mette.public_id}/faste/"
    looked = client.post(here, WEEKLY | {"act": "se"})
    assert "Det sker der" in said(looked)
    assert "mandag den 25. maj" in said(looked)  # Whit Monday: nothing is laid
    assert not Opening.objects.filter(resource__person=mette).exists()
    seen = MARK.search(looked.content.decode())[1]
    saved = client.post(here, WEEKLY | {"act": "gem", "set": seen}, follow=True)
    assert "9.00–12.00" in said(saved)
    assert "Mandag, onsdag 9.00–15.00" in said(saved)
    series = OpeningSeries.objects.get()
    assert series.breaks == [["12:00", "12:30"], ["14:00", "14:15"]]
    assert [row.part for row in opened(series)[:3]] == [0, 1, 2]
    again = client.post(here, WEEKLY | {"act": "gem", "set": seen})
    assert again.status_code == 302
    assert OpeningSeries.objects.count() == 1


def test_what_was_not_looked_at_is_not_saved(mette: Person) -> None:
    client, here = come_in(mette), f"/mine-tider/{mette.public_id}/faste/"
    answer = client.post(here, WEEKLY | {"act": "gem", "set": "another"})
    assert answer.status_code == 400
    assert "Noget er ændret" in said(answer)
    assert "Det sker der" in said(answer)
    assert client.post(here, WEEKLY | {"act": "gem"}).status_code == 200
    assert not OpeningSeries.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"starts": "klokken ni"}, "Skriv et klokkeslæt som 9.30"),
        ({"starts": "25.00"}, "Skriv et klokkeslæt som 9.30"),
        ({"starts": "9.10"}, "ikke et helt kvarter"),
        ({"ends": "8.00"}, "De slutter 8.00, før de begynder 9.00"),
        ({"breaks": "midt på dagen"}, "Skriv pausen som 12.00-12.30"),
        ({"breaks": "8.00-8.30"}, "ligger uden for dem"),
        ({"from_on": "2026-05-01"}, "er for tidlig"),
        ({"to_on": "2026-05-01"}, "slutter"),
    ],
)
def test_what_cannot_be_is_said_at_its_place(
    mette: Person, wrong: dict[str, str], words: str
) -> None:
    client, here = come_in(mette), f"/mine-tider/{mette.public_id}/faste/"
    sent = WEEKLY | wrong | {"act": "se"}
    looked = client.post(here, sent)
    if looked.status_code == 200:  # the day is looked at when it is saved
        seen = MARK.search(looked.content.decode())[1]
        looked = client.post(here, sent | {"act": "gem", "set": seen})
    assert looked.status_code == 400
    assert words in said(looked)
    assert not OpeningSeries.objects.exists()


def test_a_change_lists_what_a_hand_has_done_and_ends_the_old(place: Town, mette: Person) -> None:
    series, client = laid_series(place, mette), come_in(mette)
    chosen = opened(series)[2]
    one = f"/mine-tider/{mette.public_id}/enkelt/{chosen.public_id}/"
    assert "denne ene gang" in said(client.get(one))
    assert client.post(one, {"act": "aflys"}).status_code == 302
    assert "Tiden er aflyst" in said(client.get(one))
    here = f"/mine-tider/{mette.public_id}/faste/{series.public_id}/"
    change = WEEKLY | {"starts": "8.00", "breaks": "", "from_on": "2026-05-25"}
    looked = client.post(here, change | {"act": "se"})
    assert "Onsdag den 27. maj 2026: aflyst" in said(looked)
    seen = MARK.search(looked.content.decode())[1]
    client.post(here, change | {"act": "gem", "set": seen})
    follower = OpeningSeries.objects.get(follows=series)
    assert days_of(follower)[0] == MONDAY + 9 * DAY  # the afternoon nobody touched
    assert days_of(series) == [MONDAY + 2 * DAY]
    gone = f"/mine-tider/{mette.public_id}/faste/{follower.public_id}/"
    looked = client.post(gone, {"act": "se-slut", "last_on": "2026-05-29"})
    assert "åbne tider lukker" in said(looked)
    seen = MARK.search(looked.content.decode())[1]
    client.post(gone, {"act": "slut", "last_on": "2026-05-29", "set": seen})
    follower.refresh_from_db()
    assert follower.to_on.isoformat() == "2026-05-29"


def test_one_opening_is_moved_and_opened_again(place: Town, mette: Person) -> None:
    chosen, client = opened(laid_series(place, mette))[0], come_in(mette)
    one = f"/mine-tider/{mette.public_id}/enkelt/{chosen.public_id}/"
    moved = {"act": "ret", "on": "2026-05-21", "starts": "13", "ends": "16.30"}
    assert "Ændret" in said(client.post(one, moved, follow=True))
    assert "Tiden lå oprindeligt onsdag den 20. maj kl. 9.00" in said(client.get(one))
    client.post(one, {"act": "aflys"})
    client.post(one, {"act": "aabn"})
    chosen.refresh_from_db()
    assert chosen.closed_at is None
    alone = f"/mine-tider/{mette.public_id}/enkelt/"
    client.post(alone, {"on": "2026-05-22", "starts": "17.00", "ends": "19.00"})
    assert "Uden for kontorets tid" in said(client.get("/mine-tider/"))


def test_a_booking_under_an_absence_is_named_to_the_coach_and_the_reading_is_logged(
    place: Town,
) -> None:
    case = town.citizen(place.karen)
    slot = free(case, place.karen)[0]
    slot_book(
        actor=town.acting(case), citizen=case, counsellor=place.karen, request=request(slot.start)
    )
    client = come_in(place.karen)
    assert "Aftaler, du skal se på" not in said(client.get("/mine-tider/"))
    away = f"/mine-tider/{place.karen.public_id}/vaek/"
    client.post(away, {"act": "dage", "away_from": "2026-05-18", "away_to": "2026-06-18"})
    page = client.get("/mine-tider/")
    assert "Åse Møller" in said(page)
    assert "i fravær" in said(page)
    assert f"/borgere/{case.public_id}/" in page.content.decode()
    assert case.public_id in ReadLog.objects.latest("id").citizens
    keeper = come_in(administrator("Ulla Nør"))
    told = said(keeper.get(f"/mine-tider/{place.karen.public_id}/"))
    assert "Aftaler, du skal se på" in told
    assert "Åse Møller" not in told
    assert Booking.objects.get().outcome is None


def test_days_and_hours_away_are_told_and_taken_back(place: Town) -> None:
    client, away = come_in(place.jens), f"/mine-tider/{place.jens.public_id}/vaek/"
    hours = {"act": "timer", "away_on": "2026-05-20", "away_starts": "9", "away_ends": "11"}
    assert "onsdag den 20. maj 2026, 9.00–11.00" in said(client.post(away, hours, follow=True))
    chosen = Absence.objects.get().public_id
    after = client.post(away, {"act": "tilbage", "fravaer": chosen}, follow=True)
    assert "Intet fravær" in said(after)
    other = f"/mine-tider/{place.jens.public_id}/vaek/"
    assert come_in(place.karen).post(other, hours).status_code == 404


def test_pause_most_a_day_languages_and_subjects_are_saved_together(place: Town) -> None:
    client, here = come_in(place.jens), f"/mine-tider/{place.jens.public_id}/graenser/"
    sent = {"pause_minutes": "15", "most_a_day": "5", "languages": ["polish"], "subjects": []}
    shown = said(client.post(here, sent, follow=True))
    assert "15 minutters pause mellem samtaler. Højst 5 samtaler om dagen." in shown
    assert Competence.objects.get().slug == "polish"
    row = Resource.objects.get(person=place.jens, kind="counsellor")
    assert (row.pause_minutes, row.most_a_day) == (15, 5)


def test_a_lead_looks_and_changes_nothing(place: Town) -> None:
    client = come_in(place.lead)
    page = client.get(f"/mine-tider/{place.karen.public_id}/")
    assert "Tider for Karen Østergård" in said(page)
    assert "Ret" not in said(page).split()
    assert client.post(f"/mine-tider/{place.karen.public_id}/vaek/", {}).status_code == 403


def test_the_office_opens_times_for_a_coach_closes_days_and_keeps_places(place: Town) -> None:
    keeper = come_in(administrator("Ulla Nør"))
    here = f"/mine-tider/{place.jens.public_id}/faste/"
    looked = keeper.post(here, WEEKLY | {"act": "se"})
    seen = MARK.search(looked.content.decode())[1]
    keeper.post(here, WEEKLY | {"act": "gem", "set": seen})
    assert OpeningSeries.objects.get().resource.person == place.jens
    case = town.citizen(place.karen)
    slot = free(case, place.karen)[0]
    slot_book(
        actor=town.acting(case), citizen=case, counsellor=place.karen, request=request(slot.start)
    )
    day = slot.start.date().isoformat()
    sent = {"closing_on": day, "closing_name": "Flyttedag"}
    page = keeper.post("/lukkedage/", sent, follow=True)
    assert "Flyttedag" in said(page)
    assert "Karen Østergård" in said(page)
    assert "Åse Møller" not in said(page)
    chosen = re.search(
        r'name="aabn"[^>]*?value="(\w+)"|value="(\w+)"[^>]*?name="aabn"', page.content.decode()
    )
    opened_again = keeper.post("/lukkedage/", {"aabn": chosen[1] or chosen[2]}, follow=True)
    assert "Dagen er åben igen" in said(opened_again)
    there = {"place_name": "Jobhuset", "address": "Havnegade 12", "way": ""}
    assert "Havnegade 12" in said(keeper.post("/steder/", there, follow=True))
    assert "allerede et sted" in said(keeper.post("/steder/", there))


def test_the_citizen_is_told_where_before_and_after_booking_and_in_the_letter(
    place: Town,
) -> None:
    case, places = town.citizen(place.karen), times_there(place)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    case.person.email = "aase@staasted.example"
    case.person.save()
    slot = next(s for s in free(case, place.karen, channel="in_person") if s.start.weekday() == 5)
    client = come_in(case.person)
    tid = slot.start.strftime("%Y-%m-%dT%H:%MZ")
    check = f"/mit-forloeb/book/tjek/?formaal=skills_and_courses&kanal=in_person&tid={tid}"
    assert "Torvet 1, 9999 Ådal" in said(client.get(check))
    receipt = client.post(check, {"tid": tid}, follow=True)
    assert "Jobhuset" in said(receipt)
    assert "Lokale 1" in said(receipt)
    booked = Booking.objects.get(outcome=None)
    assert booked.place.public_id == places["place"]
    assert "Jobhuset, Torvet 1, 9999 Ådal. Lokale: Lokale 1" in said(client.get("/mit-forloeb/"))
    with clock.pinned(booked.starts_at):
        assert "Jobhuset, Lokale 1" in said(come_in(place.karen).get("/i-dag/"))
    letter = Message.objects.get(matter=booked.public_id, reminder=False)
    assert "Jobhuset\nTorvet 1, 9999 Ådal\nLokale: Lokale 1" in letter.body


def test_the_summons_page_leads_to_ones_own_times(mette: Person) -> None:
    newcomer = town.citizen(mette, name="Nana Ny", asked_on=MONDAY)
    summoning = come_in(mette)
    summoning.post(f"/borgere/{newcomer.public_id}/indkald/", {"hensyn": "1"})
    page = summoning.get(f"/borgere/{newcomer.public_id}/indkald/")
    assert "Åbn nogle tider" in said(page)
    assert 'href="/mine-tider/"' in page.content.decode()


def test_who_is_away_until_further_notice_is_on_the_office_page_too(place: Town) -> None:
    with clock.pinned(NOON):
        absence_record(actor=OPERATOR, person=place.jens, from_on=MONDAY + WEEK)
    keeper = come_in(administrator("Ulla Nør"))
    assert "indtil videre" in said(keeper.get(f"/mine-tider/{place.jens.public_id}/"))
