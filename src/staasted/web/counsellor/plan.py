"""Borgerens plan: what the citizen shares of it, and what one writes beside it.

Nothing here changes a word of the citizen's: a comment stands beside it, and a proposed step
is in the plan once the citizen has taken it (decision 0038).
"""

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, Doing, citizen_reached
from staasted.apps.citizens.reach import Reach
from staasted.apps.org.clock import clock
from staasted.apps.plans.access import (
    PlanItem,
    shared_history,
    shared_item,
    shared_items,
    shared_remarks,
)
from staasted.apps.plans.attached import files_of
from staasted.apps.plans.kinds import Doer
from staasted.apps.plans.remarks import Remark, proposal_withdraw, remark_make
from staasted.apps.plans.writing import TITLE
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.forms import DayField
from staasted.web.ui.page import page
from staasted.web.ui.plans import plan_shown
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

WORDS = "plans.staff.write"


class RemarkForm(forms.Form):
    """A comment; or a step that is proposed, with who and when."""

    title = forms.CharField(max_length=TITLE)
    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 5}))
    done_by = forms.ChoiceField(widget=forms.RadioSelect, initial=Doer.ME.value)
    due_on = DayField(required=False)

    def __init__(self, data: object, *, proposes: bool) -> None:
        super().__init__(data)
        most, fields = catalog().policy["plan_characters"], self.fields
        for name, field in fields.items():
            field.label = text(f"{WORDS}.{name}")
        faults = ("required", "invalid", "invalid_choice", "max_length")
        wrong = {"title": text(f"{WORDS}.missing_title", most=TITLE)}
        wrong |= {"words": text(f"{WORDS}.missing"), "done_by": text(f"{WORDS}.choose")}
        for name, words in (wrong | {"due_on": text(f"{WORDS}.day")}).items():
            fields[name].error_messages = dict.fromkeys(faults, words)
        fields["words"].help_text = text(f"{WORDS}.hint", most=most)
        too_long = MaxLengthValidator(most, message=fields["words"].help_text)
        fields["words"].validators.append(too_long)
        doers = (Doer.ME.value, Doer.COACH.value)
        fields["done_by"].choices = [(each, text(f"{WORDS}.{each}")) for each in doers]
        if proposes:
            fields["words"].required, fields["words"].label = False, text(f"{WORDS}.more")
        else:
            del fields["title"], fields["done_by"], fields["due_on"]

    @property
    def remark(self) -> Remark:
        """What was written, as the service takes it."""
        sent = self.cleaned_data
        doer, day = sent.get("done_by", Doer.ME.value), sent.get("due_on")
        return Remark(sent["words"], sent.get("title", ""), done_by=doer, due_on=day)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def citizen_plan(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """What is shared, and what stands beside it; a proposal that waits is taken back here."""
    doing = Doing.ACT if request.method == "POST" else Doing.READ
    case = citizen_reached(actor, public_id, on=clock.today(), doing=doing)
    if request.method == "POST":
        back = request.POST.get("tilbage", "")
        proposal_withdraw(actor=actor, citizen=case, public_id=back, now=clock.now())
        return redirect("citizen_plan", public_id=public_id)
    return page(request, "counsellor/plan.html", _shown(case))


def _shown(case: Citizen) -> dict[str, object]:
    items = shared_items(case)
    return {
        "case": case,
        "plan": plan_shown(items),
        "files": files_of(items),
        "remarks": shared_remarks(case),
        "may_write": case.reach in (Reach.OWN, Reach.AWAY),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def plan_comment(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Write a comment beside the plan, or beside one thing in it."""
    return _write(request, actor, public_id, proposes=False)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def plan_propose(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Propose a step: the citizen takes it, or says no."""
    return _write(request, actor, public_id, proposes=True)


def _write(request: HttpRequest, actor: Actor, public_id: str, *, proposes: bool) -> HttpResponse:
    case, item = _beside(request, actor, public_id)
    form = RemarkForm(request.POST or None, proposes=proposes)
    if form.is_valid() and _written(actor, case, item, form):
        return redirect("citizen_plan", public_id=public_id)
    what = "propose" if proposes else "comment"
    shown = {"case": case, "item": item, "form": form, "what": what}
    return page(request, "counsellor/plan_write.html", shown, status=400 if form.errors else 200)


def _beside(request: HttpRequest, actor: Actor, public_id: str) -> tuple[Citizen, PlanItem | None]:
    """The case, and what is written beside; None is the whole plan."""
    beside, on = request.GET.get("om", ""), clock.today()
    if beside:
        return shared_item(actor, public_id, beside, on=on, doing=Doing.ACT)
    return citizen_reached(actor, public_id, on=on, doing=Doing.ACT), None


def _written(actor: Actor, case: Citizen, item: PlanItem | None, form: RemarkForm) -> bool:
    """Whether it was sent; a refusal becomes the form's own error."""
    try:
        remark_make(actor=actor, citizen=case, item=item, remark=form.remark, now=clock.now())
    except DomainError as refused:
        form.add_error(None, str(said(refused)))
        return False
    return True


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def plan_since(request: HttpRequest, actor: Actor, public_id: str, item: str) -> HttpResponse:
    """What one shared thing said, since it was shared."""
    case, shared = shared_item(actor, public_id, item, on=clock.today())
    shown = {"case": case, "item": shared, "versions": shared_history(shared)}
    return page(request, "counsellor/plan_since.html", shown)
