"""What the files municipalities export look like: columns and their names, and bounds."""

from staasted.catalog.imports.bounds import Bounds, bounds
from staasted.catalog.imports.layout import (
    AXES,
    Column,
    FileKind,
    Kind,
    Layout,
    caseload_layout,
    layout,
    name_fold,
)
from staasted.catalog.imports.words import NO, YES, month_numbers, shared_words

__all__ = [
    "AXES",
    "NO",
    "YES",
    "Bounds",
    "Column",
    "FileKind",
    "Kind",
    "Layout",
    "bounds",
    "caseload_layout",
    "layout",
    "month_numbers",
    "name_fold",
    "shared_words",
]
