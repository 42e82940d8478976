"""The counsellor's day, who needs them, and the pages the header gathers, in each state."""

from tests.browser.shown import Shown

DAY_PAGES = [
    Shown("counsellor-needing", "karen", "/i-dag/hvem/", "har brug for dig"),
    Shown("counsellor-needing-nobody", "quiet", "/i-dag/hvem/", "Ingen venter på dig"),
    Shown("counsellor-ways-calendar", "karen", "/min-kalender/", "Kontorets uge"),
    Shown("counsellor-ways-post", "karen", "/post/", "Ring til"),
    Shown("counsellor-ways-office", "karen", "/huset/", "Find en borger"),
    Shown("counsellor-citizen-in-offers", "oda", "/borgere/{of_ended}/", "Virksomhedspraktik"),
    Shown(
        "counsellor-citizen-step",
        "karen",
        "/borgere/{ase}/",
        "Hvad foreslår du?",
        ("click h2#plan ~ details > summary >> nth=0",),
    ),
    Shown(
        "counsellor-citizen-step-wrong",
        "karen",
        "/borgere/{ase}/",
        "Skriv forslaget på højst",
        (
            "click h2#plan ~ details > summary >> nth=0",
            "click details[open] button[type=submit]",
        ),
    ),
    Shown(
        "counsellor-citizen-message-wrong",
        "karen",
        "/borgere/{ase}/",
        "Skriv din besked først",
        (
            "click h2#venter ~ details > summary >> nth=0",
            "click details[open] button[type=submit]",
        ),
    ),
]
