"""A list by pages: only the rows of the page that was asked for are read."""

from collections.abc import Sequence

from django.core.paginator import Page, Paginator

PER_PAGE = 30
"""Rows a page: the list page of the bar."""


class Listing:
    """Which of all that were found stand on the page asked for; ``page`` once they are chosen."""

    def __init__(self, number: str | None) -> None:
        self.number = number
        self.page: Page | None = None

    def choose(self, keys: Sequence[int]) -> list[int]:
        """Return the keys on the page, of all that were found, in their order."""
        self.page = Paginator(keys, PER_PAGE).get_page(self.number)
        return list(self.page)
