"""One letter to many citizens: each gets it with their own name and their own next time in it."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest

from staasted.apps.audit.actor import Actor
from staasted.apps.booking.selectors import live_starts
from staasted.apps.citizens.access import Citizen
from staasted.apps.letters.services import LetterDraft, letter_check, letter_send
from staasted.apps.org.clock import clock
from staasted.apps.org.public_id import new_public_id
from staasted.catalog import speech
from staasted.catalog.language import Language, speaking
from staasted.catalog.letter_templates import gaps_in
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.counsellor.letter_writing import (
    CHECK,
    TAKE,
    WRITTEN,
    Facts,
    TemplateWriting,
)
from staasted.web.counsellor.picking import next_of
from staasted.web.ui.lettering import KEY, StaffLetterForm

ASKED = "decision"  # a field of the form: without it, one comes from the list


class WritingToMany(TemplateWriting):
    """A letter with a mark where each one's name and next time stand.

    The page's own key is every letter's: the same page sent twice writes each of them once.
    """

    template = "counsellor/many_letter.html"

    def __init__(self, request: HttpRequest, actor: Actor, cases: Sequence[Citizen]) -> None:
        self.actor, self.cases = actor, cases
        facts = Facts(text("many.letter.name_mark"), actor.name, None)
        super().__init__(request, facts, Language.DANISH)
        if ASKED not in request.POST:
            self.form = StaffLetterForm(initial=self.form.initial)
        self.key = request.POST.get(KEY, "")[:10] or new_public_id()
        now = clock.now()
        self.booked = {
            key: ahead
            for key, live in live_starts([case.pk for case in cases]).items()
            if (ahead := next_of(live, now)) is not None
        }

    @property
    def ready(self) -> bool:
        """Whether there is a whole letter, and it was not a template or a check that was asked."""
        asked = {TAKE, CHECK}.isdisjoint(self.request.POST)
        return asked and self.form.is_bound and self.form.is_valid() and not self._gap()

    def shown(self) -> dict[str, object]:
        """What its part of a page shows; the first letter as it will be read."""
        if self.form.is_bound and self.form.is_valid() and self._gap():
            self.form.add_error(None, text("many.letter.gap", gap=self._gap()))
        shown = super().shown() | {"name_mark": self.facts.name, "time_mark": _time_mark()}
        first = next((c for c in self.cases if self.foreseen(c, 0) is None), None)
        if self.ready and first is not None:
            shown |= {"example": self._draft(first), "example_to": first}
        return shown | {"others": [case for case in self.cases if self._reads_another(case)]}

    def foreseen(self, case: Citizen, number: int) -> DomainError | None:  # noqa: ARG002
        """Why it cannot be written to them: their next time is in it and they have none, or their
        own name makes it too long."""
        if not self.form.is_bound or not self.form.is_valid():
            return None
        words = " ".join(self.form.cleaned_data[name] for name in WRITTEN)
        if any(mark in words for mark in _time_marks()) and case.pk not in self.booked:
            return DomainError("letter_without_time")
        try:
            letter_check(actor=self.actor, draft=self._draft(case))
        except DomainError as refused:
            return refused
        return None

    def done(self, case: Citizen) -> None:
        """Send it to one. Errors: DomainError, as ``letter_send``; ``letter_without_time``."""
        if not self.request.POST.get(KEY):
            raise DomainError("form_without_key")
        refused = self.foreseen(case, 0)
        if refused is not None:
            raise refused
        letter_send(actor=self.actor, citizen=case, draft=self._draft(case))

    def _draft(self, case: Citizen) -> LetterDraft:
        told = dict(self.form.cleaned_data)
        with speaking(Language(told["language"])):
            at = self.booked.get(case.pk)
            for name in WRITTEN:
                told[name] = _filled(told[name], case.person.name, at)
        return LetterDraft(key=self.key, **told)

    def _gap(self) -> str:
        """What is still to be written, other than what each one's letter fills by itself."""
        words = [self.form.cleaned_data[name] for name in WRITTEN]
        known = _name_marks() | _time_marks()
        return next((gap for gap in gaps_in(*words) if gap not in known), "")

    def _reads_another(self, case: Citizen) -> bool:
        """Whether they have asked for another language than the letter's."""
        chosen = self.request.POST.get("language", Language.DANISH)
        return bool(case.person.language) and case.person.language != chosen


def _filled(words: str, name: str, at: datetime | None) -> str:
    """A text with the marks replaced by one citizen's own."""
    for mark in _name_marks():
        words = words.replace(mark, name)
    for mark in _time_marks() if at is not None else ():
        words = words.replace(mark, speech.moment(at))
    return words


def _name_marks() -> set[str]:
    return _in_each_language("many.letter.name_mark")


def _time_marks() -> set[str]:
    return _in_each_language("letters.write.gap_next")


def _time_mark() -> str:
    return text("letters.write.gap_next")


def _in_each_language(key: str) -> set[str]:
    found = set()
    for tongue in Language:
        with speaking(tongue):
            found.add(text(key))
    return found
