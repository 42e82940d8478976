"""The catalogue: everything decided elsewhere, read once and frozen."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from staasted.catalog.check import check
from staasted.catalog.closing_causes import ClosingCause
from staasted.catalog.contact_groups import ContactGroup
from staasted.catalog.contents import Catalog
from staasted.catalog.instruments import InstrumentEntry
from staasted.catalog.mirrors import MirrorEntry
from staasted.catalog.offer_kinds import OfferKind
from staasted.catalog.offers import Offer, OfferTopic
from staasted.catalog.people import Benefit, Municipality, TargetGroup
from staasted.catalog.policy import Policy, PolicyNumber
from staasted.catalog.purposes import Purpose
from staasted.catalog.reader import (
    FOLDER,
    OWN_FOLDERS,
    CatalogError,
    own_folders,
    read_entries,
    read_entry,
)
from staasted.catalog.rules.clocks import ActEntry, ClockEntry, FactEntry
from staasted.catalog.rules.file import FileStatus
from staasted.catalog.rules.folder import read_bounded, read_law
from staasted.catalog.rules.trials import TrialEntry
from staasted.catalog.situations import Situation
from staasted.core.law import Rule, RuleBook
from staasted.core.law.trial import TrialPart

_Key = TypeVar("_Key")
_Entry = TypeVar("_Entry")


@cache
def catalog() -> Catalog:
    """Return the catalogue of this installation, read once; raises CatalogError."""
    return read_catalog(FOLDER, own_folders())


def read_catalog(folder: Path, own: Iterable[Path] = ()) -> Catalog:
    """Return the catalogue in `folder`, with the law and trials of one's own folders.

    Its cross references are checked; raises CatalogError.
    """
    folders = (folder, *_found(own))
    law_files = tuple(read_law(file) for file in _files(folders, "law"))
    clocks = {
        slug: entry.as_clock()
        for slug, entry in read_entries(ClockEntry, folder / "clocks.yaml").items()
    }
    active = (file for file in law_files if file.status is FileStatus.ACTIVE)
    rules = tuple(rule for file in active for rule in file.as_rules())
    acts = read_entries(ActEntry, folder / "acts.yaml")
    places = read_entries(Municipality, folder / "municipalities.yaml")
    trials = _trials(folders)
    parts = tuple(
        part for file, entry in trials for part in _parts(file, entry, rules, acts, places)
    )
    standing = frozenset(entry.slug for _, entry in trials if entry.status.changes)
    found = Catalog(
        law_files=law_files,
        rules=rules,
        book=RuleBook(rules, clocks, (part for part in parts if part.trial in standing)),
        clocks=_frozen(clocks),
        facts=_frozen(read_entries(FactEntry, folder / "facts.yaml")),
        acts=_frozen(acts),
        trials=_frozen({entry.slug: entry for _, entry in trials}),
        parts=parts,
        municipalities=_frozen(places),
        law=_frozen(
            {slug: entry for file in law_files for slug, entry in file.rules.items()}
            | {slug: rule for _, entry in trials for slug, rule in entry.added.items()}
        ),
        target_groups=_frozen(read_entries(TargetGroup, folder / "target_groups.yaml")),
        contact_groups=_frozen(read_entries(ContactGroup, folder / "contact_groups.yaml")),
        benefits=_frozen(read_entries(Benefit, folder / "benefits.yaml")),
        purposes=_frozen(read_entries(Purpose, folder / "purposes.yaml")),
        policy=Policy(numbers=read_entries(PolicyNumber, folder / "policy.yaml")),
        offers=_frozen(_offers(folder)),
        offer_needs=_frozen(read_entries(OfferTopic, folder / "offer_needs.yaml")),
        offer_targets=_frozen(read_entries(OfferTopic, folder / "offer_targets.yaml")),
        closing_causes=_frozen(read_entries(ClosingCause, folder / "closing_causes.yaml")),
        offer_kinds=_frozen(read_entries(OfferKind, folder / "offer_kinds.yaml")),
        situations=_frozen(read_entries(Situation, folder / "situations.yaml")),
        instruments=_frozen(newest(read_instruments(folder))),
        versions=_frozen(read_instruments(folder)),
        mirrors=_frozen(_mirrors(folder)),
    )
    check(folder, found)
    return found


def _found(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        if not folder.is_dir():
            raise CatalogError(
                folder, OWN_FOLDERS, "is no folder", "name a folder, or leave it out"
            )
        yield folder


def _files(folders: Iterable[Path], what: str) -> Iterator[Path]:
    """Return the files of one kind in all the folders, each folder's in order of name."""
    for folder in folders:
        yield from sorted((folder / what).glob("*.yaml"))


def _trials(folders: Iterable[Path]) -> list[tuple[Path, TrialEntry]]:
    """Return each trial with its file; two of one name are refused."""
    read = [(file, read_bounded(TrialEntry, file)) for file in _files(folders, "trials")]
    known = dict[str, Path]()
    for file, entry in read:
        if entry.slug in known:
            what = f"{entry.slug} stands in {known[entry.slug].name} as well"
            raise CatalogError(file, "slug", what, "give each trial its own")
        known[entry.slug] = file
    return read


def _parts(
    file: Path,
    entry: TrialEntry,
    rules: tuple[Rule, ...],
    acts: Mapping[str, ActEntry],
    places: Collection[str],
) -> tuple[TrialPart, ...]:
    try:
        return entry.as_parts(rules, acts, places)
    except ValueError as error:
        raise CatalogError(file, "parts", str(error), "see docs/trials-as-data.md") from error


def _offers(folder: Path) -> dict[str, Offer]:
    """Return the offers, one file each, in their own order. Errors: CatalogError where the name of
    a file is not its offer's."""
    read = []
    for file in sorted(folder.glob("offers/*.yaml")):
        offer = read_entry(Offer, file)
        if offer.slug != file.stem:
            what = f"{offer.slug} stands in {file.name}"
            raise CatalogError(file, "slug", what, "let the file be named as the offer is")
        read.append(offer)
    return {offer.slug: offer for offer in sorted(read, key=lambda each: (each.order, each.slug))}


def read_instruments(folder: Path) -> dict[tuple[str, int], InstrumentEntry]:
    """Return every version of each instrument by slug and version, the older ones first."""
    read = [read_entry(InstrumentEntry, file) for file in folder.glob("instruments/*/v*.yaml")]
    ordered = sorted(read, key=lambda entry: (entry.slug, entry.version))
    return {(entry.slug, entry.version): entry for entry in ordered}


def newest(versions: Mapping[tuple[str, int], InstrumentEntry]) -> dict[str, InstrumentEntry]:
    """Return the newest version of each: the one that is asked."""
    return {slug: entry for (slug, _), entry in versions.items()}


def _mirrors(folder: Path) -> dict[str, MirrorEntry]:
    """Return the newest mirror of each instrument, by the instrument's slug."""
    read = (read_entry(MirrorEntry, file) for file in folder.glob("mirrors/*/v*.yaml"))
    return {entry.mirrors: entry for entry in sorted(read, key=lambda entry: entry.version)}


def _frozen(entries: dict[_Key, _Entry]) -> Mapping[_Key, _Entry]:
    return MappingProxyType(entries)
