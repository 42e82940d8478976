"""The net: a coach's alerts, and the lead's lists."""

from tests.browser.shown import Shown

NET_PAGES = [
    Shown("counsellor-alerts", "karen", "/hold-oeje/", "Intet ligger forude"),
    Shown("counsellor-alerts-none", "quiet", "/hold-oeje/", "Ingen mangler dig lige nu"),
    Shown("lead-net", "lead", "/niveau/nettet/", "Person 00"),
    Shown("lead-net-watched", "lead", "/niveau/nettet/?vis=set-efter", "som nogen holder øje med"),
    Shown("lead-net-raised", "lead", "/niveau/nettet/?vis=meldt", "ingen har handlet på i tide"),
    Shown("lead-net-paper", "lead", "/niveau/nettet/papir/", "Person 00"),
]
