"""Batches: which file changed what, the values it replaced, and what it made."""

from django.db import models

from staasted.apps.audit.words import word_choices
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import PublicIdField
from staasted.catalog.imports import FileKind

__all__ = ["FileKind", "ImportBatch", "ImportRecord"]


class ImportBatch(models.Model):
    """One file that changed something. A file that changes nothing leaves no batch."""

    public_id = PublicIdField()
    kind = models.CharField(max_length=20, choices=word_choices(FileKind))
    file_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    actor = models.CharField(max_length=10)
    read = models.PositiveIntegerField()
    created = models.PositiveIntegerField()
    updated = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    undone_at = models.DateTimeField(null=True, blank=True)


class ImportRecord(models.Model):
    """One row of one table that a batch made, changed or removed: its values before and after.

    ``table`` is the model's label (``citizens.benefitperiod``). ``before`` is null for what
    the batch made, ``after`` for what it removed. Values are those of the columns the batch
    wrote, as JSON; a CPR number is never among them.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="records")
    citizen = models.ForeignKey(
        Citizen, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    row = models.PositiveIntegerField()
    table = models.CharField(max_length=60)
    record = models.BigIntegerField()
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(name="imports_record_of_table", fields=["table", "record"])]


from staasted.apps.imports.upload_models import ImportUpload  # noqa: E402, F401 Django looks here
