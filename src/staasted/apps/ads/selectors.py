"""Reading ads, and how the feed stands. An ad is nobody's: no reading of one is noted anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from staasted.apps.ads.models import AdFeed, JobAd
from staasted.apps.ads.taking_in import feed_in_use
from staasted.catalog.loader import catalog


@dataclass(frozen=True, slots=True)
class FeedState:
    """How the feed in use stands. ``problem`` is why it could not be read, ``old`` whether what it
    holds was made too long ago, ``refused`` how many of its rows were no ads."""

    problem: str = ""
    old: bool = False
    refused: int = 0


def ads_by_id(public_ids: Sequence[str]) -> list[JobAd]:
    """Those ads in that order; one query."""
    found = JobAd.objects.filter(public_id__in=public_ids).in_bulk(field_name="public_id")
    return [found[each] for each in public_ids if each in found]


def ad_of(public_id: str) -> JobAd | None:
    """One ad, also one that is in the feed no more; None where there is no such."""
    return JobAd.objects.filter(public_id=public_id).first()


def feed_of(*, demo: bool | None = None) -> AdFeed | None:
    """The feed in use as it stands; None where none is set up, or none has been read yet.

    ``demo`` as ``feed_in_use``.
    """
    source = feed_in_use(demo=demo)
    return AdFeed.objects.filter(slug=source.slug).first() if source else None


def feed_stands(*, now: datetime, demo: bool | None = None) -> FeedState | None:
    """How the feed in use stands; None where none is set up, or none has been tried yet."""
    feed = feed_of(demo=demo)
    if feed is None or feed.tried_at is None:
        return None
    longest = timedelta(hours=catalog().policy["ads_stale_hours"])
    old = feed.made_at is not None and now - feed.made_at > longest
    return FeedState(feed.problem, old, feed.refused)
