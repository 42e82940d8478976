"""The screening with its answers, and the agreement as both see it, in their states."""

from tests.browser.shown import Shown

CHANGE, PAUSE = "/mit-forloeb/aftale/aendring/", "/mit-forloeb/aftale/pause/"
LOOK = "click main form button[type=submit]"

AGREEMENT_PAGES = [
    Shown("questions-rules", None, "/regler/spoergsmaal/", "Reglerne bag spørgsmålene"),
    Shown("questions-rules-older", None, "/regler/spoergsmaal/?udgave=1", "udgave 1"),
    Shown(
        "questions-rules-easy",
        None,
        "/regler/spoergsmaal/",
        "Vis på almindeligt dansk",
        ("danish button[name=let]",),
    ),
    Shown("citizen-screening-begun", "halfway", "/mit-forloeb/spoergsmaal/", "Du er begyndt"),
    Shown("citizen-answers", "answered", "/mit-forloeb/svar/", "Min coach må se"),
    Shown("citizen-answers-none", "newcomer", "/mit-forloeb/svar/", "ikke svaret endnu"),
    Shown("citizen-answers-half", "halfway", "/mit-forloeb/svar/", "Fortsæt, hvor du slap"),
    Shown("citizen-answers-earlier", "answered", "/mit-forloeb/svar/tidligere/", "udgave 1"),
    Shown(
        "citizen-answers-earlier-none",
        "newcomer",
        "/mit-forloeb/svar/tidligere/",
        "ingen tidligere",
    ),
    Shown(
        "citizen-answers-delete",
        "answered",
        "/mit-forloeb/svar/traek-tilbage/?emne=job_goal",
        "gælder stadig",
    ),
    Shown("citizen-answers-delete-all", "answered", "/mit-forloeb/svar/traek-tilbage/", "alle"),
    Shown("citizen-agreement", "answered", "/mit-forloeb/aftale/", "Det var ikke det, vi aftalte"),
    Shown("citizen-agreement-none", "newcomer", "/mit-forloeb/aftale/", "så lidt, som det giver"),
    Shown("citizen-agreement-mine", "asks_less", "/mit-forloeb/aftale/", "Du har bedt om det her"),
    Shown(
        "citizen-agreement-disputed", "disputes", "/mit-forloeb/aftale/", "ikke er det, I aftalte"
    ),
    Shown("citizen-agreement-offered", "offered", "/mit-forloeb/aftale/", "forslag til dig"),
    Shown("citizen-agreement-paused", "pauses", "/mit-forloeb/aftale/", "Vi holder pause"),
    Shown("citizen-agreement-change", "answered", CHANGE, "Hvem styrer?"),
    Shown("citizen-agreement-more", "answered", CHANGE, "Det gælder med det samme", (LOOK,)),
    Shown(
        "citizen-agreement-less",
        "answered",
        CHANGE,
        "mindre kontakt end nu",
        ("click input[value=check_ins]", LOOK),
    ),
    Shown(
        "citizen-agreement-error",
        "answered",
        CHANGE,
        "Ret dette",
        ("clear input[name=next_to]", LOOK),
    ),
    Shown("citizen-pause", "answered", PAUSE, "Hvorfor en pause?"),
    Shown("citizen-pause-error", "answered", PAUSE, "Ret dette", (LOOK,)),
    Shown("counsellor-agreements", "karen", "/aftaler/", "Borgeren siger, at det ikke var det"),
    Shown("counsellor-agreements-none", "jens", "/aftaler/", "Ingen aftaler venter"),
    Shown("counsellor-agreement", "karen", "/borgere/{answered}/aftale/", "Det har vi aftalt"),
    Shown("counsellor-agreement-asked", "karen", "/borgere/{asks_less}/aftale/", "Hvorfor ikke?"),
    Shown(
        "counsellor-agreement-meant",
        "karen",
        "/borgere/{asks_less}/aftale/?vis_betydning=1",
        "For gruppen",
    ),
    Shown(
        "counsellor-agreement-new-meant",
        "karen",
        "/borgere/{answered}/aftale/ny/",
        "For gruppen",
        ("click button[name=vis_betydning]",),
    ),
    Shown(
        "counsellor-agreement-disputed", "karen", "/borgere/{disputes}/aftale/", "Tal med borgeren"
    ),
    Shown("counsellor-agreement-none", "karen", "/borgere/{newcomer}/aftale/", "ingen aftale"),
    Shown(
        "counsellor-agreement-new", "karen", "/borgere/{asks_less}/aftale/ny/", "er et nej til det"
    ),
    Shown(
        "counsellor-agreement-error",
        "karen",
        "/borgere/{asks_less}/aftale/ny/",
        "Ret dette",
        ("clear input[name=next_to]", "click button[name=foreslaa]"),
    ),
    Shown("counsellor-agreement-pause", "karen", "/borgere/{answered}/aftale/pause/", "Hvorfor en"),
]
