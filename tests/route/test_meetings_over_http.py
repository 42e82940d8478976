"""Meetings with seats over HTTP: a coach makes one, citizens come and go, presence is recorded."""

from datetime import time

import pytest
from django.test import Client

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.models import ActLog, ReadLog
from staasted.apps.booking.absences import absence_record
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.models import Conversation
from staasted.apps.meetings.models import GroupMeeting, Seat
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from tests import town
from tests.browsing import Browser, come_in, main, refused
from tests.gathering import DAY, a_room, join, meeting, plan, seated, waiting
from tests.town import Town, danish

pytestmark = pytest.mark.django_db

LIST = "/mit-forloeb/moeder/"


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


@pytest.fixture
def bo(place: Town) -> Citizen:
    return town.citizen(place.jens, name="Bo Ravn")


def sent(office: Town, **changed: str) -> dict[str, str]:
    return {
        "form": "industry_meeting",
        "purpose": "network_and_companies",
        "title": "Job på lager",
        "about": "To virksomheder fortæller.",
        "on": DAY.isoformat(),
        "starts": "10",
        "ends": "12.00",
        "channel": "video",
        "seats": "1",
        "holder": office.karen.public_id,
        **changed,
    }


def test_a_coach_makes_a_meeting_and_citizens_take_the_seat_wait_and_give_it_back(
    place: Town, ase: Citizen, bo: Citizen
) -> None:
    karen, first, second = Browser(place.karen), Browser(ase.person), Browser(bo.person)
    made = karen.post("/moeder/nyt/", **sent(place))
    assert "0 af 1 pladser er taget" in made
    held = GroupMeeting.objects.get()
    one = f"{LIST}{held.public_id}/"

    assert "1 ledig plads" in first.get(LIST)
    check = first.get(first.link(first.get(one), "tilmeld"))
    assert text("meetings.one.duty") in check
    assert "Du har en plads" in first.post(f"{one}tilmeld/")
    assert "Du har en plads" in first.get(LIST)
    assert "Se mødet" in first.get("/mit-forloeb/")

    assert "Fuldt" in second.get(one)
    assert "nummer 1 i køen" in second.post(f"{one}tilmeld/")
    assert "1 på venteliste" in karen.get("/moeder/")
    assert "ikke længere en plads" in first.post(f"{one}afbud/")
    assert "Du har en plads" in second.get(one)
    assert "Bo Ravn" in karen.get(f"/moeder/{held.public_id}/")


def test_presence_is_recorded_for_all_with_exceptions_and_corrected(
    place: Town, ase: Citizen, bo: Citizen
) -> None:
    held = meeting(place, at=danish(town.MONDAY, time(15)), seats=2)
    for case in (ase, bo):
        join(case, held)
    day = Browser(place.karen).get("/i-dag/")
    assert "Job på lager" in main(day)
    assert "/fremmoede/" not in day
    at = f"/moeder/{held.public_id}/fremmoede/"
    with clock.pinned(held.ends_at):
        karen = Browser(place.karen)
        form = karen.get(karen.link(karen.get("/i-dag/"), "fremmoede"))
        seats = {seat.citizen_id: f"seat_{seat.pk}" for seat in Seat.objects.all()}
        assert form.count('<option value="held" selected') == 2
        told = {seats[ase.pk]: "held", seats[bo.pk]: "not_met"}
        assert "kom ikke" in karen.post(at, minutes="90", **told)
        assert '<option value="not_met" selected' in karen.get(at)
        karen.post(at, minutes="90", **dict.fromkeys(seats.values(), "held"))
        wrong = refused(karen, at, minutes="0", **told)
        assert "/fremmoede/" not in karen.get("/i-dag/")
    assert text("meetings.field.minutes.error") in wrong
    assert set(Conversation.objects.values_list("minutes", flat=True)) == {45}


