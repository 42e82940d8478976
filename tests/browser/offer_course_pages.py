"""Courses in offers: what a counsellor follows and decides."""

from tests.browser.shown import Shown

MINE = "/mit-forloeb/mine-tilbud/forloeb/"
DECIDING = "/tilbudsforloeb/{course_assessed}/afgoerelse/"
WRITE = (
    "click input[name=answer][value=ja]",
    "fill textarea[name=reasons] Du vil gerne prøve et lager.",
    "fill input[name=first_on] 2026-05-25",
)

OFFER_COURSE_PAGES = [
    Shown("counsellor-offer-courses", "oda", "/tilbudsforloeb/", "Vera Vurderes"),
    Shown("counsellor-offer-courses-none", "jens", "/tilbudsforloeb/", "Ingen af dine"),
    Shown(
        "counsellor-offer-course-assessed",
        "oda",
        "/tilbudsforloeb/{course_assessed}/",
        "prøve at arbejde på et lager",
    ),
    Shown(
        "counsellor-offer-course-runs", "oda", "/tilbudsforloeb/{course_attends}/", "Aages Lager"
    ),
    Shown("counsellor-offer-course-over", "oda", "/tilbudsforloeb/{course_ended}/", "Fik job"),
    Shown("counsellor-offer-deciding", "oda", DECIDING, "Efter hvilken paragraf?"),
    Shown(
        "counsellor-offer-deciding-missing",
        "oda",
        DECIDING,
        "Skriv hvorfor",
        ("click main button[type=submit]",),
    ),
    Shown(
        "counsellor-offer-decision",
        "oda",
        DECIDING,
        "Sådan læser Vera",
        (*WRITE, "click main button[type=submit]"),
    ),
    Shown(
        "counsellor-offer-begun",
        "oda",
        "/tilbudsforloeb/{course_granted}/trin/begyndt/",
        "Den første dag",
    ),
    Shown(
        "counsellor-offer-ends",
        "oda",
        "/tilbudsforloeb/{course_attends}/trin/slut/",
        "Hvordan sluttede det?",
    ),
    Shown("counsellor-citizen-offers", "oda", "/borgere/{of_ended}/tilbud/", "Vurdér et tilbud"),
    Shown("counsellor-citizen-offers-none", "karen", "/borgere/{newcomer}/tilbud/", "Ingen tilbud"),
    Shown("counsellor-offer-hours", "oda", "/tilbudsforloeb/{course_attends}/fremmoede/", "I alt"),
    Shown(
        "counsellor-offer-hours-missing",
        "oda",
        "/tilbudsforloeb/{course_paused}/fremmoede/",
        "Skriv et tal",
        ("fill input[name=there] 300", "click main form .button-primary"),
    ),
    Shown("counsellor-providers", "oda", "/tilbudssteder/", "Aages Lager"),
    Shown("counsellor-providers-none", "oda", "/tilbudssteder/?soeg=xqzw", "Ingen steder passer"),
    Shown("counsellor-provider-new", "oda", "/tilbudssteder/nyt/", "Kontaktens navn"),
    Shown(
        "counsellor-provider-new-missing",
        "oda",
        "/tilbudssteder/nyt/",
        "Skriv navnet",
        ("click main form .button-primary",),
    ),
    Shown("counsellor-provider", "oda", "/tilbudssteder/{provider}/", "Afslut aftalen"),
    Shown("counsellor-provider-over", "oda", "/tilbudssteder/{provider}/slut/", "sidste dag"),
    Shown("lead-late-promises", "lead", "/loefter-om-tilbud/", "Løfter om tilbud"),
    Shown("citizen-my-offers-assessed", "assessed", "/mit-forloeb/mine-tilbud/", "Vi vurderer det"),
    *(
        Shown(f"citizen-my-offer-{who}", who, f"{MINE}{{course_{who}}}/", says)
        for who, says in (
            ("assessed", "Du får en afgørelse senest"),
            ("granted", "Klagen går til"),
            ("attends", "Dine timer"),
            ("paused", "Du er indlagt"),
            ("ended", "Du fik job"),
        )
    ),
    Shown("provider-answer", None, "/svar-fra-sted/browser/", "Kaj har været hos jer"),
    Shown(
        "provider-answer-missing",
        None,
        "/svar-fra-sted/browser/",
        "Vælg et svar",
        ("click main form button",),
    ),
]
