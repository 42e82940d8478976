"""The catalogue: everything decided elsewhere, read once and frozen."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from staasted.catalog.check import check
from staasted.catalog.contact_groups import ContactGroup
from staasted.catalog.contents import Catalog
from staasted.catalog.instruments import InstrumentEntry
from staasted.catalog.offer_kinds import OfferKind
from staasted.catalog.offers import Offer
from staasted.catalog.people import Benefit, TargetGroup
from staasted.catalog.policy import Policy, PolicyNumber
from staasted.catalog.purposes import Purpose
from staasted.catalog.reader import FOLDER, read_entries, read_entry
from staasted.catalog.rules.clocks import ActEntry, ClockEntry, FactEntry
from staasted.catalog.rules.file import FileStatus, LawFile
from staasted.core.law import RuleBook

_Entry = TypeVar("_Entry")


@cache
def catalog() -> Catalog:
    """Return the catalogue of this installation, read once; raises CatalogError."""
    return read_catalog(FOLDER)


def read_catalog(folder: Path) -> Catalog:
    """Return the catalogue in `folder`, its cross references checked; raises CatalogError."""
    law_files = tuple(read_entry(LawFile, f) for f in sorted(folder.glob("law/*.yaml")))
    clocks = {
        slug: entry.as_clock()
        for slug, entry in read_entries(ClockEntry, folder / "clocks.yaml").items()
    }
    active = (file for file in law_files if file.status is FileStatus.ACTIVE)
    rules = tuple(rule for file in active for rule in file.as_rules())
    found = Catalog(
        law_files=law_files,
        rules=rules,
        book=RuleBook(rules, clocks),
        clocks=_frozen(clocks),
        facts=_frozen(read_entries(FactEntry, folder / "facts.yaml")),
        acts=_frozen(read_entries(ActEntry, folder / "acts.yaml")),
        law=_frozen({slug: entry for file in law_files for slug, entry in file.rules.items()}),
        target_groups=_frozen(read_entries(TargetGroup, folder / "target_groups.yaml")),
        contact_groups=_frozen(read_entries(ContactGroup, folder / "contact_groups.yaml")),
        benefits=_frozen(read_entries(Benefit, folder / "benefits.yaml")),
        purposes=_frozen(read_entries(Purpose, folder / "purposes.yaml")),
        policy=Policy(numbers=read_entries(PolicyNumber, folder / "policy.yaml")),
        offers=_frozen(_offers(folder)),
        offer_kinds=_frozen(read_entries(OfferKind, folder / "offer_kinds.yaml")),
        instruments=_frozen(_instruments(folder)),
    )
    check(folder, found)
    return found


def _offers(folder: Path) -> dict[str, Offer]:
    """Return the offers, one file each, in their own order."""
    read = (read_entry(Offer, file) for file in folder.glob("offers/*.yaml"))
    return {offer.slug: offer for offer in sorted(read, key=lambda offer: offer.order)}


def _instruments(folder: Path) -> dict[str, InstrumentEntry]:
    """Return the newest version of each instrument."""
    read = (read_entry(InstrumentEntry, file) for file in folder.glob("instruments/*/v*.yaml"))
    return {entry.slug: entry for entry in sorted(read, key=lambda entry: entry.version)}


def _frozen(entries: dict[str, _Entry]) -> Mapping[str, _Entry]:
    return MappingProxyType(entries)
