"""At once: the same message twenty times, two tabs that want help, an answer and a closing case."""

from functools import partial

import pytest
from django.db import connection

from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.talking.models import HelpWish, TalkMessage
from staasted.core.errors import DomainError
from tests import town
from tests.ending import close_case
from tests.racing import all_at_once
from tests.talking import answers, wants_help, writes
from tests.town import Town, build_town

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 20


@pytest.fixture
def place(transactional_db: None) -> Town:
    return build_town()


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def test_the_same_form_sent_twenty_times_at_once_is_one_message(ase: Citizen) -> None:
    sent = all_at_once([partial(writes, ase, key="samenoegle")] * AT_ONCE)
    assert len({each.public_id for each in sent}) == 1
    assert TalkMessage.objects.count() == 1
    assert ActLog.objects.filter(act="talk_send").count() == 1


def test_one_press_from_twenty_tabs_is_one_wish_for_help(ase: Citizen) -> None:
    asked = all_at_once([partial(wants_help, ase)] * AT_ONCE)
    assert len({each.public_id for each in asked}) == 1
    assert HelpWish.objects.count() == 1


def test_nothing_waits_on_a_closed_case_whoever_comes_first(place: Town, ase: Citizen) -> None:
    for number in range(4):
        case = town.citizen(place.karen, name=f"Nr. {number}")
        acts = [partial(writes, case), partial(close_case, case, place.karen)]
        done = all_at_once([*acts, partial(wants_help, case), partial(answers, case, place.karen)])
        refused = [each.code for each in done if isinstance(each, DomainError)]
        assert set(refused) <= {"case_closed"}
        assert not TalkMessage.objects.filter(citizen=case, role="citizen", settled_as="").exists()
        assert not HelpWish.objects.filter(citizen=case, state="open").exists()
    connection.close()
