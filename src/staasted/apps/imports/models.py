"""Batches: which file changed what, and the values it replaced."""

from django.db import models

from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import PublicIdField


class ImportBatch(models.Model):
    """One file that changed something. A file that changes nothing leaves no batch."""

    public_id = PublicIdField()
    kind = models.CharField(max_length=20)
    file_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    actor = models.CharField(max_length=10)
    read = models.PositiveIntegerField()
    created = models.PositiveIntegerField()
    updated = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()


class ImportChange(models.Model):
    """One value a batch wrote over: the old value is kept. A new case has no old values."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="changes")
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="+")
    row = models.PositiveIntegerField()
    field = models.CharField(max_length=40)
    old = models.TextField(blank=True, default="")
    new = models.TextField(blank=True, default="")
