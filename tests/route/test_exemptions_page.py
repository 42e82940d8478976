"""A coach finds whose exemption is due, decides with a reason, and the list is empty."""

from datetime import timedelta

import pytest

from staasted.apps.audit.models import ReadLog
from staasted.apps.invitations.deciding import ExemptFor, exemption_grant, exemption_review
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from tests.browsing import Browser, main
from tests.inviting import exempt, who_books
from tests.town import NOON, Town

pytestmark = pytest.mark.django_db
LIST = "/fritagelser/"
AGAIN = "/aftaler/ses-paa-igen/"


def test_from_the_list_to_the_decision_and_back(place: Town) -> None:
    case, karen = who_books(place), Browser(place.karen)
    exempt(case)
    assert LIST in karen.get("/har-ikke-booket/")
    page = main(karen.get(LIST))
    assert text("exemptions.review.since_unknown") in page
    assert ReadLog.objects.filter(page="exemptions", citizens__contains=case.public_id).exists()
    own = main(karen.get(karen.link(page, "selvbooking")))
    assert text("exemptions.review.unknown") in own
    at = f"/borgere/{case.public_id}/selvbooking/"
    kept = main(karen.post(at, afgoer="behold", begrundelse="Læser ikke dansk."))
    assert "18. maj 2027" in kept
    assert "Læser ikke dansk." in kept
    assert text("exemptions.review.none") in main(karen.get(LIST))
    assert case.person.name not in main(Browser(place.jens).get(LIST))
    assert "Læser ikke dansk." in main(Browser(case.person).get("/mit-forloeb/alt-om-mig/"))


def test_two_weeks_before_its_year_is_over_it_stands_among_what_is_looked_at_again(
    place: Town,
) -> None:
    case, karen = who_books(place), place.counsellor()
    exemption_grant(actor=karen, citizen=case, ground=ExemptFor.LANGUAGE)
    seen = {}
    for number in (350, 351, 400):
        with clock.pinned(NOON + timedelta(days=number)):
            seen[number] = main(Browser(place.karen).get(AGAIN))
    assert text("share_exemptions.review.none") in seen[350]
    assert "Ses på igen tirsdag den 18. maj 2027" in seen[351]
    assert "Skulle være set på tirsdag den 18. maj 2027" in seen[400]
    assert text("share_exemptions.review.exempt") in seen[400]
    with clock.pinned(NOON + timedelta(days=400)):
        assert case.person.name not in main(Browser(place.jens).get(AGAIN))
        browser = Browser(place.karen)
        at = browser.link(seen[400], "selvbooking")
        browser.post(at, afgoer="behold", begrundelse="Stadig.")
        assert case.person.name not in main(browser.get(AGAIN))


def test_one_that_has_ended_or_came_without_a_day_is_not_there(place: Town) -> None:
    case, other, karen = who_books(place), who_books(place, name="Bo Ravn"), place.counsellor()
    exemption_grant(actor=karen, citizen=case, ground=ExemptFor.LANGUAGE)
    exemption_review(actor=karen, citizen=case, keeps=False, reason="Klarer det nu.")
    exempt(other)
    with clock.pinned(NOON + timedelta(days=400)):
        page = main(Browser(place.karen).get(AGAIN))
    assert text("share_exemptions.review.none") in page
    assert LIST in page
