"""What the database keeps of no ad and of no search."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.ads.models import AdSearch, JobAd
from staasted.apps.citizens.models import Citizen
from tests import town
from tests.ads import saved, some_ads
from tests.town import NOON, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


BROKEN = {
    "asks_nothing": {"words": ""},
    "no_name": {"name": ""},
    "from_nowhere": {"within_km": 5},
    "endless": {"within_km": 501, "place": "9999"},
}


@pytest.mark.parametrize("broken", BROKEN)
def test_the_database_keeps_no_search_that_makes_no_sense(ase: Citizen, broken: str) -> None:
    search = saved(ase)
    with pytest.raises(IntegrityError), transaction.atomic():
        AdSearch.objects.filter(pk=search.pk).update(**BROKEN[broken])


@pytest.mark.parametrize(
    "broken",
    [
        {"title": ""},
        {"latitude": 91.0, "longitude": 0.0},
        {"latitude": 5.0, "longitude": None},
        {"link": "javascript:alert(1)"},
        {"text": "x" * 10_001},
        {"gone_at": NOON - timedelta(days=1)},
    ],
)
def test_the_database_keeps_no_ad_that_makes_no_sense(broken: dict[str, object]) -> None:
    ad = some_ads()["lost"]
    with pytest.raises(IntegrityError), transaction.atomic():
        JobAd.objects.filter(pk=ad.pk).update(**broken)
