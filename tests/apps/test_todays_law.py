"""The law of 1 July 2026, as the pages of three rooms say it."""

import html
from datetime import date

import pytest
from django.test import Client

from staasted.apps.booking.calling import call_end, call_tried
from staasted.apps.booking.wish_kinds import CallOutcome
from staasted.apps.citizens.models import Circumstances, Citizen, DocumentedRelief
from staasted.apps.conversations.course import course_of
from staasted.apps.conversations.models import Conversation
from staasted.apps.effort.selectors import level_on
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from staasted.core.effort import Standing, Verdict
from staasted.core.law import Effort
from tests import town
from tests.browsing import Browser
from tests.happenings import utc
from tests.talking import answers, writes
from tests.town import Town
from tests.waiting import asks_for_call

TODAY = date(2026, 11, 16)
NOON = utc(2026, 11, 16, 11)
ASKED = date(2026, 7, 6)
FUND = {"group": "group:unemployment_benefit", "benefit": "benefit:unemployment_benefit"}


@pytest.fixture(autouse=True)
def november():
    """Everything happens at noon on Monday 16 November 2026."""
    with clock.pinned(NOON):
        yield


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen, asked_on=ASKED)


def held(case: Citizen, *days: date, channel: str = "in_person") -> None:
    """Conversations another system knows of."""
    Conversation.objects.bulk_create(
        Conversation(
            citizen=case,
            starts_at=utc(day.year, day.month, day.day, 9),
            purpose="plan_and_next_step",
            form="individual",
            channel=channel,
            held_by="counsellor",
            outcome="held",
            minutes=30,
            closed_at=NOON,
        )
        for day in days
    )


def owed(case: Citizen) -> dict[str, str]:
    return {o.rule.id: o.status.value for o in course_of(case, on=TODAY).obligations}


def test_four_in_six_months_an_offer_and_the_right_to_conversations(ase: Citizen) -> None:
    held(ase, date(2026, 7, 9), date(2026, 9, 1))
    course = course_of(ase, on=TODAY)
    assert owed(ase) == {"V6b-ALL-1-JP": "met", "V6b-JP-1": "open", "OF-6-KH": "open"}
    assert course.due == date(2027, 1, 6)
    assert {o.rule.id for o in course.rights} >= {"V6b-ALL-2", "V6b-ALL-3"}


def test_the_citizen_reads_what_is_not_confirmed_yet(ase: Citizen) -> None:
    page = html.unescape(Browser(ase.person).get("/mit-forloeb/"))
    assert text("rules.mark.unconfirmed", act="LOV 1750/2025") in page
    assert text("citizen.home.rights_heading") in page


def test_room_left_is_a_forecast_until_a_window_has_closed(place: Town, ase: Citizen) -> None:
    for number in range(3):
        held(town.citizen(place.karen, name=f"Bo {number}", asked_on=ASKED), ASKED)
    found = level_on(place.leading(), on=TODAY).conversations
    share = next(each for each in found.shares if each.rule.id == "V6b-JP-1")
    assert (share.n, share.needed, share.reached, share.room) == (4, 3, 0, 1)
    assert (share.forecast, share.verdict) == (True, Verdict.UNMET)
    page = html.unescape(Browser(place.lead).get("/niveau/"))
    assert text("lead.level.share_forecast", n=4, reached=0) in page
    assert text("lead.level.room_left", room=1, whole=4) in page


def test_the_share_is_judged_once_a_window_has_closed(place: Town) -> None:
    july = [date(2026, 7, 6), date(2026, 8, 3), date(2026, 9, 7), date(2026, 10, 5)]
    for number in range(4):
        case = town.citizen(place.karen, name=f"Bo {number}", asked_on=ASKED)
        held(case, *(july if number else july[:1]))
    day = date(2027, 1, 11)
    found = level_on(place.leading(), on=day).conversations
    share = next(each for each in found.shares if each.rule.id == "V6b-JP-1")
    assert (share.n, share.reached, share.verdict) == (4, 3, Verdict.MET)
    assert (len(share.breaches), share.forecast) == (1, False)
    assert (found.persons_met, found.persons_bound) == (3, 4)
    assert found.groups[0].on_level is True, "the share is met, and one is still in breach"


def test_both_pages_say_which_of_the_cohort_they_count(place: Town, ase: Citizen) -> None:
    early = town.citizen(place.karen, name="Bo Toft", asked_on=date(2026, 7, 1))
    held(early, date(2026, 7, 3))
    with clock.pinned(utc(2027, 1, 4, 11)):
        lead = html.unescape(Browser(place.lead).get("/niveau/"))
        karen = Browser(place.karen)
        effect = html.unescape(karen.get(f"/borgere/{ase.public_id}/betydning/"))
    assert text("lead.level.share", n=1, reached=0, needed=1, per_cent=75) in lead
    assert text("lead.level.room_left", whole=2, room=0) in lead
    day = "mandag den 4. januar 2027"
    said = text("counsellor.effect.share", day=day, n=1, before=0, after=0, needed=1)
    assert said in effect


def test_the_persons_behind_a_share_are_named(place: Town, ase: Citizen) -> None:
    page = html.unescape(Browser(place.lead).get("/niveau/?vis=V6b-JP-1"))
    assert text("lead.level.people_caption.andel") in page
    assert "Åse Møller" in page


