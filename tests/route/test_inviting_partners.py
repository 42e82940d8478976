"""A coach invites a partner, and writes what the citizen says of the a-kasse on the telephone."""

import html

import pytest

from staasted.apps.booking.models import FundChoice
from staasted.apps.citizens.models import PartnerInvitation
from staasted.catalog.texts import text
from tests.browsing import Browser, main
from tests.joining import PLAN, Fund, build_fund, insured, joint_times
from tests.town import Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund(place: Town) -> Fund:
    return build_fund(place)


def test_a_coach_invites_the_a_kasse_and_writes_the_answer_and_there_are_joint_times(
    place: Town, fund: Fund
) -> None:
    case, karen = insured(place.karen), Browser(place.karen)
    address = f"/borgere/{case.public_id}/samarbejdspart/"
    page = html.unescape(main(karen.get(address)))
    assert text("counsellor.inviting.not_answered") in page
    sent = {"partner": fund.anna.public_id, "held_by": "unemployment_fund", "purpose": PLAN}
    karen.post(address, **sent, channel="video", last="2026-06-30")
    row = PartnerInvitation.objects.get()
    assert (row.partner, row.held_by, str(row.to_on)) == (
        fund.anna,
        "unemployment_fund",
        "2026-06-30",
    )
    page = karen.post(address, svar="joins")
    assert "18. maj 2026" in html.unescape(main(page))
    assert FundChoice.objects.get().chosen_by == place.karen
    assert joint_times(case, place.karen)


def test_somebody_from_outside_comes_in_once_the_citizen_has_said_yes(
    place: Town, fund: Fund
) -> None:
    case, karen = insured(place.karen), Browser(place.karen)
    address = f"/borgere/{case.public_id}/samarbejdspart/"
    sent = {"partner": fund.anna.public_id, "held_by": "mentor", "purpose": PLAN}
    sent |= {"channel": "phone", "last": "2026-06-30", "consent_on": "2026-05-15"}
    refused = karen.client.post(address, sent)
    assert refused.status_code == 400
    said = html.unescape(main(refused.content.decode()))
    assert text("errors.partner_without_consent.next") in said
    assert not PartnerInvitation.objects.exists()
    ahead = karen.client.post(address, sent | {"consent_how": "phone", "consent_on": "2026-05-19"})
    assert ahead.status_code == 400
    helpers = karen.post(address, **sent, consent_how="phone")
    row = PartnerInvitation.objects.get()
    assert (str(row.consent_on), row.consent_how) == ("2026-05-15", "phone")
    assert "15. maj 2026" in html.unescape(main(helpers))
    theirs = Browser(case.person).get("/mit-forloeb/hvem-hjaelper-mig/")
    assert "15. maj 2026" in html.unescape(main(theirs))


def test_what_is_missing_or_wrong_is_said_and_nothing_is_kept(place: Town, fund: Fund) -> None:
    case, karen = insured(place.karen), Browser(place.karen)
    address = f"/borgere/{case.public_id}/samarbejdspart/"
    sent = {"partner": fund.anna.public_id, "held_by": "counsellor", "purpose": PLAN}
    for last in ("", "2020-01-01"):
        response = karen.client.post(address, sent | {"channel": "video", "last": last})
        assert response.status_code == 400
    assert not PartnerInvitation.objects.exists()


def test_where_there_is_no_partner_the_page_says_who_makes_one(place: Town) -> None:
    case = insured(place.karen)
    page = Browser(place.karen).get(f"/borgere/{case.public_id}/samarbejdspart/")
    assert text("counsellor.inviting.nobody") in html.unescape(main(page))
