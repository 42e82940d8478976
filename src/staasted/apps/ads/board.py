"""The ads there are now, ready to be looked through: read once for each state of the feed.

What somebody looks for is never remembered here: the board is the same for everybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from staasted.apps.ads.models import AdFeed, AdSearch, JobAd
from staasted.catalog.ad_finding import AdTexts, ad_index
from staasted.catalog.ads import places, point_of
from staasted.core.ads import AdFacts, AdMatches, AdOrder, AdWish, Point, ads_matching
from staasted.core.finding import FindIndex

SAID = ("public_id", "title", "field", "employer", "place", "text")
HELD = (*SAID, "postal_code", "latitude", "longitude", "published_on", "deadline_on", "seen_at")


@dataclass(frozen=True, slots=True)
class AdBoard:
    """Every ad in the feed by its public id, their words, and when each was first told."""

    stamps: tuple[str, ...]
    ads: Mapping[str, AdFacts]
    index: FindIndex
    seen_at: Mapping[str, datetime]

    def matching(self, wish: AdWish, *, on: date) -> AdMatches:
        """The ads that fit a wish on a day."""
        return ads_matching(self.ads.values(), wish, index=self.index, on=on)

    def new_to(self, search: AdSearch, *, on: date) -> tuple[str, ...]:
        """The ads that fit a saved search in every word and came since its owner last looked."""
        found = self.matching(wish_of(search), on=on).full
        return tuple(each for each in found if self.seen_at[each] > search.seen_to)


_KEPT: list[AdBoard] = []


def board() -> AdBoard:
    """The board as the feed stands: one query, or two where the ads are others than before."""
    stamps = tuple(AdFeed.objects.order_by("slug").values_list("stamp", flat=True))
    kept = next(iter(_KEPT), None)
    if kept is None or kept.stamps != stamps:
        kept = _made(stamps)
        _KEPT[:] = [kept]
    return kept


def wish_of(search: AdSearch) -> AdWish:
    """A saved search as the ads are held against it; a place that is gone asks nothing."""
    place = places().get(search.place)
    return AdWish(
        words=search.words,
        field=search.field,
        near=place.at if place else None,
        within_km=search.within_km,
        order=AdOrder(search.order),
    )


def _made(stamps: tuple[str, ...]) -> AdBoard:
    rows = list(JobAd.objects.filter(gone_at=None).only(*HELD))
    return AdBoard(
        stamps=stamps,
        ads={row.public_id: _facts(row) for row in rows},
        index=ad_index({row.public_id: _texts(row) for row in rows}),
        seen_at={row.public_id: row.seen_at for row in rows},
    )


def _facts(row: JobAd) -> AdFacts:
    return AdFacts(row.public_id, row.field, row.published_on, row.deadline_on, _point(row))


def _point(row: JobAd) -> Point | None:
    if row.latitude is None or row.longitude is None:
        return point_of(row.postal_code, row.place)
    return Point(row.latitude, row.longitude)


def _texts(row: JobAd) -> AdTexts:
    return AdTexts(row.title, row.field, row.employer, row.place, row.text)
