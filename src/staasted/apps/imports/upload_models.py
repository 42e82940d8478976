"""What an administrator has asked the worker to do with a file, or with a batch of the past."""

from enum import StrEnum

from django.db import models

from staasted.apps.audit.words import word_choices
from staasted.apps.org.models import Person, PublicIdField
from staasted.catalog.imports import FileKind


class UploadStep(StrEnum):
    """What the worker is asked for: look at a file, take it in, or undo a batch."""

    CHECK = "check"
    APPLY = "apply"
    UNDO = "undo"


class UploadState(StrEnum):
    """How far it is. ``ready``: looked at, and waiting for the administrator's yes."""

    WAITING = "waiting"
    WORKING = "working"
    READY = "ready"
    DONE = "done"
    FAILED = "failed"


class ImportUpload(models.Model):
    """One file on its way in, and the worker's queue: a row that is waiting is a job.

    ``stored_name`` names the file below the data folder, "" once it is deleted. ``mapping``
    is what the administrator chose, header → field; ``columns`` every header with the field it
    is read as, "" where it is left unread. ``report`` holds counts and, until the file is
    taken in, the bad cells without their values. ``failure`` is a reason and a remedy.
    ``batch`` is the public id of the batch that was made, or is to be undone.
    """

    public_id = PublicIdField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=word_choices(FileKind))
    file_name = models.CharField(max_length=255)
    stored_name = models.CharField(max_length=64, blank=True, default="")
    step = models.CharField(max_length=10, choices=word_choices(UploadStep))
    state = models.CharField(max_length=10, choices=word_choices(UploadState), db_index=True)
    mapping = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    skip_bad = models.BooleanField(default=False)
    accept_corrections = models.BooleanField(default=False)
    report = models.JSONField(default=dict)
    failure = models.JSONField(default=dict)
    batch = models.CharField(max_length=10, blank=True, default="")

    class Meta:
        ordering = ("at", "id")
