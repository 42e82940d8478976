"""Joining a waiting list and asking to be called: the same page for the citizen and for staff."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.wish_kinds import DayPart, WishKind
from staasted.apps.booking.wishing import (
    WORKDAYS,
    Calling,
    TimeWish,
    Waiting,
    call_ask,
    promised_by,
    waiting_join,
)
from staasted.apps.citizens.access import Citizen
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.purposes import Purpose
from staasted.catalog.texts import text
from staasted.core.axes import Channel
from staasted.core.errors import DomainError
from staasted.web.ui.choosing import Choice
from staasted.web.ui.page import page
from staasted.web.ui.saying import Refusal, said

WORDS = "wishes.ask"
OWN, ANYBODY, ANY = "own", "anybody", "any"
AHEAD = timedelta(weeks=4)  # how long a waiting list is proposed for


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for whom, on the way to which conversation; ``times_url`` is where the times are,
    ``onward`` leads on from a wish that is made; ``about`` is proposed as what a call is about."""

    actor: Actor
    case: Citizen
    choice: Choice
    times_url: str
    onward: Callable[[TimeWish], HttpResponse]
    about: str = ""

    @property
    def by_staff(self) -> bool:
        """Whether somebody who works here asks on the citizen's behalf."""
        return self.actor.role not in (Role.CITIZEN, Role.REPRESENTATIVE)


class WishForm(forms.Form):
    """What both kinds ask: when it suits."""

    day_part = forms.ChoiceField(widget=forms.RadioSelect)
    weekdays = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: object, asking: Asking, **rest: object) -> None:
        super().__init__(*args, **rest)
        self.purpose = asking.choice.purpose
        days = [(str(n), text(f"wishes.weekday.{n}")) for n in sorted(WORKDAYS)]
        self.fields["weekdays"].choices = days
        self.fields["day_part"].choices = worded("wishes.day_part", DayPart)
        for name, field in self.fields.items():
            field.label = text(f"{WORDS}.label.{name}")
            wrong = ("required", "invalid", "invalid_choice", "max_length")
            field.error_messages |= dict.fromkeys(wrong, text(f"{WORDS}.error.{name}"))

    @property
    def suits(self) -> dict[str, object]:
        """When it suits, as the services take it."""
        sent = self.cleaned_data
        weekdays = frozenset(map(int, sent["weekdays"]))
        return {"day_part": DayPart(sent["day_part"]), "weekdays": weekdays}


class WaitForm(WishForm):
    """With whom, how, and from which day to which."""

    who = forms.ChoiceField(widget=forms.RadioSelect)
    channel = forms.ChoiceField(widget=forms.RadioSelect)
    first_on = forms.DateField()
    last_on = forms.DateField()
    field_order = ("who", "channel", "first_on", "last_on", "weekdays", "day_part")

    def __init__(self, *args: object, asking: Asking, **rest: object) -> None:
        super().__init__(*args, asking=asking, initial=_waiting_from(asking), **rest)
        ways = [(each.value, text(f"ui.channel.{each.value}")) for each in self.purpose.channels]
        self.fields["who"].choices = [(each, text(f"wishes.who.{each}")) for each in (OWN, ANYBODY)]
        self.fields["channel"].choices = [(ANY, text("wishes.channel.any")), *ways]
        most = catalog().policy["waiting_days"]
        self.fields["last_on"].help_text = text(f"{WORDS}.hint.last_on", most=most)

    def make(self, asking: Asking) -> TimeWish:
        """Join. Errors: as ``waiting_join``."""
        sent = self.cleaned_data
        waiting = Waiting(
            purpose=self.purpose,
            first_on=sent["first_on"],
            last_on=sent["last_on"],
            channel=None if sent["channel"] == ANY else Channel(sent["channel"]),
            anybody=sent["who"] == ANYBODY,
            **self.suits,
        )
        return waiting_join(actor=asking.actor, citizen=asking.case, waiting=waiting)


class CallForm(WishForm):
    """Where to, and what about."""

    phone = forms.CharField(max_length=40, widget=forms.TextInput(attrs={"type": "tel"}))
    about = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), required=False)
    field_order = ("phone", "weekdays", "day_part", "about")

    def __init__(self, *args: object, asking: Asking, **rest: object) -> None:
        # Whoever acts for a citizen does not see the number (decision 0028).
        shown = asking.actor.role is not Role.REPRESENTATIVE
        phone = asking.case.person.phone if shown else ""
        usual = _suiting() | {"phone": phone, "about": asking.about}
        super().__init__(*args, asking=asking, initial=usual, **rest)
        most = catalog().policy["call_about_characters"]
        self.fields["phone"].help_text = text(f"{WORDS}.hint.phone")
        self.fields["about"].help_text = text(f"{WORDS}.hint.about", most=most)

    def make(self, asking: Asking) -> TimeWish:
        """Ask. Errors: as ``call_ask``."""
        sent = self.cleaned_data
        calling = Calling(self.purpose, sent["phone"], sent["about"], **self.suits)
        return call_ask(actor=asking.actor, citizen=asking.case, calling=calling)


FORMS = {WishKind.WAITING_LIST: WaitForm, WishKind.CALL_ME: CallForm}


def wish_page(request: HttpRequest, asking: Asking, kind: WishKind) -> HttpResponse:
    """Ask what is needed with a usual answer to each; once it is sent, make the wish."""
    form = FORMS[kind](request.POST or None, asking=asking)
    refused: Refusal | None = None
    waits = ""
    if request.method == "POST" and form.is_valid():
        try:
            return asking.onward(form.make(asking))
        except DomainError as error:
            refused, waits = said(error), str(error.values.get("wish", ""))
    shown = {
        "asking": asking,
        "kind": kind.value,
        "form": form,
        "refused": refused,
        "wish_url": _own_wish(asking, waits),
        "promised": promised_by(clock.today()),
    }
    status = 400 if form.errors else 409 if refused else 200
    return page(request, "parts/wish_ask.html", shown, status=status)


def suits_said(wish: TimeWish) -> str:
    """The days and hours that suit, in words."""
    days = [text(f"wishes.weekday.{number}").lower() for number in wish.weekdays]
    chosen = "" if len(days) == len(WORKDAYS) else ", ".join(days)
    part = text(f"wishes.day_part.{wish.day_part}")
    return f"{part} ({chosen})" if chosen else part


def worded(words: str, values: type[DayPart]) -> list[tuple[str, str]]:
    """A closed list as the choices of a field."""
    return [(each.value, text(f"{words}.{each.value}")) for each in values]


def _own_wish(asking: Asking, public_id: str) -> str:
    if not public_id or asking.by_staff:
        return ""
    return reverse("time_wish", kwargs={"public_id": public_id})


def _waiting_from(asking: Asking) -> dict[str, object]:
    today: date = clock.today()
    most = timedelta(days=catalog().policy["waiting_days"])
    chosen = {"who": ANYBODY if asking.choice.colleague else OWN}
    chosen["channel"] = asking.choice.channel.value
    return _suiting() | chosen | {"first_on": today, "last_on": today + min(AHEAD, most)}


def _suiting() -> dict[str, object]:
    return {"day_part": DayPart.ANY.value, "weekdays": [str(n) for n in sorted(WORKDAYS)]}


def purpose_named(wish: TimeWish) -> Purpose | None:
    """The purpose of a wish, where the catalogue still has it."""
    return catalog().purposes.get(wish.purpose)
