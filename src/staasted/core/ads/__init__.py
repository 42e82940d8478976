"""Job ads: how far away one is, and which ones fit what somebody looks for."""

from staasted.core.ads.ad import Ad, AdRefused, ad_read
from staasted.core.ads.distance import Point, km_between
from staasted.core.ads.matching import AdFacts, AdMatches, AdOrder, AdWish, ads_matching

__all__ = [
    "Ad",
    "AdFacts",
    "AdMatches",
    "AdOrder",
    "AdRefused",
    "AdWish",
    "Point",
    "ad_read",
    "ads_matching",
    "km_between",
]
