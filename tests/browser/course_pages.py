"""The story of a course, what decides it, one's rights, and answers after a conversation."""

from tests.browser.shown import Shown

STORY, AFTER = "/mit-forloeb/historien/", "/mit-forloeb/hvordan-var-det/"

COURSE_PAGES = [
    Shown("citizen-story", "teller", STORY, "Jeg begyndte i praktik"),
    Shown("citizen-story-year", "teller", f"{STORY}?aar=2026", "Talte sammen"),
    Shown("citizen-story-none", "alone", STORY, "Begyndte"),
    Shown("citizen-story-new", "teller", f"{STORY}ny/", "Hvad skete der?"),
    Shown(
        "citizen-story-new-errors",
        "teller",
        f"{STORY}ny/",
        "Skriv et par ord",
        ("click main form button",),
    ),
    Shown("citizen-story-line", "teller", f"{STORY}{{own_line}}/", "Tag linjen tilbage"),
    Shown("citizen-course-print", "teller", "/mit-forloeb/papir/", "Mit forløb på papir"),
    Shown("citizen-freedoms", "teller", "/mit-forloeb/mine-rettigheder/", "forvaltningsloven"),
    Shown("citizen-what-decides", "teller", "/mit-forloeb/hvad-afgoer/", "ingen score"),
    Shown("citizen-what-decides-little", "others", "/mit-forloeb/hvad-afgoer/", "ingen score"),
    Shown("citizen-feedback", "teller", AFTER, "Blev du hørt?"),
    Shown(
        "citizen-feedback-errors",
        "teller",
        AFTER,
        "Vælg mindst ét svar",
        ("click main form button[type=submit]",),
    ),
    Shown("citizen-feedback-none", "alone", AFTER, "ingen samtale at svare om"),
    Shown("counsellor-story", "karen", "/borgere/{teller}/historien/", "Borgeren ser det samme"),
    Shown("counsellor-story-new", "karen", "/borgere/{teller}/historien/ny/", "Hvad skete der?"),
    Shown(
        "counsellor-story-line",
        "karen",
        "/borgere/{teller}/historien/{coachs_line}/",
        "Ret linjen",
    ),
    Shown("lead-citizens-say", "lead", "/hvad-borgerne-siger/", "10 svarede ud af"),
]
