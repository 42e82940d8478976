"""What a column holds several of, in words: answers, reasons, and what was being written."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from staasted.catalog import speech
from staasted.catalog.english import said
from staasted.catalog.language import Language, spoken
from staasted.catalog.loader import catalog
from staasted.catalog.texts import MissingText, text


def several_worded(fact: str, value: list[Any] | dict[str, Any]) -> str:
    """A list or a mapping as people read it, one thing a line; JSON where nobody has words."""
    if fact == "answers" and isinstance(value, dict):
        return "\n".join(_answers(value))
    if fact == "reasons" and isinstance(value, list):
        return "\n".join(_reason(each) for each in value)
    if fact == "shared_topics" and isinstance(value, list):
        return ", ".join(_topics(spoken()).get(each, each) for each in value)
    if fact == "fields" and isinstance(value, dict):
        return "\n".join(", ".join(written) for written in value.values())
    return json.dumps(value, ensure_ascii=False)


def _answers(given: dict[str, Any]) -> Iterator[str]:
    """Question and answer, the counsellor's own mirror too; newer words go before older."""
    for question, option in given.items():
        words = _questions(spoken()).get(question)
        chosen = words[1].get(option, str(option)) if words else str(option)
        yield text("rights.about.answer", question=words[0] if words else question, answer=chosen)


@cache
def _questions(language: Language) -> dict[str, tuple[str, dict[str, str]]]:  # noqa: ARG001
    """Question's slug → its words, and those of its options, in the language that is spoken."""
    items = (item for entry in catalog().versions.values() for item in entry.items)
    asked = (question for item in items for question in item.questions)
    found = {
        each.slug: (said(each.da), {one.slug: said(one.da) for one in each.options})
        for each in asked
    }
    for mirror in catalog().mirrors.values():
        for topic in mirror.topics:
            for part in mirror.parts:
                words = {option.slug: option.words for option in part.options}
                found[f"{topic.topic}.{part.slug}"] = (f"{topic.words}: {part.words}", words)
    return found


@cache
def _topics(language: Language) -> dict[str, str]:  # noqa: ARG001
    """Topic's slug → its name, in the language that is spoken."""
    items = (item for entry in catalog().versions.values() for item in entry.items)
    return {item.slug: item.words.title for item in items}


def _reason(reason: dict[str, Any]) -> str:
    """A stored reason (a code with values) as its sentence."""
    values = {name: _spoken(value) for name, value in reason.get("values", {}).items()}
    try:
        return text(f"reasons.{reason['code']}", **values)
    except MissingText:
        return json.dumps(reason, ensure_ascii=False)


def _spoken(value: object) -> object:
    """A day as it was stored, in words; anything else as it is."""
    try:
        return speech.day_year(date.fromisoformat(str(value)))
    except ValueError:
        return value
