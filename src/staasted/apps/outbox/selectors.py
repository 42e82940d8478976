"""How the outbox stands, told without naming anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, Min, Value, When
from django.db.models.functions import Coalesce

from staasted.apps.outbox.models import Message, MessageState
from staasted.apps.outbox.services import STUCK

PLANNED = "planned"
"""What a waiting message is counted as until its time comes: nothing is late with it."""


@dataclass(frozen=True, slots=True)
class OutboxState:
    """How many messages are in each state, and since when the oldest of those due has waited.

    Those that wait for their time are counted apart, as ``planned``.
    """

    counts: dict[str, int]
    waiting_since: datetime | None

    def of(self, *states: str) -> int:
        """How many are in one of these states."""
        return sum(self.counts.get(state, 0) for state in states)


def outbox_state(*, now: datetime) -> OutboxState:
    """The outbox as it stands."""
    ahead = When(state=MessageState.WAITING, from_at__gt=now, then=Value(PLANNED))
    stands = Message.objects.order_by().annotate(stands=Case(ahead, default="state"))
    rows = stands.values_list("stands")
    found = list(rows.annotate(Count("id"), oldest=Min(Coalesce("from_at", "made_at"))))
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
