"""Finder job selv: a written assessment under the 25 % rule, its review and its end."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, Doing, citizen_reached
from staasted.apps.conversations.course import course_of
from staasted.apps.effort.exempting import Liftable, exemption_assess, liftable
from staasted.apps.org.clock import clock
from staasted.apps.share_exemptions.selectors import exemptions_of
from staasted.apps.share_exemptions.services import Assessment, exemption_end, furthest_review
from staasted.apps.share_exemptions.states import LIVE
from staasted.catalog.texts import text
from staasted.core.axes import Channel
from staasted.web.ui.duties import duties
from staasted.web.ui.forms import DayField, StaffForm
from staasted.web.ui.page import page
from staasted.web.ui.returning import went
from staasted.web.ui.room import room
from staasted.web.ui.rooms_left import rooms_shown
from staasted.web.ui.saying import Reader

CHANNELS = (Channel.PHONE, Channel.VIDEO, Channel.IN_PERSON)
TOUCH = timedelta(weeks=6)
"""From today to the day that stands in the form for talking meanwhile."""


class AssessmentForm(StaffForm):
    """Why, when the two talk meanwhile, and when to look again."""

    words = "share_exemptions.field"

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}))
    touch_on = DayField()
    channel = forms.ChoiceField(widget=forms.RadioSelect)
    review_on = DayField()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        said = [(each.value, text(f"ui.channel.{each.value}")) for each in CHANNELS]
        self.fields["channel"].choices = said

    @property
    def assessment(self) -> Assessment:
        """As the service takes it."""
        sent = self.cleaned_data
        return Assessment(
            reason=sent["reason"],
            touch_on=sent["touch_on"],
            channel=Channel(sent["channel"]),
            review_on=sent["review_on"],
        )


class EndForm(StaffForm):
    """Why an assessment no longer stands."""

    words = "share_exemptions.ending"

    because = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def share_exemption(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """What an assessment would lift, the room left, and the assessment itself."""
    case = citizen_reached(actor, public_id, on=clock.today(), doing=Doing.ACT)
    form = AssessmentForm(request.POST or None, initial=_initial())
    if form.is_bound and form.is_valid() and form.succeeds(lambda: _assess(actor, case, form)):
        done = text("share_exemptions.staff.done")
        return went(request, done, "share_exemption", public_id=public_id)
    shown = {"case": case, "form": form} | _shown(case)
    return page(request, "counsellor/share_exemption.html", shown, status=form.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def share_exemption_end(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Say why it no longer stands; the citizen reads it."""
    case = citizen_reached(actor, public_id, on=clock.today(), doing=Doing.ACT)
    form = EndForm(request.POST or None)
    if form.is_bound and form.is_valid():
        act = {"actor": actor, "citizen": case, "now": clock.now()}
        if form.succeeds(lambda: exemption_end(**act, because=form.cleaned_data["because"])):
            done = text("share_exemptions.staff.ended")
            return went(request, done, "share_exemption", public_id=public_id)
    shown = {"case": case, "form": form}
    return page(request, "counsellor/share_exemption_end.html", shown, status=form.status)


def _assess(actor: Actor, case: Citizen, form: AssessmentForm) -> None:
    exemption_assess(actor=actor, citizen=case, assessment=form.assessment, now=clock.now())


def _initial() -> dict[str, object]:
    today = clock.today()
    days = {"touch_on": today + TOUCH, "review_on": furthest_review(today)}
    return days | {"channel": Channel.PHONE.value}


def _shown(case: Citizen) -> dict[str, object]:
    course, rows = course_of(case, on=clock.today()), exemptions_of(case)
    found: Liftable = liftable(course, on=clock.today())
    return {
        "found": found,
        "duties": duties(found.duties, reader=Reader.STAFF, course=course),
        "rooms": rooms_shown(found.rooms),
        "live": next((row for row in rows if row.state in LIVE), None),
        "past": [row for row in rows if row.state not in LIVE],
        "today": clock.today(),
    }
