"""Every page a person can meet, in each of its states. Pictures and axe read this list."""

from tests.browser.ad_pages import AD_PAGES
from tests.browser.agreement_pages import AGREEMENT_PAGES
from tests.browser.booking_pages import BOOKING_PAGES
from tests.browser.calendar_pages import CALENDAR_PAGES
from tests.browser.course_pages import COURSE_PAGES
from tests.browser.cv_pages import CV_PAGES
from tests.browser.day_pages import DAY_PAGES
from tests.browser.desk_pages import DESK_PAGES
from tests.browser.exemption_pages import EXEMPTION_PAGES
from tests.browser.fund_pages import FUND_PAGES
from tests.browser.idea_pages import IDEA_PAGES
from tests.browser.invitation_pages import INVITATION_PAGES
from tests.browser.meeting_pages import MEETING_PAGES
from tests.browser.net_pages import NET_PAGES
from tests.browser.offer_course_pages import OFFER_COURSE_PAGES
from tests.browser.offer_pages import OFFER_PAGES
from tests.browser.open_pages import OPEN_PAGES
from tests.browser.plan_pages import PLAN_PAGES
from tests.browser.settings_pages import SETTINGS_PAGES
from tests.browser.shown import Shown
from tests.browser.situation_pages import SITUATION_PAGES
from tests.browser.staff_pages import STAFF_PAGES
from tests.browser.talk_pages import TALK_PAGES
from tests.browser.talking_pages import TALKING_PAGES
from tests.browser.times_pages import TIMES_PAGES
from tests.browser.wishing_pages import WISHING_PAGES

NEXT = tuple(f"click main .button-primary[name=til][value='{step}']" for step in range(1, 9))
FILE = "/indlaesninger/fil/"

