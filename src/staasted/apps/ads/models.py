"""Job ads as the feed told them last, how the feed stands, and what a citizen looks for."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from staasted.apps.audit.words import word_choices
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import PublicIdField
from staasted.apps.org.public_id import LENGTH, new_public_id
from staasted.core.ads import AdOrder
from staasted.core.ads.ad import NAME, REF, TEXT, TITLE
from staasted.core.weblink import MOST

SEARCH_NAME, WORDS = 60, 200
"""Characters of a search's name and of its words. Source: decision 0042."""
FURTHEST_KM = 500
"""Km a search may reach: Denmark from end to end. Source: same."""


class JobAd(models.Model):
    """An ad. ``ref`` is the feed's own id, ``field`` a slug of ``catalog/ad_fields.yaml``.

    ``seen_at`` is when the feed first told it, ``changed_at`` when it last said something else,
    ``gone_at`` since when it is not in the feed, None while it is. Nobody's opening of it is
    remembered anywhere.
    """

    public_id = PublicIdField()
    ref = models.CharField(max_length=REF, unique=True)
    title = models.CharField(max_length=TITLE)
    employer = models.CharField(max_length=NAME)
    field = models.CharField(max_length=40)
    place = models.CharField(max_length=NAME, blank=True, default="")
    postal_code = models.CharField(max_length=4, blank=True, default="")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    published_on = models.DateField()
    deadline_on = models.DateField(null=True, blank=True)
    hours = models.CharField(max_length=NAME, blank=True, default="")
    text = models.TextField(blank=True, default="")
    link = models.CharField(max_length=MOST, blank=True, default="")
    seen_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-published_on", "id")
        constraints = [
            models.CheckConstraint(
                name="ads_jobad_says_something",
                condition=~Q(title="") & ~Q(employer="") & ~Q(ref=""),
                violation_error_message="An ad has an id, a title and an employer.",
            ),
            models.CheckConstraint(
                name="ads_jobad_text_bounded",
                condition=LessThanOrEqual(Length("text"), TEXT),
                violation_error_message="The text of an ad is not endless.",
            ),
            models.CheckConstraint(
                name="ads_jobad_point_whole",
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                violation_error_message="A point has both coordinates, and lies on the globe.",
            ),
            models.CheckConstraint(
                name="ads_jobad_link_is_web",
                condition=Q(link="") | Q(link__startswith="http"),
                violation_error_message="An ad leads to a page on the web, or nowhere.",
            ),
            models.CheckConstraint(
                name="ads_jobad_moments_in_order",
                condition=Q(changed_at__gte=F("seen_at"))
                & (Q(gone_at=None) | Q(gone_at__gte=F("seen_at"))),
                violation_error_message="It is seen before it changes or goes.",
            ),
        ]


class AdFeed(models.Model):
    """How a feed stands; one row a way to ads.

    ``stamp`` is another each time an ad has come, changed or gone: what was worked out of the ads
    is kept by it. ``read_at`` is when it was last read well, ``made_at`` when that was made,
    ``refused`` how many of its rows could not be used. ``problem`` says why the last try failed,
    empty where it did not.
    """

    slug = models.CharField(max_length=20, unique=True)
    stamp = models.CharField(max_length=LENGTH, default=new_public_id)
    tried_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    refused = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=40, blank=True, default="")


class AdSearch(models.Model):
    """What a citizen looks for, by a name of their own. It is theirs alone: no staff reads it.

    What is empty or None is not asked about; ``place`` is a postal code, ``within_km`` counts from
    it. What the feed told first after ``seen_to`` is new to them.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="ad_searches")
    name = models.CharField(max_length=SEARCH_NAME)
    words = models.CharField(max_length=WORDS, blank=True, default="")
    field = models.CharField(max_length=40, blank=True, default="")
    place = models.CharField(max_length=4, blank=True, default="")
    within_km = models.PositiveIntegerField(null=True, blank=True)
    order = models.CharField(max_length=8, choices=word_choices(AdOrder), default=AdOrder.FIT.value)
    made_at = models.DateTimeField()
    seen_to = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                name="ads_adsearch_named_once",
                fields=["citizen", "name"],
                violation_error_message="A search of that name is there already.",
            ),
            models.CheckConstraint(
                name="ads_adsearch_asks_something",
                condition=~Q(name="") & (~Q(words="") | ~Q(field="") | ~Q(place="")),
                violation_error_message="A search has a name, and looks for something.",
            ),
            models.CheckConstraint(
                name="ads_adsearch_distance_from_somewhere",
                condition=Q(within_km=None)
                | (~Q(place="") & Q(within_km__gte=1, within_km__lte=FURTHEST_KM)),
                violation_error_message="A distance is counted from a place, and ends.",
            ),
        ]
