"""Something has changed, told by the citizen and met by the coach; and the coach's own mirror."""

from tests.browser.shown import Shown

ALL = "/mit-forloeb/aendringer/"

SITUATION_PAGES = [
    Shown("citizen-changes", "newcomer", ALL, "Jeg har fået et job på fuld tid"),
    Shown("citizen-changes-none", "alone", ALL, "Du har ikke fortalt om noget endnu"),
    Shown("citizen-change", "newcomer", f"{ALL}{{change}}/", "ser på det"),
    Shown("citizen-change-new", "newcomer", f"{ALL}ny/leave/", "Jeg skal på barsel"),
    Shown(
        "citizen-change-error",
        "newcomer",
        f"{ALL}ny/leave/",
        "Skriv en dag",
        ("click main form button[type=submit]",),
    ),
    Shown(
        "citizen-change-check",
        "newcomer",
        f"{ALL}ny/leave/",
        "Det ændrer det, hvis vi bekræfter",
        ("fill input[name=begins] 2026-06-08", "click main form button[type=submit]"),
    ),
    Shown("counsellor-changes", "karen", "/aendringer/", "Jeg har fået et job på fuld tid"),
    Shown("counsellor-changes-none", "jens", "/aendringer/", "Ingen har fortalt om noget nyt"),
    Shown("counsellor-change", "karen", "/aendringer/{change}/", "Hvad har du set?"),
    Shown(
        "counsellor-change-error",
        "karen",
        "/aendringer/{change}/",
        "Vælg en af mulighederne",
        ("click main form button[type=submit]",),
    ),
    Shown(
        "counsellor-citizen-changes",
        "karen",
        "/borgere/{newcomer}/aendringer/",
        "Skriv noget nyt ned",
    ),
    Shown(
        "counsellor-record-change",
        "karen",
        "/borgere/{newcomer}/aendringer/leave/",
        "Er papiret ikke set endnu",
    ),
    Shown(
        "counsellor-record-check",
        "karen",
        "/borgere/{newcomer}/aendringer/leave/",
        "Papiret er ikke set endnu",
        ("fill input[name=begins] 2026-06-08", "click main form button[type=submit]"),
    ),
    Shown("counsellor-mirror", "karen", "/borgere/{ase}/spejl/", "Dit eget spejl"),
    Shown("counsellor-suggested", "karen", "/borgere/{ase}/spejl/forslag/", "fører svarene til"),
]