def test_a_next_contact_stands_beside_each_name_and_is_the_citizens_to_read(
    place: Town, ase: Citizen, bo: Citizen
) -> None:
    held = meeting(place, at=danish(town.MONDAY, time(15)), seats=2)
    for case in (ase, bo):
        join(case, held)
    at = f"/moeder/{held.public_id}/fremmoede/"
    with clock.pinned(held.ends_at):
        karen, keys = Browser(place.karen), [seat.pk for seat in Seat.objects.order_by("number")]
        outcomes = {f"seat_{keys[0]}": "held", f"seat_{keys[1]}": "not_met"}
        late, gone = f"next_{keys[0]}", f"next_{keys[1]}"
        absent = refused(karen, at, minutes="90", **outcomes, **{gone: "2026-07-01"})
        assert text("meetings.presence.next_absent") in absent
        past = refused(karen, at, minutes="90", **outcomes, **{late: "2026-01-01"})
        assert text("counsellor.closing.error.next_past") in past
        karen.post(at, minutes="90", **outcomes, **{late: "2026-07-01"})
        mine = Browser(ase.person).get("/mit-forloeb/aftale/")
    assert "1. juli" in mine


def test_a_change_and_a_cancellation_say_how_many_are_told(
    place: Town, ase: Citizen, bo: Citizen
) -> None:
    held = meeting(place, seats=1)
    for case in (ase, bo):
        join(case, held)
    karen, at = Browser(place.karen), f"/moeder/{held.public_id}"
    assert "får 2 borgere besked" in karen.get(f"{at}/ret/")
    few = refused(karen, f"{at}/ret/", **sent(place, seats="0"))
    assert "mellem 1 og 500" in few
    assert "kl. 11" in karen.post(f"{at}/ret/", **sent(place, starts="11", ends="13"))
    assert "1 med en plads og 1 på venteliste" in karen.get(f"{at}/aflys/")
    assert text("meetings.field.because.error") in refused(karen, f"{at}/aflys/", because="")
    assert "Hallen er lukket" in karen.post(f"{at}/aflys/", because="Hallen er lukket")
    mine = Browser(ase.person).get(f"{LIST}{held.public_id}/")
    assert "Hallen er lukket" in mine


def test_two_tabs_and_a_double_click_give_one_seat(place: Town, ase: Citizen) -> None:
    held = meeting(place)
    person = Browser(ase.person)
    for _ in range(3):
        person.post(f"{LIST}{held.public_id}/tilmeld/")
    assert seated(held) == [ase]
    for _ in range(2):
        person.post(f"{LIST}{held.public_id}/afbud/")
    assert seated(held) == []


def test_a_refusal_says_why_and_leads_back_to_the_meeting(place: Town, ase: Citizen) -> None:
    held = meeting(place, join_until_at=danish(town.MONDAY, time(13)))
    with clock.pinned(held.join_until_at):
        said = refused(Browser(ase.person), f"{LIST}{held.public_id}/tilmeld/")
    assert "Fristen er gået" in said
    assert f"{LIST}{held.public_id}/" in said


def test_a_meeting_for_another_group_is_not_there(place: Town, ase: Citizen) -> None:
    held = meeting(place, groups=("group:unemployed",))
    person = Browser(ase.person)
    assert held.title not in person.get(LIST)
    assert person.client.get(f"{LIST}{held.public_id}/").status_code == 404


def test_the_holder_alone_reads_the_names_and_it_is_logged(
    place: Town, ase: Citizen, bo: Citizen
) -> None:
    held = meeting(place, seats=1)
    join(ase, held)
    join(bo, held)
    page = Browser(place.jens).get(f"/moeder/{held.public_id}/")
    assert "Bo Ravn" not in page
    assert not ReadLog.objects.filter(page="office_meeting").exists()
    karens = main(Browser(place.karen).get(f"/moeder/{held.public_id}/"))
    assert karens.index("Åse Møller") < karens.index("Bo Ravn")
    row = ReadLog.objects.get(page="office_meeting")
    assert ase.public_id in row.citizens
    assert bo.public_id in row.citizens


def test_a_protected_name_and_a_marked_case_are_not_shown_to_the_holder(
    place: Town, ase: Citizen, bo: Citizen
) -> None:
    held = meeting(place, seats=5)
    marked = town.citizen(place.jens, name="Rie Relativ")
    town.keep_apart(marked, place.karen)
    type(bo.person).objects.filter(pk=bo.person_id).update(protected=True)
    for case in (ase, bo, marked):
        join(case, held)
    page = main(Browser(place.karen).get(f"/moeder/{held.public_id}/"))
    assert "Åse Møller" in page
    assert "Bo Ravn" not in page
    assert "Rie Relativ" not in page
    assert marked.public_id not in ReadLog.objects.get(page="office_meeting").citizens


