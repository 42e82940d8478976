"""Waiting lists and calls, in each of their states."""

from tests.browser.shown import Shown

COURSES = "formaal=skills_and_courses&kanal=phone"

WISHING_PAGES = [
    Shown("citizen-wait", "ase", f"/mit-forloeb/book/venteliste/?{COURSES}", "Skriv mig på listen"),
    Shown(
        "citizen-wait-untold",
        "ase",
        f"/mit-forloeb/book/venteliste/?{COURSES}",
        "ingen vej at give dig besked",
        ("click main form button[type=submit]",),
    ),
    Shown("citizen-call", "ase", f"/mit-forloeb/book/ring-op/?{COURSES}", "Bed os ringe"),
    Shown(
        "citizen-call-errors",
        "ase",
        f"/mit-forloeb/book/ring-op/?{COURSES}",
        "Ret dette, og prøv igen",
        ("clear #id_phone", "click main form button[type=submit]"),
    ),
    Shown("citizen-waits", "patient", "/mit-forloeb/", "Det venter du på"),
    Shown(
        "citizen-waiting-told",
        "patient",
        "/mit-forloeb/oensker/{waiting}/",
        "Se, om den stadig er ledig",
    ),
    Shown("citizen-called", "patient", "/mit-forloeb/oensker/{called}/", "Vi har ringet én gang"),
    Shown("citizen-wish-ended", "patient", "/mit-forloeb/oensker/{taken_back}/", "Du tog ønsket"),
    Shown("front-desk-to-come", "front_desk", "/reception/{hans}/", "Er kommet"),
    Shown("citizen-here", "hans", "/mit-forloeb/", "Jeg er her"),
    Shown(
        "citizen-here-said",
        "hans",
        "/mit-forloeb/",
        "Din coach kan se, at du er her",
        ("click main form[action$='/her/'] button",),
    ),
    Shown("counsellor-today-here", "waited_for", "/i-dag/", "Er her siden"),
    Shown("front-desk-has-come", "front_desk", "/reception/{hanne}/", "Fortryd ankomst"),
    Shown("counsellor-book-for", "karen", "/borgere/{ase}/book/", "Kompetencer og kurser"),
    Shown("counsellor-book-for-time", "karen", f"/borgere/{{ase}}/book/?{COURSES}", "ledige tider"),
    Shown(
        "counsellor-book-for-check",
        "karen",
        f"/borgere/{{ase}}/book/?{COURSES}&tid={{time}}",
        "Book tiden",
    ),
    Shown(
        "counsellor-wait-for",
        "karen",
        f"/borgere/{{ase}}/venteliste/?{COURSES}",
        "Sæt på listen",
    ),
    Shown("counsellor-call-for", "karen", f"/borgere/{{ase}}/ring-op/?{COURSES}", "Gem, at vi"),
    Shown("counsellor-calls", "waited_for", "/ring-til/", "Vibeke Venter"),
    Shown("counsellor-calls-none", "quiet", "/ring-til/", "Ingen venter"),
    Shown("counsellor-call", "waited_for", "/ring-til/{called}/", "Vi talte sammen"),
    Shown("counsellor-call-ended", "waited_for", "/ring-til/{taken_back}/", "Du tog ønsket"),
    Shown("lead-contact", "lead", "/niveau/kontakt/", "venter på et opkald"),
    Shown("lead-contact-earlier", "lead", "/niveau/kontakt/?halvaar=sidste", "Ens egen coach"),
    Shown("front-desk-waits", "front_desk", "/reception/{patient}/", "Borgeren venter på"),
    Shown(
        "front-desk-wait",
        "front_desk",
        f"/reception/{{patient}}/venteliste/?{COURSES}",
        "Sæt på listen",
    ),
    Shown("front-desk-call", "front_desk", f"/reception/{{ase}}/ring-op/?{COURSES}", "Gem, at vi"),
    Shown(
        "front-desk-no-times",
        "front_desk",
        f"/reception/{{hans}}/book/?{COURSES}",
        "Sæt borgeren på venteliste",
    ),
]
