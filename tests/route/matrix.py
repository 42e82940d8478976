"""Who meets what at every address: the access matrix itself."""

from dataclasses import dataclass

OPEN, LOGIN, REFUSED, NOT_YOURS, ONWARD = 200, "login", 403, 404, 302
PURPOSE = "purpose"  # sent to say what colleagues' cases are opened for
WHO = (
    "stranger",
    "citizen",  # own
    "other_citizen",
    "own_case",  # Åse, who works here too, as a counsellor
    "counsellor",  # Åse's own
    "mate",  # in the same team, with a purpose
    "silent_mate",  # in the same team, without one
    "other_counsellor",  # in another team
    "relative",  # in the same team, the case is marked for them
    "breaker",  # in another team, has opened it for a reason
    "representative",  # for everything
    "narrow_representative",  # for conversations alone
    "front_desk",
    "lead",
    "marked_lead",  # Åse's case is marked for them
    "partner",
    "administrator",
    "other_administrator",
)


@dataclass(frozen=True)
class Row:
    """One address (``{citizen}``, ``{booking}`` stand for public ids) and what each meets."""

    address: str
    meets: tuple[object, ...]
    method: str = "get"


def who(default: object = REFUSED, **meets: object) -> tuple[object, ...]:
    """What each meets: those named as said, a stranger the way in, everybody else ``default``."""
    assert set(meets) <= set(WHO)
    return tuple(meets.get(name, LOGIN if name == "stranger" else default) for name in WHO)


COUNSELLORS = dict.fromkeys(WHO[3:10], OPEN)  # whoever acts as a counsellor
CITIZENS_OWN = who(citizen=OPEN, other_citizen=OPEN, representative=OPEN)
CITIZENS_TIMES = who(
    citizen=OPEN, other_citizen=OPEN, representative=OPEN, narrow_representative=OPEN
)
SENT_ON = who(
    citizen=ONWARD, other_citizen=ONWARD, representative=ONWARD, narrow_representative=ONWARD
)
CITIZENS_BOOKING = (*CITIZENS_TIMES[:2], NOT_YOURS, *CITIZENS_TIMES[3:])
# Åse has a seat, who is another has none; each is led on from the page that is not for them.
CITIZENS_SEATED = (*CITIZENS_TIMES[:2], ONWARD, *CITIZENS_TIMES[3:])
CITIZENS_NOT_SEATED = who(
    citizen=ONWARD, other_citizen=OPEN, representative=ONWARD, narrow_representative=ONWARD
)
CASELOAD = who(**COUNSELLORS)
BEYOND = dict.fromkeys(("own_case", "other_counsellor", "relative"), NOT_YOURS)
OF_REACH = who(counsellor=OPEN, mate=OPEN, silent_mate=PURPOSE, breaker=OPEN, **BEYOND)
TO_BOOK = who(counsellor=OPEN, mate=OPEN, silent_mate=PURPOSE, breaker=REFUSED, **BEYOND)
NEWCOMER = who(
    counsellor=OPEN,
    mate=OPEN,
    silent_mate=PURPOSE,
    own_case=OPEN,  # in Karen's team, with a purpose: only their own case is closed to them
    relative=OPEN,
    other_counsellor=NOT_YOURS,
    breaker=NOT_YOURS,
)
TO_ACT = who(counsellor=OPEN, mate=REFUSED, silent_mate=PURPOSE, breaker=REFUSED, **BEYOND)
LEADS = who(lead=OPEN, marked_lead=OPEN)
# A correction is the coach's to answer; a lead answers objections.
OF_COACH = who(
    **(
        dict.fromkeys(COUNSELLORS, NOT_YOURS)
        | {"counsellor": OPEN, "lead": NOT_YOURS, "marked_lead": NOT_YOURS}
    )
)
# Who comes to a meeting is its holder's to see and to record.
HOLDERS = who(**(dict.fromkeys(COUNSELLORS, NOT_YOURS) | {"counsellor": OPEN}))
ADMINISTRATORS = who(administrator=OPEN, other_administrator=OPEN)
# The coach's own times, and whoever keeps the staff.
OWN_TIMES = dict.fromkeys(COUNSELLORS, NOT_YOURS) | {
    "counsellor": OPEN,
    "partner": NOT_YOURS,
    "administrator": OPEN,
    "other_administrator": OPEN,
}
# Who is there and where there is time: no citizen is named.
LOOKS_AT_OFFICE = who(
    front_desk=OPEN,
    lead=OPEN,
    marked_lead=OPEN,
    administrator=OPEN,
    other_administrator=OPEN,
    **dict.fromkeys(COUNSELLORS, OPEN),
)
KEEPERS_AND_LEADS = who(lead=OPEN, marked_lead=OPEN, administrator=OPEN, other_administrator=OPEN)
OF_UPLOADER = who(administrator=OPEN, other_administrator=NOT_YOURS)
EVERYBODY = (OPEN,) * len(WHO)
NOBODYS_ADDRESS = ("none",) * len(WHO)  # a secret nobody has; tests/apps/test_feeds.py has one
NOBODY_THERE = ("none",) * len(WHO)  # a provider nobody set up; tests/identity sets one up

