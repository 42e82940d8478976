"""What is answered, in words: the topics a citizen shares, and a counsellor's own mirror."""

from collections.abc import Mapping

from staasted.apps.screening.selectors import ScreeningAnswers, entry_of
from staasted.catalog.mirrors import MirrorEntry


def answers_told(given: ScreeningAnswers | None) -> list[tuple[str, str]]:
    """The shared answers as question and answer; empty where nothing is shared."""
    if given is None:
        return []
    return [
        (question.words, option.words)
        for item in entry_of(given).items
        for question in item.questions
        for option in question.options
        if given.answers.get(question.slug) == option.slug
    ]


def mirror_told(mirror: MirrorEntry, answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """A mirror's answers as topic and answer, in the mirror's own order."""
    return [
        (f"{topic.words} {part.words}", option.words)
        for topic in mirror.topics
        for part in mirror.parts
        for option in part.options
        if answers.get(f"{topic.topic}.{part.slug}") == option.slug
    ]
