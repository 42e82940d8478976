"""Coming in, going out, odd input at the door, and what a browser may keep."""

import contextvars
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client, override_settings

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import ActLog
from staasted.apps.org.models import Account
from staasted.apps.org.services import role_grant
from tests.town import LONG_AGO, Town, build_town


@pytest.fixture
def place(db: None) -> Town:
    return build_town()


@pytest.fixture
def karen(place: Town) -> Client:
    return come_in(place.karen.public_id)


def come_in(person: str, **sent: str) -> Client:
    client = Client()
    client.answer = client.post("/log-ind/", {"person": person, **sent})
    return client


def test_coming_in_and_going_out_are_logged(place: Town, karen: Client) -> None:
    karen.post("/log-ud/")
    rows = ActLog.objects.filter(actor=place.karen.public_id).order_by("id")
    assert list(rows.values_list("act", flat=True)) == ["act_as", "log_out"]


@pytest.mark.parametrize("method", ["get", "head"])
def test_merely_opening_the_log_out_page_logs_nobody_out(karen: Client, method: str) -> None:
    getattr(karen, method)("/log-ud/")
    assert karen.get("/i-dag/").status_code == 200


def test_a_saved_address_is_opened_after_coming_in(place: Town) -> None:
    assert come_in(place.karen.public_id, next="/borgere/").answer.url == "/borgere/"


def test_somebody_elses_saved_address_is_not(place: Town) -> None:
    assert come_in(place.lead.public_id, next="/borgere/").answer.url == "/"


def test_whoever_holds_two_roles_comes_in_with_the_one_the_address_needs(place: Town) -> None:
    role_grant(person=place.lead, role=Role.COUNSELLOR, from_on=LONG_AGO)
    client = come_in(place.lead.public_id, next="/borgere/")
    assert client.answer.url == "/borgere/"
    assert client.get("/borgere/").status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "foo", "/\\x"])
def test_nobody_is_sent_elsewhere(place: Town, elsewhere: str) -> None:
    assert come_in(place.karen.public_id, next=elsewhere).answer.url == "/"
    moved = Client().post("/demo/ur/", {"step": "day", "next": elsewhere})
    assert (moved.status_code, moved.url) == (302, "/")


@pytest.mark.parametrize(
    "address", ["/borgere/%00/", "/mit-forloeb/samtaler/%00/", "/borgere/?navn=a%00b"]
)
def test_a_character_no_person_types_is_a_bad_request(karen: Client, address: str) -> None:
    assert karen.get(address).status_code == 400
    assert Client().post("/log-ind/", {"person": "\x00"}).status_code == 400


def test_an_address_that_takes_no_post_says_so_in_words(karen: Client) -> None:
    answer = karen.post("/i-dag/")
    assert answer.status_code == 405
    assert "h1" in answer.content.decode()


@pytest.mark.parametrize("address", ["/i-dag/", "/hjaelp/", "/niveau/", "/borgere/2222222222/"])
def test_no_page_with_a_persons_name_is_kept_by_the_browser(karen: Client, address: str) -> None:
    assert "no-store" in karen.get(address)["Cache-Control"]


def test_every_answer_carries_its_safety_headers(karen: Client) -> None:
    headers = karen.get("/i-dag/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"


@override_settings(
    SECURE_SSL_REDIRECT=True,
    SECURE_HSTS_SECONDS=31_536_000,
    SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
)
def test_behind_tls_a_visitor_is_sent_to_https_once_and_told_to_stay(place: Town) -> None:
    assert Client().get("/hjaelp/")["Location"].startswith("https://")
    answer = Client().get("/hjaelp/", headers={"x-forwarded-proto": "https"})
    assert answer.status_code == 200
    assert "max-age=31536000" in answer["Strict-Transport-Security"]


def test_a_form_without_its_mark_is_refused_in_words(place: Town) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/log-ind/", {"person": place.karen.public_id})
    assert answer.status_code == 403
    assert "h1" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_twelve_first_log_ins_of_one_person_make_one_account() -> None:
    person = build_town().karen.public_id

    def log_in() -> int:
        try:
            return come_in(person).answer.status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        runs = [pool.submit(contextvars.copy_context().run, log_in) for _ in range(12)]
        assert {run.result() for run in runs} == {302}
    assert Account.objects.count() == 1
