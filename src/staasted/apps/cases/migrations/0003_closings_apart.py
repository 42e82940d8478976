"""A case never closes on a day it was closed already; what overlaps is mended.

A closing whose last day lies before the day the case was opened again gets that day as its last:
the case cannot have closed before it was open. The case's own last day follows it.
"""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Model


def overlaps_mend(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Move a closing that lies within an earlier one to the day the case was opened again."""
    alias = schema_editor.connection.alias
    closings = apps.get_model("cases", "CaseClosing").objects.using(alias)
    opened: dict[int, date] = {}
    for row in closings.select_related("citizen").order_by("closed_at", "pk"):
        first = opened.get(row.citizen_id)
        if first is not None and row.closed_on < first:
            _move(row, first)
        if row.reopened_on is not None:
            opened[row.citizen_id] = max(first or row.reopened_on, row.reopened_on)


def _move(row: Model, first: date) -> None:
    row.closed_on = first
    if row.reopened_on is None:
        row.citizen.closed_on = first
        row.citizen.save(update_fields=["closed_on"])
    else:
        row.reopened_on = max(first, row.reopened_on)
    row.save(update_fields=["closed_on", "reopened_on"])


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_coach_wishes"),
        ("citizens", "0007_days_apart"),
    ]

    operations = [
        migrations.RunPython(overlaps_mend, migrations.RunPython.noop),
    ]
