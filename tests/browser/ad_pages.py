"""Job ads, saved searches and what would happen, as the citizen meets them."""

from tests.browser.shown import Shown

JOBS, THOUGHT = "/mit-forloeb/job/", "/mit-forloeb/hvad-hvis/"
SAVED = f"{JOBS}soegninger/"

AD_PAGES = [
    Shown("citizen-ads", "newcomer", JOBS, "De nyeste job står først"),
    Shown(
        "citizen-ads-found",
        "newcomer",
        f"{JOBS}?ord=lagermedarbejdr&fag=transport&sted=9999&km=50&orden=fit",
        "Et ord, der ligner “lagermedarbejdr”, står i titlen",
    ),
    Shown("citizen-ads-none", "newcomer", f"{JOBS}?ord=astronaut", "Ingen job passer"),
    Shown("citizen-ads-error", "newcomer", f"{JOBS}?sted=Månen", "Vi kender ikke det sted"),
    Shown("citizen-ad", "newcomer", f"{JOBS}{{ad}}/", "Gem i min joblog"),
    Shown(
        "citizen-ad-logged",
        "newcomer",
        "/mit-forloeb/plan/nyt/?slags=job&annonce={ad}",
        "Hvilken dag søgte du?",
    ),
    Shown("citizen-ad-searches", "newcomer", SAVED, "Kun du kan se dine søgninger"),
    Shown("citizen-ad-searches-none", "alone", SAVED, "Du har ikke gemt en søgning endnu"),
    Shown("citizen-ad-search", "newcomer", f"{SAVED}{{ad_search}}/", "Jeg har set dem"),
    Shown("citizen-ad-search-none", "newcomer", f"{SAVED}{{ad_search_old}}/", "Ikke noget nyt"),
    Shown("citizen-ad-search-new", "newcomer", f"{SAVED}ny/?ord=lager", "Giv den et navn"),
    Shown(
        "citizen-ad-search-error",
        "newcomer",
        f"{SAVED}ny/",
        "Skriv et navn",
        ("click main form button[type=submit]",),
    ),
    Shown("citizen-ad-search-edit", "newcomer", f"{SAVED}{{ad_search}}/ret/", "Ret søgningen"),
    Shown("citizen-ad-search-delete", "newcomer", f"{SAVED}{{ad_search}}/slet/", "Behold den"),
    Shown("citizen-what-if", "newcomer", THOUGHT, "Hvad vil du prøve?"),
    Shown("citizen-what-if-job", "newcomer", f"{THOUGHT}job_on_the_way/", "Det er kun en prøve"),
    Shown(
        "citizen-what-if-job-shown",
        "newcomer",
        f"{THOUGHT}job_on_the_way/?begins=2026-06-08",
        "Det sker der, hvis vi bekræfter",
    ),
    Shown("citizen-what-if-error", "newcomer", f"{THOUGHT}leave/?begins=x", "Skriv en dag"),
    Shown(
        "citizen-what-if-missing",
        "newcomer",
        f"{THOUGHT}udebliver/?dag=2026-05-20",
        "Hvis du ikke kommer",
    ),
    Shown(
        "citizen-what-if-contact",
        "newcomer",
        f"{THOUGHT}kontakt/?freedom=check_ins&weeks=2&next_to=2026-05-22",
        "Det ville I aftale",
    ),
]