PAGES = [
    *OPEN_PAGES,
    Shown("login", None, "/log-ind/", "Karen Østergård"),
    Shown("login-nobody-found", None, "/log-ind/?navn=zzzz", "zzzz"),
    Shown("choose-role", "both", "/rolle/", "Leder"),
    Shown("logged-out", "ase", "/hjaelp/", "logget ud", ("click form[action='/log-ud/'] button",)),
    Shown("citizen-course", "ase", "/mit-forloeb/", "3 af 4 holdt"),
    Shown("citizen-course-new", "newcomer", "/mit-forloeb/", "25. maj 2026"),
    Shown("citizen-course-summoned", "summoned", "/mit-forloeb/", "tirsdag den 19. maj"),
    Shown("citizen-course-asks", "others", "/mit-forloeb/", "første sygedag"),
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
        ("click main button:has-text('Fie Fælles')",),
    ),
    Shown("partner", "partner", "/partner/", "Fie Fælles"),
    Shown("partner-book", "partner", "/partner/{partnership}/book/", "Borgeren vælger"),
    Shown(
        "partner-book-check",
        "partner",
        "/partner/{partnership}/book/?kanal=phone&tid={time}",
        "Book tiden",
    ),
    Shown(
        "citizen-ask-name",
        "ase",
        "/mit-forloeb/hvem-har-set-min-sag/navn/?dag=2026-05-18&formaal=follow_up&rolle=counsellor",
        "Vil du vide, hvem det var?",
    ),
    Shown("citizen-screening", "ase", "/mit-forloeb/spoergsmaal/", "Dit jobmål"),
    Shown("citizen-screening-wishes", "ase", "/mit-forloeb/spoergsmaal/", "video", NEXT[:7]),
    Shown("citizen-screening-check", "newcomer", "/mit-forloeb/spoergsmaal/", "Passer det?", NEXT),
    Shown("citizen-proposal", "ase", "/mit-forloeb/forslag/", "Ja, det aftaler vi"),
    *AGREEMENT_PAGES,
    *BOOKING_PAGES,
    *FUND_PAGES,
    *DAY_PAGES,
    *TALKING_PAGES,
    *TALK_PAGES,
    *MEETING_PAGES,
    *SETTINGS_PAGES,
    *NET_PAGES,
    *SITUATION_PAGES,
    *AD_PAGES,
    *OFFER_PAGES,
    *OFFER_COURSE_PAGES,
    Shown("counsellor-today", "karen", "/i-dag/", "Mads Lund"),
    Shown("counsellor-today-empty", "quiet", "/i-dag/", "mandag den 18. maj"),
    Shown("counsellor-caseload", "karen", "/borgere/", "Åse Møller"),
    Shown("counsellor-caseload-by-due", "karen", "/borgere/?orden=frist", "Nana Ny"),
    Shown("counsellor-caseload-nobody", "karen", "/borgere/?navn=zzzz", "zzzz"),
    Shown("counsellor-caseload-long-word", "karen", f"/borgere/?navn={'z' * 200}", "zzzz"),
    Shown("counsellor-citizen", "karen", "/borgere/{ase}/", "Åse Møller"),
    Shown("counsellor-citizen-new", "karen", "/borgere/{newcomer}/", "Nana Ny"),
    Shown("counsellor-citizen-asks", "karen", "/borgere/{others}/", "Bo Syg"),
    Shown("draft", "quiet", "/hjaelp/", "Vi talte om tre virksomheder"),
    Shown("login-after-a-pause", None, "/log-ind/?pause=gemt", "det, du skrev, er gemt"),
    Shown("purpose", "silent_mate", "/borgere/{shared}/", "Hvad skal du bruge"),
    Shown(
        "counsellor-covered",
        "mate",
        "/team/samtaler/",
        "De fraværendes samtaler",
        ("click button[value=cover]",),
    ),
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
    Shown("counsellor-marks", "karen", "/borgere/{shared}/taet-paa/", "Rie Møller"),
    Shown("counsellor-marks-none", "karen", "/borgere/{ase}/taet-paa/", "ikke lukket for nogen"),
    Shown(
        "counsellor-marks-errors",
        "karen",
        "/borgere/{ase}/taet-paa/",
        "Vælg en medarbejder på listen",
        ("click main form button",),
    ),
    Shown("counsellor-reopen", "karen", "/borgere/{over}/genaabn/", "Er kommet i arbejde"),
    Shown("counsellor-reopen-death", "karen", "/borgere/{dead}/genaabn/", "ikke mere til borgeren"),
    Shown("counsellor-find-closed", "karen", "/find/?navn={over}", "Sagen er lukket"),
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
    Shown("kept", None, "/saa-laenge-gemmer-vi/", "5 år efter"),
    Shown("citizen-about-me", "ase", "/mit-forloeb/alt-om-mig/", "Alt om mig"),
    Shown("citizen-reminders", "reminded", "/mit-forloeb/paamindelser/", "kommer ikke"),
    Shown("citizen-reminders-none", "alone", "/mit-forloeb/paamindelser/", "ingen påmindelser"),
    Shown("citizen-rights", "ase", "/mit-forloeb/rettelser/", "ikke bedt om noget"),
    Shown("citizen-rights-answered", "newcomer", "/mit-forloeb/rettelser/", "Datatilsynet"),
    Shown(
        "citizen-rights-errors",
        "newcomer",
        "/mit-forloeb/rettelser/",
        "Ret dette",
        ("click main form:has(textarea) button",),
    ),
    Shown("counsellor-rights", "karen", "/rettelser/", "Rettelse om"),
    Shown("counsellor-right", "karen", "/rettelser/{right}/", "Svaret til borgeren"),
    Shown(
        "counsellor-right-errors",
        "karen",
        "/rettelser/{right}/",
        "Vælg et udfald",
        ("click main form button",),
    ),
    Shown("lead-rights", "lead", "/rettelser/", "Indsigelse om"),
    Shown("counsellor-rights-none", "jens", "/rettelser/", "Ingen venter"),
    Shown("citizen-closed", "over", "/mit-forloeb/lukket/", "Dit forløb er slut"),
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
        "Vælg en dag fra i dag",
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
    Shown("counsellor-closed", "karen", "/samtaler/{closed}/afslut/", "allerede afsluttet"),
    Shown("lead-level", "lead", "/niveau/", "Person 00"),
    Shown("lead-level-second-page", "lead", "/niveau/?side=2", "Forrige"),
    Shown("lead-level-met", "lead", "/niveau/?vis=har", "Er vi på niveau?"),
    Shown("lead-level-unknown", "lead", "/niveau/?vis=ukendt", "Per Ukendt"),
    Shown("lead-level-uncovered", "lead", "/niveau/?vis=udaekket", "Ingen tid"),
    Shown("lead-level-late", "lead", "/niveau/?vis=sen", "første samtale"),
    Shown("lead-level-offers", "lead", "/niveau/?indsats=tilbud", "tilbud"),
    Shown(
        "lead-notes-reason", "lead", "/niveau/noter/{shared}/", "Borgeren kan se din begrundelse"
    ),
    Shown(
        "lead-notes-reason-missing",
        "lead",
        "/niveau/noter/{shared}/",
        "Skriv",
        ("click main form button",),
    ),
    Shown("lead-notes", "lead", "/niveau/noter/{ase}/", "Samtaler med Åse"),
    Shown("lead-notes-none", "lead", "/niveau/noter/{newcomer}/", "ikke været nogen samtaler"),
    Shown("lead-without-coach", "lead", "/niveau/uden-coach/", "Ida Uden-Coach"),
    Shown("lead-glass", "lead", "/aabnet-med-begrundelse/", "Ringer for en kollega"),
    Shown("lead-name-requests", "lead", "/navne/", "Hvem åbnede sagen"),
    Shown("lead-name-request", "lead", "/navne/{asked}/", "Dit svar til borgeren"),
    Shown(
        "lead-name-request-errors",
        "lead",
        "/navne/{asked}/",
        "Skriv et svar",
        ("clear textarea[name=answer]", "click main form button"),
    ),
    Shown("administrator-operations", "administrator", "/drift/", "Måske sendt"),
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
    *CALENDAR_PAGES,
    *COURSE_PAGES,
    *DESK_PAGES,
    *STAFF_PAGES,
    *TIMES_PAGES,
    *WISHING_PAGES,
    *INVITATION_PAGES,
    *EXEMPTION_PAGES,
    *PLAN_PAGES,
    *CV_PAGES,
    *IDEA_PAGES,
    Shown("refused", "ase", "/niveau/", "Du har ikke adgang"),
    Shown("not-found", "karen", "/borgere/2222222222/", "Vi kan ikke finde siden"),
]
