"""What the lead's lists of citizens share: a page at a time, and names where one may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.staff_access import citizens_behind_number
from staasted.catalog.texts import text

PER_PAGE = 30  # rows a page


@dataclass
class Listing:
    """The page of the list that was asked for; only its rows are read."""

    number: str | None
    page: Page | None = None

    def choose(self, keys: list[int]) -> list[int]:
        """The keys on the page, of all that were found by name."""
        self.page = Paginator(keys, PER_PAGE).get_page(self.number)
        return list(self.page)

    @property
    def count(self) -> int:
        """How many there are in all."""
        return self.page.paginator.count if self.page else 0


@dataclass(frozen=True)
class Naming:
    """The names of those a plan is about, as the lead may see them; each is noted."""

    actor: Actor
    on: date

    def __call__(self, refs: list[str]) -> Mapping[str, str]:
        """Public id → name, or words for a protected one."""
        cases = citizens_behind_number(self.actor, refs, on=self.on)
        return {
            ref: text("ui.protected_name")
            if case.person.protected
            else case.person.name or text("ui.nameless")
            for ref, case in cases.items()
        }
