"""At once: the same message twenty times, and a partner who writes while the coach stops it."""

from functools import partial

import pytest
from django.db import connection

from staasted.apps.audit.actor import Role
from staasted.apps.booking.partners import partner_stop
from staasted.apps.citizens.models import PartnerInvitation
from staasted.apps.org.services import staff_register
from staasted.apps.talking.models import PartnerMessage
from staasted.core.axes import Holder
from staasted.core.errors import DomainError
from tests import town
from tests.joining import invite
from tests.partner_talk import partner_writes
from tests.racing import all_at_once
from tests.town import Town, build_town

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 20


@pytest.fixture
def place(transactional_db: None) -> Town:
    return build_town()


def invited(place: Town, number: int) -> PartnerInvitation:
    mentor = staff_register(name=f"M {number}", roles=[Role.PARTNER], from_on=town.LONG_AGO)
    case = town.citizen(place.karen, name=f"Nr. {number}")
    return invite(case, mentor, held_by=Holder.MENTOR)


def test_the_same_form_sent_twenty_times_at_once_is_one_message(place: Town) -> None:
    invitation = invited(place, 1)
    sent = all_at_once([partial(partner_writes, invitation, key="samenoegle")] * AT_ONCE)
    assert len({each.public_id for each in sent}) == 1
    assert PartnerMessage.objects.count() == 1


def test_nothing_is_written_once_the_invitation_is_stopped_whoever_comes_first(
    place: Town,
) -> None:
    for number in range(4):
        invitation = invited(place, number)
        held = {"citizen": invitation.citizen, "public_id": invitation.public_id}
        stop = partial(partner_stop, actor=place.counsellor(), **held)
        done = all_at_once([partial(partner_writes, invitation), stop])
        refused = [each.code for each in done if isinstance(each, DomainError)]
        assert set(refused) <= {"partner_invitation_over"}
        assert len(done) == 2
        invitation.refresh_from_db()
        assert invitation.ended_at is not None
        assert PartnerMessage.objects.filter(invitation=invitation).count() == 1 - len(refused)
    connection.close()
