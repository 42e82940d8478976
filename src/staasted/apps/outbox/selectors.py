"""How the outbox stands, told without naming anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from staasted.apps.outbox.models import Message, MessageState
from staasted.apps.outbox.services import STUCK


@dataclass(frozen=True, slots=True)
class OutboxState:
    """How many messages are in each state, and since when the oldest of those due has waited."""

    counts: dict[str, int]
    waiting_since: datetime | None

    def of(self, *states: str) -> int:
        """How many are in one of these states."""
        return sum(self.counts.get(state, 0) for state in states)


def outbox_state() -> OutboxState:
    """The outbox as it stands."""
    rows = Message.objects.order_by().values_list("state")
    found = list(rows.annotate(Count("id"), Min("made_at")))
    since = {state: oldest for state, _, oldest in found}
    counts = {state: count for state, count, _ in found}
    return OutboxState(counts, since.get(MessageState.WAITING))


def messages_stuck(*, most: int) -> Sequence[Message]:
    """Messages that stand still, the newest first: kind, time and failure, no person."""
    return list(
        Message.objects.filter(state__in=STUCK)
        .defer("title", "body", "calendar")
        .order_by("-id")[:most]
    )
