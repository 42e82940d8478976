"""A sitting ends when nobody is there, and nothing that was written is lost."""

import json
from datetime import datetime, timedelta

import pytest
from django.test import Client

from staasted.apps.audit.models import ActLog
from staasted.apps.conversations.models import Conversation
from staasted.apps.org.clock import clock
from staasted.apps.org.draft_seals import draft_open
from staasted.apps.org.drafts import drafts_expire
from staasted.apps.org.models import Draft
from tests import town
from tests.happenings import book
from tests.town import NOON, Town

NOTE = "Vi talte om tre virksomheder, hun vil ringe til."


@pytest.fixture
def karen(place: Town) -> Client:
    return came_in(place.karen.public_id)


@pytest.fixture
def closing(place: Town) -> str:
    """The address where Karen closes a conversation that has begun."""
    case = town.citizen(place.karen)
    with clock.pinned(NOON - timedelta(days=1, hours=1)):
        begun = book(case, place.karen, channel="in_person")
    return f"/samtaler/{begun.public_id}/afslut/"


def came_in(public_id: str, *, at: datetime = NOON) -> Client:
    client = Client()
    with clock.pinned(at):
        client.post("/log-ind/", {"person": public_id})
        client.get("/hjaelp/")
    return client


def ask(client: Client, address: str, *, minutes: float = 0, sent: dict | None = None):
    """Ask for a page, or send a form, so many minutes after noon."""
    with clock.pinned(NOON + timedelta(minutes=minutes)):
        return client.get(address) if sent is None else client.post(address, sent)


def words_kept() -> dict[str, list[str]]:
    """The fields of the one draft there is, opened."""
    return json.loads(draft_open(Draft.objects.get()))


def form(note: str = NOTE) -> dict[str, str]:
    return {
        "outcome": "held",
        "minutes": "45",
        "note": note,
        "freedom": "check_ins",
        "next_to": "2026-06-15",
        "next_channel": "phone",
    }


@pytest.mark.parametrize(("minutes", "inside"), [(15, True), (15.1, False)])
def test_staff_are_locked_out_after_a_quarter_of_an_hour(karen, minutes, inside):
    asked = ask(karen, "/i-dag/", minutes=minutes)
    assert (asked.status_code == 200) is inside
    if not inside:
        assert asked.url == "/log-ind/?next=%2Fi-dag%2F&pause=ja"
        assert "logget dig ud" in ask(karen, asked.url, minutes=16).content.decode()
        assert ask(karen, "/i-dag/", minutes=16).status_code == 302


@pytest.mark.parametrize(("minutes", "inside"), [(20, True), (20.1, False)])
def test_citizens_have_twenty_minutes(place, minutes, inside):
    citizen = came_in(town.citizen(place.karen).person.public_id)
    assert (ask(citizen, "/mit-forloeb/", minutes=minutes).status_code == 200) is inside


def test_whoever_is_there_stays_to_the_end_of_the_working_day(karen):
    for minutes in range(10, 480, 10):
        assert ask(karen, "/i-dag/", minutes=minutes).status_code == 200
    assert ask(karen, "/i-dag/", minutes=480.1).status_code == 302


def test_a_note_that_is_sent_too_late_comes_back_and_is_sent(karen, closing, place):
    late = ask(karen, closing, minutes=30, sent=form())
    assert "pause=gemt" in late.url
    assert Conversation.objects.count() == 0
    back = came_in(place.karen.public_id, at=NOON + timedelta(minutes=31))
    offered = ask(back, closing, minutes=31).content.decode()
    assert "Vi har gemt det, du skrev" in offered
    assert NOTE in offered
    assert ask(back, closing, minutes=31, sent=form()).status_code == 302
    assert Conversation.objects.get().note == NOTE
    assert Draft.objects.count() == 0
    assert ActLog.objects.filter(act="sitting_end").count() == 1


def test_what_was_kept_may_be_left_or_thrown_away(karen, closing, place):
    ask(karen, closing, minutes=30, sent=form())
    back = came_in(place.karen.public_id, at=NOON + timedelta(minutes=31))
    without = ask(back, f"{closing}?uden_kladde=1", minutes=31).content.decode()
    assert "Afslut samtalen" in without
    assert Draft.objects.count() == 1
    assert ask(back, closing, minutes=31, sent={"slet_kladde": "1"}).url == closing
    assert Draft.objects.count() == 0
    assert "Afslut samtalen" in ask(back, closing, minutes=31).content.decode()
    assert Conversation.objects.count() == 0


def test_nobody_else_is_given_what_was_kept(karen, closing, place):
    ask(karen, closing, minutes=30, sent=form())
    other = came_in(place.jens.public_id, at=NOON + timedelta(minutes=31))
    assert NOTE not in ask(other, closing, minutes=31).content.decode()


def test_a_page_keeps_what_is_written_when_its_time_is_up(karen, closing):
    ended = ask(karen, closing, minutes=1, sent=form() | {"gem_kladde": "1"})
    assert "pause=gemt" in ended.url
    kept = words_kept()
    assert kept["note"] == [NOTE]
    assert "gem_kladde" not in kept
    assert "csrfmiddlewaretoken" not in kept


@pytest.mark.parametrize("note", ["x" * 50_001, ""])
def test_what_is_empty_or_far_too_long_is_not_kept_and_nobody_is_told_it_was(karen, note):
    ended = ask(karen, "/formaal/", minutes=30, sent={"note": note})
    assert ended.url == "/log-ind/?next=%2F&pause=ja"
    assert Draft.objects.count() == 0


def test_a_number_is_never_kept(karen):
    ask(karen, "/formaal/", minutes=30, sent={"cpr": "6101801234", "note": "to ord"})
    assert words_kept() == {"note": ["to ord"]}


def test_a_draft_is_forgotten_after_a_week(karen, closing, place):
    ask(karen, closing, minutes=30, sent=form())
    week = NOON + timedelta(days=7, minutes=31)
    with clock.pinned(week):
        back = came_in(place.karen.public_id, at=week)
        assert NOTE not in back.get(closing).content.decode()
    assert drafts_expire(now=week) == 1


def test_asking_how_long_is_left_is_no_sign_of_life_but_staying_is(karen):
    assert ask(karen, "/sidder/", minutes=10).json() == {"left": 300}
    assert ask(karen, "/sidder/", minutes=14).json() == {"left": 60}
    assert ask(karen, "/sidder/", minutes=14, sent={}).json() == {"left": 900}
    assert ask(karen, "/i-dag/", minutes=29).status_code == 200
    assert Client().get("/sidder/").json() == {"left": 0}


def test_logging_out_leaves_nothing_in_a_shared_browser(karen):
    ask(karen, "/i-dag/")
    gone = ask(karen, "/log-ud/", sent={})
    assert gone["Clear-Site-Data"] == '"cache", "storage"'
    assert "no-store" in gone["Cache-Control"]
    assert not karen.session.keys()
    assert "luk også browseren" in gone.content.decode()


def test_nobody_is_locked_out_of_a_demo_whose_clock_is_moved(karen, place):
    with clock.pinned(NOON):
        karen.post("/demo/ur/", {"step": "week"})
    assert ask(karen, "/i-dag/", minutes=1).status_code == 200
