"""Rettelser og indsigelser: ask, see the answers, take back."""

from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.org.clock import clock
from staasted.apps.rights.access import own_rights
from staasted.apps.rights.kinds import Part, RightKind
from staasted.apps.rights.services import Asked, rights_ask, rights_withdraw
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said


class AskForm(forms.Form):
    """What is asked, about what, in the citizen's own words."""

    kind = forms.ChoiceField(widget=forms.RadioSelect)
    part = forms.ChoiceField()
    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        most = catalog().policy["rights_characters"]
        for name, choices in (("kind", RightKind), ("part", Part)):
            field = self.fields[name]
            field.choices = [(each.value, _word(name, each.value)) for each in choices]
            field.error_messages = dict.fromkeys(
                ("required", "invalid_choice"), text("rights.ask.choose")
            )
        words = self.fields["words"]
        words.help_text = text("rights.ask.hint", most=most)
        words.error_messages["required"] = text("rights.ask.missing")
        words.validators.append(MaxLengthValidator(most, message=words.help_text))
        for name, field in self.fields.items():
            field.label = text(f"rights.ask.{name}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def rights(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask, and see what was asked before with its answer; also on a closed case."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    asked_about = {"kind": RightKind.CORRECTION, "part": request.GET.get("om", "")}
    form = AskForm(request.POST if "kind" in request.POST else None, initial=asked_about)
    done, refused = False, ""
    if request.method == "POST":
        done, refused = _sent(request, actor, case, form)
    if done:
        return redirect("rights")
    shown = _shown(case) | {"form": form, "refused": refused}
    status = 400 if form.errors or refused else 200
    return page(request, "citizen/rights.html", shown, status=status)


def _sent(request: HttpRequest, actor: Actor, case: Citizen, form: AskForm) -> tuple[bool, str]:
    """Whether it was sent, or taken back, and what was refused in words."""
    try:
        if "tilbage" in request.POST:
            public_id = request.POST["tilbage"]
            rights_withdraw(actor=actor, citizen=case, public_id=public_id, now=clock.now())
            return True, ""
        if not form.is_valid():
            return False, ""
        sent = form.cleaned_data
        asked = Asked(RightKind(sent["kind"]), Part(sent["part"]), sent["words"])
        rights_ask(actor=actor, citizen=case, asked=asked, now=clock.now())
    except DomainError as refused:
        return False, str(said(refused))
    return True, ""


def _shown(case: Citizen) -> dict[str, object]:
    office = settings.STAASTED
    officer = office.protection_officer or text("rights.ask.officer", phone=office.office_phone)
    kinds = {each.value: text(f"rights.ask.kind_hint.{each.value}") for each in RightKind}
    return {"asked": own_rights(case), "officer": officer, "kinds": kinds}


def _word(fact: str, code: str) -> str:
    return text(f"rights.word.{fact}.{code}")
