"""Medarbejdere: everybody of the staff, somebody new, and one of them."""

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.leaving import bookings_held_after
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.selectors import caseload_sizes
from staasted.apps.meetings.selectors import meetings_left_by
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import STAFF_ROLES
from staasted.apps.org.members import member_register
from staasted.apps.org.selectors import Person
from staasted.apps.org.staff import (
    Sought,
    history_of,
    member_of_staff,
    members,
    staff_found,
    teams_open,
)
from staasted.catalog.texts import text
from staasted.web.ui.forms import DayField, StaffForm
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@never_cache
@require_safe
@room(Role.ADMINISTRATOR)
def staff(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who works here, filtered by the address; those who have stopped on their own."""
    sought, today = _sought(request), clock.today()
    found = staff_found(actor, sought, on=today)
    listed = page_asked(request, found)
    shown = {
        "lines": members(list(listed.object_list), on=today),
        "sizes": caseload_sizes(on=today),
        "listed": listed,
        "sought": sought,
        "teams": teams_open(),
        "roles": STAFF_ROLES,
        "today": today,
    }
    return page(request, "administrator/staff.html", shown)


def _sought(request: HttpRequest) -> Sought:
    """What the address narrows the list to; a role that is none narrows nothing."""
    role = request.GET.get("rolle", "")
    return Sought(
        name=request.GET.get("navn", "").strip(),
        role=role if role in set(STAFF_ROLES) else "",
        team=request.GET.get("team", ""),
        stopped=request.GET.get("vis") == "stoppet",
        by_team=request.GET.get("orden") == "team",
    )


def number_field(*, required: bool) -> forms.CharField:
    """A CPR number: posted, and never shown again."""
    return forms.CharField(required=required, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class NewForm(StaffForm):
    """Name, e-mail, roles, team and first day; the number closes their own case to them."""

    name = forms.CharField(max_length=200)
    email = forms.EmailField(max_length=254)
    cpr = number_field(required=False)
    roles = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    team = forms.ChoiceField(required=False)
    first_on = DayField()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, initial={"first_on": clock.today()}, **kwargs)
        self.known = {team.public_id: team for team in teams_open()}
        self.fields["roles"].choices = roles_said()
        self.fields["team"].choices = [
            ("", text("staffing.no_team")),
            *((key, team.name) for key, team in self.known.items()),
        ]

    def register(self, actor: Actor) -> Person:
        """Add whoever was written. Errors: as ``member_register``."""
        sent = self.cleaned_data
        return member_register(
            actor=actor,
            name=sent["name"],
            email=sent["email"],
            roles=[Role(role) for role in sent["roles"]],
            from_on=sent["first_on"],
            team=self.known.get(sent["team"]),
            cpr=sent["cpr"],
        )


def roles_said() -> list[tuple[str, str]]:
    """The roles an administrator gives, with their names."""
    return [(role.value, text(f"ui.role.{role.value}")) for role in STAFF_ROLES]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.ADMINISTRATOR)
def staff_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Add somebody to the staff."""
    form, made = NewForm(request.POST or None), []
    if form.is_valid() and form.succeeds(lambda: made.append(form.register(actor))):
        return redirect("staff_member", public_id=made[0].public_id)
    form.forget("cpr")
    return page(request, "administrator/staff_new.html", {"form": form}, status=form.status)


@never_cache
@require_safe
@room(Role.ADMINISTRATOR)
def staff_member(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """One of the staff: what they hold today, and what they held."""
    person, today = member_or_nobody(actor, public_id), clock.today()
    history = history_of(person)
    member = history.member(on=today)
    shown = {
        "person": person,
        "member": member,
        "history": history,
        "citizens": caseload_sizes(on=today).get(person.pk, 0),
        **_left(person, member.last_on),
        "oneself": person.pk == actor.person_id,
        "has_times": any(grant.role == Role.COUNSELLOR for grant in history.roles),
        "today": today,
    }
    return page(request, "administrator/staff_member.html", shown)


def _left(person: Person, last_on: date | None) -> dict[str, int]:
    """What somebody holds after their last day, where there is one."""
    if last_on is None:
        return {"kept": 0, "meetings": 0}
    meetings = meetings_left_by(person, last_on=last_on)
    return {"kept": bookings_held_after(person, last_on=last_on), "meetings": meetings}


def member_or_nobody(actor: Actor, public_id: str) -> Person:
    """One of the staff. Errors: NotYours, the same for a citizen's id and for nobody's."""
    person = member_of_staff(actor, public_id)
    if person is None:
        raise NotYours
    return person
