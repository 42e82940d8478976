"""Ideas of a test: told by a citizen or by staff, answered by the lead, and published."""

from datetime import datetime

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.models import Citizen
from staasted.apps.ideas.kinds import IdeaKind, IdeaState
from staasted.apps.ideas.models import Change, Idea
from staasted.apps.ideas.services import (
    Publication,
    Told,
    change_publish,
    idea_answer,
    idea_tell,
)
from tests import town
from tests.town import NOON, Town

WORDS = "Kan vi booke om aftenen?"
SAID, CHANGED = "Det var svært at finde tid om dagen.", "Nu kan I booke til kl. 18 om torsdagen."


def tells(
    case: Citizen,
    words: str = WORDS,
    *,
    kind: IdeaKind = IdeaKind.IDEA,
    named: bool = False,
    now: datetime = NOON,
) -> Idea:
    """A citizen tells an idea, in their own case."""
    told = Told(kind, words, named)
    return idea_tell(actor=town.acting(case), told=told, citizen=case, now=now)


def works_and_tells(actor: Actor, words: str = WORDS, *, named: bool = False) -> Idea:
    """Somebody who works here tells one."""
    return idea_tell(actor=actor, told=Told(IdeaKind.FAULT, words, named), citizen=None, now=NOON)


def answers(
    place: Town, idea: Idea, outcome: IdeaState = IdeaState.DONE, words: str = "Ja, fra maj."
) -> Idea:
    """The lead answers it."""
    return idea_answer(
        actor=place.leading(), public_id=idea.public_id, outcome=outcome, answer=words, now=NOON
    )


def publishes(place: Town, idea: Idea, said: str = SAID, changed: str = CHANGED) -> Change:
    """The lead tells everybody what an idea that is done has changed."""
    words = Publication(said, changed)
    return change_publish(
        actor=place.leading(), public_id=idea.public_id, publication=words, now=NOON
    )
