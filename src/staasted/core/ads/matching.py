"""Which job ads fit what somebody looks for: words, field and distance, each by itself.

Nothing is known here about who looks, and nobody is rated: an ad is held against the words alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from staasted.core.ads.distance import Point, km_between
from staasted.core.finding import FindIndex, Found


class AdOrder(StrEnum):
    """What stands first: the best fit of the words, the newest, the nearest, the first deadline."""

    FIT = "fit"
    NEWEST = "newest"
    NEAREST = "nearest"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class AdFacts:
    """What an ad is held against beside its words; ``at`` and ``deadline_on`` None: not known.

    The deadline is the last day one may apply (inclusive).
    """

    slug: str
    field: str
    published_on: date
    deadline_on: date | None = None
    at: Point | None = None

    def open_on(self, day: date) -> bool:
        """Return whether one may still apply that day."""
        return self.deadline_on is None or day <= self.deadline_on


@dataclass(frozen=True, slots=True)
class AdWish:
    """What somebody looks for; what is empty or None is not asked about.

    ``within_km`` counts from ``near``, the end included, and asks nothing without it.
    """

    words: str = ""
    field: str = ""
    near: Point | None = None
    within_km: int | None = None
    order: AdOrder = AdOrder.FIT

    @property
    def bounded(self) -> bool:
        """Return whether an ad may lie too far away."""
        return self.near is not None and self.within_km is not None


@dataclass(frozen=True, slots=True)
class AdMatches:
    """What fits, in order: ``full`` has every word, ``partly`` some; ``km`` by ad where it is
    known; ``placeless`` is how many fitted but lie nobody knows where."""

    full: tuple[str, ...]
    partly: tuple[str, ...] = ()
    km: Mapping[str, float] | None = None
    placeless: int = 0


def ads_matching(ads: Iterable[AdFacts], wish: AdWish, *, index: FindIndex, on: date) -> AdMatches:
    """Return the ads one may still apply for that fit a wish, in the order it asks for.

    ``index`` holds the ads' words under their slugs. Words that are never looked for (*og*, *i*)
    ask nothing. Never raises.
    """
    open_now = {each.slug: each for each in ads if each.open_on(on)}
    worded = bool(index.asked(wish.words))
    found = index.find(wish.words) if worded else tuple(Found(slug, 0.0) for slug in open_now)
    fitting = [
        each
        for each in found
        if each.slug in open_now and wish.field in ("", open_now[each.slug].field)
    ]
    km = _distances((open_now[each.slug] for each in fitting), wish.near)
    near = [each for each in fitting if _near_enough(each.slug, km, wish)]
    ordered = sorted(near, key=lambda each: _place(each, open_now[each.slug], km, wish.order))
    return AdMatches(
        full=tuple(each.slug for each in ordered if each.share >= 1),
        partly=tuple(each.slug for each in ordered if each.share < 1),
        km=km,
        placeless=sum(each.slug not in km for each in fitting) if wish.bounded else 0,
    )


def _distances(ads: Iterable[AdFacts], near: Point | None) -> dict[str, float]:
    if near is None:
        return {}
    return {each.slug: km_between(near, each.at) for each in ads if each.at is not None}


def _near_enough(slug: str, km: Mapping[str, float], wish: AdWish) -> bool:
    if wish.near is None or wish.within_km is None:
        return True
    return slug in km and km[slug] <= wish.within_km


def _place(
    found: Found, ad: AdFacts, km: Mapping[str, float], order: AdOrder
) -> tuple[float | str, ...]:
    """Return what an ad is sorted by: what was asked for, then the newest, then its slug."""
    never = float(date.max.toordinal())
    first = {
        AdOrder.FIT: -found.fit,
        AdOrder.NEWEST: 0.0,
        AdOrder.NEAREST: km.get(ad.slug, float("inf")),
        AdOrder.DEADLINE: float(ad.deadline_on.toordinal()) if ad.deadline_on else never,
    }
    return first[order], -float(ad.published_on.toordinal()), ad.slug
