"""Møder: the office's meetings, one of them, making, changing and cancelling it, and presence."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import NotYours
from staasted.apps.conversations.presence import presence_record
from staasted.apps.meetings.access import listed
from staasted.apps.meetings.making import meeting_cancel, meeting_change, meeting_make
from staasted.apps.meetings.selectors import (
    GroupMeeting,
    meeting_known,
    meeting_of_seat,
    meetings_ahead,
    meetings_past,
)
from staasted.apps.meetings.video import video_of
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel, ConversationForm
from staasted.web.counsellor.meeting_forms import (
    CancelForm,
    MeetingForm,
    NewForm,
    PresenceForm,
    meeting_initial,
    new_initial,
)
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def office_meetings(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The meetings ahead, and those of the last weeks."""
    shown = {
        "ahead": meetings_ahead(),
        "past": meetings_past(),
        "me": actor.person_id,
        "now": clock.now(),
    }
    return page(request, "counsellor/meetings.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def meeting_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Make a meeting; one's own unless a colleague is to hold it."""
    form = NewForm(request.POST or None, initial=new_initial(request.user.person))
    made: list[GroupMeeting] = []
    if form.is_valid() and form.succeeds(
        lambda: made.append(meeting_make(actor=actor, plan=form.new()))
    ):
        return redirect("office_meeting", public_id=made[0].public_id)
    return page(request, "counsellor/meeting_new.html", {"form": form}, status=form.status)


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def office_meeting(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """One meeting; for its holder, who comes and who waits."""
    meeting = meeting_known(public_id)
    shown = _shown(meeting) | {"listed": listed(actor, meeting, on=clock.today())}
    return page(request, "counsellor/meeting.html", shown)


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def seat_in_meeting(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:  # noqa: ARG001 a view's
    """From a citizen's seat, by its booking, to the meeting."""
    return redirect("office_meeting", public_id=meeting_of_seat(public_id).public_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def meeting_edit(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Change a meeting ahead."""
    meeting = meeting_known(public_id)
    form = MeetingForm(request.POST or None, initial=meeting_initial(meeting))
    kept = (ConversationForm(meeting.form), meeting.purpose)
    if form.is_valid() and form.succeeds(
        lambda: meeting_change(actor=actor, meeting=meeting, plan=form.plan(*kept))
    ):
        return redirect("office_meeting", public_id=public_id)
    shown = _shown(meeting) | {"form": form}
    return page(request, "counsellor/meeting_edit.html", shown, status=form.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def meeting_cancelling(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Say how many will be told, ask why, and cancel."""
    meeting = meeting_known(public_id)
    form = CancelForm(request.POST or None)
    if form.is_valid() and form.succeeds(
        lambda: meeting_cancel(actor=actor, meeting=meeting, because=form.cleaned_data["because"])
    ):
        return redirect("office_meeting", public_id=public_id)
    shown = _shown(meeting) | {"form": form}
    return page(request, "counsellor/meeting_cancel.html", shown, status=form.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def meeting_presence(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Who was there: everybody, but those marked otherwise. Told again it corrects."""
    meeting = meeting_known(public_id)
    found = listed(actor, meeting, on=clock.today())
    if found is None:
        raise NotYours
    initial = {"minutes": _minutes(meeting.starts_at, meeting.ends_at)}
    form = PresenceForm(found.seats, request.POST or None, initial=initial)
    record: Callable[[], object] = lambda: presence_record(  # noqa: E731
        actor=actor, meeting=meeting, presence=form.presence()
    )
    if form.is_valid() and form.succeeds(record):
        return redirect("office_meeting", public_id=public_id)
    shown = _shown(meeting) | {"form": form, "listed": found}
    return page(request, "counsellor/meeting_presence.html", shown, status=form.status)


def _shown(meeting: GroupMeeting) -> dict[str, object]:
    now = clock.now()
    groups = catalog().target_groups
    return {
        "meeting": meeting,
        "purpose": catalog().purposes[meeting.purpose],
        "video": video_of(meeting) if meeting.channel == Channel.VIDEO else None,
        "groups": [groups[slug].words.name for slug in meeting.groups.split() if slug in groups],
        "ahead": now < meeting.starts_at,
        "now": now,
    }


def _minutes(starts_at: datetime, ends_at: datetime) -> int:
    return int((ends_at - starts_at).total_seconds() // 60)
