"""Questions that are always the same but for their values: built and compiled once a process.

Django builds and compiles a query anew each time it is asked; for a page's small questions that
is most of their cost. Decision 0026.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from types import MappingProxyType
from typing import Any, Concatenate, Generic, NamedTuple, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Expression,
    Field,
    QuerySet,
)

Shape = ParamSpec("Shape")
Row = TypeVar("Row")
MOST_KEYS = 256
"""The most keys a prepared list takes; a longer one is asked as it is, since it is rare."""


class Blank(Expression):
    """The place of a value that is told when the question is asked."""

    def __init__(self, name: str, field: Field, at: int | None = None) -> None:
        super().__init__(output_field=field)
        self.name, self.at = name, at

    def as_sql(self, *_: object, **__: object) -> tuple[str, list["Blank"]]:
        return "%s", [self]

    def told(self, values: Mapping[str, Any]) -> Any:
        """The value, as the database is to have it. Errors: KeyError for one nobody told."""
        value = values[self.name]
        if self.at is not None:
            # One list is asked for in few lengths: the last key stands in the places left over.
            value = value[min(self.at, len(value) - 1)]
        # An int in a blank of keys, a str in one of words: Django's field would hand it back.
        if type(value) is _AS_IT_IS.get(type(self.output_field)):
            return value
        return self.output_field.get_db_prep_value(value, connection)


_AS_IT_IS = {BigIntegerField: int, CharField: str}


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

    def keys(self, name: str, places: int) -> list[Any]:
        """Slots of a list, for ``__in``; ``places`` is what ``places_for`` says of it.

        Of a foreign key it is ``citizen__id__in``: Django tries to read ``citizen_id__in`` itself.
        """
        return [Blank(name, BigIntegerField(), at) for at in range(places)]

    def words(self, name: str, places: int) -> list[Any]:
        """As ``keys``, for words."""
        return [Blank(name, CharField(), at) for at in range(places)]


class _Told(Given):
    """Gives the values themselves: the question is asked as it is, and forgotten."""

    def __init__(self, **values: Any) -> None:
        self._values = values

    def _value(self, name: str) -> Any:
        return self._values[name]

    key = word = day = moment = truth = _value

    def keys(self, name: str, places: int) -> list[Any]:  # noqa: ARG002 # as many as there are
        return list(self._values[name])

    words = keys


def places_for(keys: Sequence[int | str]) -> int:
    """How many places a list of keys is asked with: the next power of two, 0 for none."""
    return 1 << (len(keys) - 1).bit_length() if keys else 0


class _Kept(NamedTuple):
    """A compiled question, and what Django finds out of it anew for each row set."""

    queryset: QuerySet[Any]
    compiler: Any
    sql: str
    params: tuple[Any, ...]
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

    def among(self, keys: Sequence[int | str], *shape: Any, **values: Any) -> list[Row]:
        """The rows of a question shaped by the places of its blank ``keys``, then by ``shape``:
        one query."""
        if len(keys) > MOST_KEYS:
            return list(self._make(_Told(keys=keys, **values), len(keys), *shape))
        return self(places_for(keys), *shape)(keys=keys, **values)


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
    return _Kept(queryset, compiler, sql, tuple(params), compiler.get_converters(columns))


class _Asked:
    """What Django's own iterables read of a queryset and its query, once it is compiled."""

    _known_related_objects: Mapping[Any, Any] = MappingProxyType({})

    def __init__(self, kept: _Kept, values: Mapping[str, Any]) -> None:
        self._kept, self._values, self.query, self.db = kept, values, self, DEFAULT_DB_ALIAS
        self._fields = kept.queryset._fields

    def get_compiler(self, *_: object, **__: object) -> Any:
        """The compiler with this question's values, speaking through this thread's connection."""
        kept, values = self._kept, self._values
        params = [part.told(values) if type(part) is Blank else part for part in kept.params]
        compiler = copy(kept.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda: (kept.sql, params)
        compiler.get_converters = lambda _: kept.converters
        return compiler

    def rows(self) -> list[Any]:
        """Instances or tuples, as the queryset would give them."""
        iterable = self._kept.queryset._iterable_class  # noqa: SLF001 # it has no other name
        return list(iterable(self))
