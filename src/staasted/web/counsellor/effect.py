"""What the next conversation means, before it is booked: for citizen, group and share."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.agreements.selectors import ContactAgreement, agreements_standing
from staasted.apps.agreements.terms import Terms
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.selectors import bookings_ahead
from staasted.apps.citizens.access import Citizen, citizen_reached
from staasted.apps.conversations.course import Course
from staasted.apps.effort.effects import Effects, GroupEffect, ShareEffect, Thought, effects_of
from staasted.apps.org.clock import clock
from staasted.catalog import speech
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.axes import Channel, ConversationForm, Holder
from staasted.core.calendar import Period
from staasted.core.law import Obligation
from staasted.web.ui.duties import Duty, duties
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader, reason_said
from staasted.web.ui.trials import TrialShown, trial_shown

MOST_DAYS = 366
"""Days from today: what lies further ahead is no next conversation."""


class ThoughtForm(forms.Form):
    """The conversation that is thought of: its day, form, channel and holder."""

    dag = forms.DateField()
    form = forms.ChoiceField()
    kanal = forms.ChoiceField()
    holder = forms.ChoiceField()

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        told = self.fields
        told["form"].choices = [(e.value, text(f"ui.form.{e.value}")) for e in ConversationForm]
        told["kanal"].choices = [(e.value, text(f"ui.channel.{e.value}")) for e in Channel]
        told["holder"].choices = [(e.value, text(f"ui.holder.{e.value}")) for e in Holder]
        for name, field in self.fields.items():
            field.label = text(f"counsellor.effect.label.{name}")
            wrong = text(f"counsellor.effect.error.{name}")
            field.error_messages = dict.fromkeys(field.error_messages, wrong)

    def clean_dag(self) -> date:
        """A day from today on, and within a year."""
        day: date = self.cleaned_data["dag"]
        today = clock.today()
        if day < today:
            raise forms.ValidationError(text("counsellor.effect.error.dag_past"))
        if (day - today).days > MOST_DAYS:
            raise forms.ValidationError(text("counsellor.effect.error.dag"))
        return day

    def thought(self) -> Thought:
        """The conversation as it is thought of."""
        sent = self.cleaned_data
        return Thought(
            sent["dag"],
            ConversationForm(sent["form"]),
            Channel(sent["kanal"]),
            Holder(sent["holder"]),
        )


@dataclass(frozen=True, slots=True)
class DutyChange:
    """One duty before and after, in words; ``before`` is empty for one that opens."""

    before: str
    after: Duty


@dataclass(frozen=True, slots=True)
class TrialChange:
    """A group's bank when a period ends, before and after; None where it cannot be worked out."""

    trial: TrialShown
    period: Period
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class ShareChange:
    """A share rule's cohort before and after."""

    name: str
    share: ShareEffect


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def effect(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """What a conversation on a day would change; at first on the next one agreed or booked."""
    today = clock.today()
    case = citizen_reached(actor, public_id, on=today)
    if "dag" not in request.GET:
        return redirect(f"{request.path}?{urlencode(_first(case, today))}")
    form = ThoughtForm(request.GET.dict())
    shown: dict[str, object] = {"case": case, "form": form, "today": today}
    if not form.is_valid():
        return page(request, "counsellor/effect.html", shown, 400)
    thought = form.thought()
    found = effects_of(actor, case, thought, on=today)
    shown |= {"nobody": True} if found is None else {"told": _shown(found, thought.on)}
    return page(request, "counsellor/effect.html", shown)


def _first(case: Citizen, today: date) -> dict[str, str]:
    """The next conversation as it stands: booked, else agreed, else today."""
    told = {"form": "individual", "kanal": "in_person", "holder": "counsellor"}
    ahead = bookings_ahead(case, now=clock.now())
    if ahead:
        first = ahead[0]
        day = speech.danish_date(first.starts_at).isoformat()
        axes = {"kanal": first.channel, "form": first.form, "holder": first.held_by}
        return told | {"dag": day} | axes
    agreed = agreements_standing(case).in_force
    day = agreed.next_to if agreed is not None and agreed.next_to is not None else today
    return told | {"dag": max(day, today).isoformat()}


def effect_shown(actor: Actor, case: Citizen, thought: Thought) -> dict[str, object]:
    """What a conversation would mean, for a page of another act: nothing of it is kept."""
    found = effects_of(actor, case, thought, on=clock.today())
    return {"nobody": True, "day": thought.on} if found is None else _shown(found, thought.on)


def agreement_effect(
    actor: Actor, case: Citizen, agreed: Terms | ContactAgreement
) -> dict[str, object] | None:
    """What it would mean to talk on the last day that is agreed, or that ends a pause; None where
    no day is agreed. What is left open is as a conversation with the coach in person."""
    sent = agreed.fields if isinstance(agreed, Terms) else vars(agreed)
    day = sent["next_to"] or sent["pause_until"]
    if day is None:
        return None
    channel = Channel(sent["channel"] or Channel.IN_PERSON)
    thought = Thought(day, channel=channel, held_by=Holder(sent["held_by"] or Holder.COUNSELLOR))
    return effect_shown(actor, case, thought)


def _shown(found: Effects, day: date) -> dict[str, object]:
    person = found.person
    return {
        "day": day,
        "value": person.value,
        "reason": _why(person.reason),
        "due_before": person.due_before,
        "due_after": person.due_after,
        "changes": list(_changes(found)),
        "trials": [_trial(each) for each in found.groups],
        "shares": [_share(each) for each in found.shares],
    }


def _changes(found: Effects) -> Iterable[DutyChange]:
    """The duties that read otherwise after it, as staff have found them."""
    afters = [each.after for each in found.person.duties]
    said = duties(afters, reader=Reader.STAFF, course=found.after)
    for each, after in zip(found.person.duties, said, strict=True):
        before = _sentence(each.before, found.before) if each.before else ""
        if before != after.sentence:
            yield DutyChange(before, after)


def _why(code: str) -> str:
    """Why it counts or not; that it counts is said already."""
    return "" if code == "counted" else reason_said(code, reader=Reader.STAFF)


def _sentence(owed: Obligation, course: Course) -> str:
    return duties([owed], reader=Reader.STAFF, course=course)[0].sentence


def _trial(each: GroupEffect) -> TrialChange:
    return TrialChange(
        trial_shown(each.before.part, reader=Reader.STAFF),
        each.after.period,
        each.before.budget.forecast,
        each.after.budget.forecast,
    )


def _share(each: ShareEffect) -> ShareChange:
    rule = each.before.rule
    return ShareChange(catalog().law[rule.id].words.name if rule else "", each)
