"""Asked to book, called in, and who does not book: every page in its states."""

from tests.browser.shown import Shown

INVITATION_PAGES = [
    Shown("citizen-course-asked", "asked", "/mit-forloeb/", "Book en samtale senest"),
    Shown("citizen-book-asked", "asked", "/mit-forloeb/book/", "beder dig booke"),
    Shown(
        "citizen-book-time-asked",
        "asked",
        "/mit-forloeb/book/tid/?formaal=job_search",
        "Samtalen skal ligge senest",
    ),
    Shown("citizen-called-in", "called", "/mit-forloeb/samtaler/{letter}/", "Læs din indkaldelse"),
    Shown("citizen-letter", "called", "/mit-forloeb/samtaler/{letter}/brev/", "§ 46"),
    Shown("citizen-called-move", "called", "/mit-forloeb/samtaler/{letter}/flyt/", "ledige tider"),
    Shown("citizen-barred", "barred", "/mit-forloeb/book/", "kan ikke selv booke"),
    Shown("counsellor-invite", "karen", "/borgere/{asked_to}/bed-om-tid/", "Venter på borgeren"),
    Shown(
        "counsellor-invite-errors",
        "karen",
        "/borgere/{asked_to}/bed-om-tid/",
        "Ret dette",
        ("click main form button",),
    ),
    Shown("counsellor-invite-not", "karen", "/borgere/{barred}/bed-om-tid/", "ikke selv booke"),
    Shown("counsellor-uninvite", "karen", "/invitationer/{invitation}/traek-tilbage/", "Hvorfor"),
    Shown("counsellor-not-booked", "karen", "/har-ikke-booket/", "Lene Langmod"),
    Shown("counsellor-not-booked-none", "jens", "/har-ikke-booket/", "i tide"),
    Shown(
        "counsellor-not-booked-errors",
        "karen",
        "/har-ikke-booket/",
        "Vælg, hvad du har gjort",
        ("click main form button",),
    ),
    Shown("counsellor-summon-regard", "karen", "/borgere/{barred}/indkald/", "tage hensyn til"),
    Shown("counsellor-summon-choose", "karen", "/borgere/{called_in}/indkald/", "Det bygger på"),
    Shown(
        "counsellor-summon-exempt",
        "karen",
        "/borgere/{called_in}/indkald/?grund=exempt&formaal=job_search&kanal=phone&tid={time}",
        "fritaget",
    ),
    Shown("counsellor-letter", "karen", "/samtaler/{letter}/indkaldelse/", "med posten"),
    Shown("counsellor-interpreter", "karen", "/samtaler/{letter}/tolk/", "arabisk"),
    Shown("counsellor-self-booking", "karen", "/borgere/{called_in}/selvbooking/", "er fritaget"),
    Shown("counsellor-self-booking-taken", "karen", "/borgere/{barred}/selvbooking/", "Siden"),
    Shown("lead-times-missing", "lead", "/manglende-tider/", "Hent listen"),
    Shown("administrator-times-missing", "administrator", "/manglende-tider/", "Hent listen"),
]
