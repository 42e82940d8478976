"""People are found by telephone number, however it was written; those known already too."""

from collections.abc import Iterator

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from staasted.apps.org.phones import phone_keys

ROWS_AT_ONCE = 500


def keys_fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Work out the keys of every number that is stored."""
    people = apps.get_model("org", "Person").objects.using(schema_editor.connection.alias)
    keyed = list(_keyed(people.exclude(phone="")))
    people.bulk_update(keyed, ["phone_key", "other_phone_key"], ROWS_AT_ONCE)


def _keyed(rows: models.QuerySet) -> Iterator[models.Model]:
    for row in rows.iterator(ROWS_AT_ONCE):
        row.phone_key, row.other_phone_key = phone_keys(row.phone)
        yield row


class Migration(migrations.Migration):
    dependencies = [
        ("org", "0006_dated_rows_end"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="other_phone_key",
            field=models.CharField(
                blank=True, db_index=True, default="", editable=False, max_length=15
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="phone_key",
            field=models.CharField(
                blank=True, db_index=True, default="", editable=False, max_length=15
            ),
        ),
        migrations.RunPython(keys_fill, migrations.RunPython.noop, elidable=True),
    ]
