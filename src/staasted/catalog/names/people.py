"""What invented people are called and how they cannot be reached."""

from functools import cache

from staasted.catalog.names.shares import FOLDER, Share
from staasted.catalog.reader import Entry, read_entry


class PeopleNames(Entry):
    """First and last names, and how an invented person's address and phone are made."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    last: tuple[str, ...]
    middle: Share
    in_addresses: dict[str, str]
    mail_domain: str
    phone_prefix: str


@cache
def people_names() -> PeopleNames:
    """The names people are put together from. Errors: CatalogError."""
    return read_entry(PeopleNames, FOLDER / "people.yaml")
