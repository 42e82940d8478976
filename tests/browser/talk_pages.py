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
]
