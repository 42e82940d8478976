"""The front desk's pages, in each of their states."""

from tests.browser.shown import Shown

BOOKING = "/reception/{ase}/book/?formaal=skills_and_courses"

DESK_PAGES = [
    Shown("front-desk", "front_desk", "/reception/", "Søg på navn"),
    Shown("front-desk-found", "front_desk", "/reception/?navn=Fie", "Fie Fælles"),
    Shown("front-desk-nobody", "front_desk", "/reception/?navn=zzzz", "Vi fandt ingen"),
    Shown("front-desk-book", "front_desk", "/reception/{ase}/book/", "Kompetencer og kurser"),
    Shown(
        "front-desk-book-time",
        "front_desk",
        f"{BOOKING}&kanal=phone",
        "ledige tider",
    ),
    Shown(
        "front-desk-book-colleagues",
        "front_desk",
        f"{BOOKING}&kanal=phone&kolleger=1",
        "Alle tider hos Mikkel Mageskifte",
    ),
    Shown(
        "front-desk-book-check",
        "front_desk",
        f"{BOOKING}&kanal=phone&tid={{time}}",
        "Book tiden",
    ),
    Shown(
        "front-desk-book-taken",
        "front_desk",
        f"{BOOKING}&kanal=phone&tid=2026-05-24T07:00Z",
        "næste ledige tider",
    ),
    Shown("front-desk-book-summoned", "front_desk", "/reception/{newcomer}/book/", "coach finder"),
    Shown("front-desk-move", "front_desk", "/reception/{ase}/samtaler/{ahead}/flyt/", "Flyt en"),
    Shown(
        "front-desk-move-check",
        "front_desk",
        "/reception/{ase}/samtaler/{ahead}/flyt/?kanal=phone&tid={time}",
        "Flyt tiden",
    ),
    Shown(
        "front-desk-cancel",
        "front_desk",
        "/reception/{ase}/samtaler/{ahead}/afbud/",
        "Hvem melder afbud?",
    ),
    Shown("front-desk-person", "front_desk", "/reception/{ase}/", "Aftalte tider"),
]
