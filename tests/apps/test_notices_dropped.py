"""A mail that tells of a message or a letter is dropped where it has been opened meanwhile."""

from datetime import timedelta

import pytest

from staasted.apps.citizens.models import Citizen
from staasted.apps.letters.services import letter_opened
from staasted.apps.org.clock import clock
from staasted.apps.outbox.models import Message
from staasted.apps.talking.services import messages_read
from tests import town
from tests.outgoing import post, send_all
from tests.talking import answers, posts, writes
from tests.town import NOON, Town
from tests.waiting import with_mail

pytestmark = pytest.mark.django_db
NIGHT = NOON + timedelta(hours=12)


@pytest.fixture
def ase(place: Town) -> Citizen:
    case = town.citizen(place.karen)
    with_mail(case)
    return case


def state_of(kind: str) -> str:
    return Message.objects.get(kind=kind).state


def test_a_message_that_was_read_before_its_mail_went_is_not_told(
    place: Town, ase: Citizen
) -> None:
    with clock.pinned(NIGHT):
        answers(ase, place.karen)
        assert state_of("talk_message") == "waiting"
        assert messages_read(actor=town.acting(ase), citizen=ase) == 1
    assert state_of("talk_message") == "dropped"


def test_the_next_message_is_told_again(place: Town, ase: Citizen) -> None:
    with clock.pinned(NIGHT):
        answers(ase, place.karen)
        messages_read(actor=town.acting(ase), citizen=ase)
        answers(ase, place.karen, "Én ting til.")
    states = Message.objects.filter(kind="talk_message").order_by("id").values_list("state")
    assert [state for (state,) in states] == ["dropped", "waiting"]


def test_one_that_has_gone_stays_gone(place: Town, ase: Citizen) -> None:
    with clock.pinned(NOON):
        answers(ase, place.karen)
        with post():
            send_all()
        messages_read(actor=town.acting(ase), citizen=ase)
    assert state_of("talk_message") == "sent"


def test_the_coach_who_reads_drops_nothing(place: Town, ase: Citizen) -> None:
    with clock.pinned(NIGHT):
        answers(ase, place.karen)
        writes(ase)
        assert messages_read(actor=place.counsellor(), citizen=ase) == 1
    assert state_of("talk_message") == "waiting"


def test_a_letter_that_was_opened_before_its_mail_went_is_not_told(
    place: Town, ase: Citizen
) -> None:
    with clock.pinned(NIGHT):
        letter = posts(ase, place.karen)
        letter_opened(actor=town.acting(ase), letter=letter)
    assert state_of("letter") == "dropped"
