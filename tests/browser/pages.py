"""Every page a person can meet, in each of its states. Pictures and axe read this list."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """One page in one state.

    ``who`` is somebody of the scene, None when nobody is logged in; ``address`` may hold the
    scene's places. ``says`` is what must stand on it, so that an error page is never taken
    for it. ``steps`` are taken after it has opened: ``click SELECTOR`` or ``clear SELECTOR``.
    """

    name: str
    who: str | None
    address: str
    says: str
    steps: tuple[str, ...] = ()


NEXT = tuple(f"click button[name=til][value='{step}']" for step in (1, 2, 3))
COURSES = "formaal=skills_and_courses"
FILE = "/indlaesninger/fil/"

PAGES = [
    Shown("login", None, "/log-ind/", "Karen Østergård"),
    Shown("login-nobody-found", None, "/log-ind/?navn=zzzz", "zzzz"),
    Shown("help", None, "/hjaelp/", "70 00 00 00"),
    Shown("rules", None, "/regler/", "Reglerne vi følger"),
    Shown(
        "rules-of-a-group", None, "/regler/?gruppe=cash_benefit_job_ready", "Det her siger loven"
    ),
    Shown("rules-before-there-were-any", None, "/regler/?dag=1999-01-01", "ingen regler"),
    Shown("choose-role", "both", "/rolle/", "Leder"),
    Shown("logged-out", "ase", "/hjaelp/", "logget ud", ("click form[action='/log-ud/'] button",)),
    Shown("citizen-course", "ase", "/mit-forloeb/", "3 af 4 holdt"),
    Shown("citizen-course-new", "newcomer", "/mit-forloeb/", "25. maj 2026"),
    Shown("citizen-course-summoned", "summoned", "/mit-forloeb/", "tirsdag den 19. maj"),
    Shown("citizen-course-asks", "others", "/mit-forloeb/", "første sygedag"),
    Shown("citizen-offers", "ase", "/mit-forloeb/tilbud/", "Det kan kommunen tilbyde"),
    Shown("citizen-seen", "ase", "/mit-forloeb/hvem-har-set-min-sag/", "For at følge op"),
    Shown("citizen-seen-nobody", "alone", "/mit-forloeb/hvem-har-set-min-sag/", "Ingen"),
    Shown(
        "citizen-seen-opened",
        "shared",
        "/rolle/",
        "Ringer for en kollega",
        (
            "click button[value=citizen]",
            "click footer a[href='/mit-forloeb/hvem-har-set-min-sag/']",
        ),
    ),
    Shown("representative", "representative", "/paa-vegne-af/", "Handl for Fie Fælles"),
    Shown(
        "representative-course",
        "representative",
        "/paa-vegne-af/",
        "Næste kontakt",
        ("click main form button",),
    ),
    Shown("partner", "partner", "/partner/", "Fie Fælles"),
    Shown("front-desk", "front_desk", "/reception/", "Søg på navn"),
    Shown("front-desk-found", "front_desk", "/reception/?navn=Fie", "Fie Fælles"),
    Shown("front-desk-nobody", "front_desk", "/reception/?navn=zzzz", "Vi fandt ingen"),
    Shown("front-desk-person", "front_desk", "/reception/{ase}/", "Aftalte tider"),
    Shown("citizen-screening", "ase", "/mit-forloeb/spoergsmaal/", "Dit jobmål"),
    Shown("citizen-screening-wishes", "ase", "/mit-forloeb/spoergsmaal/", "video", NEXT[:2]),
    Shown("citizen-screening-check", "ase", "/mit-forloeb/spoergsmaal/", "Passer det?", NEXT),
    Shown("citizen-proposal", "ase", "/mit-forloeb/forslag/", "Ja, det aftaler vi"),
    Shown("citizen-book-purpose", "ase", "/mit-forloeb/book/", "Kompetencer og kurser"),
    Shown("citizen-book-no-coach", "alone", "/mit-forloeb/book/", "ikke fået en coach"),
    Shown("citizen-book-summoned", "newcomer", "/mit-forloeb/book/", "indkalder"),
    Shown("citizen-book-time", "ase", f"/mit-forloeb/book/tid/?{COURSES}", "ledige tider"),
    Shown(
        "citizen-book-day", "ase", f"/mit-forloeb/book/tid/?{COURSES}&dag={{day}}", "Ledige tider"
    ),
    Shown(
        "citizen-book-check",
        "ase",
        f"/mit-forloeb/book/tjek/?{COURSES}&kanal=phone&tid={{time}}",
        "Book samtalen",
    ),
    Shown(
        "citizen-book-taken",
        "ase",
        f"/mit-forloeb/book/tjek/?{COURSES}&kanal=phone&tid=2026-05-23T07:00Z",
        "næste ledige tider",
    ),
    Shown("citizen-booking", "ase", "/mit-forloeb/samtaler/{ahead}/", "Din samtale er booket"),
    Shown("citizen-move", "ase", "/mit-forloeb/samtaler/{ahead}/flyt/", "Du flytter samtalen"),
    Shown(
        "citizen-move-check",
        "ase",
        "/mit-forloeb/samtaler/{ahead}/flyt/tjek/?kanal=video&tid={time}",
        "Flyt samtalen",
    ),
    Shown("citizen-cancel", "ase", "/mit-forloeb/samtaler/{ahead}/afbud/", "melde afbud"),
    Shown("counsellor-today", "karen", "/i-dag/", "Mads Lund"),
    Shown("counsellor-today-empty", "quiet", "/i-dag/", "mandag den 18. maj"),
    Shown("counsellor-caseload", "karen", "/borgere/", "Åse Møller"),
    Shown("counsellor-caseload-by-due", "karen", "/borgere/?orden=frist", "Nana Ny"),
    Shown("counsellor-caseload-nobody", "karen", "/borgere/?navn=zzzz", "zzzz"),
    Shown("counsellor-citizen", "karen", "/borgere/{ase}/", "Åse Møller"),
    Shown("counsellor-citizen-new", "karen", "/borgere/{newcomer}/", "Nana Ny"),
    Shown("counsellor-citizen-asks", "karen", "/borgere/{others}/", "Bo Syg"),
    Shown("draft", "quiet", "/hjaelp/", "Vi talte om tre virksomheder"),
    Shown("login-after-a-pause", None, "/log-ind/?pause=gemt", "det, du skrev, er gemt"),
    Shown("purpose", "silent_mate", "/borgere/{shared}/", "Hvad skal du bruge"),
    Shown("counsellor-team", "mate", "/team/", "Fie Fælles", ("click button[value=cover]",)),
    Shown(
        "counsellor-team-none",
        "quiet",
        "/team/",
        "ikke med i et team",
        ("click button[value=cover]",),
    ),
    Shown(
        "counsellor-colleagues",
        "mate",
        "/borgere/{shared}/",
        "Fie Fælles",
        ("click button[value=take_part]",),
    ),
    Shown("counsellor-opens", "mate", "/borgere/{shared}/aabn/", "Hvorfor har du brug"),
    Shown(
        "counsellor-opens-errors",
        "mate",
        "/borgere/{shared}/aabn/",
        "mangler en begrundelse",
        ("click main form button",),
    ),
    Shown("counsellor-beyond-reach", "breaker", "/borgere/{shared}/indkald/", "Du må gerne se"),
    Shown("counsellor-close", "karen", "/borgere/{ase}/luk/", "bliver aflyst"),
    Shown(
        "counsellor-close-errors",
        "karen",
        "/borgere/{ase}/luk/",
        "Ret dette",
        ("click main form button",),
    ),
    Shown("counsellor-reopen", "karen", "/borgere/{closed}/genaabn/", "Er kommet i arbejde"),
    Shown("counsellor-reopen-death", "karen", "/borgere/{dead}/genaabn/", "ikke mere til borgeren"),
    Shown("counsellor-find-closed", "karen", "/find/?navn={closed}", "Sagen er lukket"),
    Shown("citizen-coach-wish", "newcomer", "/mit-forloeb/coach/", "ikke sige hvorfor"),
    Shown("citizen-coach-wish-waits", "others", "/mit-forloeb/coach/", "Dit ønske er sendt"),
    Shown("lead-coach-wishes", "lead", "/oensker-om-coach/", "Vi taler forbi hinanden"),
    Shown(
        "lead-coach-wishes-errors",
        "lead",
        "/oensker-om-coach/",
        "hverken valgt en coach",
        ("click main form button",),
    ),
    Shown("citizen-helping-nobody", "ase", "/mit-forloeb/hvem-hjaelper-mig/", "Ingen må handle"),
    Shown("citizen-helping", "others", "/mit-forloeb/hvem-hjaelper-mig/", "Stop fuldmagten til"),
    Shown("counsellor-helpers", "karen", "/borgere/{shared}/repraesentanter/", "Regitze Ret"),
    Shown(
        "counsellor-helpers-errors",
        "karen",
        "/borgere/{newcomer}/repraesentanter/",
        "Ret dette",
        ("click main form:last-of-type button",),
    ),
    Shown("citizen-closed", "closed", "/mit-forloeb/lukket/", "Dit forløb er slut"),
    Shown("counsellor-find", "silent_mate", "/find/", "dine egne borgere"),
    Shown("counsellor-find-found", "karen", "/find/?navn=e", "Åse Møller"),
    Shown("counsellor-find-beyond", "jens", "/find/?navn={shared}", "et andet team"),
    Shown("counsellor-find-number", "karen", "/find/?navn=12345678", "ikke stå i adressen"),
    Shown("counsellor-summon", "karen", "/borgere/{newcomer}/indkald/", "Nana Ny"),
    Shown("counsellor-summon-check", "karen", "/borgere/{newcomer}/indkald/?tid={time}", "Nana Ny"),
    Shown("counsellor-effect", "karen", "/borgere/{ase}/betydning/", "Samtalen tæller"),
    Shown(
        "counsellor-effect-errors",
        "karen",
        "/borgere/{ase}/betydning/?dag=i+morgen",
        "Skriv en dag",
    ),
    Shown("counsellor-override", "karen", "/borgere/{ase}/regler/{duty}/", "Din vurdering"),
    Shown(
        "counsellor-override-errors",
        "karen",
        "/borgere/{ase}/regler/{duty}/",
        "Ret dette",
        ("click main form button",),
    ),
    Shown("counsellor-closing", "karen", "/samtaler/{begun}/afslut/", "Afslut samtalen"),
    Shown(
        "counsellor-closing-errors",
        "karen",
        "/samtaler/{begun}/afslut/",
        "Ret dette",
        ("clear input[name=minutes]", "clear input[name=next_to]", "click main form button"),
    ),
    Shown("counsellor-closing-too-early", "karen", "/samtaler/{ahead}/afslut/", "Åse Møller"),
    Shown("lead-level", "lead", "/niveau/", "Person 00"),
    Shown("lead-level-second-page", "lead", "/niveau/?side=2", "Forrige"),
    Shown("lead-level-met", "lead", "/niveau/?vis=har", "Er vi på niveau?"),
    Shown("lead-level-unknown", "lead", "/niveau/?vis=ukendt", "Per Ukendt"),
    Shown("lead-level-uncovered", "lead", "/niveau/?vis=udaekket", "Ingen tid"),
    Shown("lead-level-late", "lead", "/niveau/?vis=sen", "første samtale"),
    Shown("lead-level-offers", "lead", "/niveau/?indsats=tilbud", "tilbud"),
    Shown("lead-without-coach", "lead", "/niveau/uden-coach/", "Ida Uden-Coach"),
    Shown("lead-glass", "lead", "/aabnet-med-begrundelse/", "Ringer for en kollega"),
    Shown("administrator-imports", "administrator", "/indlaesninger/", "maj.csv"),
    Shown("administrator-imports-others", "new_administrator", "/indlaesninger/", "Ulla Nør"),
    Shown("administrator-new", "administrator", "/indlaesninger/ny/", "Se filen igennem"),
    Shown(
        "administrator-new-errors",
        "administrator",
        "/indlaesninger/ny/",
        "Vælg en fil",
        ("click main form button",),
    ),
    Shown("administrator-waiting", "administrator", f"{FILE}{{file_waiting}}/", "Filerne venter"),
    Shown(
        "administrator-working", "administrator", f"{FILE}{{file_working}}/", "ser filen igennem"
    ),
    Shown("administrator-preview", "administrator", f"{FILE}{{file_ready}}/", "Startdato"),
    Shown(
        "administrator-preview-lacking",
        "administrator",
        f"{FILE}{{file_ready}}/",
        "Nogle rækker",
        ("click main form button",),
    ),
    Shown("administrator-columns", "administrator", f"{FILE}{{file_unmapped}}/kolonner/", "CPR-nr"),
    Shown(
        "administrator-columns-read", "administrator", f"{FILE}{{file_ready}}/kolonner/", "Notat"
    ),
    Shown("administrator-failed", "administrator", f"{FILE}{{file_failed}}/", "Intet er gemt"),
    Shown("administrator-result", "administrator", f"{FILE}{{file_done}}/", "Filen er læst ind"),
    Shown("administrator-undo", "administrator", "/indlaesninger/{batch}/fortryd/", "fortryde"),
    Shown("refused", "ase", "/niveau/", "Du har ikke adgang"),
    Shown("not-found", "karen", "/borgere/2222222222/", "Vi kan ikke finde siden"),
]
