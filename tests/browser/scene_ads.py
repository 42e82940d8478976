"""Job ads in the scene, and two searches somebody has saved: one with news, one without."""

from datetime import timedelta

from staasted.apps.ads.models import JobAd
from staasted.apps.ads.taking_in import ads_fetch
from staasted.apps.citizens.models import Citizen
from tests.ads import saved
from tests.town import NOON


def about_ads(case: Citizen) -> dict[str, str]:
    """The invented ads of today, and what a citizen looks for among them."""
    ads_fetch(now=NOON)
    long_ago = NOON - timedelta(days=1)
    fresh = saved(case, "Job 30 km", now=long_ago, place="9999", within_km=30)
    quiet = saved(case, "Kok", words="kok")
    ad = JobAd.objects.exclude(deadline_on=None).order_by("ref").last()
    assert ad is not None
    found = {"ad": ad, "ad_search": fresh, "ad_search_old": quiet}
    return {name: each.public_id for name, each in found.items()}
