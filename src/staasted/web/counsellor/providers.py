"""Tilbudssteder: the register of firms, schools and others; a new one, one of them, and its end."""

from collections.abc import Callable, Mapping
from functools import partial

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.offers.providing import (
    WORDS,
    Provider,
    ProviderFacts,
    ProviderKind,
    provider_add,
    provider_change,
    provider_end,
    provider_known,
    providers_found,
)
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.offers import MOST_SEATS
from staasted.catalog.texts import text
from staasted.web.ui.forms import DayField, StaffForm
from staasted.web.ui.listing import page_asked
from staasted.web.ui.offering import offer_named
from staasted.web.ui.page import page
from staasted.web.ui.returning import went
from staasted.web.ui.room import room

SEARCH = "soeg"
LINES = 3  # offers more than a provider has already, in the form


class ProviderForm(StaffForm):
    """Who they are, whom to write to, what is agreed; and how many seats in which offers."""

    words = "granting.place"
    kind = forms.ChoiceField(widget=forms.RadioSelect)
    name = forms.CharField(max_length=200)
    contact = forms.CharField(max_length=200)
    email = forms.EmailField(required=False, max_length=254)
    phone = forms.CharField(required=False, max_length=100)
    place = forms.CharField(required=False, max_length=300)
    purpose = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    from_on = DayField()

    def __init__(self, provider: Provider | None, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, text(f"granting.place.kinds.{kind}")) for kind in ProviderKind]
        self.fields["kind"].choices = kinds
        self.fields["purpose"].validators.append(MaxLengthValidator(WORDS))
        self.fields["from_on"].initial = clock.today()
        held = {row.offer: row.seats for row in provider.offers.all()} if provider else {}
        self.lines = [*held, *([""] * LINES)]
        offers = [(slug, offer.words.name) for slug, offer in catalog().offers.items()]
        for number, offer in enumerate(self.lines):
            self._line(number, offer, held.get(offer), offers)
        if provider is not None:
            self.initial |= _told(provider)

    def _line(self, number: int, offer: str, seats: int | None, offers: list) -> None:
        label = {"number": number + 1}
        first = ("", text("granting.place.offer.choose"))
        chosen = forms.ChoiceField(required=False, choices=[first, *offers], initial=offer)
        chosen.label = text("granting.place.offer.label", **label)
        count = forms.IntegerField(required=False, min_value=0, max_value=MOST_SEATS, initial=seats)
        count.label = text("granting.place.seats.label", **label)
        count.error_messages = dict.fromkeys(
            ("invalid", "min_value", "max_value"), text("granting.place.seats.error")
        )
        self.fields[f"offer_{number}"], self.fields[f"seats_{number}"] = chosen, count

    def facts(self) -> ProviderFacts:
        """What was written, as the service takes it; an offer taken away has no seats left."""
        sent = self.cleaned_data
        seats: dict[str, int] = dict.fromkeys((offer for offer in self.lines if offer), 0)
        for number, _ in enumerate(self.lines):
            if sent[f"offer_{number}"]:
                seats[sent[f"offer_{number}"]] = sent[f"seats_{number}"] or 0
        told = {name: sent[name] for name in ("name", "contact", "email", "phone", "place")}
        told |= {"purpose": sent["purpose"], "from_on": sent["from_on"]}
        return ProviderFacts(kind=ProviderKind(sent["kind"]), seats=seats, **told)


class ProviderEndForm(StaffForm):
    """The last day of the agreement."""

    words = "granting.place"
    last_on = DayField()


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def providers(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The register, by name, with a search."""
    sought = request.GET.get(SEARCH, "").strip()[:200]
    listed = page_asked(request, providers_found(actor, search=sought))
    shown: dict[str, object] = {"listed": listed, "sought": sought, "today": clock.today()}
    return page(request, "counsellor/providers.html", shown | {"named_offer": offer_named})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def provider_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Write a new one into the register."""
    form = ProviderForm(None, request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = _written(form, partial(provider_add, actor=actor))
        if found is not None:
            saved = text("granting.place.saved")
            return went(request, saved, "provider", public_id=found.public_id)
    shown = {"form": form, "provider": None}
    return page(request, "counsellor/provider_form.html", shown, status=form.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def provider(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """One of them: look at it and change it."""
    known = _known(actor, public_id)
    form = ProviderForm(known, request.POST or None)
    act = {"actor": actor, "provider": known}
    change = partial(provider_change, **act)
    if request.method == "POST" and form.is_valid() and _written(form, change) is not None:
        return went(request, text("granting.place.saved"), "provider", public_id=public_id)
    shown = {"form": form, "provider": known}
    return page(request, "counsellor/provider_form.html", shown, status=form.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def provider_over(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """End the agreement with a day."""
    known = _known(actor, public_id)
    form = ProviderEndForm(request.POST or None, initial={"last_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        act = {"actor": actor, "provider": known, "last_on": form.cleaned_data["last_on"]}
        if form.succeeds(lambda: provider_end(**act)):
            return went(request, text("granting.place.ended"), "providers")
    shown = {"form": form, "provider": known}
    return page(request, "counsellor/provider_over.html", shown, status=form.status)


def _known(actor: Actor, public_id: str) -> Provider:
    found = provider_known(actor, public_id)
    if found is None:
        raise Http404
    return found


def _written(form: ProviderForm, act: Callable[..., Provider]) -> Provider | None:
    """What the act stored; None where it was refused, and the form says why."""
    found: list[Provider] = []
    done = form.succeeds(lambda: found.append(act(facts=form.facts())))
    return found[0] if done else None


def _told(known: Provider) -> Mapping[str, object]:
    """What is known, as the form shows it first."""
    told = {name: getattr(known, name) for name in ("kind", "name", "place", "purpose", "from_on")}
    contact = known.contact
    return told | {"contact": contact.name, "email": contact.email, "phone": contact.phone}
