"""One row a job: when it runs next, who runs it, and how it went last."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from staasted.apps.audit.words import word_choices


class JobOutcome(StrEnum):
    """How a job went last. ``stopped``: its worker was gone before it ended."""

    NEVER = "never"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


class Job(models.Model):
    """A job of the timetable. ``worker`` holds it as long as it runs, "" when nobody does.

    ``started_at`` and ``ended_at`` are the last run's. ``failure`` is the kind of error, never
    what it says. ``done_at`` is when it last went well.
    """

    name = models.CharField(max_length=40, unique=True)
    next_at = models.DateTimeField()
    worker = models.CharField(max_length=16, blank=True, default="")
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(
        max_length=10, choices=word_choices(JobOutcome), default=JobOutcome.NEVER
    )
    failure = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                name="timetable_job_held_since",
                condition=Q(worker="") | Q(started_at__isnull=False, ended_at=None),
                violation_error_message="A job that is held has begun and has not ended.",
            ),
        ]
