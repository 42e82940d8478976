"""What the cells of a file may name: the catalogue's groups and benefits, our counsellors."""

from collections.abc import Iterable, Mapping
from datetime import date

from staasted.apps.audit.actor import Role
from staasted.apps.imports.reading.cells import Vocabulary
from staasted.apps.imports.reading.names import Names
from staasted.apps.org.models import Person
from staasted.apps.org.naming import name_key
from staasted.apps.org.selectors import staff_in_role
from staasted.catalog.imports import bounds, name_fold
from staasted.catalog.loader import catalog
from staasted.catalog.people import Benefit, TargetGroup


def vocabulary_on(*, today: date) -> Vocabulary:
    """The names that may stand in a file read today."""
    return Vocabulary(
        today=today,
        days_ahead=bounds().days_ahead,
        target_groups=catalogue_names(catalog().target_groups),
        benefits=catalogue_names(catalog().benefits),
        counsellors=counsellor_names(staff_in_role(role=Role.COUNSELLOR, on=today)),
    )


def catalogue_names(entries: Mapping[str, TargetGroup] | Mapping[str, Benefit]) -> Names[str]:
    """Entries by every name they answer to, found as slugs with their namespace."""
    names: Names[str] = Names(fold=name_fold)
    for slug, entry in entries.items():
        identifier = slug.partition(":")[2]
        names.add(slug, shown=entry.da.name, names=(identifier, *entry.names))
    return names


def counsellor_names(staff: Iterable[Person]) -> Names[str]:
    """Counsellors by name or e-mail, folded as names are searched everywhere else."""
    names: Names[str] = Names(fold=name_key)
    for person in staff:
        names.add(person.public_id, shown=person.name, names=(person.name, person.email))
    return names
