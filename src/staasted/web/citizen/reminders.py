"""Påmindelser: what comes and when, what is kept back and why, and how one wants to be reminded."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.reminding import Coming, reminders_choose, reminders_coming, roads_open
from staasted.apps.citizens.access import BeyondReach, Citizen, own_case
from staasted.apps.citizens.kinds import Covers
from staasted.apps.org.clock import clock
from staasted.apps.outbox.services import address_of
from staasted.apps.outbox.wishes import FIRST_TIMES, LAST_TIMES, Where, Wishes, wishes_of
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.core.reminders import ReminderKind
from staasted.ports.messages import Road
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

WORDS = "citizen.reminders"
EACH = {ReminderKind.DAYS: "days_before", ReminderKind.HOURS: "hours_before"}


class WishesForm(forms.Form):
    """Which, where and when; and whether others can see the telephone."""

    which = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    where = forms.ChoiceField(widget=forms.RadioSelect)
    first_time = forms.ChoiceField()
    last_time = forms.ChoiceField()
    shared_phone = forms.BooleanField(required=False)

    def __init__(self, *args: object, wishes: Wishes, ways: frozenset[Road], **rest: object):
        super().__init__(*args, initial=_initial(wishes, ways), **rest)
        open_ways = [each for each in Where if ways.issuperset(each.roads)]
        choices = {
            "which": [(kind.value, _before(kind)) for kind in EACH],
            "where": [(each.value, text(f"{WORDS}.where_word.{each.value}")) for each in open_ways],
            "first_time": _half_hours(*FIRST_TIMES),
            "last_time": _half_hours(*LAST_TIMES),
        }
        for name, field in self.fields.items():
            field.label = text(f"{WORDS}.field.{name}")
            field.error_messages = dict.fromkeys(
                ("required", "invalid_choice"), text(f"{WORDS}.choose")
            )
            if name in choices:
                field.choices = choices[name]
        if Road.SMS not in ways:
            del self.fields["shared_phone"]
        else:
            self.fields["shared_phone"].help_text = text(f"{WORDS}.shared_means")

    def wishes(self) -> Wishes:
        """What was chosen."""
        sent = self.cleaned_data
        return Wishes(
            **{name: kind.value in sent["which"] for kind, name in EACH.items()},
            where=Where(sent["where"]),
            first_time=_time(sent["first_time"]),
            last_time=_time(sent["last_time"]),
            shared_phone=sent.get("shared_phone", False),
        )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def reminders(request: HttpRequest, actor: Actor) -> HttpResponse:
    """See what comes, and choose; whoever has a power over conversations alone sees."""
    case, may_choose = _case(actor, choosing=request.method == "POST")
    ways = roads_open(demo=request.demo_day is not None)
    form = WishesForm(request.POST or None, wishes=wishes_of(case.person), ways=ways)
    refused = _kept(actor, case, form) if request.method == "POST" else ""
    if request.method == "POST" and not form.errors and not refused:
        messages.info(request, text(f"{WORDS}.kept"))
        return redirect("reminders")
    shown = _shown(case) | {"form": form if may_choose else None, "refused": refused}
    shown["by_sms"] = Road.SMS in ways
    status = 400 if form.errors or refused else 200
    return page(request, "citizen/reminders.html", shown, status=status)


def _case(actor: Actor, *, choosing: bool) -> tuple[Citizen, bool]:
    """The case, and whether this actor may choose. Errors: as ``own_case``."""
    try:
        return own_case(actor, on=clock.today()), True
    except BeyondReach:
        if choosing:
            raise
    return own_case(actor, on=clock.today(), covers=Covers.CONVERSATIONS), False


def _kept(actor: Actor, case: Citizen, form: WishesForm) -> str:
    """Keep what was chosen; what was refused in words, or nothing."""
    if not form.is_valid():
        return ""
    try:
        reminders_choose(actor=actor, citizen=case, wishes=form.wishes(), now=clock.now())
    except DomainError as refused:
        return str(said(refused))
    return ""


def _shown(case: Citizen) -> dict[str, object]:
    return {
        "coming": _by_meeting(reminders_coming(case, now=clock.now())),
        "kinds": {kind.value: _before(kind) for kind in EACH},
        "email": address_of(case.person, Road.EMAIL),
        "phone": case.person.phone if address_of(case.person, Road.SMS) else "",
        "most": catalog().policy["reminders_a_day"],
    }


def _by_meeting(coming: Sequence[Coming]) -> dict[datetime, list[Coming]]:
    """The reminders of each conversation, the soonest first."""
    found: dict[datetime, list[Coming]] = {}
    for each in sorted(coming, key=lambda one: (one.booking.starts_at, one.at)):
        found.setdefault(each.booking.starts_at, []).append(each)
    return found


def _before(kind: ReminderKind) -> str:
    hours = catalog().policy[f"{kind.value}_hours"]
    return text(f"{WORDS}.before", hours=hours)


def _initial(wishes: Wishes, ways: frozenset[Road]) -> dict[str, object]:
    """What holds now; where it needs a road that is not open, mail is what is left."""
    where = wishes.where if ways.issuperset(wishes.where.roads) else Where.EMAIL
    return {
        "which": [kind.value for kind, name in EACH.items() if getattr(wishes, name)],
        "where": where.value,
        "first_time": f"{wishes.first_time:%H:%M}",
        "last_time": f"{wishes.last_time:%H:%M}",
        "shared_phone": wishes.shared_phone,
    }


def _half_hours(first: time, last: time) -> list[tuple[str, str]]:
    """Every half hour between two, both inclusive: as it is sent, and as people say it."""
    at, found = datetime.combine(clock.today(), first), []
    while at.time() <= last:
        words = text("ui.date.clock", hour=at.hour, minute=f"{at.minute:02}")
        found.append((f"{at:%H:%M}", words))
        at += timedelta(minutes=30)
    return found


def _time(sent: str) -> time:
    return time.fromisoformat(sent)  # one of our own choices
