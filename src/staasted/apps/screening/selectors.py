"""Reading answers: the citizen sees all, staff see the topics that are shared."""

from collections.abc import Mapping, Sequence

from staasted.apps.citizens.models import Citizen
from staasted.apps.screening.models import ScreeningAnswers, ScreeningDraft
from staasted.catalog.instruments import InstrumentEntry
from staasted.catalog.loader import catalog
from staasted.core.screening import Instrument


def latest_answers(citizen: Citizen) -> ScreeningAnswers | None:
    """The citizen's newest submission, for the citizen."""
    return ScreeningAnswers.objects.filter(citizen=citizen).order_by("-id").first()


def all_answers(citizen: Citizen) -> Sequence[ScreeningAnswers]:
    """Every submission that is kept, the newest first, for the citizen."""
    return list(ScreeningAnswers.objects.filter(citizen=citizen).order_by("-id"))


def draft_of(citizen: Citizen) -> ScreeningDraft | None:
    """What is half answered, for the citizen; nobody else reads it."""
    return ScreeningDraft.objects.filter(citizen=citizen).first()


def entry_of(given: ScreeningAnswers | ScreeningDraft) -> InstrumentEntry:
    """The version of the instrument the answers were given to."""
    return catalog().versions[given.instrument, given.version]


def topics_answered(given: ScreeningAnswers) -> list[str]:
    """The topics with an answer, in the order they were asked."""
    return [
        item.slug
        for item in entry_of(given).items
        if any(question.slug in given.answers for question in item.questions)
    ]


def shared_answers(citizen: Citizen) -> ScreeningAnswers | None:
    """The newest submission with the shared topics' answers alone, for staff; None where none are.

    Answering again without sharing withdraws what was shared before. Not to be saved.
    """
    given = latest_answers(citizen)
    if given is None or given.shared_at is None:
        return None
    given.answers = answers_shared(given)
    return given


def rules_told(shared: ScreeningAnswers | None) -> frozenset[str]:
    """The rules, by slug, that stand on answers staff may see."""
    if shared is None:
        return frozenset()
    told = shared.answers
    return frozenset(r.slug for r in entry_of(shared).rules if told.get(r.question) == r.answer)


def answers_shared(given: ScreeningAnswers) -> dict[str, str]:
    """The answers of the topics that are shared."""
    entry, shared = entry_of(given), set(given.shared_topics)
    return {slug: each for slug, each in given.answers.items() if entry.topic_of(slug) in shared}


def answers_repeated(
    citizen: Citizen, instrument: Instrument, answers: Mapping[str, str], *, share: bool
) -> bool:
    """Whether the newest submission says the same, in the same version, shared the same way."""
    given = latest_answers(citizen)
    if given is None or (given.instrument, given.version) != (instrument.slug, instrument.version):
        return False
    return given.answers == dict(answers) and (given.shared_at is not None) == share
