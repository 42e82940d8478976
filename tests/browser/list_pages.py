"""The list one works from: its views, and what is done for many at once."""

from tests.browser.shown import Shown

VIEWS = "/borgere/visninger/"
SEEN = f"{VIEWS}?vis=pause&orden=frist"
KEPT = ("click main form button[name=gem]",)

LIST_PAGES = [
    Shown("counsellor-views", "karen", VIEWS, "Uden aftale"),
    Shown("counsellor-views-none", "quiet", VIEWS, "har ikke gemt nogen endnu"),
    Shown("counsellor-views-keep", "karen", SEEN, "Gem det, du ser nu"),
    Shown(
        "counsellor-views-error",
        "karen",
        SEEN,
        "mangler et navn",
        ("click main form button[value='1']",),
    ),
    Shown("counsellor-caseload-unknown", "karen", "/borgere/?vis=nej", "Vi viser resten"),
]
