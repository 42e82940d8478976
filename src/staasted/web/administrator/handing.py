"""Overdragelse and the last day: a colleague's citizens by count and public id, never by name."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.leaving import (
    Order,
    bookings_held_after,
    bookings_kept_after,
    staff_leave,
)
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.handing_over import hand_over_plan, hand_over_read
from staasted.apps.citizens.selectors import caseload_after, caseload_sizes
from staasted.apps.meetings.selectors import meetings_left_by
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import Person
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.administrator.staff import member_or_nobody
from staasted.web.ui.forms import DayField, StaffForm
from staasted.web.ui.hand_over import (
    HandOverForm,
    Receivers,
    Shown,
    check_page,
    hand_over,
    plan_of,
    receivers,
    wished,
)
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

DAY = timedelta(days=1)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.ADMINISTRATOR)
def staff_hand_over(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Give all of a coach's citizens, or single ones by public id, to colleagues."""
    giver, today = member_or_nobody(actor, public_id), clock.today()
    count = caseload_sizes(on=today).get(giver.pk, 0)
    offered = receivers(besides=giver, on=today)
    form = HandOverForm(request.POST or None, offered=offered, count=count)
    back = reverse("staff_hand_over", kwargs={"public_id": public_id})
    context = {"giver": giver, "count": count, "offered": offered}
    shown = Shown("administrator/staff_hand_over.html", context, back)
    return hand_over(request, actor, giver, form, shown)


@never_cache
@require_safe
@room(Role.ADMINISTRATOR, Role.LEAD)
def hand_over_done(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """The receipt: who got how many, and what happens next."""
    found = hand_over_read(actor, public_id)
    if found is None:
        raise NotYours
    done, counts = found
    shown = {"done": done, "counts": counts, "acting_role": actor.role}
    shown["kept"] = bookings_kept_after(done) if done.giver else 0
    return page(request, "administrator/hand_over_done.html", shown)


class LeaveForm(StaffForm):
    """The last day, and who gets the citizens."""

    last_on = DayField()
    to = forms.ChoiceField(required=False)

    def __init__(self, *args: object, offered: Receivers, **kwargs: object) -> None:
        super().__init__(*args, initial={"last_on": clock.today()}, **kwargs)
        self.offered = offered
        self.fields["to"].choices = offered.choices


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.ADMINISTRATOR)
def staff_leave_page(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Somebody's last day: what ends with it, and who gets their citizens."""
    person = member_or_nobody(actor, public_id)
    form = LeaveForm(request.POST or None, offered=receivers(besides=person, on=clock.today()))
    if form.is_valid():
        try:
            return _leave_step(request, actor, person, form)
        except DomainError as refused:
            form.add_error(None, str(said(refused)))
    return _leave_asked(request, actor, person, form)


def _leave_asked(
    request: HttpRequest, actor: Actor, person: Person, form: LeaveForm
) -> HttpResponse:
    count = caseload_sizes(on=clock.today()).get(person.pk, 0)
    shown = {"person": person, "form": form, "count": count}
    shown["oneself"] = person.pk == actor.person_id
    return page(request, "administrator/staff_leave.html", shown, status=form.status)


def _leave_step(
    request: HttpRequest, actor: Actor, person: Person, form: LeaveForm
) -> HttpResponse:
    """Look at what would happen, or let it happen."""
    last_on = form.cleaned_data["last_on"]
    wish = wished(person, form.offered, form.cleaned_data["to"], last_on + DAY)
    chosen = wish.to or wish.team
    if request.POST.get("trin") == "bekraeft":
        key, digest = plan_of(request)
        order = Order(wish, key, digest) if chosen and digest else None
        staff_leave(actor=actor, person=person, last_on=last_on, order=order)
        return redirect("staff_member", public_id=person.public_id)
    count = caseload_after(person, last_on=last_on)
    if count and not chosen:
        form.add_error("to", text("staffing.leave.to_missing", count=count))
        return _leave_asked(request, actor, person, form)
    plan = hand_over_plan(actor, wish) if count else None
    shown = Shown("", {}, reverse("staff_leave", kwargs={"public_id": person.public_id}))
    kept = bookings_held_after(person, last_on=last_on)
    stays = {"kept": kept, "meetings": meetings_left_by(person, last_on=last_on)}
    shown.values = {"leaving": {"person": person, "last_on": last_on, **stays}}
    return check_page(request, shown, plan=plan, giver=person)
