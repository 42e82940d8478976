"""What a partner and a counsellor write to each other about a citizen, as each of them meets it."""

from tests.browser.shown import Shown

OWN = "/partner/{partnership}/beskeder/"
STAFF = "/borgere/{asked_to}/samarbejdsparter/{partnership}/"
PRESS = ("click main form button[type=submit]",)
INVITING = "/borgere/{asked_to}/samarbejdspart/"

PARTNER_TALK_PAGES = [
    Shown("partner-talk", "partner", OWN, "Du skriver med Karen"),
    Shown("partner-talk-error", "partner", OWN, "Skriv din besked først", PRESS),
    Shown("counsellor-partner-talk", "karen", STAFF, "Inviteret til og med"),
    Shown("counsellor-partner-talk-error", "karen", STAFF, "Skriv din besked først", PRESS),
    Shown(
        "counsellor-partner-talk-none",
        "karen",
        "/borgere/{joint_of}/samarbejdsparter/{joint_partnership}/",
        "ikke skrevet til hinanden",
    ),
    Shown(
        "counsellor-partner-talk-over",
        "karen",
        "/borgere/{asked_to}/samarbejdsparter/{partnership_over}/",
        "Invitationen er slut",
    ),
    Shown("counsellor-partner-invite", "karen", INVITING, "Sådan sagde borgeren ja"),
    Shown("counsellor-partner-invite-error", "karen", INVITING, "Ret dette, og prøv igen", PRESS),
    Shown(
        "counsellor-helpers-partners",
        "karen",
        "/borgere/{asked_to}/repraesentanter/",
        "Skrevet med dem",
    ),
]
