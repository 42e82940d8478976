"""A citizen sees who has looked, from the moment it happened, and gets a name on request."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.blocks import logs_seal
from staasted.apps.audit.models import ActLog, ReadLog
from staasted.apps.audit.reading import note, reading
from staasted.apps.audit.seen import Sight, seen_of
from staasted.apps.citizens.access import AccessRefused, NotYours, own_case
from staasted.apps.insight.access import names_behind, request_waiting, requests_waiting
from staasted.apps.insight.models import NameRequest
from staasted.apps.insight.services import name_answer, name_ask
from staasted.core.errors import DomainError
from tests import town
from tests.asking import ask_for_the_name, read_by_karen
from tests.browsing import Browser
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db

WHO = "aaaaaaaaaa"
PAGE = "/mit-forloeb/hvem-har-set-min-sag/"


def seen_by(actor: Actor, at: datetime, *refs: str, purpose: str = "follow_up") -> None:
    with reading(actor=actor, purpose=purpose, page="citizen", at=at):
        note(refs or [WHO])


def coach(unit: str = "") -> Actor:
    return Actor(ref="kkkkkkkkkk", role=Role.COUNSELLOR, unit=unit)


def test_a_reading_is_told_at_once_and_the_same_after_it_is_sealed() -> None:
    seen_by(coach(), NOON)
    seen_by(coach(), NOON + timedelta(hours=1))
    before = seen_of(WHO)
    assert [(seen.times, seen.last_at) for seen in before] == [(2, NOON + timedelta(hours=1))]
    logs_seal(now=NOON)
    assert seen_of(WHO) == before


def test_sealed_and_unsealed_readings_of_one_day_are_one_line() -> None:
    seen_by(coach(), NOON)
    logs_seal(now=NOON)
    seen_by(coach(), NOON + timedelta(minutes=5))
    assert [seen.times for seen in seen_of(WHO)] == [2]
    logs_seal(now=NOON)
    assert [seen.times for seen in seen_of(WHO)] == [2]


def test_day_purpose_role_and_unit_each_make_a_line_of_their_own_newest_first() -> None:
    seen_by(coach(), NOON)
    seen_by(coach("Team Ung"), NOON + timedelta(minutes=1))
    seen_by(coach(), NOON + timedelta(minutes=2), purpose="cover")
    seen_by(coach(), NOON + timedelta(days=1))
    for sealed in (False, True):
        if sealed:
            logs_seal(now=NOON)
        lines = [seen.sight for seen in seen_of(WHO)]
        assert lines == [
            Sight(date(2026, 5, 19), "follow_up", "counsellor", ""),
            Sight(MONDAY, "cover", "counsellor", ""),
            Sight(MONDAY, "follow_up", "counsellor", "Team Ung"),
            Sight(MONDAY, "follow_up", "counsellor", ""),
        ]


def test_an_evening_reading_belongs_to_the_danish_day() -> None:
    seen_by(coach(), datetime.fromisoformat("2026-05-18T22:30Z"))
    logs_seal(now=NOON)
    assert seen_of(WHO)[0].sight.day == date(2026, 5, 19)


def test_own_readings_are_logged_and_not_told_and_nobody_is_told_of_others() -> None:
    seen_by(Actor(ref=WHO, role=Role.CITIZEN), NOON)
    seen_by(coach(), NOON, "bbbbbbbbbb")
    for _ in range(2):
        assert seen_of(WHO) == []
        logs_seal(now=NOON)
    assert ReadLog.objects.count() == 2


def test_the_log_is_asked_four_questions_however_much_it_holds() -> None:
    for number in range(30):
        seen_by(coach(), NOON + timedelta(days=number))
    logs_seal(now=NOON)
    with CaptureQueriesContext(connection) as asked:
        assert len(seen_of(WHO)) == 30
    assert len(asked) == 4


def test_the_citizen_asks_for_a_name_and_reads_the_answer_on_the_page(place: Town) -> None:
    case = town.citizen(place.karen)
    read_by_karen(case, place)
    citizen, lead = Browser(case.person), Browser(place.lead)
    shown = citizen.get(PAGE)
    assert "For at følge op sammen med dig" in shown
    assert "Karen" not in shown.partition("<main")[2]
    asking = citizen.get(PAGE + "navn/?" + citizen.link(shown, "navn/?").partition("?")[2])
    assert "mandag den 1. juni 2026" in asking
    sent = {"dag": "2026-05-18", "formaal": "follow_up", "rolle": "counsellor", "enhed": ""}
    assert "Du får svar senest mandag den 1. juni 2026" in citizen.post(PAGE + "navn/", **sent)
    (held,) = NameRequest.objects.all()
    waiting = lead.get("/navne/")
    assert case.person.name not in waiting
    answering = lead.get(f"/navne/{held.public_id}/")
    assert "Det var Karen Østergård." in answering
    assert case.person.name not in answering
    assert "Ingen borgere venter" in lead.post(f"/navne/{held.public_id}/", answer="Det var Karen.")
    shown = citizen.get(PAGE)
    assert "Det var Karen." in shown
    assert "For at svare dig på, hvem der har set din sag" in shown, "the lead read it, and why"


def test_a_name_is_asked_for_once_and_only_behind_a_line_of_ones_own(place: Town) -> None:
    case, other = town.citizen(place.karen), town.citizen(place.jens, name="Bo Friis")
    first = ask_for_the_name(case, place)
    assert first.due_on == MONDAY + timedelta(days=14)
    sight = seen_of(case.public_id)[0].sight
    again = name_ask(actor=town.acting(case), citizen=case, sight=sight, now=NOON)
    assert again == first
    with pytest.raises(NotYours):
        name_ask(actor=town.acting(other), citizen=other, sight=sight, now=NOON)
    assert ActLog.objects.filter(act="name_ask").count() == 1


def test_an_address_that_names_no_line_leads_nowhere(place: Town) -> None:
    citizen = Browser(town.citizen(place.karen).person).client
    assert citizen.get(PAGE + "navn/?dag=i-gaar").status_code == 404
    assert citizen.post(PAGE + "navn/", {"dag": "2026-05-18"}).status_code == 404


def test_the_lead_is_told_who_the_log_points_to_and_answers_once(place: Town, logged: None) -> None:
    held = ask_for_the_name(town.citizen(place.karen), place)
    logs_seal(now=NOON)
    assert list(requests_waiting(place.leading())) == [held]
    assert names_behind(request_waiting(place.leading(), held.public_id)) == ["Karen Østergård"]
    name_answer(actor=place.leading(), held=held, answer="Det var Karen.", now=NOON)
    with pytest.raises(DomainError, match="answered_already"):
        name_answer(actor=place.leading(), held=held, answer="Nej.", now=NOON)
    assert list(requests_waiting(place.leading())) == []
    assert ActLog.objects.filter(act="name_answer").get().facts == {}


def test_nobody_else_answers_and_nobody_answers_themselves(place: Town, logged: None) -> None:
    case = town.citizen(place.karen)
    held = ask_for_the_name(case, place)
    with pytest.raises(AccessRefused):
        requests_waiting(place.counsellor())
    own = Actor(ref="x", role=Role.LEAD, person_id=case.person_id)
    with pytest.raises(NotYours):
        request_waiting(own, held.public_id)


def test_a_purpose_that_was_typed_stands_on_the_page_as_it_was_typed(place: Town) -> None:
    case = town.citizen(place.karen)
    seen_by(town.operator, NOON, case.public_id, purpose="klage 12")
    assert "Begrundelse: klage 12" in Browser(case.person).get(PAGE)


def test_the_unit_somebody_sat_in_stands_on_the_page(place: Town) -> None:
    case = town.citizen(place.karen)
    seen_by(coach("Team Ung"), NOON, case.public_id)
    assert "Coach, Team Ung" in Browser(case.person).get(PAGE)


def test_the_citizens_own_look_is_not_on_the_page(place: Town) -> None:
    case = town.citizen(place.karen)
    with reading(actor=town.acting(case), purpose="own_case", page="x", at=NOON):
        own_case(town.acting(case), on=MONDAY)
    assert "Ingen medarbejder har set din sag" in Browser(case.person).get(PAGE)
