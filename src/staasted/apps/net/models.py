"""Alerts, which close by acts alone, and the figures of each night, which are never changed."""

from django.db import models
from django.db.models import F, Q

from staasted.apps.audit.words import word_choices
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Person, PublicIdField
from staasted.core.net import ActKind, OwnerAs

REF = 40
"""Characters of what an alert is about: a key, an id or a day."""


class Alert(models.Model):
    """Somebody is needed by a citizen. Open until a human acts (guard), or the case closes.

    ``watch`` is a slug of ``catalog/watches.yaml``; ``about_key`` is what it is about, so that one
    thing opens one alert ever; ``since_on`` is the day that happened. ``owner`` None is that
    nobody who may have it is at work: then it is the lead's. ``colleague`` heard of it on
    ``colleague_on``, the lead on ``lead_on``. On whoever has nothing ahead it says since when they
    have been silent, and since which night they have been lost, if they are; ``covered_on`` is the
    night since which they are not uncovered any more though nobody acted: a register told of
    something. ``met_by`` is the act that closed it, ``met_key`` its row's key; ``returned_on`` the
    night another alert took its place, since that act had been taken back.
    """

    public_id = PublicIdField()
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="alerts")
    watch = models.CharField(max_length=40)
    about_key = models.CharField(max_length=REF)
    since_on = models.DateField()
    opened_on = models.DateField()
    opened_at = models.DateTimeField()
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    owner_as = models.CharField(max_length=10, choices=word_choices(OwnerAs))
    colleague = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    colleague_on = models.DateField(null=True, blank=True)
    lead_on = models.DateField(null=True, blank=True)
    silent_since = models.DateField(null=True, blank=True)
    lost_on = models.DateField(null=True, blank=True)
    covered_on = models.DateField(null=True, blank=True)
    met_at = models.DateTimeField(null=True, blank=True)
    met_by = models.CharField(max_length=12, choices=word_choices(ActKind), blank=True, default="")
    met_key = models.BigIntegerField(null=True, blank=True)
    returned_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(name="net_alert_of_owner", fields=["owner", "met_at"]),
            models.Index(name="net_alert_of_colleague", fields=["colleague", "met_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="net_alert_one_open_per_watch",
                fields=["citizen", "watch"],
                condition=Q(met_at=None),
                violation_error_message="This watch has an open alert on the citizen already.",
            ),
            models.UniqueConstraint(
                name="net_alert_once_for_each_thing",
                fields=["citizen", "watch", "about_key"],
                condition=Q(returned_on=None),
                violation_error_message="There has been an alert about this already.",
            ),
            models.CheckConstraint(
                name="net_alert_met_by_an_act",
                condition=Q(met_at=None, met_by="", met_key=None)
                | (Q(met_at__isnull=False, met_key__isnull=False) & ~Q(met_by="")),
                violation_error_message="An alert that is closed names the act that closed it.",
            ),
            models.CheckConstraint(
                name="net_alert_returns_when_met",
                condition=Q(returned_on=None) | Q(met_at__isnull=False),
                violation_error_message="Only what was closed comes back.",
            ),
            models.CheckConstraint(
                name="net_alert_somebody_has_it",
                condition=Q(owner__isnull=False, owner_as__in=["coach", "stand_in"])
                | Q(owner=None, owner_as="lead", lead_on__isnull=False),
                violation_error_message="An alert is somebody's, or the lead has heard of it.",
            ),
            models.CheckConstraint(
                name="net_alert_lost_while_uncovered",
                condition=Q(lost_on=None) | Q(covered_on=None),
                violation_error_message="Nobody is lost who is covered.",
            ),
            models.CheckConstraint(
                name="net_alert_colleague_since",
                condition=Q(colleague=None) | Q(colleague_on__isnull=False),
                violation_error_message="A colleague who has heard of an alert did so on a day.",
            ),
        ]


class NightlyFigure(models.Model):
    """What one night's round found of one target group, or of all (``group`` empty).

    Never changed and never removed (guard). The columns are those of ``GroupFigures``.
    """

    on = models.DateField()
    at = models.DateTimeField()
    group = models.CharField(max_length=60, blank=True, default="")
    open = models.PositiveIntegerField()
    uncovered = models.PositiveIntegerField()
    watched = models.PositiveIntegerField()
    lost = models.PositiveIntegerField()
    largest_gap = models.PositiveIntegerField()
    gap_p95 = models.PositiveIntegerField()
    person_days = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="net_nightlyfigure_once_a_night",
                fields=["on", "group"],
                violation_error_message="This night's figure is written already.",
            ),
            models.CheckConstraint(
                name="net_nightlyfigure_adds_up",
                condition=Q(uncovered=F("watched") + F("lost")) & Q(uncovered__lte=F("open")),
                violation_error_message="Whoever is uncovered is watched or lost.",
            ),
        ]
