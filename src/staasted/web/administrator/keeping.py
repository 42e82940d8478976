"""One of the staff: roles given and ended, another team, days away. Each from a day."""

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.absences import absence_correct, absence_record, absence_withdraw
from staasted.apps.booking.leaving import member_roles_end
from staasted.apps.org.clock import clock
from staasted.apps.org.members import membership_end, role_give
from staasted.apps.org.selectors import Person
from staasted.apps.org.staff import absence_from, absences_of, members, roles_of, teams_open
from staasted.apps.org.staffing import team_join
from staasted.catalog.texts import text
from staasted.web.administrator.staff import member_or_nobody, roles_said
from staasted.web.ui.forms import DayField, StaffForm
from staasted.web.ui.page import page
from staasted.web.ui.room import room

GIVE, END = "giv", "slut"


class GiveForm(StaffForm):
    """A role from a day."""

    role = forms.ChoiceField()
    from_on = DayField()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, initial={"from_on": clock.today()}, prefix=GIVE, **kwargs)
        self.fields["role"].choices = [("", text("staffing.choose_role")), *roles_said()]


class EndForm(StaffForm):
    """The last day with a role they hold."""

    role = forms.ChoiceField()
    last_on = DayField()

    def __init__(self, *args: object, person: Person, **kwargs: object) -> None:
        super().__init__(*args, initial={"last_on": clock.today()}, prefix=END, **kwargs)
        today = clock.today()
        held = {g.role for g in roles_of(person) if g.to_on is None or g.to_on >= today}
        known = [(value, name) for value, name in roles_said() if value in held]
        self.fields["role"].choices = [("", text("staffing.choose_role")), *known]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.ADMINISTRATOR)
def staff_roles(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Give a role from a day, or end one with a day; not one's own."""
    person, act = member_or_nobody(actor, public_id), request.POST.get("act")
    give = GiveForm(request.POST if act == GIVE else None)
    end = EndForm(request.POST if act == END else None, person=person)
    if give.is_valid() and give.succeeds(lambda: _give(actor, person, give.cleaned_data)):
        return redirect("staff_member", public_id=public_id)
    if end.is_valid() and end.succeeds(lambda: _end(actor, person, end.cleaned_data)):
        return redirect("staff_member", public_id=public_id)
    shown = {"person": person, "give": give, "end": end, "roles": roles_of(person)}
    shown["oneself"] = person.pk == actor.person_id
    wrong = max(give.status, end.status)
    return page(request, "administrator/staff_roles.html", shown, status=wrong)


def _give(actor: Actor, person: Person, sent: dict) -> None:
    role_give(actor=actor, person=person, role=Role(sent["role"]), from_on=sent["from_on"])


def _end(actor: Actor, person: Person, sent: dict) -> None:
    role = Role(sent["role"])
    member_roles_end(actor=actor, person=person, roles=[role], last_on=sent["last_on"])


class TeamForm(StaffForm):
    """Another team, or none, from a day."""

    team = forms.ChoiceField(required=False)
    from_on = DayField()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, initial={"from_on": clock.today()}, **kwargs)
        self.known = {team.public_id: team for team in teams_open()}
        teams = [(key, team.name) for key, team in self.known.items()]
        self.fields["team"].choices = [("", text("staffing.no_team")), *teams]

    def change(self, actor: Actor, person: Person) -> None:
        """Let the person be in the team chosen, or in none. Errors: as ``team_join``."""
        team, from_on = self.known.get(self.cleaned_data["team"]), self.cleaned_data["from_on"]
        if team is None:
            last = date.fromordinal(from_on.toordinal() - 1)
            membership_end(actor=actor, person=person, last_on=last)
        else:
            team_join(actor=actor, person=person, team=team, from_on=from_on)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.ADMINISTRATOR)
def staff_team(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Move somebody to another team from a day."""
    person, form = member_or_nobody(actor, public_id), TeamForm(request.POST or None)
    if form.is_valid() and form.succeeds(lambda: form.change(actor, person)):
        return redirect("staff_member", public_id=public_id)
    member = members([person], on=clock.today())[0]
    shown = {"person": person, "form": form, "member": member}
    return page(request, "administrator/staff_team.html", shown, status=form.status)


class AbsenceForm(StaffForm):
    """The first and the last day away; without a last one until further notice."""

    away_from = DayField()
    away_to = DayField(required=False)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.ADMINISTRATOR)
def staff_absence(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Say when somebody is away; correct it, end it, or take it back."""
    person, corrects = member_or_nobody(actor, public_id), _day(request, "ret")
    told = absence_from(person, corrects) if corrects else None
    known = {"away_from": told.from_on, "away_to": told.to_on} if told else {}
    form = AbsenceForm(request.POST or None, initial=known or {"away_from": clock.today()})
    if request.POST.get("act") == "tilbage" and told:
        absence_withdraw(actor=actor, absence=told)
        return redirect("staff_absence", public_id=public_id)
    if form.is_valid() and form.succeeds(lambda: _tell(actor, person, told, form)):
        return redirect("staff_absence", public_id=public_id)
    shown = {"person": person, "form": form, "told": told, "absences": absences_of(person)}
    shown["has_times"] = any(grant.role == Role.COUNSELLOR for grant in roles_of(person))
    return page(request, "administrator/staff_absence.html", shown, status=form.status)


def _tell(actor: Actor, person: Person, told: object, form: AbsenceForm) -> None:
    days = {"from_on": form.cleaned_data["away_from"], "to_on": form.cleaned_data["away_to"]}
    if told is None:
        absence_record(actor=actor, person=person, **days)
    else:
        absence_correct(actor=actor, absence=told, **days)


def _day(request: HttpRequest, name: str) -> date | None:
    """A day in the address; None where it is none."""
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None
