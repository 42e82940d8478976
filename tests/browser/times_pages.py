"""The pages on which times, places and closing days are kept, in each of their states."""

from tests.browser.shown import Shown

KEEPER, MINE, JENS = "administrator", "/mine-tider/{karen}/", "/mine-tider/{jens}/"
SERIES = MINE + "faste/"
LAST_FORM = ("click main form >> nth=-1 >> button",)
LOOK = "click button[value=se]"
MONDAYS = ("click label[for=id_weekdays-option1]", "fill #id_starts 9", "fill #id_ends 15.00")

TIMES_PAGES = [
    Shown("times", "karen", "/mine-tider/", "Lukkedag"),
    Shown("times-later", "karen", f"{MINE}?fra=2026-06-15", "Vis fra i dag"),
    Shown("times-none", "quiet", "/mine-tider/", "Tilføj faste tider, så"),
    Shown("times-of", KEEPER, JENS, "Tider for Jens Ågård"),
    Shown("times-led", "lead", JENS, "Tider for Jens Ågård"),
    Shown("series-new", "karen", SERIES, "som den plejer"),
    Shown("series-new-errors", "karen", SERIES, "Vælg mindst én ugedag", (LOOK,)),
    Shown("series-new-plan", "karen", SERIES, "Det sker der", (*MONDAYS, LOOK)),
    Shown("series-keep", "karen", f"{SERIES}{{series}}/", "Ret de faste tider"),
    Shown("series-keep-plan", "karen", f"{SERIES}{{series}}/", "rettet med hånden", (LOOK,)),
    Shown(
        "series-end-plan",
        "karen",
        f"{SERIES}{{series}}/",
        "åbne tider lukker",
        ("click button[value=se-slut]",),
    ),
    Shown("opening-new", "karen", f"{MINE}enkelt/", "ud over de faste tider"),
    Shown(
        "opening-new-errors",
        "karen",
        f"{MINE}enkelt/",
        "Skriv, hvornår",
        ("click main form button",),
    ),
    Shown("opening-keep", "karen", f"{MINE}enkelt/{{opening}}/", "denne ene gang"),
    Shown("opening-cancelled", "karen", f"{MINE}enkelt/{{cancelled}}/", "Tiden er aflyst"),
    Shown("times-away", "karen", f"{MINE}vaek/", "Intet fravær"),
    Shown("times-away-known", KEEPER, f"{JENS}vaek/", "Tilbage igen"),
    Shown(
        "times-away-errors",
        "karen",
        f"{MINE}vaek/",
        "Skriv, hvornår",
        LAST_FORM,
    ),
    Shown("times-limits", "karen", f"{MINE}graenser/", "Arabisk"),
    Shown(
        "times-limits-errors",
        "karen",
        f"{MINE}graenser/",
        "Skriv et tal",
        ("fill #id_most_a_day 99", "click main form button"),
    ),
    Shown("closing-days", KEEPER, "/lukkedage/", "Grundlovsdag"),
    Shown(
        "closing-days-errors",
        KEEPER,
        "/lukkedage/",
        "Skriv en dag",
        LAST_FORM,
    ),
    Shown("places", KEEPER, "/steder/", "Jobhuset"),
    Shown("places-errors", KEEPER, "/steder/", "Skriv adressen", ("click main form button",)),
    Shown("place-keep", KEEPER, "/steder/{place}/", "Lokale 1"),
    Shown(
        "place-in-use",
        KEEPER,
        "/steder/{place}/",
        "ligger stadig",
        LAST_FORM,
    ),
    Shown("week-mine", "karen", "/min-uge/", "Min uge"),
    Shown("week-mine-none", "quiet", "/min-uge/", "Ingen aftaler"),
    Shown("office-week", "karen", "/kontoret/", "Jens Ågård"),
    Shown("office-week-desk", "front_desk", "/kontoret/?vis=ledig", "Karen"),
    Shown("office-week-nobody", "lead", "/kontoret/?kan=polish", "Ingen kollegaer"),
    Shown("office-month", "lead", "/kontoret/maaned/", "Kontorets måned"),
    Shown("office-month-of", "karen", "/kontoret/maaned/?hos={jens}", "Måneden for Jens Ågård"),
]
