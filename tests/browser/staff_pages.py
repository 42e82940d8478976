"""The pages on which staff are kept and citizens handed over, in each of their states."""

from tests.browser.shown import Shown

KEEPER, MEMBER = "administrator", "/medarbejdere/"
SEND = "click main form button"
GIVE_ALL = ("choose select[name=to] coach:{jens}", SEND)
TICKED = ("click label[for=id_whom-option2]", "click label[for=borger-option1]", *GIVE_ALL)

STAFF_PAGES = [
    Shown("staff", KEEPER, MEMBER, "Karen Østergård"),
    Shown("staff-by-team", KEEPER, f"{MEMBER}?orden=team&rolle=counsellor", "Team Å"),
    Shown("staff-nobody", KEEPER, f"{MEMBER}?navn=zzzz", "Prøv en del af navnet"),
    Shown("staff-stopped-nobody", KEEPER, f"{MEMBER}?vis=stoppet", "Ingen er stoppet"),
    Shown("staff-new", KEEPER, f"{MEMBER}ny/", "Rollerne gælder"),
    Shown("staff-new-errors", KEEPER, f"{MEMBER}ny/", "Vælg mindst én rolle", (SEND,)),
    Shown("staff-member", KEEPER, f"{MEMBER}{{karen}}/", "Karen Østergård"),
    Shown("staff-member-leaving", KEEPER, f"{MEMBER}{{gone}}/", "Har sidste dag"),
    Shown("staff-member-oneself", KEEPER, f"{MEMBER}{{ulla}}/", "en anden administrator"),
    Shown("staff-roles", KEEPER, f"{MEMBER}{{karen}}/roller/", "Giv en rolle"),
    Shown("staff-roles-errors", KEEPER, f"{MEMBER}{{karen}}/roller/", "Vælg en rolle", (SEND,)),
    Shown("staff-roles-oneself", KEEPER, f"{MEMBER}{{ulla}}/roller/", "en anden administrator"),
    Shown("staff-number", KEEPER, f"{MEMBER}{{karen}}/cpr/", "kun et aftryk"),
    Shown("staff-number-errors", KEEPER, f"{MEMBER}{{karen}}/cpr/", "Skriv 10 cifre", (SEND,)),
    Shown("staff-team", KEEPER, f"{MEMBER}{{karen}}/team/", "Er i Team Å"),
    Shown("staff-team-none", KEEPER, f"{MEMBER}{{quiet}}/team/", "Er ikke i et team"),
    Shown("staff-absence", KEEPER, f"{MEMBER}{{karen}}/fravaer/", "Intet fravær"),
    Shown("staff-absence-known", KEEPER, f"{MEMBER}{{gone}}/fravaer/", "indtil videre"),
    Shown(
        "staff-absence-correct", KEEPER, f"{MEMBER}{{gone}}/fravaer/?ret=2026-05-18", "Ret fraværet"
    ),
    Shown("staff-hand-over", KEEPER, f"{MEMBER}{{jens}}/overdrag/", "antal og ikke navne"),
    Shown("staff-hand-over-none", KEEPER, f"{MEMBER}{{quiet}}/overdrag/", "ikke noget at"),
    Shown(
        "staff-hand-over-errors", KEEPER, f"{MEMBER}{{jens}}/overdrag/", "Vælg en coach", (SEND,)
    ),
    Shown(
        "staff-hand-over-check",
        KEEPER,
        f"{MEMBER}{{karen}}/overdrag/",
        "Overdrag borgerne",
        GIVE_ALL,
    ),
    Shown("staff-leave", KEEPER, f"{MEMBER}{{jens}}/stop/", "i samme ombæring"),
    Shown("staff-leave-errors", KEEPER, f"{MEMBER}{{jens}}/stop/", "Vælg, hvem der får", (SEND,)),
    Shown(
        "staff-leave-check", KEEPER, f"{MEMBER}{{karen}}/stop/", "Ja, det er sidste dag", GIVE_ALL
    ),
    Shown("staff-leave-no-citizens", KEEPER, f"{MEMBER}{{quiet}}/stop/", "ingen borgere"),
    Shown(
        "staff-leave-no-citizens-check",
        KEEPER,
        f"{MEMBER}{{quiet}}/stop/",
        "Ja, det er sidste dag",
        (SEND,),
    ),
    Shown("hand-over-done", KEEPER, "/overdraget/{handed}/", "Borgerne er overdraget"),
    Shown("teams", KEEPER, "/teams/", "Team Tom"),
    Shown("teams-errors", KEEPER, "/teams/", "Skriv et navn", (SEND,)),
    Shown("team-keep", KEEPER, "/teams/{team}/", "Karen Østergård"),
    Shown("team-keep-nobody", KEEPER, "/teams/{empty_team}/", "Ingen er i teamet"),
    Shown("lead-coaches", "lead", "/coaches/", "Jens Ågård"),
    Shown("lead-hand-over", "lead", "/coaches/{jens}/overdrag/", "Person 00"),
    Shown("lead-hand-over-errors", "lead", "/coaches/{jens}/overdrag/", "Vælg en coach", (SEND,)),
    Shown("lead-hand-over-check", "lead", "/coaches/{karen}/overdrag/", "Ane Svar", TICKED),
    Shown("lead-without-coach-check", "lead", "/niveau/uden-coach/", "Se fordelingen", GIVE_ALL),
]
