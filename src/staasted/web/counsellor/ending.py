"""Luk sagen, og åbn den igen: a human closes a case, with a cause and a day."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.selectors import bookings_ahead
from staasted.apps.cases.access import closed_case
from staasted.apps.cases.closing import Closing, case_close, case_reopen
from staasted.apps.citizens.access import Citizen, Doing, citizen_reached
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.forms import DayField
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

LONGEST = 60  # characters of a municipality's name


class EndingForm(forms.Form):
    """Why the case closes, its last day, and where to."""

    cause = forms.ChoiceField(widget=forms.RadioSelect)
    moved_to = forms.CharField(required=False)
    closed_on = DayField()

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.label = text(f"counsellor.ending.label.{name}")
            wrong = text(f"counsellor.ending.error.{name}", most=LONGEST)
            field.error_messages = dict.fromkeys(field.error_messages, wrong)
        causes = catalog().closing_causes.values()
        self.fields["cause"].choices = [(each.slug, each.words.name) for each in causes]
        self.fields["closed_on"].initial = clock.today()
        self.fields["closed_on"].help_text = text("counsellor.ending.hint.closed_on")
        self.fields["moved_to"].help_text = text("counsellor.ending.hint.moved_to")
        wrong = text("counsellor.ending.error.moved_to", most=LONGEST)
        self.fields["moved_to"].validators.append(MaxLengthValidator(LONGEST, message=wrong))

    def clean(self) -> dict[str, object]:
        """Whoever moved, moved somewhere."""
        sent = super().clean()
        cause = catalog().closing_causes.get(str(sent.get("cause")))
        if cause and cause.moved and not sent.get("moved_to") and "moved_to" not in self.errors:
            self.add_error("moved_to", text("counsellor.ending.error.moved_to", most=LONGEST))
        return sent

    def closing(self) -> Closing:
        """What the service needs."""
        sent = self.cleaned_data
        return Closing(sent["cause"], sent["closed_on"], sent["moved_to"])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def close(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Say why and when, see what follows, and close."""
    case = citizen_reached(actor, public_id, on=clock.today(), doing=Doing.ACT)
    form = EndingForm(request.POST or None)
    if form.is_valid() and _closed(actor, case, form):
        return redirect("case_reopen", public_id=public_id)
    shown = {"case": case, "form": form, "bookings": bookings_ahead(case, now=clock.now())}
    return page(request, "counsellor/ending.html", shown, status=400 if form.is_bound else 200)


def _closed(actor: Actor, case: Citizen, form: EndingForm) -> bool:
    """Close the case; a refusal becomes the form's own error."""
    try:
        case_close(actor=actor, citizen=case, closing=form.closing())
    except DomainError as refused:
        form.add_error(None, str(said(refused)))
        return False
    return True


class ReopeningForm(forms.Form):
    """The day the case is open from again."""

    reopened_on = DayField()

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        field = self.fields["reopened_on"]
        field.label, field.initial = text("counsellor.ending.label.reopened_on"), clock.today()
        wrong = text("counsellor.ending.error.reopened_on")
        field.error_messages = dict.fromkeys(field.error_messages, wrong)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def reopen(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """How the case closed, and the way to open it again; whoever does becomes its coach."""
    row = closed_case(actor, public_id, on=clock.today())
    form = ReopeningForm(request.POST or None)
    if form.is_valid():
        try:
            case_reopen(actor=actor, citizen=row.citizen, on=form.cleaned_data["reopened_on"])
        except DomainError as refused:
            form.add_error(None, str(said(refused)))
        else:
            return redirect("citizen", public_id=public_id)
    cause = catalog().closing_causes[row.cause]
    shown = {"row": row, "cause": cause, "form": form}
    return page(request, "counsellor/reopening.html", shown, status=400 if form.is_bound else 200)
