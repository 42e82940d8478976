"""Conversations prepared, held and closed, reviews, and the 25 % rule: every state of each page."""

from tests.browser.shown import Shown

ALONE = "/borgere/{works_alone}/finder-job-selv/"

TALK_PAGES = [
    Shown("counsellor-reviews", "karen", "/aftaler/ses-paa-igen/", "Selma Selv"),
    Shown("counsellor-reviews-none", "jens", "/aftaler/ses-paa-igen/", "Ingen pauser"),
    Shown("counsellor-works-alone", "karen", ALONE, "Vurderingen nu"),
    Shown(
        "counsellor-works-alone-none", "karen", "/borgere/{newcomer}/finder-job-selv/", "ikke noget"
    ),
    Shown("counsellor-works-alone-end", "karen", f"{ALONE}slut/", "faste samtaler igen"),
    Shown(
        "counsellor-works-alone-end-error",
        "karen",
        f"{ALONE}slut/",
        "Skriv en begrundelse",
        ("click main form button[type=submit]",),
    ),
    Shown("citizen-works-alone", "works_alone", "/mit-forloeb/vurderet/", "stadig ret"),
    Shown("citizen-works-alone-none", "ase", "/mit-forloeb/vurderet/", "ikke vurderet"),
    Shown("lead-room", "lead", "/niveau/plads/", "Venter på dig"),
    Shown("counsellor-prepare", "karen", "/samtaler/{ahead}/forbered/", "gerne tale om"),
    Shown(
        "counsellor-close-effect",
        "karen",
        "/samtaler/{begun}/afslut/",
        "tæller",
        ("click main button[name=vis_betydning]",),
    ),
    Shown("counsellor-correct", "karen", "/samtaler/{told}/ret/", "Hvorfor retter du det"),
    Shown(
        "counsellor-correct-error",
        "karen",
        "/samtaler/{told}/ret/",
        "Skriv hvorfor",
        ("click main form button[type=submit]",),
    ),
    Shown("counsellor-corrected", "karen", "/samtaler/{told}/afslut/", "Før stod der"),
    Shown("counsellor-told", "karen", "/borgere/{works_alone}/det-talte-vi-om/", "Det var ikke"),
    Shown(
        "counsellor-told-none", "karen", "/borgere/{newcomer}/det-talte-vi-om/", "Ingen har skrevet"
    ),
    Shown("citizen-told", "works_alone", "/mit-forloeb/det-talte-vi-om/", "Det var ikke sådan"),
    Shown("citizen-told-none", "newcomer", "/mit-forloeb/det-talte-vi-om/", "ikke skrevet"),
    Shown("counsellor-guides", "karen", "/samtaleguider/", "Den første samtale"),
    Shown("counsellor-guide", "karen", "/samtaleguider/stuck_search/", "det mindste skridt"),
]
