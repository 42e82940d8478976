"""The counsellor's day, who needs them, and the pages the header gathers, in each state."""

from tests.browser.shown import Shown

DAY_PAGES = [
    Shown("counsellor-needing", "karen", "/i-dag/hvem/", "har brug for dig"),
    Shown("counsellor-needing-nobody", "quiet", "/i-dag/hvem/", "Ingen venter på dig"),
    Shown("counsellor-ways-calendar", "karen", "/min-kalender/", "Kontorets uge"),
    Shown("counsellor-ways-post", "karen", "/post/", "Ring til"),
    Shown("counsellor-ways-office", "karen", "/huset/", "Find en borger"),
]
