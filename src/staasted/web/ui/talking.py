"""Writing to each other: the one form both sides send, and the numbers that are always shown."""

from collections.abc import Callable

from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.access import Citizen
from staasted.apps.org.public_id import new_public_id
from staasted.apps.talking.services import Written, message_send
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.citizen.cpr_shaped import holds_cpr
from staasted.core.errors import DomainError
from staasted.web.ui.saying import said
from staasted.web.ui.sent_files import files_asked, files_checked

KEY, KNOWN = "noegle", "cpr"


class TalkForm(forms.Form):
    """What is written."""

    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: object, label: str, **options: object) -> None:
        super().__init__(*args, **options)
        words, most = self.fields["words"], catalog().policy["message_characters"]
        words.label, words.help_text = label, text("talking.hint", most=most)
        words.error_messages["required"] = text("talking.missing")
        words.validators.append(MaxLengthValidator(most, message=words.help_text))


class Sending:
    """One form on its way: shown first, sent, or shown again with what is wrong."""

    def __init__(self, request: HttpRequest, *, label: str) -> None:
        sent = request.method == "POST" and "words" in request.POST
        self.request = request
        self.form = TalkForm(request.POST if sent else None, label=label)
        self.key = request.POST.get(KEY, "") if sent else new_public_id()
        self.file_fault = self.refused = ""
        self.warned = False

    def sent(self, actor: Actor, case: Citizen) -> bool:
        """Whether it went; what looks like a CPR number is asked about once, and never blocked."""
        return self.goes(lambda words: self._send(actor, case, words))

    def goes(self, send: Callable[[str], None]) -> bool:
        """Whether what was written is in order, and was sent by ``send``."""
        if not self.form.is_valid():
            return False
        words = self.form.cleaned_data["words"]
        if holds_cpr(words) and KNOWN not in self.request.POST:
            self.warned = True
            return False
        return self._kept(lambda: send(words))

    def _kept(self, send: Callable[[], None]) -> bool:
        try:
            send()
        except DomainError as refused:
            if refused.code.startswith("file"):
                self.file_fault = str(said(refused))
            else:
                self.refused = str(said(refused))
            if refused.code == "sent_already":
                self.key = new_public_id()
            return False
        return True

    def _send(self, actor: Actor, case: Citizen, words: str) -> None:
        written = Written(words, self.key, files_checked(self.request))
        message_send(actor=actor, citizen=case, written=written)

    @property
    def status(self) -> int:
        """400 where something is wrong, else 200."""
        return 400 if self.form.errors or self.refused or self.file_fault or self.warned else 200

    def shown(self) -> dict[str, object]:
        """What ``parts/talking.html`` shows."""
        return {
            "form": self.form,
            "key": self.key,
            "refused": self.refused,
            "warned": self.warned,
            "sent_files": files_asked(self.file_fault),
        }


def urgent_numbers() -> dict[str, str]:
    """The numbers beside 112, as the office has set them; empty where it has not."""
    return {"doctor": settings.STAASTED.doctor_phone, "line": settings.STAASTED.crisis_line}
