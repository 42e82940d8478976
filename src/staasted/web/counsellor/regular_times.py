"""Weekly times: told, looked at as a plan, then confirmed; changed from a day on, and ended."""

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.owning import times_owner
from staasted.apps.booking.planning import Plan, ending_plan, series_plan
from staasted.apps.booking.series import series_change, series_end, series_make
from staasted.apps.booking.times_shown import OpeningSeries, series_known
from staasted.apps.org.clock import clock
from staasted.core.errors import DomainError
from staasted.web.counsellor.opening_forms import EndForm, SeriesForm, series_initial
from staasted.web.ui.forms import StaffForm
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

LOOK, SAVE, LOOK_END, SAVE_END = "se", "gem", "se-slut", "slut"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR, Role.PARTNER, Role.ADMINISTRATOR)
def series_new(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Open times week after week."""
    person, row = times_owner(actor, public_id)
    usual = {"from_on": clock.today() + timedelta(days=1), "every_weeks": 1}
    form, seen = SeriesForm(request.POST or None, initial=usual), request.POST.get("set")
    if _saves(request, form, SAVE) and form.succeeds(
        lambda: series_make(actor=actor, person=person, terms=form.told(), seen=seen)
    ):
        return redirect("times_of", public_id=public_id)
    plan = _plan(form, lambda: series_plan(row, form.told()))
    shown = {"person": person, "form": form, "plan": plan, "series": None, "ending": None}
    return page(request, "counsellor/series.html", shown, status=form.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR, Role.PARTNER, Role.ADMINISTRATOR)
def series_keep(request: HttpRequest, actor: Actor, public_id: str, series: str) -> HttpResponse:
    """Change a series from a day on, or end it; both are looked at first."""
    person, row = times_owner(actor, public_id)
    held = series_known(person, series)
    form = SeriesForm(_sent(request, LOOK, SAVE), initial=series_initial(held))
    end = EndForm(_sent(request, LOOK_END, SAVE_END), initial={"last_on": clock.today()})
    if _done(request, actor, held, form, end):
        return redirect("times_of", public_id=public_id)
    plan = _plan(form, lambda: series_plan(row, form.told(), instead_of=held))
    ending = _plan(end, lambda: ending_plan(held, end.cleaned_data["last_on"]))
    shown = {"person": person, "form": form, "end": end, "series": held}
    shown |= {"plan": plan, "ending": ending}
    status = max(form.status, end.status)
    return page(request, "counsellor/series.html", shown, status=status)


def _done(
    request: HttpRequest, actor: Actor, held: OpeningSeries, form: SeriesForm, end: EndForm
) -> bool:
    """Whether what was confirmed has been done."""
    seen, about = request.POST.get("set"), {"actor": actor, "series": held}
    if _saves(request, form, SAVE):
        return form.succeeds(lambda: series_change(**about, terms=form.told(), seen=seen))
    if _saves(request, end, SAVE_END):
        last_on = end.cleaned_data["last_on"]
        return end.succeeds(lambda: series_end(**about, last_on=last_on, seen=seen))
    return False


def _sent(request: HttpRequest, *acts: str) -> object:
    return request.POST if request.POST.get("act") in acts else None


def _saves(request: HttpRequest, form: StaffForm, act: str) -> bool:
    return request.POST.get("act") == act and bool(request.POST.get("set")) and form.is_valid()


def _plan(form: StaffForm, think: Callable[[], Plan]) -> Plan | None:
    """What would happen; None where nothing sensible was asked, and the form says why.

    A plan that had become another is shown anew, beside the refusal.
    """
    if not form.is_bound or any(name in form.errors for name in form.fields):
        return None
    try:
        return think()
    except DomainError as refused:
        if not form.errors:
            form.add_error(None, str(said(refused)))
        return None
