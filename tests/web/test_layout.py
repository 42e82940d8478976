"""The frame around every page."""

import re
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import path

from staasted.apps.org.clock import clock
from staasted.web.ui import failures
from staasted.web.ui.navigation import GATHERED, NAVIGATION, navigation
from staasted.web.ui.page import page
from staasted.web.ui.saying import Refusal

OTHERS = (
    *("home", "logout", "choose_role", "demo_clock", "language", "rules", "kept", "sitting"),
    *("about_me", "possibilities", "first_days", "course_sheet", "my_settings", "unanswered"),
    *("idea_new", "what_changed"),
)
HEADED = (*NAVIGATION.values(), *GATHERED.values())
NAMES = {name for ways in HEADED for _, name in ways} | set(OTHERS)
urlpatterns = [path(f"{name}/", page, name=name) for name in sorted(NAMES)]
pytestmark = pytest.mark.urls(__name__)

FAILURES = {
    400: failures.bad_request,
    403: failures.permission_denied,
    404: failures.page_not_found,
    409: lambda request: failures.refusal(request, Refusal("Tiden er taget.", "Fordi.", "Vælg.")),
    500: failures.server_error,
    503: lambda request: broken_by(OperationalError("the database is away"), request),
}


def broken_by(error: Exception, request: HttpRequest) -> HttpResponse:
    """What the server answers while it handles an error, as Django asks it."""
    try:
        raise error
    except type(error):
        return failures.server_error(request)


def acting(role: str, *, can_switch: bool = False) -> SimpleNamespace:
    return SimpleNamespace(
        person_name="Åse <Holm>", role=role, role_word="Rolle", can_switch=can_switch
    )


def shown(
    status: int = 404, *, who: SimpleNamespace | None = None, demo: date | None = None
) -> str:
    request = RequestFactory().get("/my_course/", {"side": "2"})
    request.acting, request.demo_day = who, demo
    answer = FAILURES[status](request)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("status", FAILURES)
@pytest.mark.parametrize("role", [None, *NAVIGATION])
def test_every_failure_says_it_in_one_heading_and_offers_a_way_back(status, role):
    html = shown(status, who=acting(role) if role else None)
    assert html.count("<h1") == 1
    assert '<html lang="da">' in html
    assert 'href="/home/"' in html
    assert 'href="tel:' in html


@pytest.mark.parametrize("role", NAVIGATION)
def test_no_page_holds_a_script_or_style_of_its_own(role):
    html = shown(who=acting(role, can_switch=True), demo=date(2026, 5, 18))
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", html)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html))


def test_a_page_answers_even_where_no_middleware_ran():
    answer = failures.server_error(RequestFactory().get("/"))
    assert "Der er en fejl hos os" in answer.content.decode()


def test_a_database_that_is_away_is_told_apart_and_says_when_to_come_back():
    request = RequestFactory().get("/")
    away = broken_by(InterfaceError("closed"), request)
    assert (away.status_code, away["Retry-After"]) == (503, "30")
    assert "Vi er væk et øjeblik" in away.content.decode()
    assert broken_by(ProgrammingError("ours"), request).status_code == 500


def test_the_failure_of_the_server_does_not_ask_who_is_acting():
    class Unreachable:
        def __getattr__(self, name):
            raise ConnectionError(name)

    assert "Log ud" not in shown(500, who=Unreachable())


def test_only_citizens_find_who_has_seen_their_case():
    assert "Hvem har set min sag" in shown(who=acting("citizen"))
    assert "Hvem har set min sag" not in shown(who=acting("counsellor"))
    assert "Hvem har set min sag" not in shown()


def test_logging_out_is_a_safe_post_and_switching_is_offered_to_those_with_two_roles():
    alone, both = shown(who=acting("lead")), shown(who=acting("lead", can_switch=True))
    assert '<form method="post" action="/logout/">' in alone
    assert "csrfmiddlewaretoken" in alone
    assert "/choose_role/" not in alone
    assert "/choose_role/" in both


def test_a_name_with_a_bracket_stays_a_name():
    assert "Åse &lt;Holm&gt;" in shown(who=acting("citizen"))


def test_the_demo_says_its_day_and_leads_back_to_this_page():
    html = shown(demo=date(2026, 5, 18))
    assert "mandag den 18. maj 2026" in html
    assert '<input type="hidden" name="next" value="/my_course/?side=2">' in html
    assert "demo" not in shown().lower()


@pytest.mark.parametrize(
    ("address", "updated_on", "said"),
    [
        ("", None, "mangler en tilgængelighedserklæring"),
        ("https://was.example/", None, "ikke, hvor gammel erklæringen er"),
        ("https://was.example/", date(2025, 5, 17), "mere end et år gammel"),
        ("https://was.example/", date(2025, 5, 18), ""),
    ],
)
def test_staff_are_told_when_the_accessibility_statement_lacks_or_is_old(
    settings, address, updated_on, said
):
    told = {"accessibility_statement_url": address}
    told |= {"accessibility_statement_updated_on": updated_on}
    settings.STAASTED = settings.STAASTED.model_copy(update=told)
    with clock.pinned(datetime(2026, 5, 18, 10, tzinfo=UTC)):
        leads, citizens = shown(who=acting("lead")), shown(who=acting("citizen"))
    for html in (leads, citizens):
        assert (f'<a href="{address}">Tilgængelighedserklæring</a>' in html) is bool(address)
    assert said in leads
    assert "Den, der driver systemet" not in citizens
    assert ("Den, der driver systemet" in leads) is bool(said)


def test_the_header_marks_this_page_and_the_part_of_the_room_around_it():
    def marks(at: str) -> dict[str, str]:
        return {way["url"]: way["current"] for way in navigation("counsellor", at)}

    ways = dict.fromkeys(("/today/", "/caseload/", "/calendar_ways/", "/post_ways/"), "")
    ways |= {"/office_ways/": ""}
    assert marks("/today/") == ways | {"/today/": "page"}
    assert marks("/caseload/abc/") == ways | {"/caseload/": "true"}
    assert set(marks("/elsewhere/").values()) == {""}
    assert marks("/calls/") == ways | {"/post_ways/": "true"}
    assert marks("/team/abc/") == ways | {"/office_ways/": "true"}


def test_the_header_is_few_ways_and_each_of_the_others_is_gathered_under_one():
    named = [name for _, name in NAVIGATION["counsellor"]]
    assert len(named) <= 5
    assert set(GATHERED) <= set(named)
    beneath = [each for ways in GATHERED.values() for _, each in ways]
    assert len(beneath) == len(set(beneath))
    assert not set(beneath) & set(named)
