"""Sig det til os, for everybody who is logged in; Det ændrede vi, for anybody who looks."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import own_case
from staasted.apps.ideas.access import changes_shown, own_ideas
from staasted.apps.ideas.kinds import IdeaKind
from staasted.apps.ideas.services import Told, idea_tell
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import STAFF_ROLES
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.web.ui.forms import StaffForm
from staasted.web.ui.listing import page_asked
from staasted.web.ui.page import page
from staasted.web.ui.returning import went
from staasted.web.ui.room import room

LONGEST_SEARCH = 100


class IdeaForm(StaffForm):
    """What it is, in one's own words, and whether a lead may see who says it."""

    words = "ideas.field"
    kind = forms.ChoiceField(widget=forms.RadioSelect)
    told = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}))
    named = forms.BooleanField(required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        most = catalog().policy["idea_characters"]
        choices = [(each.value, text(f"ideas.kind.{each.value}")) for each in IdeaKind]
        self.fields["kind"].choices = choices
        told = self.fields["told"]
        told.help_text = text("ideas.tell.words_hint", most=most)
        told.validators.append(MaxLengthValidator(most, message=told.help_text))

    @property
    def sent(self) -> Told:
        """What was told; once the form is valid."""
        sent = self.cleaned_data
        return Told(IdeaKind(sent["kind"]), sent["told"], sent["named"])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE, *STAFF_ROLES)
def idea_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Tell an idea or a fault, and see what was answered to those told before."""
    citizen = actor.role is Role.CITIZEN
    case = own_case(actor, on=clock.today(), also_closed=True) if citizen else None
    form = IdeaForm(request.POST or None, initial={"kind": IdeaKind.IDEA})

    def tell() -> object:
        return idea_tell(actor=actor, told=form.sent, citizen=case, now=clock.now())

    if form.is_bound and form.is_valid() and form.succeeds(tell):
        days = catalog().policy["idea_answer_days"]
        return went(request, text("ideas.tell.thanks", days=days), "idea_new")
    shown = {"form": form, "mine": own_ideas(actor)}
    shown["days"] = catalog().policy["idea_answer_days"]
    return page(request, "login/idea_new.html", shown, status=form.status)


@require_safe
def what_changed(request: HttpRequest) -> HttpResponse:
    """What was said and what we changed, the newest first; searched where there are many."""
    sought = " ".join(request.GET.get("soeg", "").split())[:LONGEST_SEARCH]
    listed = page_asked(request, changes_shown(sought))
    many = bool(sought) or listed.paginator.num_pages > 1
    shown = {"changes": listed.object_list, "listed": listed, "sought": sought, "many": many}
    return page(request, "login/what_changed.html", shown)
