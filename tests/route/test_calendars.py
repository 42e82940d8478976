"""A counsellor's page of calendars, over HTTP: telling of one, sending one, taking it away."""

import html
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from staasted.apps.calendars.models import Feed, OutsideCalendar
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.jobs.worker import work_off
from tests.apps.ics import file_of
from tests.apps.outside_world import MORNING, World, outside_world
from tests.town import Town, build_town

pytestmark = pytest.mark.django_db
PAGE, ADD = "/kalendere/", "/kalendere/ny/"


@pytest.fixture
def place(db: None) -> Town:
    return build_town()


@pytest.fixture
def karen(place: Town) -> Client:
    client = Client()
    client.post("/log-ind/", {"person": place.karen.public_id})
    return client


@pytest.fixture
def world() -> Iterator[World]:
    with outside_world() as found:
        found.content = file_of(MORNING)
        yield found


def added(client: Client, **sent: object) -> str:
    answer = client.post(ADD, {"name": "Outlook", "address": "", **sent}, follow=True)
    return html.unescape(answer.content.decode())


def ics(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("kalender.ics", content)


def shown(client: Client) -> str:
    return html.unescape(client.get(PAGE).content.decode())


def test_an_address_is_read_by_the_worker_and_shown_with_its_health(
    karen: Client, world: World
) -> None:
    said = added(karen, address=world.address)
    assert text("calendars.add.done") in said
    assert text("calendars.health.new") in said
    work_off()
    said = shown(karen)
    assert text("calendars.health.fine") in said
    assert "hemmelig.ics" not in said
    assert "Hemmeligt møde" not in said


def test_one_that_fails_says_what_why_since_when_and_how_to_mend_it(
    karen: Client, world: World
) -> None:
    world.status = 404
    added(karen, address=world.address)
    work_off()
    said = shown(karen)
    assert text("calendars.health.failing") in said
    for part in ("what", "remedy"):
        assert text(f"calendars.problem.gone.{part}") in said


def test_a_file_is_taken_in_at_once_and_taken_away_again(karen: Client) -> None:
    said = added(karen, file=ics(file_of(MORNING, ("DTSTART:nej",))))
    assert text("calendars.outside.times", count=1) in said
    assert text("calendars.outside.left_out", count=1) in said
    public_id = OutsideCalendar.objects.get().public_id
    karen.post(PAGE, {"fjern": public_id})
    assert text("calendars.outside.none") in shown(karen)
    assert karen.post(PAGE, {"fjern": public_id}).status_code == 404


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"name": ""}, "calendars.add.error.name"),
        ({}, "calendars.add.error.one"),
        ({"address": "https://a.example/x", "file": ics(b"x")}, "calendars.add.error.one"),
        ({"address": "http://a.example/x"}, "errors.calendar_address.why"),
        ({"address": "https://a.example/" + "x" * 2_000}, "calendars.add.error.address"),
        ({"file": ics(b"<html>")}, "errors.calendar_not_calendar.why"),
        ({"file": ics(b"BEGIN:VCALENDAR")}, "errors.calendar_cut_off.why"),
        ({"file": ics(b"x" * 5_000_001)}, "errors.calendar_too_large.why"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(
    karen: Client, sent: dict[str, object], says: str
) -> None:
    for file in [each for each in sent.values() if isinstance(each, SimpleUploadedFile)]:
        file.seek(0)
    answer = karen.post(ADD, {"name": "Outlook", "address": "", **sent})
    assert answer.status_code == 400
    assert text(says) in html.unescape(answer.content.decode())
    assert not OutsideCalendar.objects.exists()


def test_sending_files_is_slowed_down(karen: Client) -> None:
    for _ in range(catalog().policy["uploads_an_hour"]):
        assert karen.post(ADD, {}).status_code == 400
    assert karen.post(ADD, {}).status_code == 429
    assert karen.get(ADD).status_code == 200


def test_an_unknown_button_changes_nothing(karen: Client) -> None:
    assert karen.post(PAGE, {"kalender": "noget"}).status_code == 200
    assert not Feed.objects.exists()
