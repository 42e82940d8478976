"""What anybody can read about help and the rules."""

from tests.browser.shown import Shown

OPEN_PAGES = [
    Shown("help", None, "/hjaelp/", "70 00 00 00"),
    Shown("rules", None, "/regler/", "Reglerne vi følger"),
    Shown(
        "rules-of-a-group", None, "/regler/?gruppe=cash_benefit_job_ready", "Det her siger loven"
    ),
    Shown("rules-to-come", None, "/regler/?dag=9999-12-31", "ligger fremme"),
    Shown("rules-before-there-were-any", None, "/regler/?dag=1999-01-01", "ingen regler"),
]
