"""The feed becomes ads here: what is new, what says something else, and what is gone.

The same feed twice changes nothing. What cannot be read leaves the ads as they were, and says why.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Greatest

from staasted.apps.ads.models import AdFeed, JobAd
from staasted.apps.org.clock import COPENHAGEN
from staasted.apps.org.public_id import new_public_id
from staasted.apps.org.selectors import is_demo
from staasted.catalog.ads import field_of
from staasted.catalog.loader import catalog
from staasted.core.ads import Ad
from staasted.ports import adapters
from staasted.ports.ads import AdsNotRead, AdSource, AdsRead

TOLD = (
    *("title", "employer", "field", "place", "postal_code", "latitude", "longitude"),
    *("published_on", "deadline_on", "hours", "text", "link"),
)
"""The columns a feed tells."""
BATCH = 500  # rows a statement
FILE, DEMO = "file", "demo"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a reading of the feed did: how many ads came, changed and went."""

    new: int = 0
    changed: int = 0
    gone: int = 0

    @property
    def anything(self) -> bool:
        """Whether the ads are others than before."""
        return bool(self.new or self.changed or self.gone)


def feed_in_use(*, demo: bool | None = None) -> AdSource | None:
    """The way to ads there is: a folder, else the invented ones on a demo database.

    ``demo`` is whether it is one, where that is known already.
    """
    found = adapters.ads_source(FILE)
    if found is None and (is_demo() if demo is None else demo):
        return adapters.ads_source(DEMO)
    return found


def ads_fetch(*, now: datetime) -> Taken:
    """Read the feed and take it in. What it holds wrong is said of it, and never raised."""
    source = feed_in_use()
    if source is None:
        return Taken()
    feed, _ = AdFeed.objects.get_or_create(slug=source.slug)
    try:
        read = source.read(on=now.astimezone(COPENHAGEN).date(), now=now)
    except AdsNotRead as refused:
        AdFeed.objects.filter(pk=feed.pk).update(tried_at=now, problem=refused.code)
        return Taken()
    return ads_take(feed, read, now=now)


@transaction.atomic
def ads_take(feed: AdFeed, read: AdsRead, *, now: datetime) -> Taken:
    """Let the ads be those of a reading; two workers take turns, the feed's row is held."""
    held = AdFeed.objects.select_for_update().get(pk=feed.pk)
    known = {row.ref: row for row in JobAd.objects.all()}
    told = {ad.ref: _columns(ad) for ad in read.ads}
    taken = Taken(
        new=_come(told, known, now),
        changed=_changed(told, known, now),
        gone=_gone(told, known.values(), now),
    )
    forgotten = timedelta(days=catalog().policy["ads_gone_days"])
    JobAd.objects.filter(gone_at__lte=now - forgotten).delete()
    held.tried_at = held.read_at = now
    held.made_at, held.refused, held.problem = read.made_at, len(read.refused), ""
    if taken.anything:
        held.stamp = new_public_id()
    held.save()
    return taken


def _columns(ad: Ad) -> dict[str, object]:
    """An ad as its row has it."""
    told = {name: getattr(ad, name) for name in TOLD if hasattr(ad, name)}
    latitude = ad.at.latitude if ad.at else None
    longitude = ad.at.longitude if ad.at else None
    return told | {"field": field_of(ad.trade), "latitude": latitude, "longitude": longitude}


def _come(told: dict[str, dict[str, object]], known: dict[str, JobAd], now: datetime) -> int:
    new = [
        JobAd(ref=ref, seen_at=now, changed_at=now, **columns)
        for ref, columns in told.items()
        if ref not in known
    ]
    JobAd.objects.bulk_create(new, batch_size=BATCH)
    return len(new)


def _changed(told: dict[str, dict[str, object]], known: dict[str, JobAd], now: datetime) -> int:
    """What says something else, or is back; an ad that is back is no news."""
    other = []
    for ref, columns in told.items():
        row = known.get(ref)
        if row is None:
            continue
        same = all(getattr(row, name) == value for name, value in columns.items())
        if same and row.gone_at is None:
            continue
        for name, value in columns.items():
            setattr(row, name, value)
        row.gone_at, row.changed_at = None, max(now, row.seen_at)
        other.append(row)
    JobAd.objects.bulk_update(other, [*TOLD, "gone_at", "changed_at"], batch_size=BATCH)
    return len(other)


def _gone(told: dict[str, dict[str, object]], known: Iterable[JobAd], now: datetime) -> int:
    keys = [row.pk for row in known if row.ref not in told and row.gone_at is None]
    for start in range(0, len(keys), BATCH):
        rows = JobAd.objects.filter(pk__in=keys[start : start + BATCH])
        rows.update(gone_at=Greatest(Value(now, DateTimeField()), F("seen_at")))
    return len(keys)
