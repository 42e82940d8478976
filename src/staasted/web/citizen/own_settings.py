"""Indstillinger: how one is spoken to, written to, helped and reached, all in one place."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.contacting import LONGEST, Contact, contact_change, contact_confirm
from staasted.apps.booking.interpreting import interpreter_tell, interpreting_of
from staasted.apps.booking.reminding import roads_open
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.citizens.acting_for import powers_given
from staasted.apps.invitations.access import WITH_BOOKING
from staasted.apps.org.clock import clock
from staasted.apps.outbox.bounces import bounces_of
from staasted.apps.outbox.wishes import wishes_of
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.ports.messages import Road
from staasted.web.ui.interpreting import interpreting_error, interpreting_read, interpreting_said
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

CONFIRMS = {"email": Road.EMAIL, "phone": Road.SMS}
FAULTS = {"email_unreadable": "email", "phone_unreadable": "phone"}


class ContactForm(forms.Form):
    """An e-mail address and a telephone number; the service says what neither may be."""

    email = forms.CharField(max_length=LONGEST["email"], required=False)
    phone = forms.CharField(max_length=LONGEST["phone"], required=False)

    def __init__(self, *args: object, **rest: object) -> None:
        super().__init__(*args, **rest)
        for name, field in self.fields.items():
            field.label = text(f"settings.contact.field.{name}")
            field.help_text = text(f"settings.contact.hint.{name}")
            too_long = text("settings.contact.too_long", most=LONGEST[name])
            field.error_messages = {"max_length": too_long}


@never_cache
@require_safe
@room(Role.CITIZEN)
def my_settings(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Each setting as it stands, with the way to change it."""
    case, today = own_case(actor, on=clock.today(), asked=WITH_BOOKING), clock.today()
    powers = powers_given(actor, case, on=today)
    shown = {
        "person": case.person,
        "bounces": bounces_of(case.person),
        "wishes": wishes_of(case.person),
        "interpreter": interpreting_said(interpreting_of(case)),
        "helpers": [each for each in powers if not each.ended_at],
    }
    return page(request, "citizen/my_settings.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN)
def contact_details(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Where we write and ring; whether it arrives; another address, or that it is right."""
    case = own_case(actor, on=clock.today())
    form = ContactForm(request.POST or None, initial=_as_it_is(case))
    if request.method == "POST" and _kept(actor, case, form, request.POST.get("igen", "")):
        messages.info(request, text("settings.contact.kept"))
        return redirect("my_settings")
    shown = {
        "form": form,
        "person": case.person,
        "bounces": bounces_of(case.person),
        "by_sms": Road.SMS in roads_open(demo=request.demo_day is not None),
    }
    return page(request, "citizen/contact_details.html", shown, status=400 if form.errors else 200)


def _as_it_is(case: Citizen) -> dict[str, str]:
    return {"email": case.person.email, "phone": case.person.phone}


def _kept(actor: Actor, case: Citizen, form: ContactForm, again: str) -> bool:
    """Keep what was written, or try an address again; what is wrong stands on the form."""
    if again in CONFIRMS:
        contact_confirm(actor=actor, citizen=case, road=CONFIRMS[again], now=clock.now())
        return True
    if not form.is_valid():
        return False
    contact = Contact(**form.cleaned_data)
    try:
        contact_change(actor=actor, citizen=case, contact=contact, now=clock.now())
    except DomainError as refused:
        form.add_error(FAULTS.get(refused.code), str(said(refused)))
        return False
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN)
def interpreter_need(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whether one needs an interpreter, and the language."""
    case, sent = own_case(actor, on=clock.today(), asked=WITH_BOOKING), request.POST
    error = interpreting_error(sent)
    asked = None if error else interpreting_read(sent)
    if asked is not None:
        interpreter_tell(actor=actor, citizen=case, asked=asked, now=clock.now())
        messages.info(request, text("settings.interpreter.kept"))
        return redirect("my_settings")
    shown = {"asked": interpreting_of(case), "error": error, "written": sent.get("tolkesprog", "")}
    status = 400 if error else 200
    return page(request, "citizen/interpreter_need.html", shown, status=status)
