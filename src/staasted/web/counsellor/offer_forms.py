"""What is asked when an offer is decided on, begins, stands still, goes on or ends."""

from decimal import Decimal

from django import forms
from django.core.validators import MaxLengthValidator

from staasted.apps.granting.deciding import Decision
from staasted.apps.offers.course_access import OfferCourse
from staasted.apps.offers.courses import CoursePlan
from staasted.apps.offers.providing import Provider, providers_for
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.offering import CourseMove, CourseOutcome
from staasted.web.ui.forms import DayField, StaffForm

GRANT, REFUSE = "ja", "nej"
HOURS = {"max_digits": 5, "decimal_places": 2, "min_value": Decimal(0), "max_value": Decimal(168)}
OUTCOMES = tuple(each for each in CourseOutcome if each is not CourseOutcome.CASE_CLOSED)


class CourseForm(StaffForm):
    """A form of courses: its words lie under ``granting.field``."""

    words = "granting.field"

    def bound_words(self, *names: str) -> None:
        """Let these fields take no more words than a step does."""
        most = catalog().policy["offer_course_characters"]
        said = text("granting.field.most", most=most)
        for name in names:
            self.fields[name].validators.append(MaxLengthValidator(most, message=said))


class DecideForm(CourseForm):
    """Yes or no, why, by which section; and of a yes what exactly."""

    answer = forms.ChoiceField(widget=forms.RadioSelect)
    reasons = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}))
    section = forms.CharField(max_length=60)
    kind = forms.ChoiceField(required=False)
    first_on = DayField(required=False)
    last_on = DayField(required=False)
    hours_per_week = forms.DecimalField(required=False, **HOURS)
    provider = forms.ChoiceField(required=False)
    purpose = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, course: OfferCourse, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.bound_words("reasons", "purpose")
        self.providers = {each.public_id: each for each in providers_for(course.offer)}
        answers = [(each, text(f"granting.answer.{each}")) for each in (GRANT, REFUSE)]
        self.fields["answer"].choices = answers
        kinds = [(slug, kind.words.name) for slug, kind in catalog().offer_kinds.items()]
        self.fields["kind"].choices = [("", text("granting.field.kind.choose")), *kinds]
        places = [(key, provider_said(each)) for key, each in self.providers.items()]
        self.fields["provider"].choices = [("", text("granting.field.provider.none")), *places]
        for name, value in usual(course).items():
            self.fields[name].initial = value

    def clean(self) -> None:
        """A yes says what is granted, and from when."""
        super().clean()
        if self.cleaned_data.get("answer") != GRANT:
            return
        for name in ("kind", "first_on"):
            if name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, text(f"granting.field.{name}.error"))

    def decision(self, key: str) -> Decision:
        """What is decided, as the service takes it."""
        sent = self.cleaned_data
        plan = self._plan() if sent["answer"] == GRANT else None
        return Decision(sent["reasons"], sent["section"].strip(), key, plan)

    def _plan(self) -> CoursePlan:
        sent = self.cleaned_data
        return CoursePlan(
            kind=sent["kind"],
            first_on=sent["first_on"],
            last_on=sent["last_on"],
            hours_per_week=sent["hours_per_week"],
            provider=self.providers.get(sent["provider"]),
            purpose=sent["purpose"] or "",
        )


class MoveForm(CourseForm):
    """When it happened, and a word to the citizen."""

    on = DayField()
    until_on = DayField(required=False)
    outcome = forms.ChoiceField(widget=forms.RadioSelect)
    words_to = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, move: CourseMove, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.bound_words("words_to")
        self.fields["on"].label = text(f"granting.move.{move}.on")
        self.fields["on"].initial = clock.today()
        self.fields["words_to"].required = move in (CourseMove.PAUSE, CourseMove.DROP)
        outcomes = [(each.value, text(f"granting.outcome.{each}")) for each in OUTCOMES]
        self.fields["outcome"].choices = outcomes
        asked = {CourseMove.PAUSE: ("until_on",), CourseMove.END: ("outcome",)}
        for name in ("until_on", "outcome"):
            if name not in asked.get(move, ()):
                del self.fields[name]
        if move is CourseMove.DROP:
            del self.fields["on"]


def usual(course: OfferCourse) -> dict[str, object]:
    """What the catalogue knows of an offer: its section, and the kind the law calls it."""
    offer = catalog().offers.get(course.offer)
    section = (offer.section if offer else None) or ""
    kinds = catalog().offer_kinds.items()
    kind = next((slug for slug, kind in kinds if section and kind.section == section), "")
    return {"section": section, "kind": kind}


def provider_said(provider: Provider) -> str:
    """A provider as one chooses it."""
    return ", ".join(filter(None, (provider.name, provider.place)))
