"""Being away: whole days, or some hours of a day; and coming back."""

from collections.abc import Sequence

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.absences import (
    absence_record,
    absence_take_back,
    away_ahead,
    hours_away_record,
)
from staasted.apps.booking.owning import times_owner
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import Person
from staasted.apps.org.staff import may_cover
from staasted.catalog.texts import text
from staasted.web.counsellor.opening_forms import OpeningsForm
from staasted.web.ui.forms import ClockField, DayField
from staasted.web.ui.page import page
from staasted.web.ui.room import room

DAYS, HOURS, BACK = "dage", "timer", "tilbage"


class DaysForm(OpeningsForm):
    """The first and the last day away; without a last one until further notice."""

    away_from = DayField()
    away_to = DayField(required=False)
    covered_by = forms.ChoiceField(required=False)

    def __init__(self, *args: object, colleagues: Sequence[Person], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.people = {each.public_id: each for each in colleagues}
        named = [(ref, each.name) for ref, each in self.people.items()]
        self.fields["covered_by"].choices = [("", text("handing.cover.team")), *named]
        if not named:
            del self.fields["covered_by"]


class HoursForm(OpeningsForm):
    """A stretch of one day."""

    away_on = DayField()
    away_starts = ClockField()
    away_ends = ClockField()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR, Role.PARTNER, Role.ADMINISTRATOR)
def times_away(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Say when one is away; take it back."""
    person, row = times_owner(actor, public_id)
    act, today = request.POST.get("act"), clock.today()
    sent, mates = request.POST if act == DAYS else None, may_cover(person, on=today)
    days = DaysForm(sent, initial={"away_from": today}, colleagues=mates)
    hours = HoursForm(request.POST if act == HOURS else None, initial={"away_on": today})
    back = OpeningsForm(request.POST if act == BACK else None)
    if _done(request, actor, person, days, hours, back):
        return redirect("times_away", public_id=public_id)
    shown = {"person": person, "days": days, "hours": hours, "back": back}
    shown["away"] = away_ahead(row, now=clock.now())
    wrong = max(days.status, hours.status, back.status)
    return page(request, "counsellor/away.html", shown, status=wrong)


def _done(
    request: HttpRequest,
    actor: Actor,
    person: Person,
    days: DaysForm,
    hours: HoursForm,
    back: OpeningsForm,
) -> bool:
    """Whether what was sent has been done."""
    if days.is_valid():
        return days.succeeds(lambda: _days_away(actor, person, days))
    if hours.is_valid():
        return hours.succeeds(lambda: _hours_away(actor, person, hours.cleaned_data))
    if not back.is_valid():
        return False
    absence = request.POST.get("fravaer", "")
    return back.succeeds(lambda: _back(actor, person, absence))


def _days_away(actor: Actor, person: Person, form: DaysForm) -> None:
    sent = form.cleaned_data
    told = {"from_on": sent["away_from"], "to_on": sent["away_to"]}
    covered_by = form.people.get(sent.get("covered_by", ""))
    absence_record(actor=actor, person=person, covered_by=covered_by, **told)


def _hours_away(actor: Actor, person: Person, sent: dict) -> None:
    stretch = (sent["away_starts"], sent["away_ends"])
    hours_away_record(actor=actor, person=person, on=sent["away_on"], stretch=stretch)


def _back(actor: Actor, person: Person, public_id: str) -> None:
    absence_take_back(actor=actor, person=person, public_id=public_id)
