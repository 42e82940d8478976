"""Which rows hang on one, through every foreign key there is: found by asking the models.

What a rule of retention.yaml does not name is not erased by it: a table somebody adds later
stops the erasing, with its name, until it stands in the file.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from graphlib import TopologicalSorter

from django.db.models import Model

from staasted.apps.imports.models import ImportRecord
from staasted.apps.imports.tables import columns_in, label_of, relations_to

Rows = dict[type[Model], set[int]]
"""Table → keys."""
AT_ONCE = 400
"""Keys in one question; SQLite takes 32,766 in all."""


class TableNotNamed(RuntimeError):
    """Rows of a table hang on a case, and no rule says what becomes of them: name it there."""


def rows_on(root: type[Model], keys: Iterable[int], *, within: Collection[str]) -> Rows:
    """The rows with these keys, and every row that hangs on them. Errors: TableNotNamed."""
    found: Rows = {root: set(keys)}
    fresh: Rows = dict(found)
    while fresh:
        hanging: Rows = {}
        for table, key in _pointing(fresh, within):
            if key not in found.get(table, ()):
                hanging.setdefault(table, set()).add(key)
        for table, more in hanging.items():
            found.setdefault(table, set()).update(more)
        fresh = hanging
    records_add(found)
    return found


def _pointing(rows: Rows, within: Collection[str]) -> Iterator[tuple[type[Model], int]]:
    """Each row that points to one of these: its table and its key."""
    for table, keys in rows.items():
        for relation in relations_to(table):
            model, column = relation.related_model, relation.field
            for some in _batches(keys):
                pointing = model.objects.filter(**{f"{column.name}__in": some})
                for key in pointing.values_list("pk", flat=True):
                    if label_of(model) not in within:
                        raise TableNotNamed(label_of(model))
                    yield model, key


def records_add(found: Rows) -> None:
    """Add what imports noted of these rows: a record holds the values."""
    held = found.setdefault(ImportRecord, set())
    for table, keys in list(found.items()):
        for some in _batches(keys):
            noted = ImportRecord.objects.filter(table=label_of(table), record__in=some)
            held.update(noted.values_list("pk", flat=True))
    if not held:
        del found[ImportRecord]


def rows_erase(found: Rows) -> None:
    """Delete these rows, those that point before those pointed to."""
    for table in _children_first(found):
        for some in _batches(found[table]):
            rows = table.objects.filter(pk__in=some)
            for column in columns_in(table):
                if column.related_model is table:  # a row that points to its own kind
                    rows.update(**{column.name: None})
            rows.delete()


def counted(found: Rows) -> dict[str, int]:
    """Table → how many rows, by name."""
    return {label_of(table): len(found[table]) for table in sorted(found, key=label_of)}


def _children_first(found: Mapping[type[Model], object]) -> list[type[Model]]:
    """The tables in an order in which nothing is deleted that is still pointed to."""
    order = TopologicalSorter[type[Model]]()
    for table in found:
        order.add(table)
        for column in columns_in(table):
            other = column.related_model
            if other in found and other is not table:
                order.add(other, table)
    return list(order.static_order())


def _batches(keys: Iterable[int]) -> Iterator[tuple[int, ...]]:
    ordered = sorted(keys)
    for first in range(0, len(ordered), AT_ONCE):
        yield tuple(ordered[first : first + AT_ONCE])


def merged(found: Rows, more: Rows) -> None:
    """Add the rows of one to the other."""
    for table, keys in more.items():
        found.setdefault(table, set()).update(keys)
