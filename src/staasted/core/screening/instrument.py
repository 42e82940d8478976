"""An instrument as data: what is asked, and the published rules over the answers."""

from dataclasses import dataclass
from enum import StrEnum

from staasted.core.axes import Freedom


class Wish(StrEnum):
    """What a question about the form of contact asks the person to choose."""

    CHANNEL = "channel"
    TIME_OF_DAY = "time_of_day"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer; `skips` marks "not now", which is neutral."""

    slug: str
    skips: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question inside an item; `wish` when the answer is a wish and not a need."""

    slug: str
    options: tuple[Option, ...]
    wish: Wish | None = None

    def option(self, slug: str) -> Option | None:
        """Return the option of that slug, or None."""
        return next((o for o in self.options if o.slug == slug), None)


@dataclass(frozen=True, slots=True)
class Item:
    """One topic of the screening with its questions."""

    slug: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class ScreeningRule:
    """When `question` is answered by `answer`: lift freedom's contact, suggest offers, or both."""

    slug: str
    question: str
    answer: str
    lifts_to: Freedom | None = None
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """A versioned set of items and rules; every proposal starts at `starts_at`."""

    slug: str
    version: int
    starts_at: Freedom
    items: tuple[Item, ...]
    rules: tuple[ScreeningRule, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return all questions in the order they are asked."""
        return tuple(q for item in self.items for q in item.questions)

    def question(self, slug: str) -> Question | None:
        """Return the question of that slug, or None."""
        return next((q for q in self.questions if q.slug == slug), None)
