"""Who helps with the plan, for how long, and the copy each of them gets."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.org.clock import clock
from staasted.apps.plans.access import PlanItem, helpers_copy, own_helper, own_helpers, own_items
from staasted.apps.plans.helping import Help, helper_end, helper_invite
from staasted.apps.plans.writing import NAME
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.forms import DayField
from staasted.web.ui.page import page
from staasted.web.ui.plans import plan_shown
from staasted.web.ui.room import room
from staasted.web.ui.saying import said


class HelperForm(forms.Form):
    """Who it is, with what, and until when."""

    name = forms.CharField(max_length=NAME)
    relation = forms.CharField(max_length=NAME, required=False)
    item = forms.ChoiceField(required=False)
    to_on = DayField()

    def __init__(self, data: object, *, items: list[PlanItem]) -> None:
        super().__init__(data)
        for name, field in self.fields.items():
            field.label = text(f"plans.helpers.{name}")
        parts = [(item.public_id, item.title) for item in items]
        self.fields["item"].choices = [("", text("plans.helpers.whole")), *parts]
        self.fields["relation"].help_text = text("plans.helpers.relation_hint")
        most = catalog().policy["plan_helper_days"]
        self.fields["to_on"].help_text = text("plans.helpers.to_on_hint", most=most)
        faults = ("required", "invalid", "invalid_choice", "max_length")
        for name, key in (("name", "name"), ("relation", "name"), ("item", "item")):
            wrong = text(f"plans.helpers.error.{key}")
            self.fields[name].error_messages = dict.fromkeys(faults, wrong)
        wrong = text("plans.helpers.error.to_on")
        self.fields["to_on"].error_messages = dict.fromkeys(faults, wrong)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN)
def plan_helpers(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who was asked to help; asking somebody, and stopping them."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    if "stop" in request.POST:
        public_id = request.POST["stop"]
        helper_end(actor=actor, citizen=case, public_id=public_id, now=clock.now())
        return redirect("plan_helpers")
    items = plan_shown(own_items(actor, case)).everything
    form = HelperForm(request.POST or None, items=items)
    if form.is_valid() and _asked(actor, case, form):
        return redirect("plan_helpers")
    shown = {"helpers": own_helpers(case), "form": form, "today": clock.today()}
    return page(request, "citizen/plan_helpers.html", shown, status=400 if form.errors else 200)


def _asked(actor: Actor, case: Citizen, form: HelperForm) -> bool:
    """Whether somebody was asked; a refusal becomes the form's own error."""
    sent = form.cleaned_data
    help_ = Help(sent["name"], sent["relation"], sent["to_on"], item=sent["item"])
    try:
        helper_invite(actor=actor, citizen=case, help_=help_, now=clock.now())
    except DomainError as refused:
        form.add_error(None, str(said(refused)))
        return False
    return True


@never_cache
@require_safe
@room(Role.CITIZEN)
def plan_copy(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """What one helper is to see, to print or to show."""
    case = own_case(actor, on=clock.today(), also_closed=True)
    helper = own_helper(case, public_id, on=clock.today())
    plan = plan_shown(helpers_copy(case, helper))
    shown = {"helper": helper, "plan": plan, "name": case.person.name, "now": clock.now()}
    return page(request, "citizen/plan_copy.html", shown)
