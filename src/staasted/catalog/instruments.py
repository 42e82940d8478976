"""Screening instruments as data: questions, published rules, words and cases."""

from pydantic import Field

from staasted.catalog.english import said
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

    @property
    def words(self) -> str:
        """Return its words in the language that is spoken."""
        return said(self.da)


class QuestionEntry(Entry):
    """One question and its answers."""

    slug: str
    wish: Wish | None = None
    options: tuple[OptionEntry, ...]
    da: str

    def as_question(self) -> Question:
        """Return the core question."""
        options = tuple(Option(o.slug, o.skips) for o in self.options)
        return Question(self.slug, options, self.wish)

    @property
    def words(self) -> str:
        """Return its words in the language that is spoken."""
        return said(self.da)


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

    @property
    def words(self) -> ItemWords:
        """Return its words in the language that is spoken."""
        return said(self.da)


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
    staff: ScreeningRuleStaffWords

    def as_rule(self) -> ScreeningRule:
        """Return the core rule."""
        return ScreeningRule(self.slug, self.question, self.answer, self.lifts_to, self.offers)

    @property
    def words(self) -> ScreeningRuleWords:
        """Return its words in the language that is spoken."""
        return said(self.da)


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
    items: tuple[ItemEntry, ...]
    rules: tuple[ScreeningRuleEntry, ...]
    cases: tuple[ScreeningCase, ...]
    da: InstrumentWords

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
        return said(self.da)
