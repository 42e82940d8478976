"""What one conversation counts for, and why."""

from collections.abc import Iterable, Sequence
from datetime import date

from staasted.core.axes import Channel, ConversationForm, Holder, Outcome
from staasted.core.law import ContactEvent, CountedEvent, CountingPeriod, Rule, channels_on

_COUNTED_FORMS = frozenset({ConversationForm.INDIVIDUAL, ConversationForm.JOINT})


def count(
    *, events: Sequence[ContactEvent], rules: Iterable[Rule], period: CountingPeriod
) -> tuple[CountedEvent, ...]:
    """Return each conversation with its person count (0 or 1) and the reason, oldest first.

    The version in force on the day it was held decides whether it counts; conversations of
    one day keep the order they are given in.
    Source: LBK 280/2024 §§ 31, stk. 3, and 33, stk. 1; decision 0005 (second on one day).
    """
    known = tuple(rules)
    counted: list[CountedEvent] = []
    for event in sorted(events, key=lambda e: e.on):
        reason = _not_a_conversation(event) or _outside(event, period)
        reason = reason or _against_the_law(event, known, period, counted)
        counted.append(CountedEvent(event, int(reason is None), reason or "counted"))
    return tuple(counted)


def first_held_on(events: Iterable[CountedEvent]) -> date | None:
    """Return the day of the first conversation that counted; None when there is none yet."""
    return min((e.event.on for e in events if e.value), default=None)


def two_way_contact(event: ContactEvent) -> bool:
    """Return whether the person and somebody who works for the municipality spoke together.

    The unemployment fund's own conversations are shown apart; a letter is one-way.
    Source: decision 0005.
    """
    own = event.held_by is Holder.UNEMPLOYMENT_FUND and event.form is not ConversationForm.JOINT
    return event.outcome is Outcome.HELD and event.channel is not Channel.LETTER and not own


def _not_a_conversation(event: ContactEvent) -> str | None:
    """Return why the event itself cannot count under the base law, or None."""
    if event.outcome is None:
        return "not_held_yet"
    if event.outcome is not Outcome.HELD:
        return f"not_held_{event.outcome.value}"
    if event.form not in _COUNTED_FORMS:
        return "form_not_individual"
    if event.held_by is Holder.UNEMPLOYMENT_FUND:
        return "held_by_unemployment_fund"
    return None if event.held_by is Holder.COUNSELLOR else "held_by_other"


def _outside(event: ContactEvent, period: CountingPeriod) -> str | None:
    """Return why the day lies outside the counting period, or None; both ends are inside."""
    if event.on < period.opens_on:
        return "before_counting_period"
    if period.ends_on is not None and event.on > period.ends_on:
        return "after_counting_period"
    return None


def _against_the_law(
    event: ContactEvent,
    rules: Sequence[Rule],
    period: CountingPeriod,
    before: Sequence[CountedEvent],
) -> str | None:
    """Return why the channel, or a twin on the same day, keeps it from counting, or None."""
    first_held = any(e.value for e in before)
    allowed = channels_on(rules=rules, group=period.group, on=event.on, first_held=first_held)
    if allowed.rule is None:
        return "no_rule_loaded"
    if event.channel not in allowed.channels:
        return "channel_not_allowed" if first_held else "first_not_in_allowed_channel"
    return "second_on_one_day" if _has_twin(event, before) else None


def _has_twin(event: ContactEvent, before: Sequence[CountedEvent]) -> bool:
    """Return whether one with the same purpose already counted that day."""
    return any(
        e.value and e.event.on == event.on and e.event.purpose == event.purpose for e in before
    )
