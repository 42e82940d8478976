"""The forms of a profile: who one is, and one entry, of which each kind asks only what it needs."""

from collections.abc import Mapping

from django import forms
from django.core.validators import MaxLengthValidator

from staasted.apps.profiles.access import ABOUT, ENTRY, Profile, ProfileEntry, shown_in
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.core.resume import (
    ASKED,
    CONTACT,
    About,
    Entry,
    EntryKind,
    month_read,
    month_written,
)
from staasted.core.resume.entries import EMAIL, LINE, SHORT
from staasted.core.weblink import MOST

BOUNDS = {"email": EMAIL, "phone": SHORT, "postal_code": SHORT, "link": MOST}
FAULTS = ("required", "invalid", "invalid_choice", "invalid_list", "max_length")
HINTED = ("headline", "link")
COMPLETES = {
    "name": "name",
    "email": "email",
    "phone": "tel",
    "address": "address-line1",
    "postal_code": "postal-code",
    "city": "address-level2",
}
"""What a browser may fill in by itself."""


class MonthField(forms.CharField):
    """A month and a year as people write them, or a year alone; kept as ISO 8601."""

    def to_python(self, value: object) -> str:
        """Errors: ValidationError, in words."""
        try:
            return month_read(super().to_python(value))
        except DomainError:
            raise forms.ValidationError(text("cv.field.wrong.month")) from None

    def prepare_value(self, value: object) -> object:
        """A stored time as it is written again; what was typed as it was typed."""
        return month_written(value) if isinstance(value, str) else value


class _Worded(forms.Form):
    """A form whose fields say how much there is room for."""

    def _bound(self, name: str, most: int, wrong: str = "line") -> None:
        field = self.fields[name]
        words = text(f"cv.field.wrong.{wrong}", most=most)
        field.error_messages = dict.fromkeys(FAULTS, words)
        field.validators.append(MaxLengthValidator(most, message=words))


class AboutForm(_Worded):
    """Who somebody is, how they are reached, and what of it stands on the CV."""

    name = forms.CharField(required=False)
    headline = forms.CharField(required=False)
    summary = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), required=False)
    email = forms.EmailField(required=False)
    phone = forms.CharField(required=False, widget=forms.TextInput(attrs={"type": "tel"}))
    address = forms.CharField(required=False)
    postal_code = forms.CharField(required=False)
    city = forms.CharField(required=False)
    link = forms.CharField(required=False)
    shown = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args: object, registered: str, own: bool, **options: object) -> None:
        super().__init__(*args, **options)
        most = catalog().policy["profile_characters"]
        for name in ABOUT:
            self.fields[name].label = text(f"cv.field.{name}")
            self._bound(name, most if name == "summary" else BOUNDS.get(name, LINE))
            if own and name in COMPLETES:
                self.fields[name].widget.attrs["autocomplete"] = COMPLETES[name]
        for name in HINTED:
            self.fields[name].help_text = text(f"cv.field.{name}_hint")
        self.fields["name"].help_text = text("cv.field.name_hint", name=registered)
        self.fields["summary"].help_text = text("cv.field.summary_hint", most=most)
        self.fields["email"].error_messages["invalid"] = text("cv.field.wrong.email")
        self.fields["email"].validators[0].message = text("cv.field.wrong.email")
        shown = self.fields["shown"]
        shown.choices = [(name, text(f"cv.shown.{name}")) for name in CONTACT]
        shown.label, shown.help_text = text("cv.about.shown"), text("cv.about.shown_hint")

    @property
    def about(self) -> About:
        """What was written, as the services take it."""
        return About(**{name: self.cleaned_data[name] for name in ABOUT})


class EntryForm(_Worded):
    """One entry; its kind says which fields there are."""

    title = forms.CharField()
    level = forms.CharField(required=False)
    organisation = forms.CharField(required=False)
    started = MonthField(required=False)
    ended = MonthField(required=False)
    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}), required=False)

    def __init__(self, *args: object, kind: EntryKind, **options: object) -> None:
        super().__init__(*args, **options)
        self.kind, most = kind, catalog().policy["profile_characters"]
        for name in [each for each in self.fields if each not in ASKED[kind]]:
            del self.fields[name]
        for name, field in self.fields.items():
            field.label = text(f"cv.field.{name}.{kind.value}")
            if name not in ("started", "ended"):
                wrong = "needed" if name == "title" else "line"
                self._bound(name, most if name == "words" else LINE, wrong)
        self.fields["title"].required = kind not in (EntryKind.WORK, EntryKind.EDUCATION)
        self._hint(most)

    def _hint(self, most: int) -> None:
        hints = {"words": f"cv.field.words_hint.{self.kind.value}"}
        hints |= {"level": f"cv.field.level_hint.{self.kind.value}"}
        hints |= {"started": "cv.field.month_hint", "ended": "cv.field.ended_hint"}
        for name in hints.keys() & self.fields.keys():
            self.fields[name].help_text = text(hints[name], most=most)

    @property
    def entry(self) -> Entry:
        """What was written, as the services take it."""
        return Entry(self.kind, **{name: self.cleaned_data[name] for name in self.fields})


def about_standing(profile: Profile) -> Mapping[str, object]:
    """What stands of somebody, for the fields to show."""
    return {name: getattr(profile, name) for name in ABOUT} | {"shown": list(shown_in(profile))}


def entry_standing(entry: ProfileEntry) -> Mapping[str, object]:
    """What stands in an entry, for the fields to show."""
    return {name: getattr(entry, name) for name in ENTRY}
