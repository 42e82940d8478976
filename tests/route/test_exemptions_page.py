"""A coach finds whose exemption is due, decides with a reason, and the list is empty."""

import pytest

from staasted.apps.audit.models import ReadLog
from staasted.catalog.texts import text
from tests.browsing import Browser, main
from tests.inviting import exempt, who_books
from tests.town import Town

pytestmark = pytest.mark.django_db
LIST = "/fritagelser/"


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
