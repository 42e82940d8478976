"""docs/upgrading.md says of every release whether the one before it runs on its tables."""

import re
import tomllib
from itertools import pairwise

from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from tests.house.tree import ROOT

ROW = re.compile(
    r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| (yes|no|none before it) \| ([^|]+) \|$", re.MULTILINE
)
TABLES = re.compile(r"(\w+) (\d{4})")
OURS = "staasted."
# What the code of the release before it neither sees nor trips over.
UNSEEN = (migrations.CreateModel, migrations.AddIndex, migrations.AlterModelOptions)


def rows() -> list[tuple[str, dict[str, int], str]]:
    """Release, the newest migration of each app, and whether the release before it runs."""
    told = ROW.findall((ROOT / "docs" / "upgrading.md").read_text(encoding="utf-8"))
    return [(release, latest(apps), runs) for release, apps, runs, _ in told]


def latest(written: str) -> dict[str, int]:
    return {app: int(number) for app, number in TABLES.findall(written)}


def our_migrations() -> dict[tuple[str, int], migrations.Migration]:
    """App and number of every migration of ours."""
    disk = MigrationLoader(None).disk_migrations
    return {
        (app, int(name[:4])): migration
        for (app, name), migration in disk.items()
        if type(migration).__module__.startswith(OURS)
    }


def runs_before(operation: Operation) -> bool:
    """Whether the release before can go on reading and writing once this has been done."""
    if isinstance(operation, migrations.AddField):
        field = operation.field
        return field.null or field.has_db_default() or field.many_to_many
    return isinstance(operation, UNSEEN)


def test_the_newest_row_is_the_coming_release_with_every_migration_there_is() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    release, told, _ = rows()[0]
    found: dict[str, int] = {}
    for app, number in our_migrations():
        found[app] = max(found.get(app, 0), number)
    assert release == project["version"]
    assert told == found, "docs/upgrading.md: bring the row of the coming release up to date"


def test_a_release_says_that_the_one_before_it_runs_only_where_it_can() -> None:
    told = rows()
    assert told[-1][2] == "none before it"
    for (release, now, runs), (_, before, _) in pairwise(told):
        added = [
            migration
            for (app, number), migration in our_migrations().items()
            if before.get(app, 0) < number <= now.get(app, 0)
        ]
        can = all(runs_before(operation) for each in added for operation in each.operations)
        assert runs == ("yes" if can else "no"), release


def test_what_the_release_before_trips_over_is_known() -> None:
    number, nothing = models.IntegerField(), models.IntegerField(null=True)
    fine = [
        migrations.CreateModel("New", [("id", models.AutoField(primary_key=True))]),
        migrations.AddField("old", "new", nothing),
        migrations.AddField("old", "new", models.IntegerField(db_default=0)),
        migrations.AddIndex("old", models.Index(fields=["id"], name="old_id")),
    ]
    not_fine = [
        migrations.AddField("old", "new", number),
        migrations.AddField("old", "new", models.IntegerField(default=0)),
        migrations.RemoveField("old", "new"),
        migrations.RenameField("old", "new", "newer"),
        migrations.DeleteModel("old"),
        migrations.AlterField("old", "new", number),
        migrations.AddConstraint("old", models.UniqueConstraint(fields=["new"], name="one")),
        migrations.RunSQL("DELETE FROM old"),
    ]
    assert all(map(runs_before, fine))
    assert not any(map(runs_before, not_fine))
