"""Ideas of the browser's town: one waits, one is answered, and one has changed something."""

from staasted.apps.citizens.models import Citizen
from staasted.apps.ideas.kinds import IdeaKind, IdeaState
from staasted.apps.ideas.services import idea_look_at
from tests.telling_ideas import answers, publishes, tells, works_and_tells
from tests.town import NOON, Town


def ideas_told(place: Town, case: Citizen) -> dict[str, str]:
    """Their names in an address; the citizen has told five, and Karen one."""
    publishes(place, answers(place, tells(case)))
    done = answers(place, tells(case, "Der mangler en cykelsti."))
    no = tells(case, "Kan I give mig et job?")
    answers(place, no, IdeaState.NOT_DONE, "Det kan vi ikke love, men vi hjælper dig.")
    works_and_tells(place.counsellor(), "Knappen virker ikke.", named=True)
    looked_at = tells(case, "Skiltet ved døren er faldet ned.", kind=IdeaKind.FAULT)
    idea_look_at(actor=place.leading(), public_id=looked_at.public_id, now=NOON)
    idea = tells(case, "Kan vi mødes udenfor?", kind=IdeaKind.IDEA, named=True)
    return {"idea": idea.public_id, "idea_done": done.public_id, "idea_refused": no.public_id}
