"""The lead's overview, on the screen and on paper, and time against need."""

from tests.browser.shown import Shown

HERE = "/overblik/"

OVERVIEW_PAGES = [
    Shown("lead-overview", "lead", HERE, "Det venter på dig"),
    Shown("lead-overview-paper", "lead", f"{HERE}papir/", "Lovens udgaver"),
    Shown("lead-people", "lead", "/niveau/liste/?vis=sen", "Den første samtale mangler"),
    Shown("lead-people-none", "lead", "/niveau/liste/?vis=gulv", "Ingen er under forsøgets gulv"),
    Shown("lead-level-no-offer", "lead", "/niveau/?indsats=tilbud&vis=uden-tilbud", "Ikke i et"),
    Shown("lead-hours", "lead", f"{HERE}tid/", "Er der tid nok"),
]
