"""The citizen's answers, versioned: each submission is a row, none is ever overwritten."""

from django.db import models

from staasted.apps.citizens.models import Citizen


class ScreeningAnswers(models.Model):
    """One submission. ``answers`` maps item to the option chosen; a skipped item is absent.

    Only the citizen sees the answers until ``shared_at`` is set (screening without a
    score, point 10). No number about a person is stored here: a test reads the schema.
    """

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="answers")
    instrument = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    given_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True, blank=True)
