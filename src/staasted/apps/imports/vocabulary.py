"""What the cells of a file may name: the catalogue's groups and benefits, our counsellors."""

from collections.abc import Iterable, Mapping
from datetime import date

from staasted.apps.audit.actor import Role
from staasted.apps.imports.reading.cells import Vocabulary
from staasted.apps.imports.reading.names import Names
from staasted.apps.org.models import Person
from staasted.apps.org.naming import name_key
from staasted.apps.org.selectors import staff_in_role
from staasted.catalog.contact_groups import ContactGroup
from staasted.catalog.imports import bounds, name_fold
from staasted.catalog.loader import catalog
from staasted.catalog.offer_kinds import OfferKind
from staasted.catalog.people import Benefit, TargetGroup
from staasted.catalog.purposes import Purpose


def vocabulary_on(*, today: date) -> Vocabulary:
    """The names that may stand in a file read today."""
    staff = staff_in_role(role=Role.COUNSELLOR, on=today)
    return vocabulary_of(counsellor_names(staff), today=today)


def vocabulary_of(counsellors: Names[str], *, today: date) -> Vocabulary:
    """The catalogue's names, and these counsellors."""
    return Vocabulary(
        today=today,
        days_ahead=bounds().days_ahead,
        end_days_ahead=bounds().end_days_ahead,
        target_groups=catalogue_names(catalog().target_groups),
        contact_groups=contact_group_names(catalog().contact_groups.values()),
        benefits=catalogue_names(catalog().benefits),
        purposes=catalogue_names(catalog().purposes),
        offer_kinds=catalogue_names(catalog().offer_kinds),
        counsellors=counsellors,
    )


Named = TargetGroup | Benefit | Purpose | OfferKind


def catalogue_names(entries: Mapping[str, Named]) -> Names[str]:
    """Entries by every name they answer to, found as slugs, with their namespace if any."""
    names: Names[str] = Names(fold=name_fold)
    for slug, entry in entries.items():
        synonyms = () if isinstance(entry, Purpose) else entry.synonyms
        short = (entry.da.short,) if isinstance(entry, TargetGroup) else ()
        own = (slug, slug.partition(":")[2], entry.da.name, *short, *synonyms)
        names.add(slug, shown=entry.da.name, names=own)
    return names


def contact_group_names(groups: Iterable[ContactGroup]) -> dict[str, tuple[str, ...]]:
    """Folded code or word → the target groups it covers."""
    return {name_fold(name): group.covers for group in groups for name in group.names}


def counsellor_names(staff: Iterable[Person]) -> Names[str]:
    """Counsellors by name or e-mail, folded as names are searched everywhere else."""
    names: Names[str] = Names(fold=name_key)
    for person in staff:
        names.add(person.public_id, shown=person.name, names=(person.name, person.email))
    return names
