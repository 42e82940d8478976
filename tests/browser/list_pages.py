"""The list one works from: its views, and what is done for many at once."""

from tests.browser.shown import Shown

VIEWS = "/borgere/visninger/"
SEEN = f"{VIEWS}?vis=pause&orden=frist"
KEPT = ("click main form button[name=gem]",)
ALL = "click #alle"
TO_INVITE, TO_LETTER = "click main button[value=inviter]", "click main button[value=brev]"
PURPOSE, GUIDED = "click main input[name=purpose]", "click main input[name=guided]"
LOOK, YES = "click main button[value=se]", "click main button[value=bekraeft]"
WROTE = (
    "fill [name=title] Kære [… navn]",
    "fill [name=body] Vi holder lukket på fredag.",
    "fill [name=may_decide] Du kan vælge en anden dag.",
    "fill [name=complain] Det er ikke en afgørelse.",
)

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
    Shown("counsellor-many-nobody", "karen", "/borgere/flere/", "Sæt kryds ved mindst én"),
    Shown("counsellor-many-invite", "karen", "/borgere/", "vælger selv dag", (ALL, TO_INVITE)),
    Shown(
        "counsellor-many-invite-error",
        "karen",
        "/borgere/",
        "Vælg, hvad samtalen skal handle om",
        (ALL, TO_INVITE, LOOK),
    ),
    Shown(
        "counsellor-many-invite-check",
        "karen",
        "/borgere/",
        "Skal vi bede dem booke en tid?",
        (ALL, TO_INVITE, PURPOSE, GUIDED, LOOK),
    ),
    Shown("counsellor-many-letter", "karen", "/borgere/", "får sit eget brev", (ALL, TO_LETTER)),
    Shown(
        "counsellor-many-letter-check",
        "karen",
        "/borgere/",
        "Sådan ser det ud for",
        (ALL, TO_LETTER, *WROTE, LOOK),
    ),
]
