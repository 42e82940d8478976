"""The pages about calendars outside the house, in each of their states."""

from tests.browser.shown import Shown

SEND = "click main form button"

CALENDAR_PAGES = [
    Shown("citizen-calendar", "ase", "/mit-forloeb/kalender/", "Lav en adresse"),
    Shown("citizen-calendar-made", "ase", "/mit-forloeb/kalender/", "kun denne ene", (SEND,)),
    Shown("calendars-none", "jens", "/kalendere/", "Ingen andre aftaler"),
    Shown("calendars", "karen", "/kalendere/", "Kan ikke læses lige nu"),
    Shown("calendar-add", "karen", "/kalendere/ny/", "Eller en fil"),
    Shown("calendar-add-errors", "karen", "/kalendere/ny/", "Skriv et navn", (SEND,)),
]
