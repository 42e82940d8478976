"""Agreements in words: the same sentences for both, and how one came about for whoever reads."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from staasted.apps.agreements.following import Position, terms_for
from staasted.apps.agreements.limits import answer_by, dispute_by, has_lapsed
from staasted.apps.agreements.selectors import ContactAgreement
from staasted.apps.agreements.states import State
from staasted.apps.agreements.terms import Terms
from staasted.apps.conversations.course import Course
from staasted.catalog import speech
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.axes import Freedom
from staasted.web.ui.saying import Reader, reasons_said

ANSWERED = "answered_"
"""How the code of a reason begins that tells what somebody answered."""


@dataclass(frozen=True, slots=True)
class Word:
    """One of the three words: what it means, what the policy proposes, when we reach out."""

    name: str
    means: str
    rhythm: str
    net: str


@dataclass(frozen=True, slots=True)
class Past:
    """One line of the history: what it said, and how it came about and ended."""

    lines: Sequence[str]
    story: Sequence[str]


def agreement_lines(agreement: ContactAgreement) -> list[str]:
    """What an agreement says, sentence by sentence: no *du*, for both read the same words."""
    said = [text(f"our_agreement.says.freedom.{agreement.freedom}"), rhythm_said(agreement)]
    if agreement.pause_until is not None:
        why = text(f"our_agreement.pause.{agreement.pause_reason}")
        day = speech.day_year(agreement.pause_until)
        said.append(text("our_agreement.says.pause", why=why, day=day))
    if agreement.next_to is not None:
        said.append(text("our_agreement.says.next", day=speech.day_year(agreement.next_to)))
    return [*said, *_form_said(agreement)]


def rhythm_said(agreement: ContactAgreement) -> str:
    """How often the two talk."""
    weeks = agreement.interval_weeks
    if weeks is None:
        return text("our_agreement.says.each_time")
    return text(
        "our_agreement.says.weekly" if weeks == 1 else "our_agreement.says.weeks", weeks=weeks
    )


def _form_said(agreement: ContactAgreement) -> list[str]:
    said, purpose = list[str](), catalog().purposes.get(agreement.purpose)
    if agreement.channel:
        said.append(text(f"our_agreement.says.channel.{agreement.channel}"))
    if agreement.held_by:
        said.append(text(f"our_agreement.says.holder.{agreement.held_by}"))
    if purpose is not None:
        said.append(text("our_agreement.says.purpose", purpose=purpose.words.name))
    if agreement.words:
        said.append(text("our_agreement.says.words", words=agreement.words))
    return said


def terms_lines(terms: Terms) -> list[str]:
    """What some terms would say, if they were agreed: the sentences both would read."""
    return agreement_lines(ContactAgreement(**terms.fields))


def reasons_of(
    agreement: ContactAgreement, *, reader: Reader, shared: Collection[str] = ()
) -> list[str]:
    """Why it was proposed, each reason once. Staff hear of an answer only where it is ``shared``
    (rules' slugs); the others are one line that says they are the citizen's own.
    """
    told, own = [], False
    for reason in agreement.reasons:
        code = str(reason["code"])
        hidden = code.startswith(ANSWERED) and code.removeprefix(ANSWERED) not in shared
        own = own or (reader is Reader.STAFF and hidden)
        if not (reader is Reader.STAFF and hidden):
            told.append(reason)
    said = list(dict.fromkeys(reasons_said(told, reader=reader)))
    return [*said, text("our_agreement.own_answers")] if own else said


def story_of(agreement: ContactAgreement, *, reader: Reader) -> list[str]:
    """Who proposed it, since when it holds, and how it ended, to whoever reads."""
    who = reader.value
    made = speech.day_year(speech.danish_date(agreement.made_at))
    told = [text(f"our_agreement.by.{who}.{agreement.proposed_by}", day=made)]
    if agreement.source == "restored":
        told.append(text("our_agreement.story.restored"))
    if agreement.in_force_at is not None and agreement.state != State.PROPOSED:
        day = speech.day_year(speech.danish_date(agreement.in_force_at))
        told.append(text("our_agreement.story.in_force", day=day))
    if agreement.disputed_at is not None:
        day = speech.day_year(speech.danish_date(agreement.disputed_at))
        told.append(text(f"our_agreement.story.{who}_disputed", day=day))
    told += _ending(agreement)
    if agreement.answer:
        told.append(text("our_agreement.story.answer", words=agreement.answer))
    return told


def _ending(agreement: ContactAgreement) -> list[str]:
    if has_lapsed(agreement):
        day = answer_by(agreement)
        return [text("our_agreement.story.lapsed", day=speech.day_year(day))]
    if agreement.ended_at is None:
        return []
    day = speech.day_year(speech.danish_date(agreement.ended_at))
    return [text(f"our_agreement.story.{agreement.state}", day=day)]


def history_shown(history: Sequence[ContactAgreement], *, reader: Reader) -> list[Past]:
    """What is over, the newest first."""
    over = [one for one in history if one.state not in (State.PROPOSED, State.IN_FORCE)]
    over += [one for one in history if one.state == State.PROPOSED and has_lapsed(one)]
    over.sort(key=lambda one: one.pk, reverse=True)
    return [Past(agreement_lines(one), story_of(one, reader=reader)) for one in over]


def position_of(course: Course) -> Position:
    """Where the citizen stands, for what the policy proposes."""
    return Position(weeks=course.weeks, law_due=course.due if course.first_held else None)


def words_shown(position: Position) -> list[Word]:
    """The three words as the page explains them."""
    return [_word(freedom, position) for freedom in Freedom]


def _word(freedom: Freedom, position: Position) -> Word:
    weeks = terms_for(freedom, position).interval_weeks
    days = catalog().policy.silence_days(freedom, position.weeks)
    return Word(
        name=text(f"ui.freedom.{freedom.value}"),
        means=text(f"our_agreement.word.{freedom.value}"),
        rhythm=text(f"our_agreement.word.{'weekly' if weeks == 1 else 'rhythm'}", weeks=weeks),
        net=text("our_agreement.word.net", days=days),
    )


def net_said(agreement: ContactAgreement | None, position: Position) -> str:
    """When we reach out by ourselves: the limit that holds for the citizen now."""
    if agreement is not None and agreement.pause_until is not None:
        return text("our_agreement.net.pause", day=speech.day_year(agreement.pause_until))
    freedom = Freedom(agreement.freedom) if agreement else None
    days = catalog().policy.silence_days(freedom, position.weeks)
    return text("our_agreement.net.agreed" if freedom else "our_agreement.net.none", days=days)


def standing_shown(
    agreement: ContactAgreement | None,
    proposal: ContactAgreement | None,
    *,
    reader: Reader,
    day: date,
) -> dict[str, object]:
    """What stands between the two, for either's page."""
    return {
        "agreement": agreement,
        "lines": agreement_lines(agreement) if agreement else [],
        "story": story_of(agreement, reader=reader) if agreement else [],
        "dispute_by": dispute_by(agreement) if agreement else None,
        "proposal": proposal,
        "proposal_lines": agreement_lines(proposal) if proposal else [],
        "proposal_story": story_of(proposal, reader=reader) if proposal else [],
        "answer_by": answer_by(proposal) if proposal else None,
        "today": day,
    }
