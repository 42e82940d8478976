"""Tables seen from outside: their label, columns, and what points to them."""

from typing import Any

from django.db.models import Field, Model
from django.db.models.fields.reverse_related import ForeignObjectRel


def label_of(table: Model | type[Model]) -> str:
    """What a record calls its table: ``citizens.benefitperiod``."""
    return _meta(table).label_lower


def columns_in(table: Model | type[Model]) -> list[Field]:
    """The columns of a table."""
    return list(_meta(table).concrete_fields)


def column_of(table: Model | type[Model], name: str) -> Field:
    """A column by its name, or by that of the key it holds."""
    return _meta(table).get_field(name)


def relations_to(table: type[Model]) -> list[ForeignObjectRel]:
    """Every foreign key that points to a table, those without a name of their own too.

    One the database does not hold, such as a citizen's stamp, is none.
    """
    fields = _meta(table).get_fields(include_hidden=True)
    pointing = [field for field in fields if field.auto_created and not field.concrete]
    return [each for each in pointing if getattr(each.field, "db_constraint", True)]


def _meta(table: Model | type[Model]) -> Any:
    return table._meta  # noqa: SLF001 Django's documented door, underscore or not
