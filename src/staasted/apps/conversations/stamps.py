"""The stamp of a citizen: another number whenever something the law looks at has changed.

The database itself changes it (``guards``), so that nothing that writes can forget to. Nothing
else ever writes the table. Source: decision 0025.
"""

from django.db import models

from staasted.apps.citizens.models import Citizen

RANGE = 10**12
"""A number out of so many: two states share one once in a million million changes."""


class Stamp(models.Model):
    """One row a citizen; it goes with the citizen, by a trigger."""

    citizen = models.OneToOneField(
        Citizen,
        on_delete=models.DO_NOTHING,
        primary_key=True,
        db_constraint=False,
        related_name="law_stamp",
    )
    stamp = models.BigIntegerField()
