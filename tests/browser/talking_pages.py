"""What a citizen and their coach write to each other, files, and wanting help."""

from tests.browser.shown import Shown

TALK, HELP = "/mit-forloeb/beskeder/", "/mit-forloeb/jeg-vil-have-hjaelp/"
LETTERS = "/mit-forloeb/breve/"
AWAY = "/mit-forloeb/jeg-kan-ikke-komme/"
LONG = "Vi har besluttet, at " + "arbejdsmarkedsforanstaltninger " * 25 + "ophører."
PRESS = ("click main form button[type=submit]",)

TALKING_PAGES = [
    Shown("citizen-files", "ase", "/mit-forloeb/filer/", "Kun du kan se den"),
    Shown("citizen-files-none", "newcomer", "/mit-forloeb/filer/", "Her er ingen filer endnu"),
    Shown("citizen-talk", "ase", TALK, "Ja, tag det med"),
    Shown("citizen-talk-none", "newcomer", TALK, "I har ikke skrevet"),
    Shown("citizen-talk-errors", "newcomer", TALK, "Skriv din besked først", PRESS),
    Shown(
        "citizen-talk-number",
        "newcomer",
        TALK,
        "Har du skrevet et CPR-nummer?",
        ("fill #id_words Jeg er 010180-1234.", *PRESS),
    ),
    Shown("citizen-talk-alone", "alone", TALK, "ingen coach til at svare"),
    Shown("citizen-talk-closed", "over", TALK, "Din sag er lukket"),
    Shown("citizen-want-help", "newcomer", HELP, "Hvis det ikke kan vente"),
    Shown("citizen-wants-help", "others", HELP, "Ring til os nu"),
    Shown("citizen-cannot-come", "ase", AWAY, "Du får nye tider"),
    Shown(
        "citizen-cannot-come-told",
        "summoned",
        AWAY,
        "Din coach får besked",
        PRESS,
    ),
    Shown("citizen-cannot-come-none", "newcomer", AWAY, "ingen tider"),
    Shown("citizen-letters", "ase", LETTERS, "Bekræftelse på plads"),
    Shown("citizen-letters-none", "newcomer", LETTERS, "Her er ingen breve endnu"),
    Shown("citizen-post-letter", "ase", f"{LETTERS}{{letter_out}}/", "Er du uenig?"),
    Shown("citizen-letter-own", "ase", f"{LETTERS}{{letter_in}}/", "Det her er din kvittering"),
    Shown("citizen-letter-new", "ase", f"{LETTERS}nyt/", "Ingen kan ændre det bagefter"),
    Shown("citizen-letter-new-errors", "ase", f"{LETTERS}nyt/", "Skriv noget her", PRESS),
    Shown("counsellor-letters", "karen", "/borgere/{ase}/breve/", "Skriv et brev til borgeren"),
    Shown("counsellor-post-letter", "karen", "/borgere/{ase}/breve/{letter_in}/", "Brev nummer"),
    Shown("counsellor-letter-new", "karen", "/borgere/{ase}/breve/nyt/", "Sådan klager borgeren"),
    Shown(
        "counsellor-letter-template",
        "karen",
        "/borgere/{ase}/breve/nyt/",
        "Sådan klager borgeren",  # what the template fills in stands in fields, which say nothing
        ("choose select[name=skabelon] decision", "click button[name=hent]"),
    ),
    Shown(
        "counsellor-letter-checked",
        "karen",
        "/borgere/{ase}/breve/nyt/",
        "Lixtallet er",
        (f"fill #id_body {LONG}", "click button[name=tjek]"),
    ),
    Shown("counsellor-talks", "karen", "/beskeder/", "Vil have hjælp"),
    Shown("counsellor-talks-none", "quiet", "/beskeder/", "Ingen venter på svar"),
    Shown("counsellor-talk", "karen", "/borgere/{ase}/beskeder/", "Ingen af dem kræver svar"),
    Shown("counsellor-talk-help", "karen", "/borgere/{others}/beskeder/", "Vi har talt sammen"),
    Shown("counsellor-talk-none", "karen", "/borgere/{newcomer}/beskeder/", "ikke skrevet noget"),
    Shown(
        "counsellor-talk-errors",
        "karen",
        "/borgere/{newcomer}/beskeder/",
        "Skriv din besked først",
        PRESS,
    ),
]
