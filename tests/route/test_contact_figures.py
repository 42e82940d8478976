"""The lead's figures on contact: calls that wait, and how often people meet their own coach."""

from datetime import date, timedelta

import pytest

from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import counsellor_assign
from staasted.apps.conversations.continuity import continuity_in
from staasted.apps.conversations.models import Conversation
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import AccessRefused
from staasted.core.calendar import Period
from staasted.core.conversation import Continuity
from tests import town
from tests.browsing import Browser, main
from tests.happenings import hold, utc
from tests.town import MONDAY, Town
from tests.waiting import asks_for_call

pytestmark = pytest.mark.django_db
PERIOD = Period(MONDAY.replace(month=1, day=1), MONDAY)


@pytest.fixture
def ten(place: Town) -> list[Citizen]:
    """Ten of Karen's, of whom the first met Jens once besides."""
    place.in_team(place.karen, place.jens)
    begun = {"asked_on": date(2026, 1, 5)}
    cases = [town.citizen(place.karen, name=f"Borger {n:02}", **begun) for n in range(10)]
    for number, case in enumerate(cases):
        hold(case, place.karen, utc(2026, 4, 1 + number, 8))
    hold(cases[0], place.jens, utc(2026, 4, 20, 8))
    return cases


def test_the_share_is_of_the_coach_one_had_that_day(place: Town, ten: list[Citizen]) -> None:
    found = continuity_in(place.leading(), PERIOD)
    assert found.whole == Continuity(conversations=11, by_own=10, persons=10, met=11)
    assert found.teams == (("Team Å", found.whole),)
    for case in ten:
        counsellor_assign(citizen=case, counsellor=place.jens, from_on=MONDAY)
    assert continuity_in(place.leading(), PERIOD).whole == found.whole


def test_nine_are_too_few(place: Town, ten: list[Citizen]) -> None:
    Conversation.objects.filter(citizen=ten[9]).delete()
    found = continuity_in(place.leading(), PERIOD)
    assert (found.whole, found.teams) == (None, (("Team Å", None),))
    shown = Browser(place.lead).get("/niveau/kontakt/")
    assert "færre end 10 borgere" in shown
    assert "procent (" not in shown


def test_what_another_system_knows_is_counted_apart(place: Town, ten: list[Citizen]) -> None:
    Conversation.objects.create(
        citizen=ten[0],
        starts_at=clock.now() - timedelta(days=9),
        outcome="held",
        closed_at=clock.now(),
    )
    found = continuity_in(place.leading(), PERIOD)
    assert (found.unknown, found.whole.conversations) == (1, 11)


def test_the_page_says_it_in_words_with_no_name_and_the_citizen_reads_how_many_they_met(
    place: Town, ten: list[Citizen]
) -> None:
    asks_for_call(ten[3])
    lead = Browser(place.lead)
    shown = main(lead.get(lead.link(lead.get("/niveau/"), "/niveau/kontakt/")))
    assert "91 procent (10 af 11 samtaler)" in shown
    assert "1 venter på et opkald" in shown
    assert "Team Å" in shown
    assert "Borger 0" not in shown
    earlier = main(lead.get("/niveau/kontakt/?halvaar=sidste"))
    assert "1. juli 2025" in earlier
    assert "mødt 2 forskellige af os" in Browser(ten[0].person).get("/mit-forloeb/")
    assert "mødt én af os" in Browser(ten[1].person).get("/mit-forloeb/")


def test_it_is_the_leads_alone(place: Town) -> None:
    with pytest.raises(AccessRefused):
        continuity_in(place.counsellor(), PERIOD)
