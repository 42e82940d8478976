"""The form of one thing in a plan: each kind asks only what it needs."""

from django import forms
from django.core.validators import MaxLengthValidator

from staasted.apps.plans.access import PlanItem
from staasted.apps.plans.kinds import Doer, ItemKind, Progress
from staasted.apps.plans.writing import NAME, TITLE, Words
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.weblink import MOST
from staasted.web.ui.forms import DayField

DATED = {
    ItemKind.GOAL: "due_on",
    ItemKind.STEP: "due_on",
    ItemKind.AGREED: "agreed_on",
    ItemKind.JOB: "applied_on",
}
ORDER = (
    *("title", "employer", "done_by", "helper_name", "due_on"),
    *("words", "next_step", "link", "shared"),
)
OF_A_JOB = {"employer": NAME, "link": MOST, "next_step": TITLE}


class PlanForm(forms.Form):
    """What it is about, more words, who and when where it is a step, and whether it is shared."""

    title = forms.CharField(max_length=TITLE)
    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 5}), required=False)
    done_by = forms.ChoiceField(widget=forms.RadioSelect)
    helper_name = forms.CharField(max_length=NAME, required=False)
    employer = forms.CharField(max_length=NAME, required=False)
    due_on = DayField(required=False)
    link = forms.CharField(max_length=MOST, required=False)
    next_step = forms.CharField(max_length=TITLE, required=False)
    shared = forms.BooleanField(required=False)

    def __init__(self, *args: object, kind: ItemKind, own: bool, **options: object) -> None:
        super().__init__(*args, **options)
        self.kind, self.own, most = kind, own, catalog().policy["plan_characters"]
        for name, field in self.fields.items():
            field.label = text(f"plans.field.{name}") if name != "title" else ""
        self.fields["title"].label = text(f"plans.field.title.{kind.value}")
        self._say("title", text("plans.field.wrong.title", most=TITLE))
        self.fields["words"].validators.append(MaxLengthValidator(most))
        self.fields["words"].help_text = text("plans.field.words_hint", most=most)
        self._say("words", text("plans.field.wrong.words", most=most))
        self._who()
        self._when()
        self._where()
        if not own:
            del self.fields["shared"]
        self.order_fields(ORDER)

    def _say(self, name: str, wrong: str) -> None:
        faults = ("required", "invalid", "invalid_choice", "max_length")
        self.fields[name].error_messages = dict.fromkeys(faults, wrong)

    def _who(self) -> None:
        if self.kind is not ItemKind.STEP:
            del self.fields["done_by"], self.fields["helper_name"]
            return
        choices = [(each.value, text(f"plans.doer.{each.value}")) for each in Doer]
        self.fields["done_by"].choices = choices
        self.fields["helper_name"].help_text = text("plans.field.helper_hint")
        self._say("done_by", text("plans.field.wrong.done_by"))
        self._say("helper_name", text("plans.field.wrong.title", most=NAME))

    def _where(self) -> None:
        for name, most in OF_A_JOB.items():
            if self.kind is ItemKind.JOB:
                self.fields["words"].label = text("plans.field.happened")
                self._say(name, text("plans.field.wrong.title", most=most))
            else:
                del self.fields[name]

    def _when(self) -> None:
        if self.kind not in DATED:
            del self.fields["due_on"]
            return
        day = self.fields["due_on"]
        day.label = text(f"plans.field.{DATED[self.kind]}")
        day.required = self.kind in (ItemKind.AGREED, ItemKind.JOB)
        day.help_text = "" if day.required else text("plans.field.due_hint")
        self._say("due_on", text("plans.field.wrong.day"))

    def written(self, progress: Progress = Progress.OPEN) -> Words:
        """What was written, as the services take it."""
        sent = self.cleaned_data
        return Words(
            title=sent["title"],
            words=sent["words"],
            done_by=sent.get("done_by", ""),
            helper_name=sent.get("helper_name", ""),
            due_on=sent.get("due_on"),
            progress=progress,
            **{name: sent.get(name, "") for name in OF_A_JOB},
        )

    @property
    def shares(self) -> bool:
        """Whether the coach may see it."""
        return bool(self.cleaned_data.get("shared", not self.own))


def standing(item: PlanItem) -> dict[str, object]:
    """What stands, for the fields to show."""
    names = ("title", "words", "done_by", "helper_name", "due_on", *OF_A_JOB)
    shown: dict[str, object] = {name: getattr(item, name) for name in names}
    return shown | {"shared": item.shared_from is not None}
