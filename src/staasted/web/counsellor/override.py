"""Overriding a rule for one citizen: the duty, the form, and what was found before."""

from collections.abc import Sequence

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, Doing, citizen_reached
from staasted.apps.conversations.course import Course, course_of
from staasted.apps.conversations.overrides import (
    Override,
    furthest_other_day,
    override_end,
    override_make,
)
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.speech import day_year
from staasted.catalog.texts import text
from staasted.core.axes import OverrideEffect
from staasted.core.law import Obligation
from staasted.web.ui.duties import Duty, duties, duty_key, override_said
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader


class OverrideForm(forms.Form):
    """What is found about the duty, and why."""

    effect = forms.ChoiceField(widget=forms.RadioSelect)
    due_on = forms.DateField(required=False)
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: object, owed: Obligation, **options: object) -> None:
        super().__init__(*args, **options)
        most = catalog().policy["override_reason_characters"]
        self.first, self.furthest = owed.window.first, furthest_other_day(owed.due)
        days = {"first": day_year(self.first), "furthest": day_year(self.furthest)}
        for name, field in self.fields.items():
            field.label = text(f"counsellor.override.label.{name}")
            wrong = text(f"counsellor.override.error.{name}", most=most, **days)
            field.error_messages = dict.fromkeys(field.error_messages, wrong)
        said = [(each.value, text(f"counsellor.override.{each.value}")) for each in OverrideEffect]
        self.fields["effect"].choices = said
        self.fields["reason"].help_text = text("counsellor.override.hint.reason")
        wrong = text("counsellor.override.error.reason", most=most)
        self.fields["reason"].validators.append(MaxLengthValidator(most, message=wrong))

    def clean(self) -> dict[str, object]:
        """Another day is needed where that is what is found, from the duty's first day on."""
        sent = super().clean()
        other = sent.get("effect") == OverrideEffect.OTHER_DAY.value
        day = sent.get("due_on")
        inside = day is not None and self.first <= day <= self.furthest
        if other and "due_on" not in self.errors and not inside:
            self.add_error("due_on", self.fields["due_on"].error_messages["invalid"])
        return sent


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def override(
    request: HttpRequest, actor: Actor, public_id: str, rule: str, first: str
) -> HttpResponse:
    """One duty of one citizen, what was found about it, and the form to find otherwise."""
    case = citizen_reached(actor, public_id, on=clock.today(), doing=Doing.ACT)
    course = course_of(case, on=clock.today())
    owed = _duty(course, f"{rule}@{first}")
    form = OverrideForm(request.POST or None, owed=owed)
    if "traek" in request.POST:
        override_end(actor=actor, citizen=case, public_id=request.POST["traek"])
    elif not form.is_valid():
        status = 400 if form.is_bound else 200
        return page(request, "counsellor/override.html", _shown(case, course, owed, form), status)
    else:
        override_make(actor=actor, citizen=case, override=_found(owed, form))
    return redirect("citizen", public_id=public_id)


def _duty(course: Course, key: str) -> Obligation:
    for owed in course.obligations:
        if duty_key(owed) == key:
            return owed
    raise Http404


def _found(owed: Obligation, form: OverrideForm) -> Override:
    sent = form.cleaned_data
    return Override(
        rule=owed.rule.id,
        window_first_on=owed.window.first,
        effect=OverrideEffect(sent["effect"]),
        due_on=sent["due_on"],
        reason=sent["reason"],
        law_due=owed.due,
    )


def _shown(
    case: Citizen, course: Course, owed: Obligation, form: OverrideForm
) -> dict[str, object]:
    standing = course.override_of(owed)
    return {
        "case": case,
        "duty": _said(owed, course),
        "form": form,
        "standing": standing,
        "before": _before(course, owed),
    }


def _said(owed: Obligation, course: Course) -> Duty:
    return duties([owed], reader=Reader.STAFF, course=course)[0]


def _before(course: Course, owed: Obligation) -> Sequence[str]:
    """Every override of the duty, those that ended among them, newest first."""
    named = (owed.rule.id, owed.window.first)
    same = (o for o in course.overrides if (o.rule, o.window_first_on) == named)
    return [override_said(each) for each in same]