def test_each_conversation_says_why_it_counts_or_not(place: Town, ase: Citizen) -> None:
    held(ase, date(2026, 7, 9), channel="phone")
    own = html.unescape(Browser(ase.person).get("/mit-forloeb/"))
    assert text("reasons.first_not_in_allowed_channel") in own
    staff = html.unescape(Browser(place.karen).get(f"/borgere/{ase.public_id}/"))
    assert text("reasons.staff.first_not_in_allowed_channel") in staff


def test_offers_have_a_level_of_their_own(place: Town, ase: Citizen) -> None:
    levels = level_on(place.leading(), on=TODAY)
    assert levels.offers.effort is Effort.OFFER
    page = html.unescape(Browser(place.lead).get("/niveau/?indsats=tilbud"))
    assert "Et tilbud inden for 6 måneder" in page


def test_the_fund_has_the_first_months_and_they_are_not_ours(place: Town) -> None:
    case = town.citizen(place.karen, asked_on=None, starts_on=date(2026, 10, 5), **FUND)
    known = Circumstances.objects.create(citizen=case, vocational_education=True)
    assert known.vocational_education
    course = course_of(case, on=TODAY)
    assert course.answer.standing is Standing.FUND_MONTHS
    assert course.answer.handover.forecast
    assert not [o for o in course.obligations if o.effort is Effort.CONVERSATION]
    assert "A-kassen ventes at have forløbet" in html.unescape(
        Browser(case.person).get("/mit-forloeb/")
    )
    levels = level_on(place.leading(), on=TODAY)
    assert levels.conversations.groups[0].standing(Standing.FUND_MONTHS) == 1
    assert case.public_id not in levels.uncovered


def test_whether_the_fund_has_them_is_asked_and_not_guessed(place: Town) -> None:
    case = town.citizen(place.karen, asked_on=None, starts_on=date(2026, 10, 5), **FUND)
    handover = course_of(case, on=TODAY).answer.handover
    assert (handover.question, handover.fund_until) == ("born_on", None)


def test_a_documented_relief_lifts_what_falls_due_while_it_runs(place: Town, ase: Citizen) -> None:
    DocumentedRelief.objects.create(
        citizen=ase, ground="job", from_on=date(2026, 11, 1), until_on=date(2027, 2, 28)
    )
    assert owed(ase)["V6b-JP-1"] == "lifted"
    held(ase, date(2026, 11, 2))
    assert ase.public_id not in level_on(place.leading(), on=TODAY).uncovered


def test_a_call_that_was_answered_puts_off_the_review_of_a_relief_and_one_nobody_took_does_not(
    place: Town, ase: Citizen
) -> None:
    DocumentedRelief.objects.create(
        citizen=ase, ground="job", from_on=date(2026, 11, 1), until_on=date(2027, 2, 28)
    )
    with clock.pinned(utc(2026, 11, 2, 9)):
        wish = asks_for_call(ase)
    assert ase.public_id in level_on(place.leading(), on=TODAY).uncovered
    with clock.pinned(utc(2026, 11, 3, 9)):
        call_tried(actor=place.counsellor(), wish=wish, seen=0)
        assert ase.public_id in level_on(place.leading(), on=TODAY).uncovered
        call_end(actor=place.counsellor(), wish=wish, outcome=CallOutcome.SPOKE)
    assert ase.public_id not in level_on(place.leading(), on=TODAY).uncovered


def test_a_message_that_was_answered_puts_off_the_review_of_a_relief(
    place: Town, ase: Citizen
) -> None:
    DocumentedRelief.objects.create(
        citizen=ase, ground="job", from_on=date(2026, 11, 1), until_on=date(2027, 2, 28)
    )
    with clock.pinned(utc(2026, 11, 2, 9)):
        writes(ase)
        assert ase.public_id in level_on(place.leading(), on=TODAY).uncovered
        answers(ase, place.karen)
    assert ase.public_id not in level_on(place.leading(), on=TODAY).uncovered


def test_nobody_without_a_time_an_agreed_day_or_a_relief_is_covered(
    place: Town, ase: Citizen
) -> None:
    levels = level_on(place.leading(), on=TODAY)
    assert levels.uncovered == (ase.public_id,)
    assert levels.first_late == (ase.public_id,)
    for shown in ("udaekket", "sen"):
        assert "Åse Møller" in Browser(place.lead).get(f"/niveau/?vis={shown}")


def read(asked: str) -> str:
    """The public page as a stranger reads it."""
    return html.unescape(Client().get(f"/regler/{asked}").content.decode())


def test_the_public_page_says_the_law_of_a_day_and_of_a_group(db: None) -> None:
    page = read("?gruppe=cash_benefit_job_ready")
    assert "Fire samtaler i de første 6 måneder" in page
    assert "LOV 1750/2025: paragraffen er ikke bekræftet endnu." in page
    before = read("?gruppe=cash_benefit_job_ready&dag=2019-06-03")
    assert "LBK 990/2014" in before
    assert "LOV 1750/2025" not in before
    assert text("login.rules.planned") in read("")
