"""The citizen's own CV, as its citizen and the coach meet it."""

from tests.browser.shown import Shown

CV = "/mit-forloeb/cv/"

CV_PAGES = [
    Shown("citizen-cv", "planner", CV, "Kantinen, marts 2019 til juni 2021"),
    Shown("citizen-cv-none", "ase", CV, "Begynd, hvor du vil"),
    Shown("citizen-cv-closed", "over", CV, "CV'et er stadig dit"),
    Shown("citizen-cv-about", "planner", f"{CV}om-mig/", "Hvad skal stå på CV'et?"),
    Shown(
        "citizen-cv-about-errors",
        "ase",
        f"{CV}om-mig/",
        "navn@eksempel.dk",
        ("fill input[name=email] ase", "click main form button"),
    ),
    Shown("citizen-cv-new", "ase", f"{CV}nyt/?slags=work", "Hvad var du ansat som?"),
    Shown(
        "citizen-cv-new-errors",
        "ase",
        f"{CV}nyt/?slags=education",
        "for eksempel 03-2021",
        ("fill input[name=started] sidst", "click main form button"),
    ),
    Shown("citizen-cv-reference", "ase", f"{CV}nyt/?slags=reference", "Spørg først"),
    Shown("citizen-cv-edit", "planner", f"{CV}{{worked}}/", "Ret arbejdet"),
    Shown(
        "citizen-cv-stale",
        "planner",
        f"{CV}{{worked}}/",
        "Der er gemt noget andet",
        ("outdate input[name=version]", "fill input[name=title] Tjener", "click main form button"),
    ),
    Shown("citizen-cv-remove", "planner", f"{CV}{{worked}}/slet/", "Det kan ikke hentes tilbage"),
    Shown("citizen-cv-print", "planner", f"{CV}papir/", "Bestilte varer"),
    Shown("citizen-cv-print-none", "ase", f"{CV}papir/", "ikke noget i dit CV endnu"),
    Shown("citizen-cv-sign", "planner", f"{CV}pdf/", "Tegnet 🙂"),
    Shown("citizen-cv-sharing", "ase", f"{CV}deling/", "kun dig, der kan se"),
    Shown("citizen-cv-sharing-on", "planner", f"{CV}deling/", "kan din coach læse"),
    Shown("citizen-cv-erase", "planner", f"{CV}slet/", "Ja, slet CV'et for altid"),
    Shown("citizen-cv-import", "ase", f"{CV}hent-ind/", "Højst 200 kilobyte"),
    Shown(
        "citizen-cv-import-errors",
        "ase",
        f"{CV}hent-ind/",
        "Du har ikke valgt en fil",
        ("click main form button",),
    ),
    Shown(
        "citizen-cv-import-check",
        "planner",
        f"{CV}hent-ind/",
        "Hvad skal tages fra filen?",
        ("send input[name=fil]", "click main form button"),
    ),
    Shown("counsellor-cv", "karen", "/borgere/{planner}/cv/", "Borgeren har skrevet det selv"),
    Shown("counsellor-cv-none", "karen", "/borgere/{ase}/cv/", "deler ikke noget CV"),
]
