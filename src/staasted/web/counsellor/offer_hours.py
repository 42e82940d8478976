"""Fremmøde i et tilbud: the hours of a day or a week, and taking back what was written wrongly."""

from datetime import timedelta
from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Doing, NotYours
from staasted.apps.offers.attending import Hours, attended, hours_record, hours_withdraw
from staasted.apps.offers.course_access import OfferCourse, course_reached
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from staasted.web.counsellor.offer_forms import HOURS, CourseForm
from staasted.web.ui.forms import DayField
from staasted.web.ui.offering import offer_named
from staasted.web.ui.page import page
from staasted.web.ui.returning import went
from staasted.web.ui.room import room

WITHDRAW = "tag-tilbage"


class HoursForm(CourseForm):
    """Which days, and the hours there, away with a reason, and away without."""

    from_on = DayField()
    to_on = DayField()
    there = forms.DecimalField(**HOURS)
    excused = forms.DecimalField(required=False, **HOURS)
    unexcused = forms.DecimalField(required=False, **HOURS)

    def __init__(self, course: OfferCourse, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        monday = today - timedelta(days=today.weekday() + 7)
        self.fields["from_on"].initial = max(monday, course.begun_on or monday)
        self.fields["to_on"].initial = monday + timedelta(days=4)
        self.fields["excused"].initial = self.fields["unexcused"].initial = 0

    def hours(self) -> Hours:
        """What was written, as the service takes it."""
        sent = self.cleaned_data
        away = (sent["excused"] or Decimal(0), sent["unexcused"] or Decimal(0))
        return Hours(sent["from_on"], sent["to_on"], sent["there"], *away)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def offer_hours(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """What is written of the hours, and the form of the next days."""
    course = course_reached(actor, public_id, on=clock.today(), doing=Doing.ACT)
    if WITHDRAW in request.POST:
        return _withdrawn(request, actor, course)
    form = HoursForm(course, request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = {"actor": actor, "course": course, "hours": form.hours()}
        if form.succeeds(lambda: hours_record(**act)):
            return went(request, text("granting.hours.done"), "offer_hours", public_id=public_id)
    return page(request, "counsellor/offer_hours.html", _shown(course, form), status=form.status)


def _withdrawn(request: HttpRequest, actor: Actor, course: OfferCourse) -> HttpResponse:
    """Take one row back. Errors: NotYours."""
    asked = request.POST[WITHDRAW]
    row = next((row for row in course.attendance.all() if row.public_id == asked), None)
    if row is None:
        raise NotYours
    hours_withdraw(actor=actor, row=row)
    back = text("granting.hours.withdrawn")
    return went(request, back, "offer_hours", public_id=course.public_id)


def _shown(course: OfferCourse, form: HoursForm) -> dict[str, object]:
    rows = list(course.attendance.all())
    shown = {"course": course, "form": form, "rows": rows, "summed": attended(rows)}
    return shown | {"name": offer_named(course.offer), "withdraw": WITHDRAW}
