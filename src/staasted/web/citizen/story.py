"""Historien om mit forløb: what happened, whose it was, and lines of one's own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import NotYours, own_case
from staasted.apps.org.clock import clock
from staasted.apps.story.selectors import line_of, story_of
from staasted.apps.story.services import line_correct, line_withdraw, line_write, same_side
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader
from staasted.web.ui.story import StoryForm, story_shown, year_asked


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def story(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The whole story by year and page, the newest first; also once the case is closed."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    told = story_of(case, year=year_asked(request))
    listed = page_asked(request, story_shown(told, Reader.CITIZEN))
    shown = {"story": told, "listed": listed, "closed": case.closed_on is not None}
    return page(request, "citizen/story.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def story_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Write a line of one's own."""
    case, now = own_case(actor, on=clock.today()), clock.now()
    form = StoryForm(request.POST or None, reader=Reader.CITIZEN, line=None, today=clock.today())
    if form.sent(
        lambda told, key: line_write(actor=actor, citizen=case, told=told, sent_key=key, now=now)
    ):
        return redirect("story")
    shown = {"form": form, "line": None}
    return page(request, "citizen/story_line.html", shown, status=form.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def story_line(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Correct a line of one's own, or take it back."""
    case, now = own_case(actor, on=clock.today()), clock.now()
    line = line_of(case, public_id)
    if not same_side(actor, line.role):
        raise NotYours
    held = {"actor": actor, "citizen": case, "public_id": public_id, "now": now}
    if "tilbage" in request.POST:
        line_withdraw(**held)
        return redirect("story")
    form = StoryForm(request.POST or None, reader=Reader.CITIZEN, line=line, today=clock.today())
    if form.sent(lambda told, _: line_correct(told=told, seen=form.seen_number, **held)):
        return redirect("story")
    shown = {"form": form, "line": line}
    return page(request, "citizen/story_line.html", shown, status=form.status)