THOUGHT = "form=individual&kanal=phone&holder=counsellor&dag=2026-05-19"

MATRIX = {
    "home": Row("/", (ONWARD,) * len(WHO)),
    "login": Row("/log-ind/", EVERYBODY),
    "login_depart": Row("/log-ind/via/kommune/", NOBODY_THERE),
    "login_receive": Row("/log-ind/via/kommune/svar/", NOBODY_THERE, method="post"),
    "login_arrive": Row("/log-ind/via/kommune/tilbage/", NOBODY_THERE),
    "login_description": Row("/log-ind/via/kommune/metadata/", NOBODY_THERE),
    "login_local": Row("/log-ind/lokal/", EVERYBODY),
    "login_local_code": Row("/log-ind/lokal/kode/", (LOGIN,) * len(WHO)),
    "login_local_setup": Row("/log-ind/lokal/opret/", EVERYBODY),
    "login_local_factor": Row("/log-ind/lokal/opret/kode/", (LOGIN,) * len(WHO)),
    "login_local_passkey": Row("/log-ind/lokal/noegle/", (LOGIN,) * len(WHO)),
    "logout": Row("/log-ud/", EVERYBODY, method="post"),
    "choose_role": Row("/rolle/", (LOGIN, *EVERYBODY[1:])),
    "purpose": Row("/formaal/", CASELOAD),
    "sitting": Row("/sidder/", EVERYBODY),
    "demo_video": Row(f"/demo/video/{'0' * 32}/", EVERYBODY),
    "demo_clock": Row("/demo/ur/", (400,) * len(WHO), method="post"),  # no step, no move
    "language": Row("/sprog/", (400,) * len(WHO), method="post"),  # none chosen, none kept
    "kept": Row("/saa-laenge-gemmer-vi/", EVERYBODY),
    "help": Row("/hjaelp/", EVERYBODY),
    "rules": Row("/regler/", EVERYBODY),
    "my_course": Row("/mit-forloeb/", CITIZENS_OWN),
    "helping": Row("/mit-forloeb/hvem-hjaelper-mig/", who(citizen=OPEN, other_citizen=OPEN)),
    "coach_wish": Row("/mit-forloeb/coach/", CITIZENS_OWN),
    "closed_course": Row("/mit-forloeb/lukket/", SENT_ON),
    "offers": Row("/mit-forloeb/tilbud/", CITIZENS_OWN),
    "who_has_seen": Row("/mit-forloeb/hvem-har-set-min-sag/", CITIZENS_OWN),
    "ask_name": Row(
        "/mit-forloeb/hvem-har-set-min-sag/navn/?dag=2026-05-18&formaal=follow_up&rolle=counsellor",
        CITIZENS_OWN,
    ),
    "about_me": Row("/mit-forloeb/alt-om-mig/", CITIZENS_OWN),
    "about_me_file": Row("/mit-forloeb/alt-om-mig/fil/", CITIZENS_OWN),
    "rights": Row("/mit-forloeb/rettelser/", CITIZENS_OWN),
    "screening": Row("/mit-forloeb/spoergsmaal/", CITIZENS_OWN),
    "proposal": Row(
        "/mit-forloeb/forslag/",
        who(citizen=ONWARD, other_citizen=ONWARD, representative=ONWARD),
    ),
    "representing": Row("/paa-vegne-af/", who(representative=OPEN, narrow_representative=OPEN)),
    "book_purpose": Row("/mit-forloeb/book/", CITIZENS_TIMES),
    "book_time": Row("/mit-forloeb/book/tid/?formaal=skills_and_courses", CITIZENS_TIMES),
    "book_check": Row(
        "/mit-forloeb/book/tjek/?formaal=skills_and_courses&kanal=phone&tid=2026-05-20T07:00Z",
        CITIZENS_TIMES,
    ),
    "wait_for_time": Row(
        "/mit-forloeb/book/venteliste/?formaal=skills_and_courses", CITIZENS_TIMES
    ),
    "ask_for_call": Row("/mit-forloeb/book/ring-op/?formaal=skills_and_courses", CITIZENS_TIMES),
    "time_wish": Row("/mit-forloeb/oensker/{wish}/", CITIZENS_BOOKING),
    "meetings": Row("/mit-forloeb/moeder/", CITIZENS_TIMES),
    "meeting": Row("/mit-forloeb/moeder/{meeting}/", CITIZENS_TIMES),
    "meeting_join": Row("/mit-forloeb/moeder/{meeting}/tilmeld/", CITIZENS_NOT_SEATED),
    "meeting_leave": Row("/mit-forloeb/moeder/{meeting}/afbud/", CITIZENS_SEATED),
    "reminders": Row("/mit-forloeb/paamindelser/", CITIZENS_TIMES),
    # Nobody here is on unemployment benefit: each is sent on, with the reason.
    "fund": Row("/mit-forloeb/a-kasse/", SENT_ON),
    "booking": Row("/mit-forloeb/samtaler/{booking}/", CITIZENS_BOOKING),
    "booking_move": Row("/mit-forloeb/samtaler/{booking}/flyt/", CITIZENS_BOOKING),
    "booking_move_check": Row(
        "/mit-forloeb/samtaler/{booking}/flyt/tjek/?tid=2026-05-20T07:00Z", CITIZENS_BOOKING
    ),
    "booking_here": Row("/mit-forloeb/samtaler/{booking}/her/", CITIZENS_BOOKING),
    "booking_cancel": Row("/mit-forloeb/samtaler/{booking}/afbud/", CITIZENS_BOOKING),
    "booking_calendar": Row("/mit-forloeb/samtaler/{booking}/kalender/", CITIZENS_BOOKING),
    "my_calendar": Row("/mit-forloeb/kalender/", who(citizen=OPEN, other_citizen=OPEN)),
    "calendars": Row("/kalendere/", CASELOAD),
    "calendar_add": Row("/kalendere/ny/", CASELOAD),
    "calendar_feed": Row("/kalender/hemmelig.ics", NOBODYS_ADDRESS),
    "today": Row("/i-dag/", CASELOAD),
    "calls": Row("/ring-til/", CASELOAD),
    "call": Row("/ring-til/{wish}/", TO_ACT),
    "caseload": Row("/borgere/", CASELOAD),
    "team": Row("/team/", who(**(COUNSELLORS | {"silent_mate": PURPOSE, "breaker": PURPOSE}))),
    "find": Row("/find/", CASELOAD),
    "citizen": Row("/borgere/{citizen}/", OF_REACH),
    "inviting": Row("/borgere/{citizen}/samarbejdspart/", TO_ACT),
    "helpers": Row("/borgere/{citizen}/repraesentanter/", TO_ACT),
    "marks": Row("/borgere/{citizen}/taet-paa/", TO_ACT),
    "case_close": Row("/borgere/{citizen}/luk/", TO_ACT),
    "case_reopen": Row("/borgere/{closed}/genaabn/", CASELOAD),
    "open_for_a_reason": Row("/borgere/{citizen}/aabn/", CASELOAD),
    "my_week": Row("/min-uge/", CASELOAD),
    "office_week": Row("/kontoret/", LOOKS_AT_OFFICE),
    "office_month": Row("/kontoret/maaned/?hos={coach}", LOOKS_AT_OFFICE),
    "my_times": Row("/mine-tider/", who(partner=OPEN, **COUNSELLORS)),
    "times_of": Row("/mine-tider/{coach}/", who(lead=OPEN, marked_lead=OPEN, **OWN_TIMES)),
    "series_new": Row("/mine-tider/{coach}/faste/", who(**OWN_TIMES)),
    "series_keep": Row("/mine-tider/{coach}/faste/{series}/", who(**OWN_TIMES)),
    "opening_new": Row("/mine-tider/{coach}/enkelt/", who(**OWN_TIMES)),
    "opening_keep": Row("/mine-tider/{coach}/enkelt/{opening}/", who(**OWN_TIMES)),
    "times_away": Row("/mine-tider/{coach}/vaek/", who(**OWN_TIMES)),
    "times_limits": Row("/mine-tider/{coach}/graenser/", who(**OWN_TIMES)),
    "closing_days": Row("/lukkedage/", ADMINISTRATORS),
    "places": Row("/steder/", ADMINISTRATORS),
    "place_keep": Row("/steder/{place}/", ADMINISTRATORS),
    "book_for": Row("/borgere/{citizen}/book/", TO_BOOK),
    "wait_for_citizen": Row("/borgere/{citizen}/venteliste/?formaal=job_search", TO_BOOK),
    "call_for_citizen": Row("/borgere/{citizen}/ring-op/?formaal=job_search", TO_BOOK),
    "summon": Row("/borgere/{newcomer}/indkald/", NEWCOMER),
    "invite": Row("/borgere/{citizen}/bed-om-tid/", TO_BOOK),
    "uninvite": Row("/invitationer/{invitation}/traek-tilbage/", TO_ACT),
    "not_booked": Row("/har-ikke-booket/", CASELOAD),
    "self_booking": Row("/borgere/{citizen}/selvbooking/", TO_ACT),
    "interpreter": Row("/samtaler/{booking}/tolk/", TO_ACT),
    "summons_sent": Row("/samtaler/{summoned}/indkaldelse/", OF_REACH),
    "summons_letter": Row("/mit-forloeb/samtaler/{summoned}/brev/", CITIZENS_BOOKING),
    "times_missing": Row("/manglende-tider/", KEEPERS_AND_LEADS),
    "times_missing_file": Row("/manglende-tider/fil/", KEEPERS_AND_LEADS),
    "effect": Row(
        f"/borgere/{{citizen}}/betydning/?{THOUGHT}",
        OF_REACH,
    ),
    "override": Row("/borgere/{citizen}/regler/V5-OT-1/2026-05-04/", TO_ACT),
    "video": Row("/samtaler/{booking}/video/", TO_ACT),
    "conversation_close": Row("/samtaler/{booking}/afslut/", TO_ACT),
    "office_meetings": Row("/moeder/", CASELOAD),
    "meeting_new": Row("/moeder/nyt/", CASELOAD),
    "office_meeting": Row("/moeder/{meeting}/", CASELOAD),
    "meeting_edit": Row("/moeder/{meeting}/ret/", CASELOAD),
    "meeting_cancelling": Row("/moeder/{meeting}/aflys/", CASELOAD),
    "meeting_presence": Row("/moeder/{meeting}/fremmoede/", HOLDERS),
    "citizen_meetings": Row("/borgere/{citizen}/moeder/", TO_BOOK),
    "seat_in_meeting": Row("/pladser/{seat}/", who(**dict.fromkeys(COUNSELLORS, ONWARD))),
    "rights_list": Row("/rettelser/", who(lead=OPEN, marked_lead=OPEN, **COUNSELLORS)),
    "right": Row("/rettelser/{right}/", OF_COACH),
    "desk": Row("/reception/", who(front_desk=OPEN)),
    "desk_person": Row("/reception/{citizen}/", who(front_desk=OPEN)),
    "desk_book": Row("/reception/{citizen}/book/", who(front_desk=OPEN)),
    "desk_move": Row("/reception/{citizen}/samtaler/{booking}/flyt/", who(front_desk=OPEN)),
    "desk_cancel": Row("/reception/{citizen}/samtaler/{booking}/afbud/", who(front_desk=OPEN)),
    "desk_arrival": Row(
        "/reception/{citizen}/samtaler/{booking}/ankomst/", who(front_desk=409), method="post"
    ),
    "desk_wait": Row(
        "/reception/{citizen}/venteliste/?formaal=skills_and_courses", who(front_desk=OPEN)
    ),
    "desk_call": Row(
        "/reception/{citizen}/ring-op/?formaal=skills_and_courses", who(front_desk=OPEN)
    ),
    "desk_wish_withdraw": Row(
        "/reception/{citizen}/oensker/{wish}/tilbage/", who(front_desk=ONWARD), method="post"
    ),
    "partner": Row("/partner/", who(partner=OPEN)),
    "partner_book": Row("/partner/{partnership}/book/", who(partner=OPEN)),
    "coach_wishes": Row("/oensker-om-coach/", LEADS),
    "glass": Row("/aabnet-med-begrundelse/", LEADS),
    "level": Row("/niveau/", LEADS),
    "contact_figures": Row("/niveau/kontakt/", LEADS),
    "notes": Row("/niveau/noter/{citizen}/", who(lead=OPEN, marked_lead=NOT_YOURS)),
    "without_coach": Row("/niveau/uden-coach/", LEADS),
    "name_requests": Row("/navne/", LEADS),
    "name_request": Row("/navne/{asked}/", who(lead=OPEN, marked_lead=NOT_YOURS)),
    "operations": Row("/drift/", ADMINISTRATORS),
    "coaches": Row("/coaches/", LEADS),
    "coach_hand_over": Row("/coaches/{coach}/overdrag/", LEADS),
    "hand_over_done": Row(
        "/overdraget/{handed}/",
        who(lead=OPEN, marked_lead=OPEN, administrator=OPEN, other_administrator=OPEN),
    ),
    "staff": Row("/medarbejdere/", ADMINISTRATORS),
    "staff_new": Row("/medarbejdere/ny/", ADMINISTRATORS),
    "staff_member": Row("/medarbejdere/{coach}/", ADMINISTRATORS),
    "staff_roles": Row("/medarbejdere/{coach}/roller/", ADMINISTRATORS),
    "staff_number": Row("/medarbejdere/{coach}/cpr/", ADMINISTRATORS),
    "staff_team": Row("/medarbejdere/{coach}/team/", ADMINISTRATORS),
    "staff_absence": Row("/medarbejdere/{coach}/fravaer/", ADMINISTRATORS),
    "staff_hand_over": Row("/medarbejdere/{coach}/overdrag/", ADMINISTRATORS),
    "staff_leave": Row("/medarbejdere/{coach}/stop/", ADMINISTRATORS),
    "teams": Row("/teams/", ADMINISTRATORS),
    "team_keep": Row("/teams/{team}/", ADMINISTRATORS),
    "imports": Row("/indlaesninger/", ADMINISTRATORS),
    "import_new": Row("/indlaesninger/ny/", ADMINISTRATORS),
    "import_upload": Row("/indlaesninger/fil/{upload}/", OF_UPLOADER),
    "import_columns": Row("/indlaesninger/fil/{upload}/kolonner/", OF_UPLOADER),
    "import_undo": Row("/indlaesninger/{batch}/fortryd/", ADMINISTRATORS),
}
