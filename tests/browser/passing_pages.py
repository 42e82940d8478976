"""Citizens given on to a colleague: choosing, looking, and what the new coach reads."""

from tests.browser.shown import Shown

CHOSEN = (
    "click main input[name=borger] >> nth=0",
    "choose select[name=to] {mate}",
    "fill textarea[name=reason] Vi taler forbi hinanden",
    "click main form button[value=se]",
)

PASSING_PAGES = [
    Shown("counsellor-pass-on", "karen", "/giv-videre/", "Hvem giver du videre?"),
    Shown(
        "counsellor-pass-on-errors",
        "karen",
        "/giv-videre/",
        "Sæt flueben ved mindst",
        ("click main form button[value=se]",),
    ),
    Shown("counsellor-pass-on-none", "quiet", "/giv-videre/", "Du har ingen borgere"),
    Shown("counsellor-pass-on-check", "karen", "/giv-videre/", "tager over fra", CHOSEN),
    Shown("counsellor-received", "jens", "/giv-videre/til-mig/", "Kis Kom-Fra-Gerda"),
    Shown("counsellor-received-none", "quiet", "/giv-videre/til-mig/", "ikke fået nye borgere"),
]
