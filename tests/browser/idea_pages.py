"""Ideas and faults, and what everybody is told has changed."""

from tests.browser.shown import Shown

TELL, CHANGED, LEADS = "/sig-det/", "/det-aendrede-vi/", "/ideer/"
SEND = "click main form button[type=submit]"
ANSWER = "click main form[novalidate] button[type=submit]"

IDEA_PAGES = [
    Shown("ideas-tell", "newcomer", TELL, "Vi ser på det"),
    Shown("ideas-tell-none", "alone", TELL, "ikke sendt noget endnu"),
    Shown("ideas-tell-errors", "alone", TELL, "Skriv, hvad det handler om", (SEND,)),
    Shown("ideas-tell-staff", "karen", TELL, "Knappen virker ikke"),
    Shown("ideas-changed", None, CHANGED, "Nu kan I booke til kl. 18"),
    Shown("ideas-changed-sought", None, f"{CHANGED}?soeg=torsdagen", "Se alle"),
    Shown("ideas-changed-not-found", None, f"{CHANGED}?soeg=zzzz", "Se alle"),
    Shown("lead-ideas", "lead", LEADS, "Kan vi mødes udenfor"),
    Shown("lead-ideas-answered", "lead", f"{LEADS}?vis=besvaret", "Der mangler en cykelsti"),
    Shown("lead-ideas-none", "lead", f"{LEADS}?fra=helper", "ingen idéer eller fejl"),
    Shown("lead-idea", "lead", f"{LEADS}{{idea}}/", "Sig, at I ser på det"),
    Shown("lead-idea-errors", "lead", f"{LEADS}{{idea}}/", "Skriv et svar", (ANSWER,)),
    Shown("lead-idea-done", "lead", f"{LEADS}{{idea_done}}/", "Fortæl alle, hvad I ændrede"),
    Shown("lead-idea-refused", "lead", f"{LEADS}{{idea_refused}}/", "Det kan vi ikke love"),
    Shown("lead-idea-publish", "lead", f"{LEADS}{{idea_done}}/offentlig/", "Skriv ikke af"),
    Shown(
        "lead-idea-publish-errors",
        "lead",
        f"{LEADS}{{idea_done}}/offentlig/",
        "Skriv, hvad I ændrede",
        (ANSWER,),
    ),
    Shown("lead-changes", "lead", f"{LEADS}aendringer/", "Tag ned"),
]
