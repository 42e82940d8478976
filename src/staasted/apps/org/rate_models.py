"""How often something has been done lately, so that no machine does it for ever."""

from django.db import models


class Rate(models.Model):
    """How often one does one thing: ``place`` is a keyed hash of what and who; nothing readable.

    ``used`` counts within the period that ends at ``until``.
    """

    place = models.CharField(max_length=64, unique=True)
    used = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)
