"""Records: hearings and the journal, for both sides."""

from tests.browser.shown import Shown

HEARINGS, JOURNAL = "/mit-forloeb/hoering/", "/mit-forloeb/journal/"

RECORD_PAGES = [
    Shown("citizen-hearings", "ase", HEARINGS, "at dine sygedagpenge stopper"),
    Shown("citizen-hearings-none", "newcomer", HEARINGS, "ikke spurgt dig"),
    Shown(
        "citizen-hearings-errors",
        "ase",
        HEARINGS,
        "Der mangler noget",
        ("click main form button[type=submit]",),
    ),
    Shown("citizen-journal", "ase", JOURNAL, "Bekræftelse på plads"),
    Shown("counsellor-hearings", "karen", "/borgere/{ase}/hoering/", "Venter på svar"),
    Shown(
        "counsellor-hearings-errors",
        "karen",
        "/borgere/{newcomer}/hoering/",
        "Skriv, hvad du vil afgøre",
        ("click main form button[type=submit]",),
    ),
    Shown("counsellor-hearing", "karen", "/borgere/{ase}/hoering/{hearing}/", "når borgeren har"),
    Shown("counsellor-journal", "karen", "/borgere/{ase}/journal/", "Bekræftelse på plads"),
]
