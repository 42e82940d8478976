"""Teams: made, renamed and closed."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import NotYours
from staasted.apps.org.clock import clock
from staasted.apps.org.staff import Team, members_of, team_known, team_sizes, teams_all
from staasted.apps.org.staffing import team_end, team_make, team_rename
from staasted.web.ui.forms import DayField, StaffForm
from staasted.web.ui.page import page
from staasted.web.ui.room import room

NAME, END = "navn", "luk"


class TeamNameForm(StaffForm):
    """A team's name."""

    team_name = forms.CharField(max_length=100)


class TeamEndForm(StaffForm):
    """A team's last day."""

    last_on = DayField()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.ADMINISTRATOR)
def teams(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every team, and a new one."""
    form = TeamNameForm(request.POST or None)
    if form.is_valid() and form.succeeds(
        lambda: team_make(actor=actor, name=form.cleaned_data["team_name"])
    ):
        return redirect("teams")
    shown = {"form": form, "teams": teams_all(), "sizes": team_sizes(on=clock.today())}
    return page(request, "administrator/teams.html", shown, status=form.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.ADMINISTRATOR)
def team_keep(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """One team: who is in it, another name, its last day."""
    team, act, today = team_known(actor, public_id), request.POST.get("act"), clock.today()
    if team is None:
        raise NotYours
    named = TeamNameForm(request.POST if act == NAME else None, initial={"team_name": team.name})
    end = TeamEndForm(request.POST if act == END else None, initial={"last_on": today})
    if named.is_valid() and named.succeeds(lambda: _rename(actor, team, named)):
        return redirect("teams")
    if end.is_valid() and end.succeeds(lambda: _end(actor, team, end)):
        return redirect("teams")
    shown = {"team": team, "people": members_of(team, on=today), "named": named, "end": end}
    wrong = max(named.status, end.status)
    return page(request, "administrator/team_keep.html", shown, status=wrong)


def _rename(actor: Actor, team: Team, form: TeamNameForm) -> None:
    team_rename(actor=actor, team=team, name=form.cleaned_data["team_name"])


def _end(actor: Actor, team: Team, form: TeamEndForm) -> None:
    team_end(actor=actor, team=team, last_on=form.cleaned_data["last_on"])
