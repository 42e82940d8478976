"""What the files municipalities export look like: columns and their names, and bounds."""

from staasted.catalog.imports.layout import (
    Bounds,
    Column,
    Kind,
    Layout,
    bounds,
    caseload_layout,
    name_fold,
)

__all__ = ["Bounds", "Column", "Kind", "Layout", "bounds", "caseload_layout", "name_fold"]
