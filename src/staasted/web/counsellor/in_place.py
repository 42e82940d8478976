"""What is changed on a citizen's page itself: each part's form, sent to the page it stands on.

A form that is taken leads back to its part; one that is not stands there again with what was typed.
"""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from django import forms
from django.http import HttpRequest

from staasted.apps.agreements.answering import agreement_agree
from staasted.apps.agreements.asking import agreement_offer
from staasted.apps.agreements.selectors import Standing
from staasted.apps.agreements.services import agreement_make
from staasted.apps.agreements.states import AgreementSource
from staasted.apps.agreements.terms import Terms
from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.access import Citizen
from staasted.apps.conversations.course import Course
from staasted.apps.offers.courses import course_assess
from staasted.apps.org.clock import clock
from staasted.apps.plans.remarks import remark_make
from staasted.apps.story.services import line_write
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.counsellor.plan import RemarkForm
from staasted.web.ui.agreeing import position_of
from staasted.web.ui.agreement_forms import PauseForm, TermsForm, terms_initial
from staasted.web.ui.forms import StaffForm
from staasted.web.ui.saying import Reader, said
from staasted.web.ui.story import StoryForm
from staasted.web.ui.talking import Sending

WHICH, RECORD = "del", "noter"
"""The field that says which form was sent, and the button that records what was agreed."""
MESSAGE, TERMS, PAUSE, YES = "besked", "aftale", "pause", "ja"
COMMENT, STEP, OFFER, LINE = "kommentar", "trin", "tilbud", "linje"

PLACES: Mapping[str, str] = MappingProxyType(
    {
        MESSAGE: "venter",
        TERMS: "aftale",
        PAUSE: "aftale",
        YES: "aftale",
        COMMENT: "plan",
        STEP: "plan",
        OFFER: "tilbud",
        LINE: "sket",
    }
)
"""Where on the page each stands: a form that was taken leads back there."""


class AssessForm(StaffForm):
    """Which offer one begins to assess."""

    words = "at_a_glance.field"

    offer = forms.ChoiceField()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        named = ((slug, offer.words.name) for slug, offer in catalog().offers.items())
        self.fields["offer"].choices = [("", text("granting.of.choose")), *named]


class InPlace:
    """The forms of one citizen's page, one of which may have been sent."""

    def __init__(
        self, request: HttpRequest, case: Citizen, standing: Standing, course: Course
    ) -> None:
        self.posted = request.method == "POST"
        self.sent = request.POST.get(WHICH, "") if self.posted else ""
        self.case, self.standing, self.post = case, standing, request.POST
        self.refused = ""
        self.sending = Sending(request, label=text("talking.staff.field"))
        held, data = standing.in_force, self._data
        initial = terms_initial(held, position_of(course))
        line = StoryForm(data(LINE), reader=Reader.STAFF, line=None, today=clock.today())
        self.forms: dict[str, forms.Form] = {
            TERMS: TermsForm(data(TERMS), initial=initial),
            PAUSE: PauseForm(data(PAUSE)),
            COMMENT: RemarkForm(data(COMMENT), proposes=False),
            STEP: RemarkForm(data(STEP), proposes=True),
            OFFER: AssessForm(data(OFFER)),
            LINE: line,
        }
        for name, form in self.forms.items():
            form.prefix = name  # of several forms each field has a name of its own

    def _data(self, name: str) -> object:
        return self.post if self.sent == name else None

    @property
    def wrong(self) -> forms.Form | None:
        """The form that was sent and not taken."""
        form = self.forms.get(self.sent)
        return form if form is not None and form.errors else None

    @property
    def status(self) -> int:
        """What the page is answered with."""
        return self.sending.status if self.sent == MESSAGE else 400 if self.posted else 200

    def shown(self) -> dict[str, object]:
        """What the page's template shows of the forms."""
        return self.sending.shown() | {
            "places": self.forms,
            "wrong": self.wrong,
            "which": WHICH,
            "sent": self.sent if self.sent in PLACES else "",
            "refused_here": self.refused,
            "record": RECORD,
        }

    def taken(self, actor: Actor) -> str:
        """Do what was sent; what then stands on top of the page, empty where it was not taken."""
        if self.sent == YES:
            return self._agreed(actor)
        if self.sent == MESSAGE:
            sent = self.sending.sent(actor, self.case)
            return text("talking.staff.sent") if sent else ""
        form = self.forms.get(self.sent)
        if form is None or not form.is_valid():
            return ""
        try:
            return self._acts(actor)[self.sent](form)
        except DomainError as refused:
            if isinstance(form, StoryForm):
                form.refuse(refused)
            else:
                form.add_error(None, str(said(refused)))
            return ""

    def _agreed(self, actor: Actor) -> str:
        asked = self.post.get("aftale", "")
        try:
            agreement_agree(actor=actor, citizen=self.case, public_id=asked)
        except DomainError as refused:
            self.refused = str(said(refused))
            return ""
        return text("our_agreement.office.done.in_force")

    def _acts(self, actor: Actor) -> Mapping[str, Callable[..., str]]:
        of = {"actor": actor, "citizen": self.case}
        remark = partial(self._remark, of)
        return {
            TERMS: lambda form: self._terms(of, form.terms()),
            PAUSE: lambda form: self._terms(of, form.terms(self.standing.in_force)),
            COMMENT: remark,
            STEP: remark,
            OFFER: partial(self._assess, of),
            LINE: partial(self._line, of),
        }

    def _terms(self, of: Mapping[str, object], terms: Terms) -> str:
        if RECORD in self.post:
            agreement_make(**of, terms=terms, source=AgreementSource.STAFFS_PAGE)
            return text("our_agreement.office.done.recorded")
        agreement_offer(**of, terms=terms)
        return text("our_agreement.office.done.offered")

    def _remark(self, of: Mapping[str, object], form: RemarkForm) -> str:
        remark_make(**of, item=None, remark=form.remark, now=clock.now())
        return text(f"at_a_glance.done.{self.sent}")

    def _assess(self, of: Mapping[str, object], form: AssessForm) -> str:
        course_assess(**of, offer=catalog().offers[form.cleaned_data["offer"]])
        return text("granting.assessing")

    def _line(self, of: Mapping[str, object], form: StoryForm) -> str:
        line_write(**of, told=form.written, sent_key=form.cleaned_data["key"], now=clock.now())
        return text("at_a_glance.done.linje")
