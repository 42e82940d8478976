"""Reading closed conversations of a case that access has opened."""

from collections.abc import Iterable, Sequence

from django.db.models import Max

from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.models import Conversation
from staasted.core.axes import Outcome


def history(citizen: Citizen) -> Sequence[Conversation]:
    """The citizen's closed conversations, newest first."""
    held = Conversation.objects.select_related("holder").filter(citizen=citizen)
    return list(held.order_by("-starts_at", "-id"))


def last_held(citizen_ids: Iterable[int]) -> dict[int, object]:
    """When the newest held conversation of each citizen began."""
    held = Conversation.objects.filter(citizen_id__in=list(citizen_ids), outcome=Outcome.HELD)
    rows = held.values("citizen_id").annotate(at=Max("starts_at"))
    return {row["citizen_id"]: row["at"] for row in rows}
