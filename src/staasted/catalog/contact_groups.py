"""The state's contact-group codes: which target groups each covers."""

from pydantic import Field, field_validator

from staasted.catalog.english import said
from staasted.catalog.reader import Entry


class ContactGroup(Entry):
    """One code and the target groups it covers: several where it does not tell them apart,
    none where the people it names are in no target group of ours.

    ``synonyms`` are words that cover exactly the same people.
    """

    slug: str = Field(pattern=r"^contact_group:\d{1,2}$")
    covers: tuple[str, ...]
    synonyms: tuple[str, ...] = ()
    source: str
    da: str

    @field_validator("covers")
    @classmethod
    def _with_namespace(cls, covers: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f"group:{slug}" for slug in covers)

    @property
    def code(self) -> str:
        """The code as the state writes it, such as ``2``."""
        return self.slug.partition(":")[2]

    @property
    def names(self) -> tuple[str, ...]:
        """Every way the code is written."""
        written = (self.code, f"{self.code:0>2}")
        prefixed = (f"{word}{code}" for word in ("Kontaktgruppe", "KG", "Kgr") for code in written)
        return (*written, *prefixed, self.da, *self.synonyms)

    @property
    def words(self) -> str:
        """Return its words in the language that is spoken."""
        return said(self.da)
