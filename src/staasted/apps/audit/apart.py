"""Guards that keep dated rows apart: no day lies in two rows that are about the same.

PostgreSQL holds it with an exclusion constraint (``int8range(id, id, '[]')`` needs no extension),
SQLite with a trigger for each way a row can come to be. A service asks first, under its locks; the
guard is for whoever forgets (decision 0003).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from staasted.apps.audit.guarding import Guard

DAYS_TAKEN = "these days are taken"
"""How every such refusal begins, whatever it is about."""


@dataclass(frozen=True, slots=True)
class Apart:
    """Rows of ``table`` with the same ``keys``: no day in two of them that count.

    ``counts`` is the SQL of a row that counts, where ``{row}`` stands for the row; empty where
    every one does. ``first`` and ``last`` are the columns of its days; an empty ``last`` is until
    further notice, and the day itself lies in the row unless ``half_open``.
    """

    table: str
    keys: Sequence[str]
    says: str
    counts: str = ""
    first: str = "from_on"
    last: str = "to_on"
    half_open: bool = False

    @property
    def guards(self) -> tuple[Guard, Guard]:
        """The refusal of a new row, and of one that is changed."""
        made = f"{self.table}_apart"
        changed = f"{made}_update"
        refusal = {"sqlite": self._trigger(made, "INSERT"), "postgresql": self._exclusion(made)}
        return (
            Guard(name=made, table=self.table, create=refusal, kind="CONSTRAINT"),
            Guard(
                name=changed, table=self.table, create={"sqlite": self._trigger(changed, "UPDATE")}
            ),
        )

    def _exclusion(self, name: str) -> str:
        same = ", ".join(f"int8range({key}, {key}, '[]') WITH &&" for key in self.keys)
        bounds = "[)" if self.half_open else "[]"
        where = f" WHERE ({self.counts.format(row='')})" if self.counts else ""
        return (
            f"ALTER TABLE {self.table} ADD CONSTRAINT {name} EXCLUDE USING gist ({same}, "
            f"daterange({self.first}, {self.last}, '{bounds}') WITH &&){where}"
        )

    def _trigger(self, name: str, event: str) -> str:
        same = "".join(f" AND held.{key} = NEW.{key}" for key in self.keys)
        when = f"WHEN {self.counts.format(row='NEW.')} " if self.counts else ""
        counts = f" AND {self.counts.format(row='held.')}" if self.counts else ""
        return (
            f"CREATE TRIGGER {name} BEFORE {event} ON {self.table} {when}BEGIN "  # noqa: S608 # nosec B608 # our own names
            f"SELECT RAISE(ABORT, '{DAYS_TAKEN}: {self.says}') WHERE EXISTS ("
            f"SELECT 1 FROM {self.table} held WHERE held.id IS NOT NEW.id{same}{counts}"
            f" AND {self._reaches('NEW', 'held')} AND {self._reaches('held', 'NEW')}); END"
        )

    def _reaches(self, one: str, other: str) -> str:
        """That a row has not ended before another one begins; an empty half-open one has."""
        if not self.half_open:
            return f"({one}.{self.last} IS NULL OR {one}.{self.last} >= {other}.{self.first})"
        later = f"max({one}.{self.first}, {other}.{self.first})"
        return f"({one}.{self.last} IS NULL OR {one}.{self.last} > {later})"
