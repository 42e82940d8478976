"""What job ads are sorted by: fields of work, and places a distance is counted from."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pydantic import Field

from staasted.catalog.english import said
from staasted.catalog.reader import FOLDER, CatalogError, Entry, own_folders, read_entries
from staasted.core.ads import Point
from staasted.core.finding.words import folded

OTHER = "other"
"""The field of what is in no other."""
PLACES = "places.yaml"
_CODE = re.compile(r"\b[0-9]{4}\b")


class AdFieldWords(Entry):
    """The field as people read it."""

    name: str


class AdField(Entry):
    """A field of work; ``also`` is what feeds call it."""

    slug: str = Field(pattern=r"^[a-z_]+$")
    da: AdFieldWords
    also: tuple[str, ...] = ()

    @property
    def words(self) -> AdFieldWords:
        """Return its words in the language that is spoken."""
        return said(self.da)


class PlaceEntry(Entry):
    """A postal code's name and a point in it, in decimal degrees (WGS 84)."""

    slug: str = Field(pattern=r"^[0-9]{4}$")
    name: str = Field(min_length=1)
    latitude: float = Field(ge=-90, le=90, allow_inf_nan=False)
    longitude: float = Field(ge=-180, le=180, allow_inf_nan=False)

    @property
    def at(self) -> Point:
        """Return the point."""
        return Point(self.latitude, self.longitude)

    @property
    def title(self) -> str:
        """Return code and name, as letters are addressed."""
        return f"{self.slug} {self.name}"


@cache
def ad_fields() -> Mapping[str, AdField]:
    """Return every field by slug, in the order of the file. Errors: CatalogError."""
    return MappingProxyType(read_entries(AdField, FOLDER / "ad_fields.yaml"))


def field_of(trade: str) -> str:
    """Return the field a feed's own word for it belongs to; ``other`` where nobody knows it."""
    return _fields_by_name().get(folded(trade).strip(), OTHER)


@cache
def _fields_by_name() -> dict[str, str]:
    named = dict[str, str]()
    for slug, entry in ad_fields().items():
        for name in (slug, entry.da.name, *entry.also):
            named.setdefault(folded(name).strip(), slug)
    return named


@cache
def places() -> Mapping[str, PlaceEntry]:
    """Return every place by postal code, of this installation. Errors: CatalogError."""
    return MappingProxyType(read_places(FOLDER, own_folders()))


def read_places(folder: Path, own: Iterable[Path] = ()) -> dict[str, PlaceEntry]:
    """Return the places of one's own folders; ours where none has any. Errors: CatalogError where
    a postal code stands in two of them."""
    files = [each / PLACES for each in own if (each / PLACES).is_file()] or [folder / PLACES]
    found = dict[str, PlaceEntry]()
    for file in files:
        for code, place in read_entries(PlaceEntry, file).items():
            if code in found:
                raise CatalogError(file, code, "stands in another file too", "keep one of the two")
            found[code] = place
    return found


def place_named(written: str) -> PlaceEntry | None:
    """Return the place somebody wrote: its postal code, its name, or both; None of no such."""
    code = _CODE.search(written)
    if code is not None:
        return places().get(code.group())
    name = folded(written).strip()
    return next((each for each in places().values() if folded(each.name).strip() == name), None)


def point_of(postal_code: str, place: str) -> Point | None:
    """Return where an ad without coordinates lies: by its postal code, else by its place."""
    found = places().get(postal_code) or (place_named(place) if place else None)
    return found.at if found else None
