"""Screening instruments as data: questions, published rules, words and cases."""

from collections.abc import Mapping
from typing import NamedTuple, Self

from pydantic import Field, model_validator

from staasted.catalog.english import told
from staasted.catalog.reader import Entry
from staasted.core.axes import Freedom
from staasted.core.screening import (
    Instrument,
    Item,
    Option,
    Question,
    ScreeningRule,
    Wish,
)


class OptionEntry(Entry):
    """One answer and its word; `skips` marks "not now"."""

    slug: str
    skips: bool = False
    da: str
    da_easy: str | None = None

    @property
    def words(self) -> str:
        """Return its words in the language that is spoken."""
        return told(self.da, self.da_easy)


class QuestionEntry(Entry):
    """One question and its answers."""

    slug: str
    wish: Wish | None = None
    options: tuple[OptionEntry, ...]
    da: str
    da_easy: str | None = None

    def as_question(self) -> Question:
        """Return the core question."""
        options = tuple(Option(o.slug, o.skips) for o in self.options)
        return Question(self.slug, options, self.wish)

    @property
    def words(self) -> str:
        """Return its words in the language that is spoken."""
        return told(self.da, self.da_easy)


class ItemWords(Entry):
    """What a topic tells beside its questions: why we ask, who sees it, when it is deleted."""

    title: str
    why: str
    who_sees: str
    deleted: str


class ItemEntry(Entry):
    """One topic."""

    slug: str
    questions: tuple[QuestionEntry, ...]
    da: ItemWords
    da_easy: ItemWords | None = None

    @property
    def words(self) -> ItemWords:
        """Return its words in the language that is spoken."""
        return told(self.da, self.da_easy)


class ScreeningRuleWords(Entry):
    """What followed from which answer, and what would change it."""

    reason: str
    change: str


class ScreeningRuleStaffWords(Entry):
    """What followed, told to staff: the answer is the citizen's, not theirs."""

    reason: str


class ScreeningRuleEntry(Entry):
    """One published rule."""

    slug: str
    question: str
    answer: str
    lifts_to: Freedom | None = None
    offers: tuple[str, ...] = ()
    da: ScreeningRuleWords
    da_easy: ScreeningRuleWords | None = None
    staff: ScreeningRuleStaffWords

    def as_rule(self) -> ScreeningRule:
        """Return the core rule."""
        return ScreeningRule(self.slug, self.question, self.answer, self.lifts_to, self.offers)

    @property
    def words(self) -> ScreeningRuleWords:
        """Return its words in the language that is spoken."""
        return told(self.da, self.da_easy)


class ScreeningExpected(Entry):
    """What a case is expected to end in."""

    freedom: Freedom
    offers: tuple[str, ...]
    human_contact: bool


class ScreeningCase(Entry):
    """Answers and what follows from them."""

    name: str
    answers: dict[str, str]
    expect: ScreeningExpected


class PageEntry(Entry):
    """The topics of one page, by slug, and the page's name."""

    items: tuple[str, ...]
    da: str
    da_easy: str | None = None


class Asked(NamedTuple):
    """One page as it is asked: its name in words, and its topics."""

    title: str
    items: tuple[ItemEntry, ...]


class InstrumentWords(Entry):
    """The instrument's own words."""

    title: str
    intro: str


class InstrumentEntry(Entry):
    """One version of an instrument."""

    slug: str
    version: int = Field(gt=0)
    licence: str
    source: str
    starts_at: Freedom
    pages: tuple[PageEntry, ...] = ()
    items: tuple[ItemEntry, ...]
    rules: tuple[ScreeningRuleEntry, ...]
    cases: tuple[ScreeningCase, ...]
    da: InstrumentWords
    da_easy: InstrumentWords | None = None

    @model_validator(mode="after")
    def _asks_each_topic_once(self) -> Self:
        on_pages = [slug for page in self.pages for slug in page.items]
        if self.pages and on_pages != [item.slug for item in self.items]:
            raise ValueError("the pages do not hold each topic once, in its order")
        return self

    @property
    def steps(self) -> tuple[Asked, ...]:
        """Return its pages; one that names none has a page for each topic."""
        if not self.pages:
            return tuple(Asked(item.words.title, (item,)) for item in self.items)
        held = {item.slug: item for item in self.items}
        return tuple(
            Asked(told(page.da, page.da_easy), tuple(held[slug] for slug in page.items))
            for page in self.pages
        )

    def topic_of(self, question: str) -> str:
        """Return the topic a question belongs to; empty where it is none of ours."""
        return self._topics.get(question, "")

    @property
    def _topics(self) -> Mapping[str, str]:
        return {each.slug: item.slug for item in self.items for each in item.questions}

    def as_instrument(self) -> Instrument:
        """Return the core instrument."""
        items = tuple(Item(i.slug, tuple(q.as_question() for q in i.questions)) for i in self.items)
        rules = tuple(rule.as_rule() for rule in self.rules)
        return Instrument(self.slug, self.version, self.starts_at, items, rules)

    def rule(self, slug: str) -> ScreeningRuleEntry:
        """Return a rule with its words; raises KeyError for an unknown one."""
        return {rule.slug: rule for rule in self.rules}[slug]

    @property
    def words(self) -> InstrumentWords:
        """Return its words in the language that is spoken."""
        return told(self.da, self.da_easy)
