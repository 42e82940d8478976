"""The lead's overview, on the screen and on paper, time against need, and who is lost."""

from tests.browser.shown import Shown

HERE = "/overblik/"

OVERVIEW_PAGES = [
    Shown("lead-overview", "lead", HERE, "Det venter på dig"),
    Shown("lead-overview-paper", "lead", f"{HERE}papir/", "Lovens udgaver"),
    Shown("lead-hours", "lead", f"{HERE}tid/", "Ledige timer"),
    Shown("lead-net", "lead", f"{HERE}nettet/", "Nettet"),
    Shown("lead-net-watched", "lead", f"{HERE}nettet/?vis=holdt-oeje", "Nettet"),
]
