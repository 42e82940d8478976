"""The a-kasse's own part of a course, as it and the citizen meet it."""

from tests.browser.shown import Shown

OWN = "/partner/{joint_partnership}/a-kassen/"
GIVE = "click main form button[type=submit]"

FUND_PAGES = [
    Shown("partner-fund", "fund", OWN, "Giv forløbet videre til kommunen"),
    Shown("partner-fund-error", "fund", OWN, "Skriv din besked først", (GIVE,)),
]
