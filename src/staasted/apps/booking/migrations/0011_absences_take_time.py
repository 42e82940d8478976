"""Whoever is away takes no more bookings, also where it was told before; openings get their ids.

On its own: PostgreSQL alters no table in the transaction that has just written to it.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import migrations

from staasted.apps.org.public_id import new_public_id

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
LATEST = date(2200, 12, 31)
BATCH = 500


def ids_give(apps, _editor):
    """Give every opening a public id."""
    openings = apps.get_model("booking", "Opening").objects
    rows = list(openings.filter(public_id=None).only("pk"))
    for row in rows:
        row.public_id = new_public_id()
    openings.bulk_update(rows, ["public_id"], batch_size=BATCH)


def absences_take(apps, _editor):
    """Let each absence that stands take its days."""
    resources = apps.get_model("booking", "Resource").objects
    occupations = apps.get_model("booking", "Occupation").objects
    taking = apps.get_model("booking", "Absence").objects
    for told in apps.get_model("org", "StaffAbsence").objects.filter(withdrawn=False):
        resource, _ = resources.get_or_create(kind="counsellor", person_id=told.person_id)
        occupation = occupations.create(
            resource=resource,
            kind="absence",
            starts_at=_midnight(told.from_on),
            ends_at=_midnight((told.to_on or LATEST) + timedelta(days=1)),
        )
        taking.create(public_id=new_public_id(), occupation=occupation, of_days=told)


def _midnight(on):
    return datetime.combine(on, time.min, COPENHAGEN)


class Migration(migrations.Migration):
    dependencies = [("booking", "0010_absences")]

    operations = [
        migrations.RunPython(ids_give, migrations.RunPython.noop),
        migrations.RunPython(absences_take, migrations.RunPython.noop),
    ]
