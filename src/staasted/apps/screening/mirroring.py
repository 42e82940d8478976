"""The counsellor's mirror: answered before seeing what the citizen's answers lead to, or after.

Never counted across citizens or staff: no selector here reads more than one citizen's.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.org.clock import clock
from staasted.apps.screening.models import MirrorAnswers, SuggestionsSeen
from staasted.apps.screening.selectors import entry_of, shared_answers
from staasted.catalog.loader import catalog
from staasted.catalog.mirrors import MirrorEntry
from staasted.core.errors import DomainError
from staasted.core.screening import ScreeningResult, follow


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the topics a citizen shares lead to, as staff see it."""

    result: ScreeningResult
    version: int


@transaction.atomic
def mirror_submit(
    *, actor: Actor, citizen: Citizen, mirror: MirrorEntry, answers: Mapping[str, str]
) -> MirrorAnswers:
    """Keep the counsellor's own answers, and whether the suggestions had been seen by then.

    The same answers again are the same row. ``citizen`` comes from access, opened to act.
    Errors: DomainError ``case_closed``, ``mirror_answer_unknown``, ``mirror_empty``.
    """
    open_case_lock(citizen)
    _check(mirror, answers)
    newest = mirrors_of(citizen, counsellor=actor).first()
    if newest is not None and (newest.version, newest.answers) == (mirror.version, dict(answers)):
        return newest
    seen = SuggestionsSeen.objects.filter(citizen=citizen, staff_id=actor.person_id).first()
    given = MirrorAnswers.objects.create(
        citizen=citizen,
        counsellor_id=actor.person_id,
        instrument=mirror.slug,
        version=mirror.version,
        answers=dict(answers),
        given_at=clock.now(),
        seen_before_at=seen.first_at if seen else None,
    )
    _logged(actor, citizen, "mirror_submit", "after" if seen else "before")
    return given


@transaction.atomic
def suggestions_show(*, actor: Actor, citizen: Citizen) -> Suggested | None:
    """What the shared topics lead to, for staff; the first time it is seen is kept.

    None where nothing is shared: then nothing is seen, and nothing is kept.
    """
    shared = shared_answers(citizen)
    if shared is None:
        return None
    _, first = SuggestionsSeen.objects.get_or_create(
        citizen=citizen, staff_id=actor.person_id, defaults={"first_at": clock.now()}
    )
    if first:
        _logged(actor, citizen, "suggestions_show", "")
    return Suggested(follow(entry_of(shared).as_instrument(), shared.answers), shared.version)


def mirrors_of(citizen: Citizen, *, counsellor: Actor) -> QuerySet[MirrorAnswers]:
    """The counsellor's own mirrors of one citizen, the newest first."""
    own = MirrorAnswers.objects.filter(citizen=citizen, counsellor_id=counsellor.person_id)
    return own.order_by("-id")


def mirror_entry(instrument: str) -> MirrorEntry:
    """The newest mirror of an instrument. Errors: KeyError."""
    return catalog().mirrors[instrument]


def _check(mirror: MirrorEntry, answers: Mapping[str, str]) -> None:
    if not answers:
        raise DomainError("mirror_empty")
    for asked, answer in answers.items():
        if answer not in mirror.allowed.get(asked, frozenset()):
            raise DomainError("mirror_answer_unknown", question=asked, answer=answer)


def _logged(actor: Actor, citizen: Citizen, act: str, when: str) -> None:
    facts = {"suggestions": when} if when else {}
    act_log(actor=actor, act=act, at=clock.now(), citizens=[citizen.public_id], facts=facts)
