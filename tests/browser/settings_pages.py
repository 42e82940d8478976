"""All settings in one place, mail that comes back, and the course on one page."""

from tests.browser.shown import Shown

SETTINGS = "/mit-forloeb/indstillinger/"

SETTINGS_PAGES = [
    Shown("citizen-settings", "ase", SETTINGS, "Vi har ikke din mail"),
    Shown("citizen-settings-bounced", "bounced", SETTINGS, "kommer ikke frem"),
    Shown("citizen-course-bounced", "bounced", "/mit-forloeb/", "kommer ikke frem"),
    Shown("counsellor-citizen-bounced", "karen", "/borgere/{bounced}/", "kommer ikke frem"),
    Shown("citizen-contact", "ase", f"{SETTINGS}kontakt/", "Du må gerne lade et felt stå tomt"),
    Shown("citizen-contact-bounced", "bounced", f"{SETTINGS}kontakt/", "Er det rigtigt nok"),
    Shown(
        "citizen-contact-errors",
        "ase",
        f"{SETTINGS}kontakt/",
        "Den ligner ikke en mail",
        ("fill input[name=email] rie", "click main form button[type=submit]"),
    ),
    Shown("citizen-interpreter", "bounced", f"{SETTINGS}tolk/", "Skal der være tolk"),
    Shown("lead-unanswered", "lead", "/venter-uden-svar/", "Ulla Uden-Svar"),
    Shown("course-sheet", None, "/forloebet/", "Dit forløb på én side"),
    Shown("course-sheet-easy", None, "/forloebet/da-easy/", "Sådan er dit forløb"),
    Shown("course-sheet-english", "ase", "/forloebet/en/", "Your course on one page"),
]
