"""Questions that are always the same but for their values: built and compiled once a process.

Django builds and compiles a query anew each time it is asked; for a page's small questions that
is most of their cost. Decision 0026.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from types import MappingProxyType
from typing import Any, Concatenate, Generic, NamedTuple, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Expression,
    Field,
    Lookup,
    QuerySet,
)
from django.db.models.sql.compiler import SQLCompiler

Shape = ParamSpec("Shape")
Row = TypeVar("Row")


class Blank(Expression):
    """The place of a value that is told when the question is asked."""

    def __init__(self, name: str, field: Field) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, *_: object, **__: object) -> tuple[str, list["Blank"]]:
        return "%s", [self]

    @property
    def same(self) -> object:
        """Two blanks that are the same here have the same value."""
        return type(self), self.name, type(self.output_field)

    def told(self, values: Mapping[str, Any]) -> Any:
        """The value, as the database is to have it. Errors: KeyError for one nobody told."""
        value = values[self.name]
        # An int in a blank of keys, a str in one of words: Django's field would hand it back.
        if type(value) is _AS_IT_IS.get(type(self.output_field)):
            return value
        return self.output_field.get_db_prep_value(value, connection)


_AS_IT_IS = {BigIntegerField: int, CharField: str}


@Field.register_lookup
class Among(Lookup):
    """One of a list: one value however long it is, so that its length is no other question.

    A place for each of fifty keys cost the driver and the server more than their answer did.
    """

    lookup_name, prepare_rhs = "among", False

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[Any]]:
        lhs, params = self.process_lhs(compiler, connection)
        among = " IN (SELECT value FROM JSON_EACH(%s))"
        return lhs + among, [*params, self._list]

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[Any]]:
        lhs, params = self.process_lhs(compiler, connection)
        kind = "text" if isinstance(self.lhs.output_field, CharField) else "bigint"
        return f"{lhs} = ANY(%s::{kind}[])", [*params, self._list]

    @property
    def _list(self) -> Any:
        """A blank, to be told; or the list itself, where it is no prepared question."""
        return self.rhs if isinstance(self.rhs, Blanks) else _as_one(self.rhs)


class Blanks(Blank):
    """The place of a list, as one value."""

    def told(self, values: Mapping[str, Any]) -> Any:
        """The list, as the database is to have it. Errors: KeyError for one nobody told."""
        return _as_one(values[self.name])


def _as_one(keys: Iterable[int | str]) -> Any:
    """A list as one value of this database's.

    Keys go to PostgreSQL as the words of an array: its driver writes a list number by number, each
    time anew, and a question may name the same list in twenty places.
    """
    listed = list(keys)
    if connection.vendor == "sqlite":
        return json.dumps(listed)
    if all(type(key) is int for key in listed):
        return f"{{{','.join(map(str, listed))}}}"
    return listed


class Given:
    """Makes the blanks of a question."""

    def key(self, name: str) -> Any:
        return Blank(name, BigIntegerField())

    def word(self, name: str) -> Any:
        return Blank(name, CharField())

    def day(self, name: str) -> Any:
        return Blank(name, DateField())

    def moment(self, name: str) -> Any:
        return Blank(name, DateTimeField())

    def truth(self, name: str) -> Any:
        return Blank(name, BooleanField())

    def keys(self, name: str) -> Any:
        """A list, for ``__among``. Of a foreign key it is ``citizen__id__among``."""
        return Blanks(name, BigIntegerField())

    def words(self, name: str) -> Any:
        """As ``keys``, for words."""
        return Blanks(name, CharField())


class _Kept(NamedTuple):
    """A compiled question, and what Django finds out of it anew for each row set.

    ``told`` are its values and blanks, a blank that stands in many places once; ``places`` says
    which of them stands in each.
    """

    queryset: QuerySet[Any]
    compiler: Any
    sql: str
    told: tuple[Any, ...]
    places: tuple[int, ...]
    converters: dict[int, Any]


class Prepared(Generic[Shape, Row]):
    """A question made by a function of blanks and of its shape: whatever changes its words.

    The function is called once for each shape, and knows values by their blanks alone: a day, a
    person or a length it looks at would stand in the question for good.
    """

    def __init__(self, make: Callable[Concatenate[Given, Shape], QuerySet[Any]]) -> None:
        self._make, self._known = make, dict[object, _Kept | None]()

    def __call__(self, *shape: Shape.args, **named: Shape.kwargs) -> Callable[..., list[Row]]:
        """The question of a shape; called with its values by name it gives the rows: one query."""
        key = (connection.vendor, shape, *named.items())
        if key not in self._known:
            self._known[key] = _compiled(self._make(Given(), *shape, **named))
        kept = self._known[key]
        return lambda **values: _Asked(kept, values).rows() if kept else []


def _compiled(queryset: QuerySet[Any]) -> _Kept | None:
    """The queryset compiled; None where no value could find a row."""
    if queryset._prefetch_related_lookups:  # noqa: SLF001 # it has no other name
        raise ValueError("a prepared question is one query: it prefetches nothing")
    compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    columns = [column[0] for column in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(columns)
    return _Kept(queryset, compiler, sql, *_each_once(params), converters)


def _each_once(params: Iterable[Any]) -> tuple[tuple[Any, ...], tuple[int, ...]]:
    """What is to be told, and where each of it stands."""
    told, places, known = list[Any](), list[int](), dict[object, int]()
    for part in params:
        key = part.same if isinstance(part, Blank) else object()
        places.append(known.setdefault(key, len(told)))
        if places[-1] == len(told):
            told.append(part)
    return tuple(told), tuple(places)


class _Asked:
    """What Django's own iterables read of a queryset and its query, once it is compiled."""

    _known_related_objects: Mapping[Any, Any] = MappingProxyType({})

    def __init__(self, kept: _Kept, values: Mapping[str, Any]) -> None:
        self._kept, self._values, self.query, self.db = kept, values, self, DEFAULT_DB_ALIAS
        self._fields = kept.queryset._fields

    def get_compiler(self, *_: object, **__: object) -> Any:
        """The compiler with this question's values, speaking through this thread's connection."""
        kept, values = self._kept, self._values
        told = [part.told(values) if isinstance(part, Blank) else part for part in kept.told]
        params = [told[place] for place in kept.places]
        compiler = copy(kept.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda: (kept.sql, params)
        compiler.get_converters = lambda _: kept.converters
        return compiler

    def rows(self) -> list[Any]:
        """Instances or tuples, as the queryset would give them."""
        iterable = self._kept.queryset._iterable_class  # noqa: SLF001 # it has no other name
        return list(iterable(self))
