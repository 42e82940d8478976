"""Closed conversations as the law looks at them: each on its Danish day."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet

from staasted.apps.conversations.models import Conversation
from staasted.apps.org.clock import COPENHAGEN
from staasted.core.axes import Channel, ConversationForm, Holder, Outcome
from staasted.core.law import ContactEvent

COLUMNS = (
    *("citizen_id", "pk", "starts_at", "purpose", "form"),
    *("channel", "held_by", "outcome", "minutes"),
)
Row = tuple[int, datetime, str, str, str, str, str, int | None]


def event_of(row: Conversation) -> ContactEvent:
    """One conversation as the law looks at it."""
    _, *columns = COLUMNS
    return _event(tuple(getattr(row, column) for column in columns))


def events_by_citizen(rows: QuerySet[Conversation]) -> Mapping[int, list[ContactEvent]]:
    """Each citizen's conversations, oldest first: one query, and no row becomes a model."""
    grouped: dict[int, list[ContactEvent]] = {}
    told = rows.order_by("starts_at", "id").values_list(*COLUMNS)
    for citizen_id, *row in told.iterator(chunk_size=10_000):
        grouped.setdefault(citizen_id, []).append(_event(tuple(row)))
    return grouped


def _event(row: Row) -> ContactEvent:
    """Another system may not say how, or by whom, a conversation was held: then it is not known
    whether it counts, and it counts as one whose outcome is not known.
    """
    pk, starts_at, purpose, form, channel, held_by, outcome, minutes = row
    told = form and channel and held_by
    return ContactEvent(
        ref=str(pk),
        on=starts_at.astimezone(COPENHAGEN).date(),
        purpose=purpose,
        form=ConversationForm(form or ConversationForm.INDIVIDUAL),
        channel=Channel(channel or Channel.OTHER),
        held_by=Holder(held_by or Holder.OTHER),
        outcome=Outcome(outcome) if told else Outcome.UNKNOWN,
        minutes=minutes,
    )
