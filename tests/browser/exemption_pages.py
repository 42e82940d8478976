"""Exemptions to look at, and the one act about each."""

from tests.browser.shown import Shown

EXEMPTION_PAGES = [
    Shown("counsellor-exemptions", "karen", "/fritagelser/", "Omar Ordblind"),
    Shown("counsellor-exemptions-none", "jens", "/fritagelser/", "ingen fritagelser"),
    Shown(
        "counsellor-exemption-errors",
        "karen",
        "/borgere/{called_in}/selvbooking/",
        "Skriv",
        ("click main form button[value=behold]",),
    ),
]
