"""Two logs, the blocks they are sealed into, and an index of the one a citizen asks.

Rows of logs and blocks are only ever added: guards in the database refuse the rest.
"""

from enum import StrEnum

from django.db import models

from staasted.apps.audit.actor import Role
from staasted.apps.audit.words import word_choices

ROLES = word_choices(Role)
UNIT_LENGTH = 80


class LogName(StrEnum):
    """The two logs; each has a chain of its own."""

    READ = "read"
    ACT = "act"


class LogRow(models.Model):
    """What both logs hold. ``citizens`` is ``|id|id|``: one row a request, still searchable.

    ``unit`` is where the actor sat then, as the citizen is told it.
    """

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=10)
    role = models.CharField(max_length=20, choices=ROLES)
    unit = models.CharField(max_length=UNIT_LENGTH, blank=True, default="")
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

    class Meta:
        # What the house did last of a kind (a backup, a verification) is asked for by name.
        indexes = [models.Index(name="audit_actlog_latest", fields=["act", "id"])]


class LogBlock(models.Model):
    """Rows of one log, sealed: ids ``first_id`` to ``last_id``, both included.

    A block begins where the one before it ended, so that no id lies between two. ``seals``
    holds 8 bytes of id and 32 of digest for each row; ``hash`` covers them, everything else
    here and the previous block's hash (docs/decisions/0014).
    """

    log = models.CharField(max_length=4, choices=word_choices(LogName))
    number = models.PositiveIntegerField()
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    count = models.PositiveIntegerField()
    sealed_at = models.DateTimeField()
    seals = models.BinaryField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="audit_logblock_one_number",
                fields=["log", "number"],
                violation_error_message="The block has been sealed already.",
            ),
        ]


class SeenDay(models.Model):
    """The index of the sealed read log: how often one citizen was read on one Danish day.

    By others alone: own readings are logged and not listed. Made anew from the log whenever
    it is asked for; nothing rests on it but speed.
    """

    citizen = models.CharField(max_length=10)
    day = models.DateField()
    purpose = models.CharField(max_length=40)
    role = models.CharField(max_length=20, choices=ROLES)
    unit = models.CharField(max_length=UNIT_LENGTH, blank=True, default="")
    times = models.PositiveIntegerField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="audit_seenday_one_row",
                fields=["citizen", "day", "purpose", "role", "unit"],
                violation_error_message="The day has a row already.",
            ),
        ]
