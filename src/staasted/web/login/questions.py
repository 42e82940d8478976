"""Every rule of the screening, open to all: what is asked, what follows, and what never does."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from staasted.apps.agreements.following import Position
from staasted.catalog.instruments import InstrumentEntry, QuestionEntry, ScreeningRuleEntry
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.axes import Freedom
from staasted.web.ui.agreeing import words_shown
from staasted.web.ui.page import page

INSTRUMENT = "start"


@dataclass(frozen=True, slots=True)
class Follows:
    """What one answer leads to: the word of contact if any, and the offers by name."""

    answer: str
    leads_to: str
    offers: tuple[str, ...]
    change: str


@dataclass(frozen=True, slots=True)
class AskedOf:
    """One question with its answers and what follows from each."""

    words: str
    options: tuple[str, ...]
    wish: bool
    follows: tuple[Follows, ...]


@require_safe
def screening_rules(request: HttpRequest) -> HttpResponse:
    """The rules of one version, the newest unless another is asked for."""
    versions = [entry for (slug, _), entry in catalog().versions.items() if slug == INSTRUMENT]
    asked = request.GET.get("udgave", "")
    entry = next((one for one in versions if str(one.version) == asked), versions[-1])
    unknown = Position(weeks=None, law_due=None)
    shown = {
        "entry": entry,
        "versions": [one.version for one in reversed(versions)],
        "topics": [(item, _asked(entry, item.questions)) for item in entry.items],
        "starts_at": text(f"ui.freedom.{entry.starts_at.value}"),
        "words": words_shown(unknown),
        "mirror": catalog().mirrors.get(INSTRUMENT) if entry is versions[-1] else None,
    }
    return page(request, "login/questions.html", shown)


def _asked(entry: InstrumentEntry, questions: tuple[QuestionEntry, ...]) -> list[AskedOf]:
    return [
        AskedOf(
            words=each.words,
            options=tuple(option.words for option in each.options),
            wish=each.wish is not None,
            follows=tuple(
                _follows(each, rule) for rule in entry.rules if rule.question == each.slug
            ),
        )
        for each in questions
    ]


def _follows(question: QuestionEntry, rule: ScreeningRuleEntry) -> Follows:
    answer = next(option.words for option in question.options if option.slug == rule.answer)
    return Follows(answer, _leads(rule.lifts_to), _named(rule.offers), rule.words.change)


def _leads(lifts_to: Freedom | None) -> str:
    if lifts_to is None:
        return text("answering.rules.no_more")
    return text("answering.rules.more", word=text(f"ui.freedom.{lifts_to.value}"))


def _named(offers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(catalog().offers[slug].words.name for slug in offers)
