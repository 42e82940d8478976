"""The openings tests begin with are the ones the service publishes."""

from staasted.apps.booking.models import Opening
from staasted.apps.booking.services import openings_publish
from staasted.apps.org.models import Person
from tests.laying import openings_lay
from tests.town import Town, stretches


def rows(person: Person) -> list[dict[str, object]]:
    """Somebody's openings as the database has them, but for what no two share."""
    own = Opening.objects.filter(resource__person=person).order_by("starts_at").values()
    return [{k: v for k, v in row.items() if k not in ("id", "public_id")} for row in own]


def test_openings_that_are_laid_are_those_that_are_published(place: Town) -> None:
    laid = stretches()[:20]
    Opening.objects.all().delete()
    openings_publish(counsellor=place.karen, stretches=laid)
    published = rows(place.karen)
    Opening.objects.all().delete()
    openings_lay(place.karen, laid)
    assert rows(place.karen) == published
    assert len(published) == 20


def test_no_two_openings_that_are_laid_have_the_same_id(place: Town) -> None:
    openings_lay(place.karen, stretches()[:20])
    ids = list(Opening.objects.values_list("public_id", flat=True))
    assert len(set(ids)) == len(ids) > 800
