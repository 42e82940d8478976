"""The people of the screening and the agreement: one in every state between the two."""

from dataclasses import dataclass
from datetime import timedelta

from staasted.apps.agreements.answering import agreement_dispute
from staasted.apps.agreements.asking import agreement_ask, agreement_offer
from staasted.apps.agreements.following import Position
from staasted.apps.agreements.states import PauseReason
from staasted.apps.agreements.terms import Pause, Terms
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Person
from staasted.apps.screening.services import answers_save
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel, Freedom
from tests import town
from tests.agreeing import answers_given, recorded
from tests.town import MONDAY, Town

EARLY = Position(weeks=2, law_due=None)
FAR = Terms(
    Freedom.CHECK_INS, 6, MONDAY, MONDAY + timedelta(weeks=6), words="Jeg vil gerne have ro på."
)


@dataclass(frozen=True)
class Agreeing:
    """Who can log in, and what stands for them in an address."""

    people: dict[str, Person]
    places: dict[str, str]


def about_agreements(place: Town) -> Agreeing:
    """Everybody by what stands between them and their coach."""
    names = {
        "answered": "Ane Svar",
        "halfway": "Hans Halvvejs",
        "asks_less": "Mie Mindre",
        "disputes": "Ulla Uenig",
        "offered": "Frits Forslag",
        "pauses": "Pia Pause",
    }
    people = {key: town.citizen(place.karen, name=name) for key, name in names.items()}
    _answered(place, people["answered"])
    for key in ("asks_less", "disputes", "offered", "pauses"):
        recorded(place, people[key])
    _halfway(people["halfway"])
    asks = {"actor": town.acting(people["asks_less"]), "citizen": people["asks_less"]}
    agreement_ask(**asks, terms=FAR, position=EARLY)
    held = recorded(place, people["disputes"], freedom=Freedom.CLOSE_SUPPORT, weeks=1)
    ulla = {"actor": town.acting(people["disputes"]), "citizen": people["disputes"]}
    agreement_dispute(**ulla, public_id=held.public_id, words="Vi sagde hver tredje uge.")
    agreement_offer(actor=place.counsellor(), citizen=people["offered"], terms=FAR)
    _paused(place, people["pauses"])
    return Agreeing(
        people={key: case.person for key, case in people.items()},
        places={key: case.public_id for key, case in people.items()},
    )


def _answered(place: Town, case: Citizen) -> None:
    answers_given(case, {"job_goal_clear": "no"}, version=1)
    answers_given(case, {"job_goal_clear": "no", "has_energy": "sometimes"}, share=True)
    recorded(place, case)


def _halfway(case: Citizen) -> None:
    answers_save(
        actor=town.acting(case),
        citizen=case,
        instrument=catalog().instruments["start"].as_instrument(),
        answers={"job_goal_clear": "yes", "knows_next_step": "no"},
        topic="health",
    )


def _paused(place: Town, case: Citizen) -> None:
    pause = Pause(PauseReason.TREATMENT, MONDAY + timedelta(days=60))
    terms = Terms(Freedom.SHARED_STEERING, 3, None, None, Channel.PHONE, pause=pause)
    recorded(place, case, terms=terms)
