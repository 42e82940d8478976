"""Borgerens historie: the story both sides see, and the coach's own lines in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Doing, NotYours, citizen_reached
from staasted.apps.citizens.reach import Reach
from staasted.apps.org.clock import clock
from staasted.apps.story.selectors import line_of, story_of
from staasted.apps.story.services import line_correct, line_write, same_side
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader
from staasted.web.ui.story import StoryForm, story_shown, year_asked


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def citizen_story(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """The same story the citizen reads."""
    case = citizen_reached(actor, public_id, on=clock.today())
    told = story_of(case, year=year_asked(request))
    listed = page_asked(request, story_shown(told, Reader.STAFF))
    may_write = case.reach in (Reach.OWN, Reach.AWAY)
    shown = {"case": case, "story": told, "listed": listed, "may_write": may_write}
    return page(request, "counsellor/story.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def citizen_story_new(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Write a line the citizen reads too."""
    case = citizen_reached(actor, public_id, on=clock.today(), doing=Doing.ACT)
    now, today = clock.now(), clock.today()
    form = StoryForm(request.POST or None, reader=Reader.STAFF, line=None, today=today)
    if form.sent(
        lambda told, key: line_write(actor=actor, citizen=case, told=told, sent_key=key, now=now)
    ):
        return redirect("citizen_story", public_id=public_id)
    shown = {"case": case, "form": form, "line": None}
    return page(request, "counsellor/story_line.html", shown, status=form.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def citizen_story_line(
    request: HttpRequest, actor: Actor, public_id: str, line_id: str
) -> HttpResponse:
    """Correct a line staff wrote; the earlier wording stays beside it."""
    case = citizen_reached(actor, public_id, on=clock.today(), doing=Doing.ACT)
    line, now = line_of(case, line_id), clock.now()
    if not same_side(actor, line.role):
        raise NotYours
    form = StoryForm(request.POST or None, reader=Reader.STAFF, line=line, today=clock.today())
    held = {"actor": actor, "citizen": case, "public_id": line_id, "now": now}
    if form.sent(lambda told, _: line_correct(told=told, seen=form.seen_number, **held)):
        return redirect("citizen_story", public_id=public_id)
    shown = {"case": case, "form": form, "line": line}
    return page(request, "counsellor/story_line.html", shown, status=form.status)
