"""Whether the database is there, up to date, and as guarded as it must be."""

from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from staasted.apps.backups.selectors import restore_left_waiting
from staasted.apps.operations.problems import Problem


def problems_of_the_database() -> list[Problem]:
    """What is wrong with settings and database; with the first two nothing else can be asked."""
    try:
        waiting = restore_left_waiting()
        executor = MigrationExecutor(connection)
    except DatabaseError:
        return [Problem("database_away")]
    if waiting:
        return [Problem("half_restored", {"waiting": ", ".join(waiting)})]
    lacking = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if lacking:
        return [Problem("not_migrated", {"count": len(lacking)})]
    found = checks.run_checks(databases=["default"])
    return [
        Problem("guard", {"problem": each.msg, "hint": each.hint or ""})
        for each in found
        if each.is_serious()
    ]
