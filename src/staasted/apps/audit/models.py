"""Two logs. Rows are only ever added: guards in the database refuse the rest."""

from django.db import models

from staasted.apps.audit.actor import Role
from staasted.apps.audit.words import word_choices

ROLES = word_choices(Role)


class LogRow(models.Model):
    """What both logs hold. ``citizens`` is ``|id|id|``: one row a request, still searchable."""

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=10)
    role = models.CharField(max_length=20, choices=ROLES)
    citizens = models.TextField(blank=True, default="")

    class Meta:
        abstract = True


class ReadLog(LogRow):
    """One request that read citizens' data: who, in which role, why, which page, whom."""

    purpose = models.CharField(max_length=40)
    page = models.CharField(max_length=60)


class ActLog(LogRow):
    """One write, logged in the write's own transaction. ``subject`` is a public id."""

    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=40, blank=True, default="")
    facts = models.JSONField(default=dict)
