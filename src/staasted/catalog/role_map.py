"""The file that says which attribute of a provider gives which role (``STAASTED_ROLE_MAP``).

What is not in it gives no role. How to write one: docs/identity.md.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field

from staasted.catalog.reader import CatalogError, Entry, read_entries

Word = Literal["counsellor", "lead", "administrator"]


class Mapped(Entry):
    """One row: the attribute, the value it must have exactly, and the role that gives."""

    attribute: str = Field(min_length=1)
    value: str = Field(min_length=1)
    role: Word


class ProviderRoles(Entry):
    """The rows of one provider."""

    slug: str
    roles: tuple[Mapped, ...] = Field(min_length=1)


RoleMap = Mapping[str, ProviderRoles]


def read_role_map(file: Path) -> RoleMap:
    """The file, by provider. Errors: CatalogError."""
    found = read_entries(ProviderRoles, file)
    for slug, entry in found.items():
        if len(set(entry.roles)) != len(entry.roles):
            raise CatalogError(file, slug, "a row stands twice", "take one of them away")
    return found


def roles_of(
    role_map: RoleMap, provider: str, attributes: Mapping[str, tuple[str, ...]]
) -> set[Word]:
    """The roles a provider's attributes give: of exactly the values in the file, no other."""
    entry = role_map.get(provider)
    rows = entry.roles if entry else ()
    return {row.role for row in rows if row.value in attributes.get(row.attribute, ())}
