"""The story of a course in words: who did it, what it was, and when; the same to both sides."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest

from staasted.apps.audit.actor import Role
from staasted.apps.org.public_id import new_public_id
from staasted.apps.story.selectors import OwnLine, Story
from staasted.apps.story.selectors import Told as Line
from staasted.apps.story.services import Told
from staasted.catalog import speech
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text, texts
from staasted.core.errors import DomainError
from staasted.web.ui.forms import DayField
from staasted.web.ui.saying import Reader, said

CITIZEN, STAFF, BOTH, LAW, PARTNER = "citizen", "staff", "both", "law", "partner"
_OF_ROLE = {Role.CITIZEN: CITIZEN, Role.REPRESENTATIVE: CITIZEN, Role.PARTNER: PARTNER}
_OF_WORD = {
    "own_choice": CITIZEN,
    "by_partner": PARTNER,
    "cancelled_by_citizen": CITIZEN,
    "held": BOTH,
    "lapsed": BOTH,
    "citizen": CITIZEN,
    "published_rules": CITIZEN,
    "given_back": CITIZEN,
}
"""Who is behind a word; behind any other the staff are."""
_OF_KIND = {
    "agreed": BOTH,
    "disputed": CITIZEN,
    "place_taken": CITIZEN,
    "offer_asked": CITIZEN,
    "help_wanted": CITIZEN,
    "situation_told": CITIZEN,
    "situation_over": CITIZEN,
    "done": CITIZEN,
    "period_begun": LAW,
    "period_over": LAW,
}
OFFERS = ("place_taken", "place_over", "offer_asked", "offer_answered", "offer_step")
_BY_ROLE = ("message", "letter", "file")
_TAKEN_BACK = ("offer_answered", "help_over")


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line as a page tells it. ``mine``: it is the reader's own side's, to be corrected."""

    on: date
    who: str
    said: str
    line: OwnLine | None
    mine: bool


def story_shown(story: Story, reader: Reader) -> list[LineShown]:
    """The lines of a story for one of its two readers, in their order."""
    return [_shown(each, reader) for each in story.lines]


def year_asked(request: HttpRequest) -> int | None:
    """The year the address asks for (``aar``); None where it names none."""
    asked = request.GET.get("aar", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else None  # noqa: PLR2004


def _shown(told: Line, reader: Reader) -> LineShown:
    side = who_did(told)
    own = told.line is not None and (side == CITIZEN) == (reader is Reader.CITIZEN)
    who = text(f"story.who.{reader.value}.{side}")
    return LineShown(told.on, who, _said(told), told.line, own)


def who_did(told: Line) -> str:
    """Which side a line is of: citizen, staff, both, law or partner."""
    if told.line is not None:
        return _OF_ROLE.get(told.line.role, STAFF)
    if told.kind in _OF_KIND:
        return _OF_KIND[told.kind]
    if told.kind in _BY_ROLE:
        return _OF_ROLE.get(told.word, STAFF)
    if told.kind in _TAKEN_BACK and told.word == "withdrawn":
        return CITIZEN
    if told.kind == "agreement_over" and told.word in ("declined", "withdrawn"):
        theirs = (told.about == "citizen") == (told.word == "withdrawn")
        return CITIZEN if theirs else STAFF
    return _OF_WORD.get(told.word, STAFF)


def _said(told: Line) -> str:
    if told.line is not None:
        return "" if told.line.wordings else text("story.kind.line_withdrawn")
    key = f"story.kind.{told.kind}.{told.word}"
    if key not in texts():
        key = f"story.kind.{told.kind}.any"
    moment = speech.moment(told.of) if told.of else ""
    return text(key, about=_about(told), moment=moment, count=told.count)


def _about(told: Line) -> str:
    """What a line is about, in words; what was ended or renamed has a word of its own."""
    held = catalog()
    talked = (held.purposes, "ui.some_conversation")
    offered, given = (held.offers, "story.some_offer"), (held.offer_kinds, "story.some_offer")
    changed = (held.situations, "situations.list.unknown")
    lived = (held.benefits, "story.some_benefit")
    among = {
        **dict.fromkeys(("booked", "called_off", "moved", "met"), talked),
        **dict.fromkeys(OFFERS, offered),
        **dict.fromkeys(("offer_begun", "offer_over"), given),
        **dict.fromkeys(("situation_told", "situation_found", "situation_over"), changed),
        **dict.fromkeys(("period_begun", "period_over"), lived),
    }
    if told.kind in among:
        entries, unknown = among[told.kind]
        entry = entries.get(told.about)
        return entry.words.name if entry else text(unknown)
    return text(f"ui.freedom.{told.about}") if told.kind == "agreed" else told.about


class StoryForm(forms.Form):
    """A day, and what one wants to say of it; the form's own key, so that twice is once."""

    on = DayField()
    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}))
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: object, *, reader: Reader, line: OwnLine | None, today: date) -> None:
        given = {"on": today, "key": new_public_id()}
        if line is not None:
            newest = line.wordings[0]
            given |= {"on": newest.on, "words": newest.words, "seen": newest.number}
        super().__init__(data, initial=given)
        most = catalog().policy["story_characters"]
        on, words = self.fields["on"], self.fields["words"]
        on.label, words.label = text("story.field.on"), text("story.field.words")
        on.help_text = text("story.field.on_hint")
        words.help_text = text(f"story.field.words_hint.{reader.value}", most=most)
        on.error_messages = dict.fromkeys(("required", "invalid"), text("story.field.no_day"))
        words.error_messages["required"] = text("story.field.no_words")
        words.validators.append(
            MaxLengthValidator(most, message=text("story.field.long", most=most))
        )

    def sent(self, send: Callable[[Told, str], object]) -> bool:
        """Whether it went; a refusal becomes the form's own error. ``send`` gets line and key."""
        if not self.is_bound or not self.is_valid():
            return False
        try:
            send(self.written, self.cleaned_data["key"])
        except DomainError as refused:
            self.refuse(refused)
            return False
        return True

    def refuse(self, refused: DomainError) -> None:
        """Say why it did not go; other words than those that went have a key of their own now."""
        self.add_error(None, str(said(refused)))
        if refused.code == "sent_already":
            self.data = {**self.data.dict(), self.add_prefix("key"): new_public_id()}

    @property
    def written(self) -> Told:
        """What was written, as the service takes it."""
        return Told(self.cleaned_data["on"], self.cleaned_data["words"])

    @property
    def seen_number(self) -> int:
        """Return the number of the wording that was corrected; 0 where the form lacks it."""
        return self.cleaned_data["seen"] or 0

    @property
    def status(self) -> int:
        """Return the status of the page it stands on."""
        return 400 if self.is_bound and self.errors else 200
