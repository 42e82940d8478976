"""From answers to offers and a proposed freedom: a ratchet that only adds."""

from collections.abc import Mapping
from dataclasses import dataclass

from staasted.core.axes import Channel, Freedom
from staasted.core.errors import DomainError
from staasted.core.reason import Reason
from staasted.core.screening.instrument import Instrument, Question, ScreeningRule, Wish

Answers = Mapping[str, str]
"""Question slug → option slug; a question left out is skipped."""


@dataclass(frozen=True, slots=True)
class OfferSuggestion:
    """An offer that may help, and the answers it came from."""

    offer: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the person likes to be met; None is no wish."""

    channel: Channel | None = None
    time_of_day: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class ScreeningResult:
    """What follows from the answers: no score, no rank, nothing about the person.

    `human_contact` is true when something was skipped: a friendly human gets in touch.
    """

    freedom: Freedom
    offers: tuple[OfferSuggestion, ...]
    reasons: tuple[Reason, ...]
    wishes: Wishes
    human_contact: bool


def follow(instrument: Instrument, answers: Answers) -> ScreeningResult:
    """Return what follows from the answers; adding a need never yields less.

    Raises `screening_question_unknown` and `screening_answer_unknown`.
    Source: decision 0005 (rules stand in the instrument, nothing lowers contact).
    """
    _check(instrument, answers)
    fired = tuple(r for r in instrument.rules if answers.get(r.question) == r.answer)
    skipped = tuple(q for q in instrument.questions if _skipped(q, answers) and q.wish is None)
    return ScreeningResult(
        freedom=_freedom(instrument, fired),
        offers=_offers(fired),
        reasons=_reasons(instrument, fired, skipped),
        wishes=_wishes(instrument, answers),
        human_contact=bool(skipped),
    )


def _check(instrument: Instrument, answers: Answers) -> None:
    for slug, answer in answers.items():
        question = instrument.question(slug)
        if question is None:
            raise DomainError("screening_question_unknown", question=slug)
        if question.option(answer) is None:
            raise DomainError("screening_answer_unknown", question=slug, answer=answer)


def _skipped(question: Question, answers: Answers) -> bool:
    """Return whether the question was left out or answered "not now"."""
    option = question.option(answers.get(question.slug, ""))
    return option is None or option.skips


def _freedom(instrument: Instrument, fired: tuple[ScreeningRule, ...]) -> Freedom:
    """Return the word with the most contact among the start and what the rules lift to."""
    lifts = (rule.lifts_to for rule in fired if rule.lifts_to is not None)
    return max((instrument.starts_at, *lifts), key=lambda freedom: freedom.contact)


def _offers(fired: tuple[ScreeningRule, ...]) -> tuple[OfferSuggestion, ...]:
    """Return each suggested offer once, with every rule that suggests it, in rule order."""
    reasons: dict[str, list[Reason]] = {}
    for rule in fired:
        for offer in rule.offers:
            reasons.setdefault(offer, []).append(_reason(rule))
    return tuple(OfferSuggestion(offer, tuple(why)) for offer, why in reasons.items())


def _reasons(
    instrument: Instrument, fired: tuple[ScreeningRule, ...], skipped: tuple[Question, ...]
) -> tuple[Reason, ...]:
    """Return the start, what lifted it, and one reason per skipped question."""
    lifted = tuple(_reason(rule) for rule in fired if rule.lifts_to is not None)
    friendly = tuple(Reason.of("skipped_friendly_contact", question=q.slug) for q in skipped)
    start = Reason.of("proposal_starts_at", freedom=instrument.starts_at.value)
    return (start, *lifted, *friendly)


def _reason(rule: ScreeningRule) -> Reason:
    return Reason.of(f"answered_{rule.slug}")


def _wishes(instrument: Instrument, answers: Answers) -> Wishes:
    """Return the wishes; an answer that skips is no wish."""
    chosen = {q.wish: answers[q.slug] for q in instrument.questions if not _skipped(q, answers)}
    channel = chosen.get(Wish.CHANNEL)
    return Wishes(
        channel=None if channel is None else Channel(channel),
        time_of_day=chosen.get(Wish.TIME_OF_DAY),
        person=chosen.get(Wish.PERSON),
    )
