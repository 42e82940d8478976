"""A citizen's own competence profile: who they are, and what they have done and can."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from staasted.apps.audit.words import word_choices
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import PublicIdField
from staasted.core.resume.entries import EMAIL, LINE, SHORT, EntryKind
from staasted.core.weblink import MOST

LONGEST = 20_000
"""Characters the database takes of other words; the policy asks for fewer."""
MONTH = 10  # signs of a whole day in ISO 8601


class Profile(models.Model):
    """Who a citizen is, in their own words; ``name`` is empty where it is the registered one.

    ``shows_…`` says what stands on the CV. ``shared`` lets the coach read all of it. ``extra`` is
    what a file told that no page shows, by its own keys: ``basics`` and whole sections.
    ``version`` grows by one with each change of the words.
    """

    citizen = models.OneToOneField(Citizen, models.PROTECT, related_name="profile")
    name = models.CharField(max_length=LINE, blank=True, default="")
    headline = models.CharField(max_length=LINE, blank=True, default="")
    summary = models.TextField(blank=True, default="")
    email = models.CharField(max_length=EMAIL, blank=True, default="")
    phone = models.CharField(max_length=SHORT, blank=True, default="")
    address = models.CharField(max_length=LINE, blank=True, default="")
    postal_code = models.CharField(max_length=SHORT, blank=True, default="")
    city = models.CharField(max_length=LINE, blank=True, default="")
    link = models.CharField(max_length=MOST, blank=True, default="")
    shows_email = models.BooleanField(default=False)
    shows_phone = models.BooleanField(default=False)
    shows_address = models.BooleanField(default=False)
    shows_city = models.BooleanField(default=False)
    shows_link = models.BooleanField(default=False)
    shared = models.BooleanField(default=False)
    extra = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="profile_bounded",
                condition=LessThanOrEqual(Length("summary"), LONGEST),
                violation_error_message="What one says of oneself is not endless.",
            ),
        ]


class _Entries(models.Manager["ProfileEntry"]):
    """Entries that know whether their profile is shared, in the same question."""

    def get_queryset(self) -> models.QuerySet["ProfileEntry"]:
        return super().get_queryset().annotate(is_shared=F("citizen__profile__shared"))


class ProfileEntry(models.Model):
    """One thing somebody has done or can. ``place`` is its place among its like, from 1.

    ``started`` and ``ended`` are a year, a month or a day in ISO 8601. ``extra`` and ``version``
    as in a profile.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="profile_entries")
    kind = models.CharField(max_length=11, choices=word_choices(EntryKind))
    place = models.PositiveIntegerField()
    title = models.CharField(max_length=LINE, blank=True, default="")
    organisation = models.CharField(max_length=LINE, blank=True, default="")
    started = models.CharField(max_length=MONTH, blank=True, default="")
    ended = models.CharField(max_length=MONTH, blank=True, default="")
    level = models.CharField(max_length=LINE, blank=True, default="")
    words = models.TextField(blank=True, default="")
    extra = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    objects = _Entries()

    class Meta:
        ordering = ("place", "id")
        constraints = [
            models.CheckConstraint(
                name="profile_entry_named",
                condition=~Q(title="") | ~Q(organisation=""),
                violation_error_message="What stands in a profile says what it is, or where.",
            ),
            models.CheckConstraint(
                name="profile_entry_bounded",
                condition=LessThanOrEqual(Length("words"), LONGEST),
                violation_error_message="What stands in a profile is not endless.",
            ),
        ]
        indexes = [models.Index(fields=["citizen", "kind"], name="profile_entry_of_citizen")]
