"""A list by pages: only the rows of the page that was asked for are read."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PER_PAGE = 30
"""Rows a page: the list page of the bar."""


def page_of(rows: Any, number: str | None) -> Page:
    """Return the page with that number; the first or the last where there is no such page."""
    return Paginator(rows, PER_PAGE).get_page(number)


def page_asked(request: HttpRequest, rows: Any) -> Page:
    """Return the page the address asks for (``side``)."""
    return page_of(rows, request.GET.get("side"))


class Listing:
    """Which of all that were found stand on the page asked for; ``page`` once they are chosen."""

    def __init__(self, number: str | None) -> None:
        self.number = number
        self.page: Page | None = None

    def choose(self, keys: Sequence[int]) -> list[int]:
        """Return the keys on the page, of all that were found, in their order."""
        self.page = page_of(keys, self.number)
        return list(self.page)

    @property
    def count(self) -> int:
        """Return how many were found in all."""
        return self.page.paginator.count if self.page else 0
