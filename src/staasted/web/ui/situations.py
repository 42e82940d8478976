"""A change in somebody's situation as pages show it: its form, its days, and what it does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django import forms
from django.core.validators import MaxLengthValidator

from staasted.apps.conversations.course import Course
from staasted.apps.conversations.thinking import seen_with
from staasted.apps.files.checking import CheckedFile
from staasted.apps.situations.services import Told
from staasted.catalog import speech
from staasted.catalog.loader import catalog
from staasted.catalog.situations import Situation
from staasted.catalog.texts import text
from staasted.core.axes import Channel
from staasted.core.law import SituationTold, channels_on
from staasted.web.ui.duties import Duty, RuleShown, duties
from staasted.web.ui.forms import DayField
from staasted.web.ui.saying import Reader

SICKNESS_BENEFIT = "benefit:sickness_benefit"
SPOKEN = (Channel.IN_PERSON, Channel.PHONE, Channel.VIDEO)
"""A relief lets a letter do too: that is no way to talk together."""
DAYS = ("begins", "ends", "theirs")


class SituationForm(forms.Form):
    """The questions of one kind of change: days, and a few words; labels are the kind's own."""

    begins = DayField(required=False)
    ends = DayField(required=False)
    theirs = DayField(required=False)
    words = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, kind: Situation, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        for name in list(self.fields):
            asked = getattr(kind.words, name)
            if not asked:
                del self.fields[name]
                continue
            field = self.fields[name]
            field.label, field.required = asked, name in kind.needs
            missing = "situations.ask.words_missing" if name == "words" else "situations.ask.no_day"
            field.error_messages |= dict.fromkeys(("required", "invalid"), text(missing))
        if "words" in self.fields:
            most = catalog().policy["situation_characters"]
            said = text("situations.ask.words_hint", most=most)
            self.fields["words"].help_text = said
            self.fields["words"].validators.append(MaxLengthValidator(most, message=said))

    def told(self, files: Sequence[CheckedFile] = ()) -> Told:
        """What was told, once the form is valid, with the files that came with it."""
        sent = self.cleaned_data
        return Told(
            self.kind,
            begins_on=sent.get("begins"),
            ends_on=sent.get("ends"),
            theirs_on=sent.get("theirs"),
            words=sent.get("words", ""),
            paper=sent.get("paper", ""),
            files=files,
        )


class ThoughtForm(SituationForm):
    """The same questions where nothing is told: days alone."""

    def __init__(self, kind: Situation, *args: object, **options: object) -> None:
        super().__init__(kind, *args, **options)
        self.fields.pop("words", None)


def thinkable(kind: Situation) -> bool:
    """Whether something can be thought of it: a day it needs, or what it tells the law."""
    return bool(kind.tells or set(kind.needs) & set(DAYS))


@dataclass(frozen=True, slots=True)
class Line:
    """A question and its answer."""

    asked: str
    answer: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changes: its name, how it was and how it will be, "" where it is not there."""

    name: str
    before: str
    after: str
    rule: RuleShown | None = None


class Stored(Protocol):
    """A change as it is stored."""

    kind: str
    begins_on: date | None
    ends_on: date | None
    theirs_on: date | None
    words: str


def told_of(row: Stored) -> Told:
    """What was told, of a stored change. Errors: KeyError of a kind that is gone."""
    kind = catalog().situations[row.kind]
    return Told(kind, row.begins_on, row.ends_on, row.theirs_on, row.words)


def kinds_for(course: Course) -> list[Situation]:
    """The kinds that can matter: those for the sick to the sick alone, and the other way round."""
    time = course.facts.time_on(course.on)
    sick = time is not None and time.benefit == SICKNESS_BENEFIT
    return [kind for kind in catalog().situations.values() if kind.sick in (None, sick)]


def lines(told: Told) -> list[Line]:
    """What was told, question by question; what was not answered is left out."""
    words = told.kind.words
    days = zip(DAYS, (told.begins_on, told.ends_on, told.theirs_on), strict=True)
    found = [Line(getattr(words, name), speech.day_year(day)) for name, day in days if day]
    return [*found, *([Line(words.words, told.words)] if told.words else [])]


def changes(
    before: Course, told: SituationTold, *, reader: Reader = Reader.CITIZEN
) -> list[Change]:
    """What the law would say otherwise, if the change stood from today."""
    return changes_between(before, seen_with(before, told), reader=reader)


def changes_between(
    before: Course, after: Course, *, reader: Reader = Reader.CITIZEN
) -> list[Change]:
    """What the law says otherwise in two courses: the next due day, each duty, and the ways."""
    one, other = _duties(before, reader), _duties(after, reader)
    found = [
        Change(name, was.sentence if was else "", will.sentence if will else "", (will or was).rule)
        for name, was, will in _paired(one, other)
        if (was.sentence if was else "") != (will.sentence if will else "")
    ]
    return [*_due(before, after), *found, *_ways(before, after)]


def _duties(course: Course, reader: Reader) -> dict[str, Duty]:
    shown = duties(course.obligations, reader=reader, course=course)
    return {f"{duty.name} {duty.period}".strip(): duty for duty in shown}


def _paired(
    one: dict[str, Duty], other: dict[str, Duty]
) -> Iterator[tuple[str, Duty | None, Duty | None]]:
    for name in dict.fromkeys((*one, *other)):
        yield name, one.get(name), other.get(name)


def _due(before: Course, after: Course) -> list[Change]:
    """The next day a conversation is due by."""
    if before.due == after.due:
        return []
    said = [_said(course.due) for course in (before, after)]
    return [Change(text("situations.effect.due"), *said)]


def _said(due: date | None) -> str:
    return speech.day_year(due) if due else text("situations.effect.no_day")


def _ways(before: Course, after: Course) -> list[Change]:
    """The ways a conversation may be held."""
    said = [_channels(course) for course in (before, after)]
    if said[0] == said[1]:
        return []
    return [Change(text("situations.effect.ways"), *said)]


def _channels(course: Course) -> str:
    time = course.facts.time_on(course.on)
    if course.book is None or time is None:
        return ""
    on = course.on
    allowed = channels_on(course.book, course.facts, time, on, first_held=course.first_held)
    ways = [each for each in SPOKEN if each in allowed.channels]
    return ", ".join(text(f"ui.channel.{each.value}") for each in ways)
