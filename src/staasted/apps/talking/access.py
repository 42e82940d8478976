"""The only way to what is written: each function checks the actor and notes the reading.

The citizen's own, also once the case is closed; the coach's citizens, and those of team mates who
are away, as calls are (decision 0034).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import Count, Min, Prefetch, Q, QuerySet

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.access import (
    Citizen,
    Doing,
    citizen_reached,
)
from staasted.apps.citizens.nearby import NEAR, Nearby
from staasted.apps.files.services import CITIZENS_SIDE
from staasted.apps.talking.models import HelpWish, TalkFile, TalkMessage


@dataclass(frozen=True, slots=True)
class TalkList:
    """Whose messages wait for one, the nearest promise first (``answer_by``, ``count`` on each
    case), and who wants help; of colleagues' who are away once a purpose is said, until then
    ``hidden`` is how many there are."""

    helps: Sequence[HelpWish]
    waiting: Sequence[Citizen]
    hidden: int


def talk_of(case: Citizen) -> Sequence[TalkMessage]:
    """What has been written on an opened case, newest first: two queries."""
    files = Prefetch("files", TalkFile.objects.select_related("file").order_by("id"))
    rows = TalkMessage.objects.filter(citizen=case).select_related("written_by")
    return list(rows.prefetch_related(files).order_by("-sent_at", "-id"))


def talk_reached(actor: Actor, public_id: str, *, on: date) -> tuple[Citizen, bool]:
    """A citizen the counsellor may open, and whether they are one who answers.

    Errors: as ``citizen_reached``.
    """
    case = citizen_reached(actor, public_id, on=on)
    return case, case.reach in NEAR


def talk_answered(actor: Actor, public_id: str, *, on: date) -> Citizen:
    """A citizen this counsellor may answer. Errors: as ``citizen_reached``."""
    return citizen_reached(actor, public_id, on=on, doing=Doing.ACT)


def talks_waiting(actor: Actor, *, on: date) -> TalkList:
    """Who waits for this counsellor: two queries. Errors: AccessRefused."""
    helps, cases = _helps(actor, on=on), _with_waiting(actor, on=on)
    return TalkList(helps.shown, cases.shown, len(helps.hidden) + len(cases.hidden))


@Nearby
def _helps() -> QuerySet[HelpWish]:
    helps = HelpWish.objects.filter(state="open")
    return helps.select_related("citizen__person").order_by("answer_by", "id")


@partial(Nearby, citizen="pk")
def _with_waiting() -> QuerySet[Citizen]:
    """Cases with messages that wait: the nearest promise, and how many."""
    cases = Citizen.objects.select_related("person")
    waits = Q(talk_messages__settled_as="", talk_messages__role__in=CITIZENS_SIDE)
    return (
        cases.annotate(
            answer_by=Min("talk_messages__answer_by", filter=waits),
            count=Count("talk_messages", filter=waits),
        )
        .filter(count__gt=0)
        .order_by("answer_by", "pk")
    )
