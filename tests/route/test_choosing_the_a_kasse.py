"""With the a-kasse over HTTP: asked once, chosen by oneself, and changed when one likes."""

import html
from datetime import timedelta

import pytest

from staasted.apps.audit.actor import Role
from staasted.apps.booking.absences import absence_record
from staasted.apps.booking.models import Booking, FundChoice
from staasted.apps.org.services import staff_register
from staasted.catalog.texts import text
from tests import town
from tests.browsing import Browser, main
from tests.joining import (
    ALONE,
    JOINS,
    PLAN,
    Fund,
    book_joint,
    both,
    build_fund,
    choose,
    insured,
    invite,
    joint_times,
)
from tests.town import MONDAY, Town

pytestmark = pytest.mark.django_db

TIMES = f"/mit-forloeb/book/tid/?formaal={PLAN}&kanal=phone"
DAY = "&dag=2026-05-20"
FUND = "/mit-forloeb/a-kasse/"


@pytest.fixture
def fund(place: Town) -> Fund:
    return build_fund(place)


def at(browser: Browser) -> str:
    return browser.response.request["PATH_INFO"]


def said(page: str) -> str:
    return html.unescape(main(page))


def test_who_is_on_unemployment_benefit_is_asked_before_the_times_and_nothing_is_chosen(
    place: Town, fund: Fund
) -> None:
    case = insured(place.karen)
    invite(case, fund.anna)
    citizen = Browser(case.person)
    asked = citizen.get(TIMES)
    assert at(citizen) == FUND
    assert "Min A-kasse" in said(asked)
    assert "checked" not in main(asked)
    assert "LBK 280/2024 § 31, stk. 2" in said(asked)
    assert "LBK 280/2024 § 32, stk. 2" in said(asked)


def test_answering_leads_on_to_the_times_all_three_can(place: Town, fund: Fund) -> None:
    case = insured(place.karen)
    invite(case, fund.anna)
    citizen = Browser(case.person)
    address = citizen.client.get(TIMES).headers["Location"]
    times = citizen.post(address, svar="joins")
    assert at(citizen) == "/mit-forloeb/book/tid/"
    assert text("citizen.fund.with", name="Anna Fond") in said(times)
    times = citizen.get(TIMES + DAY)
    assert times.count("tid=2026-05-20T") == 4
    check = citizen.post(citizen.link(times, "tid=2026-05-20T08"), skift="1", oenske="")
    assert "Karen Østergård og Anna Fond fra din a-kasse" in said(check)
    form = dict(part.split("=") for part in citizen.response.request["QUERY_STRING"].split("&"))
    form["tid"] = form["tid"].replace("%3A", ":")
    receipt = citizen.post("/mit-forloeb/book/tjek/", **form, oenske="")
    assert "Anna Fond" in said(receipt)
    assert Booking.objects.get().partner == fund.anna


def test_a_form_without_an_answer_asks_again(place: Town, fund: Fund) -> None:
    case = insured(place.karen)
    citizen = Browser(case.person)
    response = citizen.client.post(FUND, {})
    assert response.status_code == 400
    assert text("citizen.fund.choose_one") in html.unescape(response.content.decode())
    assert not FundChoice.objects.exists()


def test_who_says_no_sees_the_coachs_own_times(place: Town, fund: Fund) -> None:
    case = insured(place.karen)
    citizen = Browser(case.person)
    citizen.post(f"{FUND}?formaal={PLAN}&kanal=phone", svar="stays_out")
    page = citizen.get(TIMES)
    assert text("citizen.fund.stands.stays_out") in said(page)
    assert page.count("dag=") > 4


def test_other_purposes_and_other_benefits_are_never_asked(place: Town, fund: Fund) -> None:
    citizen = Browser(insured(place.karen).person)
    citizen.get("/mit-forloeb/book/tid/?formaal=job_search&kanal=phone")
    assert at(citizen) == "/mit-forloeb/book/tid/"


def test_the_choice_is_on_the_course_page_and_changed_there(place: Town, fund: Fund) -> None:
    case = both(fund)
    booking = book_joint(case, place.karen)
    citizen = Browser(case.person)
    home = citizen.get("/mit-forloeb/")
    page = citizen.get(citizen.link(home, FUND))
    assert text("citizen.fund.stands.joins") in said(page)
    assert "18. maj 2026" in said(page)
    citizen.post(FUND, svar="stays_out")
    booking.refresh_from_db()
    assert booking.partner is None


def test_moving_a_joint_conversation_shows_joint_times(place: Town, fund: Fund) -> None:
    booking = book_joint(both(fund), place.karen)
    citizen = Browser(booking.citizen.person)
    page = citizen.get(f"/mit-forloeb/samtaler/{booking.public_id}/flyt/?kanal=phone{DAY}")
    assert page.count("tid=2026-05-20T") == 4
    later = citizen.link(page, "tid=2026-05-20T09")
    citizen.post(later, skift="1", oenske="")
    query = dict(part.split("=") for part in later.partition("?")[2].split("&"))
    query["tid"] = query["tid"].replace("%3A", ":")
    citizen.post(later.partition("?")[0], **query, oenske="")
    moved = Booking.objects.get(outcome=None)
    assert (moved.partner, moved.moved_from) == (fund.anna, booking)


def test_why_there_are_no_times_names_the_a_kasse_and_the_way_to_choose_otherwise(
    place: Town, fund: Fund
) -> None:
    case = both(fund)
    absence_record(actor=town.operator, person=fund.anna, from_on=MONDAY, to_on=None)
    page = Browser(case.person).get(TIMES)
    assert text("reasons.fund_has_no_times") in said(page)
    assert f"{FUND}?formaal={PLAN}" in main(page)


def test_where_nobody_from_the_a_kasse_is_invited_the_page_says_so(place: Town) -> None:
    case = insured(place.karen)
    choose(case, JOINS)
    assert text("reasons.fund_has_nobody") in said(Browser(case.person).get(TIMES))


def test_the_counsellor_and_the_a_kasse_see_each_other_on_their_own_pages(
    place: Town, fund: Fund
) -> None:
    case = both(fund)
    book_joint(case, place.karen)
    anna = Browser(fund.anna)
    mine = said(anna.get("/partner/"))
    assert "Dagny Ø" in mine
    assert text("partner.together", coach="Karen Østergård") in mine
    Browser(case.person).post(FUND, svar=ALONE)
    assert text("partner.no_times") in said(anna.get("/partner/"))


def test_stopping_the_a_kasses_invitation_takes_them_out_of_the_conversation(
    place: Town, fund: Fund
) -> None:
    case = both(fund)
    booking = book_joint(case, place.karen)
    row = case.invitations.get()
    Browser(case.person).post("/mit-forloeb/hvem-hjaelper-mig/", invitation=row.public_id)
    booking.refresh_from_db()
    assert (booking.partner, booking.outcome) == (None, None)


def test_the_front_desk_books_what_the_citizen_has_chosen(place: Town, fund: Fund) -> None:
    case = both(fund)
    desk = Browser(staff_register(name="Dorte", roles=[Role.FRONT_DESK], from_on=town.LONG_AGO))
    start = joint_times(case, place.karen)[1].start
    address = f"/reception/{case.public_id}/book/?formaal={PLAN}&kanal=phone"
    desk.post(f"{address}&tid={start:%Y-%m-%dT%H:%MZ}")
    assert Booking.objects.get().partner == fund.anna
    assert Booking.objects.get().starts_at - start == timedelta(0)
