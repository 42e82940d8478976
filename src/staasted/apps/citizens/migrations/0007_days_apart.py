"""Rows of the same kind lie apart from now on, and a mark can end; what overlaps is mended.

Guards refuse two coaches on one day, two teams, and a second power or invitation for the same
person meanwhile; they are put up once every migration has run. What overlaps before that is mended
here, for every table alike: the row that was written last is what somebody decided last, and it
stays as it is. An earlier one ends the day before it begins; where it begins no sooner itself, it is
withdrawn or ended. Nothing is deleted.
"""

from datetime import timedelta

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, Model, Q
from django.utils import timezone

import staasted.apps.org.models
from staasted.apps.org.public_id import new_public_id

WITHDRAWN = (
    ("citizens", "CounsellorAssignment", ("citizen_id",)),
    ("citizens", "Conflict", ("citizen_id", "staff_id")),
    ("org", "TeamMembership", ("person_id",)),
)
ENDED = (
    ("citizens", "Power", ("citizen_id", "representative_id")),
    ("citizens", "PartnerInvitation", ("citizen_id", "partner_id")),
)


def marks_named(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Every mark gets a public id of its own."""
    marks = apps.get_model("citizens", "Conflict").objects.using(schema_editor.connection.alias)
    for mark in marks.filter(public_id=None).order_by("pk"):
        mark.public_id = new_public_id()
        mark.save(update_fields=["public_id"])


def overlaps_mend(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let the row that was written last stand; the earlier ones give way to it."""
    alias = schema_editor.connection.alias
    for app, name, keys in WITHDRAWN:
        rows = apps.get_model(app, name).objects.using(alias).filter(withdrawn=False)
        _mend(rows, keys, _withdraw)
    for app, name, keys in ENDED:
        rows = apps.get_model(app, name).objects.using(alias).filter(ended_at=None)
        _mend(rows, keys, _end)


def _mend(rows: models.QuerySet, keys: tuple[str, ...], give_up: object) -> None:
    standing: dict[tuple[int, ...], list[Model]] = {}
    for row in rows.order_by("-pk"):
        later = standing.setdefault(tuple(getattr(row, key) for key in keys), [])
        clashes = [other for other in later if _overlap(row, other)]
        first = min((other.from_on for other in clashes), default=None)
        if first is not None and row.from_on >= first:
            give_up(row)
            continue
        if first is not None:
            row.to_on = first - timedelta(days=1)
            row.save(update_fields=["to_on"])
        later.append(row)


def _overlap(one: Model, other: Model) -> bool:
    begins, ends = max(one.from_on, other.from_on), [one.to_on, other.to_on]
    return all(end is None or end >= begins for end in ends)


def _withdraw(row: Model) -> None:
    row.withdrawn, row.to_on = True, row.from_on - timedelta(days=1)
    row.save(update_fields=["withdrawn", "to_on"])


def _end(row: Model) -> None:
    row.ended_at = timezone.now()
    row.to_on = row.to_on or row.from_on
    row.save(update_fields=["ended_at", "to_on"])


class Migration(migrations.Migration):
    dependencies = [
        ("citizens", "0006_relations_end"),
        ("org", "0009_rates"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="conflict",
            name="citizens_conflict_ends_after_start",
        ),
        migrations.RemoveConstraint(
            model_name="partnerinvitation",
            name="citizens_partnerinvitation_one_per_start",
        ),
        migrations.AddField(
            model_name="conflict",
            name="withdrawn",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="conflict",
            name="public_id",
            field=models.CharField(max_length=10, null=True, editable=False),
        ),
        migrations.RunPython(marks_named, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="conflict",
            name="public_id",
            field=staasted.apps.org.models.PublicIdField(
                default=new_public_id, editable=False, max_length=10, unique=True
            ),
        ),
        migrations.AddConstraint(
            model_name="conflict",
            constraint=models.CheckConstraint(
                condition=Q(
                    Q(
                        ("withdrawn", False),
                        Q(("to_on", None), ("to_on__gte", F("from_on")), _connector="OR"),
                    ),
                    Q(
                        ("to_on__isnull", False),
                        ("to_on__lt", F("from_on")),
                        ("withdrawn", True),
                    ),
                    _connector="OR",
                ),
                name="citizens_conflict_ends_after_start",
                violation_error_message="A mark cannot end before it begins.",
            ),
        ),
        migrations.RunPython(overlaps_mend, migrations.RunPython.noop),
    ]
