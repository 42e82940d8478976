"""What can change in a citizen's situation: what is asked, what it tells the law, who confirms."""

from pydantic import Field, field_validator, model_validator

from staasted.catalog.english import said
from staasted.catalog.reader import Entry
from staasted.catalog.rules.sections import cited
from staasted.catalog.rules.sources import source_of
from staasted.core.law import Grade, Hears, Telling, When


class SituationWords(Entry):
    """The change as the citizen reads it, and the questions it asks.

    ``follows`` is what happens, in a sentence or two; ``paper`` what the law asks to see.
    """

    name: str
    follows: str
    begins: str = ""
    ends: str = ""
    theirs: str = ""
    words: str = ""
    paper: str = ""
    staff: str


class TellingEntry(Entry):
    """One thing the change tells the law: exactly one of day, fact and relief."""

    day: str = ""
    fact: str = ""
    relief: str = ""
    when: When = When.BEGINS
    alone: bool = False

    @model_validator(mode="after")
    def _one_thing(self) -> "TellingEntry":
        if sum(map(bool, (self.day, self.fact, self.relief))) != 1:
            raise ValueError("name one of day, fact and relief")
        return self

    @property
    def telling(self) -> Telling:
        """Return it as the law hears it."""
        for hears in Hears:
            if name := getattr(self, hears.value):
                return Telling(hears, name, self.when, self.alone)
        raise ValueError("names nothing")


class Situation(Entry):
    """One kind of change. ``needs`` are the questions that must be answered.

    ``confirmed`` where a human must find it so before it changes anything; ``groups`` are those
    it is shown to, empty for everybody; ``cites`` is the section, empty where the law is silent.
    """

    slug: str = Field(pattern=r"^[a-z_]+$")
    needs: tuple[str, ...] = ()
    confirmed: bool = False
    sick: bool | None = None
    tells: tuple[TellingEntry, ...] = ()
    cites: str = ""
    source: str
    da: SituationWords

    @field_validator("cites")
    @classmethod
    def _a_section(cls, value: str) -> str:
        cited(value)
        return value

    @model_validator(mode="after")
    def _asks_what_it_needs(self) -> "Situation":
        for need in self.needs:
            if not getattr(self.da, need, ""):
                raise ValueError(f"needs {need}, and has no question for it")
        if self.tells and not self.cites:
            raise ValueError("tells the law something, and names no section")
        return self

    @property
    def words(self) -> SituationWords:
        """Return its words in the language that is spoken."""
        return said(self.da)

    @property
    def law_url(self) -> str:
        """Return where the section lies, "" where the law is silent."""
        if not self.cites:
            return ""
        return source_of(self.cites, Grade.A, frozenset(), confirmed=True).eli

    @property
    def tellings(self) -> tuple[Telling, ...]:
        """Return what it tells the law."""
        return tuple(each.telling for each in self.tells)
