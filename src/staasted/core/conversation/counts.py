"""What one conversation counts for, and why."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from operator import attrgetter

from staasted.core.axes import Channel, ConversationForm, Holder, Outcome
from staasted.core.conversation.ledger import (
    TRIALS_MAY_COUNT,
    Ledger,
    course_opened,
    was_handed_over,
)
from staasted.core.law import ContactEvent, CountedEvent, OnBenefit, Person, RuleBook
from staasted.core.law.facts import FUNDS_OWN
from staasted.core.law.standing import Channels
from staasted.core.law.trial import TrialPart

_on = attrgetter("on")


def count(
    *, events: Sequence[ContactEvent], book: RuleBook, person: Person
) -> tuple[CountedEvent, ...]:
    """Return each conversation with its person count (0 or 1) and the reason, oldest first.

    The version in force on the day it was held decides whether it counts; conversations of
    one day keep the order they are given in.
    Source: LBK 280/2024 §§ 31, stk. 3, and 33, stk. 1; decision 0005 (second on one day).
    """
    ledger = Ledger(book, person, book.parts_of(person, date.max) if book.parts else ())
    ledger.add(sorted(events, key=_on))
    return tuple(ledger.counted)


def count_under(
    law: Sequence[CountedEvent], *, book: RuleBook, person: Person, trials: Sequence[TrialPart]
) -> tuple[CountedEvent, ...]:
    """Return the conversations as ``trials`` count them, where ``law`` is without.

    ``trials`` are the parts of the book's trials that may ever reach the person. Up to the first
    conversation a trial may count, on a day one of them has begun, they count as they do; so do
    all where there is none.
    """
    counting = [part for part in trials if book.counts_otherwise((part,), Channels)]
    begun = min((part.from_on for part in counting), default=date.max)
    looser = book.loosens(counting, Channels)  # a looser rule may be a narrower one
    first = bisect_left(law, begun, key=_held_on)
    while first < len(law) and not (looser or law[first].reason in TRIALS_MAY_COUNT):
        first += 1
    if first == len(law):
        return tuple(law)
    ledger = Ledger(book, person, trials, law[:first])
    ledger.add([told.event for told in law[first:]])
    return tuple(ledger.counted)


def _held_on(told: CountedEvent) -> date:
    return told.event.on


def two_way_contact(event: ContactEvent) -> bool:
    """Return whether the person and somebody who works for the municipality spoke together.

    The unemployment fund's own conversations are shown apart; a letter is one-way.
    Source: decision 0005.
    """
    own = event.held_by is Holder.UNEMPLOYMENT_FUND and event.form is not ConversationForm.JOINT
    return event.outcome is Outcome.HELD and event.channel is not Channel.LETTER and not own


def first_held(person: Person, time: OnBenefit, on: date, held: Sequence[CountedEvent]) -> bool:
    """Return whether the first conversation of the course lies behind, seen on a day.

    ``held`` are conversations with what they count for, oldest first.

    The fund's own is one, and so is having been handed over from it: then the person chooses. A
    talk about CV or availability is no job conversation, and not the first.
    Source: decision 0012 (LBK 280/2024 § 33: first of what, the act does not say).
    """
    if was_handed_over(time, on):
        return True
    for told in reversed(held):
        event = told.event
        if told.valid and event.on <= on and event.purpose not in FUNDS_OWN:
            return event.on >= course_opened(person, time)
    return False
