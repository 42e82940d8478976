"""What can be offered: open to anybody, in the citizen's room, and what the coach hears of."""

from tests.browser.shown import Shown

TAKE = "/mit-forloeb/tilbud/interview_training/plads/"
ASK = "/mit-forloeb/tilbud/mentor/bed-om/"

OFFER_PAGES = [
    Shown("offers-front", None, "/tilbud/", "Hvad har du brug for?"),
    Shown("offers-open", None, "/tilbud/alle/", "Alle 68 tilbud"),
    Shown("offers-open-found", None, "/tilbud/alle/?soeg=g%C3%A6ldsr%C3%A5dgivnig", "Råd om gæld"),
    Shown("offers-open-need", None, "/tilbud/alle/?behov=debt&behov=housing", "Råd om bolig"),
    Shown("offers-open-nothing", None, "/tilbud/alle/?soeg=xqzw&vej=take", "Vi fandt ikke noget"),
    Shown("offers-open-one", None, "/tilbud/debt_advice/", "Det ved vi ikke endnu"),
    Shown("offers-open-known", None, "/tilbud/video_sparring/", "Kilde: KL"),
    Shown("citizen-offers", "ase", "/mit-forloeb/tilbud/", "For dine svar"),
    Shown("citizen-offers-found", "ase", "/mit-forloeb/tilbud/?soeg=praktik", "Virksomhedspraktik"),
    Shown("citizen-offers-nothing", "ase", "/mit-forloeb/tilbud/?soeg=xqzw", "Vi fandt ikke"),
    Shown("citizen-offer", "ase", "/mit-forloeb/tilbud/cv_help/", "Tag en plads"),
    Shown("citizen-offer-request", "ase", "/mit-forloeb/tilbud/mentor/", "Bed om tilbuddet"),
    Shown("citizen-offer-meetings", "ase", "/mit-forloeb/tilbud/industry_meeting/", "Se møderne"),
    Shown("citizen-offer-no-coach", "alone", "/mit-forloeb/tilbud/mentor/", "ikke en coach endnu"),
    Shown(
        "citizen-offer-taken", "summoned", "/mit-forloeb/tilbud/interview_training/", "har en plads"
    ),
    Shown("citizen-offer-asked", "summoned", "/mit-forloeb/tilbud/debt_advice/", "Du bad om det"),
    Shown("citizen-offer-take", "ase", TAKE, "Vælg en dag"),
    Shown(
        "citizen-offer-take-missing",
        "ase",
        TAKE,
        "Vælg en dag først",
        ("click main form button[type=submit]",),
    ),
    Shown("citizen-offer-take-had", "summoned", TAKE, "Du har en plads her"),
    Shown("citizen-offer-ask", "ase", ASK, "Send dit ønske"),
    Shown(
        "citizen-offer-ask-sent",
        "ase",
        ASK,
        "Dit ønske er sendt",
        ("click main form button[type=submit]",),
    ),
    Shown(
        "citizen-offer-call",
        "ase",
        "/mit-forloeb/book/ring-op/?formaal=health_and_daily_life&tilbud=debt_advice",
        "En af os ringer til dig om",
    ),
    Shown("citizen-my-offers", "summoned", "/mit-forloeb/mine-tilbud/", "Mine pladser"),
    Shown("citizen-my-offers-none", "newcomer", "/mit-forloeb/mine-tilbud/", "Find et tilbud"),
    Shown(
        "citizen-offer-leave",
        "summoned",
        "/mit-forloeb/mine-tilbud/pladser/{offer_place}/",
        "Giv pladsen fra dig?",
    ),
    Shown(
        "citizen-offer-withdraw",
        "summoned",
        "/mit-forloeb/mine-tilbud/oensker/{offer_asked}/",
        "Tag ønsket tilbage?",
    ),
    Shown("counsellor-offer-requests", "karen", "/oensker-om-tilbud/", "Taget op af"),
    Shown("counsellor-offer-requests-none", "jens", "/oensker-om-tilbud/", "Ingen af dine"),
    Shown(
        "counsellor-offer-request",
        "karen",
        "/oensker-om-tilbud/{offer_asked}/",
        "Det her er ingen afgørelse",
    ),
]