def test_the_booking_and_the_citizens_page_lead_to_the_meeting(place: Town, ase: Citizen) -> None:
    held = meeting(place)
    seat = join(ase, held)
    person = Browser(ase.person)
    person.get(f"/mit-forloeb/samtaler/{seat.booking.public_id}/")
    assert person.response.request["PATH_INFO"] == f"{LIST}{held.public_id}/"
    karen = Browser(place.karen)
    karen.get(karen.link(karen.get(f"/borgere/{ase.public_id}/"), "pladser"))
    assert karen.response.request["PATH_INFO"] == f"/moeder/{held.public_id}/"
    answer = karen.client.get(f"/samtaler/{seat.booking.public_id}/afslut/")
    assert answer.status_code == 404


def test_a_coach_signs_up_whoever_rings_and_takes_them_off_again(place: Town, ase: Citizen) -> None:
    held, karen = meeting(place, groups=("group:unemployed",)), Browser(place.karen)
    at = f"/borgere/{ase.public_id}/moeder/"
    assert at in karen.get(f"/borgere/{ase.public_id}/")
    told = {"meeting": held.public_id}
    assert text("meetings.behalf.seat") in karen.post(at, act="tilmeld", **told)
    assert seated(held) == [ase]
    assert text("meetings.behalf.join") in karen.post(at, act="frameld", **told)
    assert seated(held) == []
    row = ActLog.objects.filter(act="meeting_join").get()
    assert (row.role, row.citizens) == ("counsellor", f"|{ase.public_id}|")


def test_whoever_has_a_seat_alone_is_still_to_be_summoned(place: Town, ase: Citizen) -> None:
    join(ase, meeting(place))
    assert "indkalder" in main(Browser(ase.person).get("/mit-forloeb/"))
    karen = Browser(place.karen)
    at = f"/borgere/{ase.public_id}/indkald/"
    assert at in karen.get("/i-dag/")
    assert at in karen.get(f"/borgere/{ase.public_id}/")
    assert text("summons.regard.title") in karen.get(at)


def test_a_holder_who_is_away_is_marked_so_that_somebody_else_takes_it(place: Town) -> None:
    held = meeting(place)
    absence_record(actor=OPERATOR, person=place.karen, from_on=DAY)
    jens = Browser(place.jens)
    assert text("meetings.mark.away") in jens.get("/moeder/")
    at = f"/moeder/{held.public_id}/"
    assert text("meetings.mark.away") in jens.get(at)
    over = sent(place, holder=place.jens.public_id, seats="2")
    assert text("meetings.mark.away") not in jens.post(f"{at}ret/", **over)


def test_a_citizen_reads_of_seats_and_places_in_a_list_under_all_about_me(
    place: Town, ase: Citizen, bo: Citizen
) -> None:
    held, full = meeting(place), meeting(place, at=plan(place.karen).ends_at, seats=1)
    join(bo, full)
    for each in (held, full):
        join(ase, each)
    page = main(Browser(ase.person).get("/mit-forloeb/alt-om-mig/"))
    assert "Pladser til møder" in page
    assert "Ventelister til møder" in page
    assert page.count("Job på lager") == 2
    assert "Fik en plads til et møde" in page


def test_a_room_is_chosen_and_shown_with_the_place(place: Town, ase: Citizen) -> None:
    where = a_room()
    told = {"channel": "in_person", "room": where.public_id, "place": where.place.public_id}
    page = Browser(place.karen).post("/moeder/nyt/", **sent(place, **told))
    assert "Hus Salen, Torvet 1" in page
    held = GroupMeeting.objects.get()
    assert "Salen" in Browser(ase.person).get(f"{LIST}{held.public_id}/")
    at = plan(place.karen).starts_at
    assert (held.starts_at, held.room) == (at, where)
    assert waiting(held) == []


def test_nobody_but_citizens_and_coaches_has_meetings(place: Town) -> None:
    lead: Client = come_in(place.lead)
    assert lead.get("/moeder/").status_code == 403
    assert lead.get(LIST).status_code == 403


@pytest.mark.parametrize("act", ["flyt", "flyt/tjek", "afbud"])
def test_a_seat_is_given_back_on_the_meetings_page_alone(
    place: Town, ase: Citizen, act: str
) -> None:
    seat = join(ase, meeting(place))
    back = Browser(ase.person).get(f"/mit-forloeb/samtaler/{seat.booking.public_id}/{act}/")
    assert text("citizen.book.not_changeable") in back
    seat.refresh_from_db()
    assert seat.live
