"""Writing a letter to a citizen: from a template, with the text checked, before it is sent.

Taking a template and checking the text send nothing and lose nothing that was typed.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from staasted.apps.audit.actor import Actor
from staasted.apps.booking.selectors import bookings_ahead
from staasted.apps.citizens.access import Citizen
from staasted.apps.letters.services import Letter
from staasted.apps.org.clock import clock
from staasted.catalog import speech
from staasted.catalog.language import Language, language_of, speaking
from staasted.catalog.letter_templates import complaints, letter_templates
from staasted.catalog.texts import text
from staasted.core.readability import Readability, readability
from staasted.web.ui.lettering import StaffLetterForm, Writing

TAKE, CHECK, TEMPLATE = "hent", "tjek", "skabelon"
WRITTEN = ("title", "body", "may_decide", "complain")


class TemplateWriting(Writing):
    """A letter that may begin with a template, filled from ``facts``.

    ``checked`` is what its text counts to, once asked for.
    """

    def __init__(self, request: HttpRequest, facts: "Facts", tongue: Language) -> None:
        self.facts = facts
        self.checked: Readability | None = None
        super().__init__(request, StaffLetterForm, **_begun(facts, tongue))
        if TAKE in request.POST:
            self.form = StaffLetterForm(initial=self._filled())
        elif CHECK in request.POST:
            words = {name: request.POST.get(name, "") for name in self.form.fields}
            self.checked = readability("\n".join(words[name] for name in WRITTEN[:3]))
            self.form = StaffLetterForm(initial=words)

    def shown(self) -> dict[str, object]:
        """What ``counsellor/letter_new.html`` shows."""
        nothing = {"value": "", "text": text("letters.write.no_template")}
        known = [
            {"value": slug, "text": each.words.name} for slug, each in letter_templates().items()
        ]
        chosen = self.request.POST.get(TEMPLATE, "")
        taken = {"templates": [nothing, *known], "template": chosen, "checked": self.checked}
        return super().shown() | taken

    def _filled(self) -> dict[str, str]:
        """The form with the template in every field nobody has written in.

        What another template, or another kind of decision, put there counts as not written.
        """
        sent = self.request.POST
        tongue = language_of(sent.get("language", ""))
        said = {name: sent.get(name, "") for name in ("decision", "language", *WRITTEN)}
        template = letter_templates().get(sent.get(TEMPLATE, ""))
        if template is not None:
            said["decision"] = template.complaint
        fresh = _words(said["decision"], sent.get(TEMPLATE, ""), self.facts, tongue)
        ours = _everything_ours(self.facts)
        for name, words in fresh.items():
            if not said[name].strip() or _plain(said[name]) in ours:
                said[name] = words
        return said


class StaffWriting(TemplateWriting):
    """A letter to one citizen on its way."""

    def __init__(self, request: HttpRequest, actor: Actor, case: Citizen) -> None:
        super().__init__(request, _facts(actor, case), language_of(case.person.language))

    def sent(self, actor: Actor, case: Citizen) -> Letter | None:
        """As ``Writing``; nothing goes while a template is taken or the text is checked."""
        return super().sent(actor, case) if self.form.is_bound else None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a template is filled from; ``starts_at`` is None where no conversation is booked."""

    name: str
    coach: str
    starts_at: datetime | None

    def values(self) -> dict[str, str]:
        """What stands for each name in a template, in the language that is spoken."""
        office, at = settings.STAASTED, self.starts_at
        house = {"office": office.office_name, "phone": office.office_phone}
        ahead = speech.moment(at) if at else text("letters.write.gap_next")
        return house | {"name": self.name, "coach": self.coach, "next": ahead}


def _facts(actor: Actor, case: Citizen) -> Facts:
    ahead = bookings_ahead(case, now=clock.now())
    return Facts(case.person.name, actor.name, ahead[0].starts_at if ahead else None)


def _begun(facts: Facts, tongue: Language) -> dict[str, str]:
    return _words("none", "", facts, tongue) | {"decision": "none", "language": tongue.value}


def _words(decision: str, slug: str, facts: Facts, tongue: Language) -> dict[str, str]:
    """The letter's parts as template and kind of decision have them, in a language."""
    with speaking(tongue):
        complaint, template = complaints().get(decision), letter_templates().get(slug)
        values = facts.values()
        found = {"complain": complaint.words.how.format(**values)} if complaint else {}
        if template is not None:
            for name in WRITTEN[:3]:
                found[name] = getattr(template.words, name).format(**values)
        return found


def _everything_ours(facts: Facts) -> set[str]:
    found = set()
    for tongue in Language:
        for slug in ("", *letter_templates()):
            for decision in complaints():
                found |= {_plain(each) for each in _words(decision, slug, facts, tongue).values()}
    return found


def _plain(words: str) -> str:
    """As a browser sends it back, without what it makes of a line's end."""
    return "\n".join(line.strip() for line in words.strip().splitlines())
