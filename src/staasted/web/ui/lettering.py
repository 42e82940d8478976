"""Writing a letter: the form both sides send; what is shown again when something is wrong."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.access import Citizen
from staasted.apps.letters.services import Letter, LetterDraft, letter_send
from staasted.apps.org.public_id import new_public_id
from staasted.catalog.language import Language
from staasted.catalog.letter_templates import complaints
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.saying import said
from staasted.web.ui.sent_files import files_asked, files_checked

KEY = "noegle"


class LetterForm(forms.Form):
    """A heading and the words."""

    title = forms.CharField(max_length=200)
    body = forms.CharField(widget=forms.Textarea(attrs={"rows": 10}))

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        most = catalog().policy["letter_characters"]
        self.fields["body"].validators.append(
            MaxLengthValidator(most, message=text("letters.write.hint", most=most))
        )
        for name, field in self.fields.items():
            field.label = text(f"letters.write.{name}")
            field.error_messages["required"] = text("letters.write.missing")


class StaffLetterForm(LetterForm):
    """To a citizen: also what they may decide, how to complain, and what kind of letter it is."""

    may_decide = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))
    decision = forms.ChoiceField()
    complain = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}))
    language = forms.ChoiceField()

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        kinds = [(slug, each.words.name) for slug, each in complaints().items()]
        tongues = [(each.value, text(f"letters.write.in.{each.value}")) for each in Language]
        for name, choices in (("decision", kinds), ("language", tongues)):
            self.fields[name].choices = choices
            self.fields[name].error_messages["invalid_choice"] = text("letters.write.missing")


class Writing:
    """One letter on its way: shown first, sent, or shown again with what is wrong."""

    def __init__(self, request: HttpRequest, form: type[LetterForm], **initial: str) -> None:
        sent = request.method == "POST"
        self.request = request
        self.form = form(request.POST if sent else None, initial=initial)
        self.key = request.POST.get(KEY, "") if sent else new_public_id()
        self.refused = self.file_fault = ""

    def sent(self, actor: Actor, case: Citizen) -> Letter | None:
        """The letter, once it has gone; None where something is wrong."""
        if self.request.method != "POST" or not self.form.is_valid():
            return None
        try:
            files = files_checked(self.request)
            draft = LetterDraft(key=self.key, files=files, **self.form.cleaned_data)
            return letter_send(actor=actor, citizen=case, draft=draft)
        except DomainError as refused:
            fault = str(said(refused))
            self.file_fault = fault if refused.code.startswith("file") else ""
            self.refused = "" if self.file_fault else fault
            if refused.code == "sent_already":
                self.key = new_public_id()
            return None

    @property
    def status(self) -> int:
        """400 where something is wrong, else 200."""
        return 400 if self.form.errors or self.refused or self.file_fault else 200

    def shown(self) -> dict[str, object]:
        """What ``parts/posting.html`` shows."""
        return {
            "form": self.form,
            "key": self.key,
            "refused": self.refused,
            "sent_files": files_asked(self.file_fault),
        }
