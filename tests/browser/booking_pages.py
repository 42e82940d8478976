"""Booking, moving and cancelling as the citizen meets them, in each state."""

from tests.browser.shown import Shown

COURSES = "formaal=skills_and_courses"

BOOKING_PAGES = [
    Shown("citizen-book-purpose", "ase", "/mit-forloeb/book/", "Kompetencer og kurser"),
    Shown("citizen-book-no-coach", "alone", "/mit-forloeb/book/", "ikke fået en coach"),
    Shown("citizen-book-summoned", "newcomer", "/mit-forloeb/book/", "indkalder"),
    Shown("citizen-book-time", "ase", f"/mit-forloeb/book/tid/?{COURSES}", "ledige tider"),
    Shown(
        "citizen-book-day", "ase", f"/mit-forloeb/book/tid/?{COURSES}&dag={{day}}", "Ledige tider"
    ),
    Shown(
        "citizen-book-check",
        "ase",
        f"/mit-forloeb/book/tjek/?{COURSES}&kanal=phone&tid={{time}}",
        "Book samtalen",
    ),
    Shown(
        "citizen-book-held",
        "ase",
        f"/mit-forloeb/book/tid/?{COURSES}&kanal=phone&dag={{day}}",
        "Vi holder tiden til dig",
        ("click button[formaction*='tid=']",),
    ),
    Shown(
        "citizen-book-colleagues",
        "ase",
        f"/mit-forloeb/book/tid/?{COURSES}&helst=&kolleger=1",
        "Alle tider hos Mikkel Mageskifte",
    ),
    Shown(
        "citizen-book-with-colleague",
        "ase",
        f"/mit-forloeb/book/tid/?{COURSES}&kanal=phone&hos={{mate}}",
        "er ikke din egen coach",
    ),
    Shown(
        "citizen-book-no-times", "idle", f"/mit-forloeb/book/tid/?{COURSES}&helst=", "ikke åbnet"
    ),
    Shown(
        "citizen-book-taken",
        "ase",
        f"/mit-forloeb/book/tjek/?{COURSES}&kanal=phone&tid=2026-05-24T07:00Z",
        "næste ledige tider",
    ),
    Shown("citizen-booking", "ase", "/mit-forloeb/samtaler/{ahead}/", "Din samtale er booket"),
    Shown(
        "citizen-book-own",
        "ase",
        "/mit-forloeb/book/tjek/?formaal=job_search&kanal=phone&tid={ahead_time}",
        "Du har allerede booket",
    ),
    Shown("citizen-sent-back", "ase", "/mit-forloeb/book/tjek/", "Vælg først"),
    Shown("citizen-move", "ase", "/mit-forloeb/samtaler/{ahead}/flyt/", "Du flytter samtalen"),
    Shown(
        "citizen-move-check",
        "ase",
        "/mit-forloeb/samtaler/{ahead}/flyt/tjek/?kanal=video&tid={time}",
        "Flyt samtalen",
    ),
    Shown("citizen-cancel", "ase", "/mit-forloeb/samtaler/{ahead}/afbud/", "melde afbud"),
    Shown(
        "citizen-cancelled",
        "hanne",
        "/mit-forloeb/samtaler/{given_back}/",
        "Vil du have en ny tid?",
    ),
]
