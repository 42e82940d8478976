"""Summoning: what to heed is asked first, then ground, purpose and time; then the letter goes."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.fund import fund_of
from staasted.apps.booking.interpreting import interpreting_of
from staasted.apps.booking.refusing import SlotRefused
from staasted.apps.booking.selectors import conversations_of, live_bookings
from staasted.apps.citizens.access import Citizen, Doing, citizen_reached
from staasted.apps.conversations.course import Course, course_of
from staasted.apps.invitations.access import WITH_BOOKING
from staasted.apps.invitations.standing import bars_of, grounds_of
from staasted.apps.invitations.summoning import (
    Calling,
    FundPart,
    Regard,
    last_day_to_move,
    regard_ask,
    regard_before,
    regard_of_today,
    summons_make,
)
from staasted.apps.org.clock import clock
from staasted.catalog.speech import danish_date
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.core.law import READ_UNTIL, SummonsGround
from staasted.core.slots import Search, free_times, why_none
from staasted.web.counsellor.summon_choice import (
    TO_THE_FIRST,
    WITHOUT_FUND,
    Summoning,
    purposes_for,
)
from staasted.web.ui.duties import rule_shown
from staasted.web.ui.interpreting import interpreting_error, interpreting_read
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader, said
from staasted.web.ui.times import day_read, days, start_read, written


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def summon(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """What to heed, then the times, one check, and the letter."""
    case = _reached(actor, public_id)
    course = course_of(case, on=clock.today())
    grounds = grounds_of(course, bars_of(case))
    if not grounds:
        why = text("counsellor.summon.books_oneself")
        return returned(request, why, "citizen", public_id=public_id)
    asked = _asked(request, case, course, grounds)
    if any(
        booking.purpose == asked.purpose.slug for booking in conversations_of(live_bookings(case))
    ):
        return returned(request, text("counsellor.summon.has_time"), "citizen", public_id=public_id)
    return _go_on(request, actor, asked)


def _reached(actor: Actor, public_id: str) -> Citizen:
    asked = {"doing": Doing.BOOK, "asked": WITH_BOOKING}
    return citizen_reached(actor, public_id, on=clock.today(), **asked)


def _asked(
    request: HttpRequest, case: Citizen, course: Course, grounds: tuple[SummonsGround, ...]
) -> Summoning:
    """What the address asks for, as far as it can be had; else what weighs most."""
    sent = request.GET
    ground = next((each for each in grounds if each == sent.get("grund")), grounds[0])
    purposes = purposes_for(ground)
    named = (each for each in purposes if each.slug == sent.get("formaal"))
    purpose = next(named, purposes[0])
    wanted = (each for each in purpose.channels if each == sent.get("kanal"))
    channel = next(wanted, purpose.channels[0])
    theirs = fund_of(case, on=course.on) if purpose.joint else None
    without = sent.get("akasse") == FundPart.NO
    coach = request.user.person
    return Summoning(case, coach, course, grounds, ground, purpose, channel, theirs, without)


def _heeded(request: HttpRequest, actor: Actor, asked: Summoning) -> HttpResponse:
    """Record what is to be heeded, and on to the times."""
    words = {name: request.POST.get(name, "") for name in ("childcare", "health", "other")}
    try:
        regard_ask(actor=actor, citizen=asked.case, **words)
    except DomainError as refused:
        return _regard_page(request, asked, error=str(said(refused)))
    return returned(request, text("summons.regard.saved"), "summon", public_id=asked.case.public_id)


def _regard_page(request: HttpRequest, asked: Summoning, *, error: str = "") -> HttpResponse:
    shown = {"case": asked.case, "before": regard_before(asked.case), "error": error}
    shown |= {"read_until": READ_UNTIL}
    sent = {"sent": request.POST} if error else {"sent": None}
    return page(
        request, "counsellor/summon_regard.html", shown | sent, status=400 if error else 200
    )


def _go_on(request: HttpRequest, actor: Actor, asked: Summoning) -> HttpResponse:
    """What to heed, the choice, the times, the check, or the act."""
    if "hensyn" in request.POST:
        return _heeded(request, actor, asked)
    regard = regard_of_today(asked.case, on=clock.today())
    if regard is None:
        return _regard_page(request, asked)
    if request.method == "POST":
        return _book(request, actor, asked, regard)
    chosen = asked.ground in TO_THE_FIRST or "formaal" in request.GET
    if not chosen:
        shown = {"asked": asked, "case": asked.case, "regard": regard}
        return page(request, "counsellor/summon_choose.html", shown)
    return _times(request, asked, regard, starts_at=start_read(request.GET.get("tid", "")))


def _book(request: HttpRequest, actor: Actor, asked: Summoning, regard: Regard) -> HttpResponse:
    starts_at = start_read(request.POST.get("tid", ""))
    if starts_at is None:
        why, place = text("counsellor.summon.choose_time"), asked.case.public_id
        return returned(request, why, "summon", public_id=place)
    try:
        calling = _calling(request, asked, starts_at)
        made = summons_make(
            actor=actor, citizen=asked.case, counsellor=asked.coach, calling=calling
        )
    except SlotRefused as lost:
        return _times(request, asked, regard, refused=lost)
    except DomainError as wrong:
        return _times(request, asked, regard, starts_at=starts_at, error=str(said(wrong)))
    why = text("summons.sent" if made.by_mail else "summons.sent_by_hand")
    return returned(request, why, "summons_sent", public_id=made.booking.public_id)


def _calling(request: HttpRequest, asked: Summoning, starts_at: datetime) -> Calling:
    sent = request.POST
    return Calling(
        starts_at=starts_at,
        purpose=asked.purpose,
        channel=asked.channel,
        ground=asked.ground,
        movable="flytbar" in sent,
        short_reason=sent.get("kort_varsel", ""),
        fund=asked.fund_part(sent.get("akasse", "")),
        joins=asked.joins,
        interpreting=interpreting_read(sent),
    )


def _times(
    request: HttpRequest,
    asked: Summoning,
    regard: Regard,
    *,
    starts_at: datetime | None = None,
    refused: SlotRefused | None = None,
    error: str = "",
) -> HttpResponse:
    """The check of a time that is free; else the times, and why the one asked for is not."""
    search = asked.search()
    if starts_at is not None:
        refused = asked.request(starts_at).refused_by(search)
        starts_at = None if refused else starts_at
    shown = _shown(request, asked, search) | {
        "regard": regard,
        "refused": refused,
        "refusal": said(refused) if refused else None,
        "error": error,
    }
    if starts_at is not None:
        shown |= _check(request, asked, starts_at)
    status = 409 if request.method == "POST" and refused else 400 if error else 200
    return page(request, "counsellor/summon.html", shown, status=status)


def _shown(request: HttpRequest, asked: Summoning, search: Search) -> dict[str, object]:
    free, rule = free_times(search), asked.course.arrangement.rule
    return {
        "case": asked.case,
        "asked": asked,
        "purpose": asked.purpose,
        "today": asked.course.on,
        "due": asked.course.due,
        "days": days(free, day_read(request.GET.get("dag", ""))),
        "why_none": why_none(search) if not free else None,
        "starts_at": None,
        "written": written,
        "arrangement": rule_shown(rule, reader=Reader.STAFF) if rule else None,
    }


def _check(request: HttpRequest, asked: Summoning, starts_at: datetime) -> dict[str, object]:
    """What the check asks, with what was sent."""
    sent = request.POST
    wrong = interpreting_error(sent)
    chosen = None if wrong else interpreting_read(sent)
    return {
        "starts_at": starts_at,
        "start_written": written(starts_at),
        "after_due": asked.course.is_too_late(danish_date(starts_at)),
        "interpreting": chosen or interpreting_of(asked.case),
        "interpreter_error": wrong,
        "movable": "flytbar" in sent or not sent,
        "move_until": last_day_to_move(asked.course, starts_at),
        "short": asked.ground is SummonsGround.SHORT_NOTICE,
        "short_reason": sent.get("kort_varsel", ""),
        "funds": [{"value": each, "text": text(f"summons.fund.{each}")} for each in WITHOUT_FUND],
        "fund": asked.fund_part(sent.get("akasse", "")),
    }
