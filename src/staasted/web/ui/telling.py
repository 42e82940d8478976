"""Telling of a change: asked, checked with what it does, and sent; by a citizen, or by staff who
write down what they were told."""

from django import forms
from django.http import HttpRequest

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen
from staasted.apps.conversations.course import course_of
from staasted.apps.files.checking import CheckedFile
from staasted.apps.org.clock import clock
from staasted.apps.situations.services import PAPER, SituationChange, situation_tell
from staasted.catalog.situations import Situation
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.saying import Reader, said
from staasted.web.ui.sent_files import files_asked, files_checked
from staasted.web.ui.situations import SituationForm, changes, lines

SEND = "send"


class RecordForm(SituationForm):
    """The same questions to whoever writes it down; where the law asks for a paper, which."""

    def __init__(self, kind: Situation, *args: object, **options: object) -> None:
        super().__init__(kind, *args, **options)
        if kind.confirmed and kind.words.paper:
            paper = forms.CharField(required=False, max_length=PAPER)
            paper.label = text("situations.staff.paper")
            paper.help_text = text("situations.record.paper_hint")
            self.fields["paper"] = paper


class Telling:
    """One change on its way through its form and its check."""

    def __init__(self, request: HttpRequest, kind: Situation, actor: Actor) -> None:
        self.request, self.kind, self.actor = request, kind, actor
        by_staff = actor.role is Role.COUNSELLOR
        self.reader = Reader.STAFF if by_staff else Reader.CITIZEN
        form = RecordForm if by_staff else SituationForm
        self.form = form(kind, request.POST if request.method == "POST" else None)
        self.file_fault = ""

    def sent(self, case: Citizen) -> SituationChange | None:
        """The change, once it was sent from its check; None where something is wrong or unsent."""
        if self.request.POST.get("trin") != SEND or not self.form.is_valid():
            return None
        files = self._files()
        if files is None:
            return None
        told = self.form.told(files)
        try:
            return situation_tell(actor=self.actor, citizen=case, told=told, now=clock.now())
        except DomainError as refused:
            self.form.add_error(None, str(said(refused)))
            return None

    @property
    def status(self) -> int:
        """400 where something is wrong."""
        return 400 if self.form.errors or self.file_fault else 200

    @property
    def to_check(self) -> bool:
        """Whether the questions are answered, so that the check is the page to show."""
        return self.form.is_bound and not self.form.errors

    def shown(self, case: Citizen) -> dict[str, object]:
        """What the form shows, or the check of it."""
        shown: dict[str, object] = {"kind": self.kind, "form": self.form}
        if not self.to_check:
            return shown
        told, today = self.form.told(), clock.today()
        effect = changes(course_of(case, on=today), told.as_law(today), reader=self.reader)
        return shown | {
            "lines": lines(told),
            "paper": told.paper,
            "changes": effect,
            "sent": {name: self.form.data.get(name, "") for name in self.form.fields},
            "sent_files": files_asked(self.file_fault),
        }

    def _files(self) -> list[CheckedFile] | None:
        try:
            return files_checked(self.request)
        except DomainError as refused:
            self.file_fault = str(said(refused))
            return None
