"""The only way to what is written: each function checks the actor and notes the reading.

The citizen's own, also once the case is closed; the coach's citizens, and those of team mates who
are away, as calls are (decision 0034).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Prefetch, Q, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.citizens.access import (
    Citizen,
    Doing,
    citizen_reached,
    nameless,
    role_require,
)
from staasted.apps.citizens.reach import Reach, within_reach
from staasted.apps.files.services import CITIZENS_SIDE
from staasted.apps.talking.models import HelpWish, TalkFile, TalkMessage

NEAR = (Reach.OWN, Reach.AWAY)


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
    """Who waits for this counsellor: four queries at most. Errors: AccessRefused."""
    role_require(actor, Role.COUNSELLOR)
    cases = Citizen.objects.select_related("person")
    helps = HelpWish.objects.filter(state="open")
    helps = helps.select_related("citizen__person").order_by("answer_by", "id")
    near = {"on": on, "near": NEAR}
    wishes = list(within_reach(helps, actor, citizen="citizen_id", **near))
    cases = list(within_reach(_with_waiting(cases), actor, **near))
    shown = [case for case in cases if case.reach == Reach.OWN or actor.purpose]
    helped = [wish for wish in wishes if wish.reach == Reach.OWN or actor.purpose]
    own = [wish.citizen for wish in helped if wish.reach == Reach.OWN]
    covered = [wish.citizen for wish in helped if wish.reach == Reach.AWAY]
    own += [case for case in shown if case.reach == Reach.OWN]
    covered += [case for case in shown if case.reach == Reach.AWAY]
    nameless(covered)
    note(case.public_id for case in own)
    if covered:
        note((case.public_id for case in covered), purpose=actor.purpose)
    return TalkList(helped, shown, len(cases) + len(wishes) - len(shown) - len(helped))


def _with_waiting(cases: QuerySet[Citizen]) -> QuerySet[Citizen]:
    """Of these cases those with messages that wait: the nearest promise, and how many."""
    waits = Q(talk_messages__settled_as="", talk_messages__role__in=CITIZENS_SIDE)
    return (
        cases.annotate(
            answer_by=Min("talk_messages__answer_by", filter=waits),
            count=Count("talk_messages", filter=waits),
        )
        .filter(count__gt=0)
        .order_by("answer_by", "pk")
    )
