"""Lukkedage: days the whole office is closed."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.closing_days import (
    booked_on,
    closing_day_known,
    closing_day_make,
    closing_day_withdraw,
    closing_days_ahead,
)
from staasted.catalog.texts import text
from staasted.web.ui.forms import DayField, StaffForm
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room


class ClosingForm(StaffForm):
    """A day, and why it is closed."""

    words = "openings.field"
    closing_on = DayField()
    closing_name = forms.CharField(max_length=100)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.ADMINISTRATOR)
def closing_days(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The days ahead, what is booked on them, a new one; open one again."""
    if "aabn" in request.POST:
        return _open_again(request, actor)
    form = ClosingForm(request.POST or None)
    if form.is_valid() and form.succeeds(lambda: _close(actor, form.cleaned_data)):
        return redirect("closing_days")
    days = closing_days_ahead()
    shown = {"form": form, "days": days, "booked": booked_on(days)}
    return page(request, "administrator/closing_days.html", shown, status=form.status)


def _close(actor: Actor, sent: dict) -> None:
    closing_day_make(actor=actor, on=sent["closing_on"], name=sent["closing_name"])


def _open_again(request: HttpRequest, actor: Actor) -> HttpResponse:
    closing = closing_day_known(request.POST["aabn"])
    if closing is not None:
        count = closing_day_withdraw(actor=actor, closing=closing)
        return returned(request, text("openings.closing.opened", count=count), "closing_days")
    return redirect("closing_days")
