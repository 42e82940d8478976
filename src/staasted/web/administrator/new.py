"""Indlæs en fil: which kind it is, and the file."""

from pathlib import PurePath

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.imports.reading.refusals import FileReason, ImportRefused
from staasted.apps.imports.uploads import upload_receive
from staasted.apps.imports.wording import refusal_words
from staasted.apps.org.clock import clock
from staasted.catalog.imports import FileKind, bounds
from staasted.catalog.texts import text
from staasted.web.ui.page import page
from staasted.web.ui.room import room

ENDINGS = frozenset({"", ".csv", ".txt", ".tsv", ".xlsx"})
"""How the name of a file we read may end; what is in it is looked at all the same."""


class UploadForm(forms.Form):
    """A kind and a file within the bound."""

    kind = forms.ChoiceField(widget=forms.RadioSelect)
    file = forms.FileField(allow_empty_file=True)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        kind, file = self.fields["kind"], self.fields["file"]
        kind.label, file.label = text("administrator.new.kind"), text("administrator.new.file")
        kind.choices = [(each.value, text(f"administrator.kind.{each}")) for each in FileKind]
        kind.error_messages["required"] = text("administrator.new.kind_missing")
        kind.error_messages["invalid_choice"] = text("administrator.new.kind_missing")
        for fault in ("required", "missing", "invalid", "max_length"):
            file.error_messages[fault] = text("administrator.new.file_missing")

    def clean_file(self) -> UploadedFile:
        """The file, where it did not arrive larger than what is taken in."""
        file = self.cleaned_data["file"]
        if PurePath(file.name).suffix.lower() not in ENDINGS:
            raise forms.ValidationError(text("administrator.new.file_ending"))
        if file.size > bounds().file_bytes:
            refused = ImportRefused(FileReason.TOO_LARGE, most=bounds().file_megabytes)
            raise forms.ValidationError(" ".join(refusal_words(refused)))
        return file


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.ADMINISTRATOR)
def import_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose a kind and a file; the worker looks at it."""
    sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if sent else UploadForm()
    if sent and form.is_valid():
        try:
            return redirect("import_upload", public_id=_received(actor, form))
        except ImportRefused as refused:
            form.add_error("file", " ".join(refusal_words(refused)))
    shown = {"form": form, "most": bounds().file_megabytes}
    return page(request, "administrator/new.html", shown, status=400 if form.errors else 200)


def _received(actor: Actor, form: UploadForm) -> str:
    """Keep the file; the upload's public id. Errors: ImportRefused."""
    file, kind = form.cleaned_data["file"], FileKind(form.cleaned_data["kind"])
    upload = upload_receive(
        actor=actor, kind=kind, file_name=file.name, chunks=file.chunks(), now=clock.now()
    )
    return upload.public_id
