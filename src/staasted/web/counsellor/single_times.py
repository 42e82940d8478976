"""One opening: opened by itself, cancelled, moved, changed, or opened again."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.owning import times_owner
from staasted.apps.booking.single import (
    opening_add,
    opening_cancel,
    opening_change,
    opening_known,
    opening_restore,
)
from staasted.apps.booking.times_shown import Opening, within
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.web.counsellor.opening_forms import OpeningsForm, SingleForm, where_initial
from staasted.web.counsellor.own_times import booked_that
from staasted.web.ui.page import page
from staasted.web.ui.room import room

CHANGE = "ret"
ACTS = {"aflys": opening_cancel, "aabn": opening_restore}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR, Role.PARTNER, Role.ADMINISTRATOR)
def opening_new(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Open one stretch of a day."""
    person, _ = times_owner(actor, public_id)
    usual = {"on": clock.today() + timedelta(days=1)}
    form = SingleForm(request.POST or None, initial=usual)
    if form.is_valid() and form.succeeds(
        lambda: opening_add(actor=actor, person=person, **form.told())
    ):
        return redirect("times_of", public_id=public_id)
    shown = {"person": person, "form": form}
    return page(request, "counsellor/opening_new.html", shown, status=form.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR, Role.PARTNER, Role.ADMINISTRATOR)
def opening_keep(request: HttpRequest, actor: Actor, public_id: str, opening: str) -> HttpResponse:
    """One opening: what is booked in it, another time for it, or none."""
    person, _ = times_owner(actor, public_id)
    held, act = opening_known(person, opening), request.POST.get("act")
    form = SingleForm(request.POST if act == CHANGE else None, initial=_initial(held))
    other = OpeningsForm(request.POST if act in ACTS else None)
    if form.is_valid() and form.succeeds(
        lambda: opening_change(actor=actor, opening=held, **form.told())
    ):
        return redirect("times_of", public_id=public_id)
    if other.is_valid() and other.succeeds(lambda: ACTS[act](actor=actor, opening=held)):
        return redirect("times_of", public_id=public_id)
    booked = booked_that(actor, person, within(held.starts_at, held.ends_at))
    shown = {"person": person, "form": form, "other": other, "opening": held}
    shown |= {"booked": booked, "now": clock.now()}
    return page(request, "counsellor/opening.html", shown, status=max(form.status, other.status))


def _initial(opening: Opening) -> dict[str, object]:
    starts, ends = (at.astimezone(COPENHAGEN) for at in (opening.starts_at, opening.ends_at))
    told = {"on": starts.date(), "starts": starts.time(), "ends": ends.time()}
    return told | where_initial(opening)
