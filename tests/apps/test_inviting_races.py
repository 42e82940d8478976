"""Two who ask at once, ask for one coach at once, book while it runs out: on both databases."""

from collections import Counter

import pytest

from staasted.apps.audit.models import ActLog
from staasted.apps.booking.models import Booking, Opening
from staasted.apps.booking.services import slot_book
from staasted.apps.citizens.models import Citizen
from staasted.apps.invitations.expiring import invitations_round
from staasted.apps.invitations.models import Invitation, Summons, TimesMissing
from staasted.apps.invitations.summoning import Calling, regard_ask, summons_make
from staasted.apps.org.clock import clock
from staasted.apps.outbox.models import Message
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel
from staasted.core.errors import DomainError
from staasted.core.law import SummonsGround
from tests import town
from tests.happenings import FIRST, free, request
from tests.inviting import invite, who_books
from tests.racing import all_at_once
from tests.town import MONDAY, NOON, Town, build_town

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3


@pytest.fixture
def place() -> Town:
    return build_town()


def test_two_staff_who_ask_at_once_make_one_live_invitation(place: Town) -> None:
    for number in range(ROUNDS):
        case = who_books(place, name=f"Borger {number}")
        answers = all_at_once([lambda case=case: invite(place, case)] * 8)
        assert Counter(map(type, answers)) == {Invitation: 1, DomainError: 7}
        assert {each.code for each in answers if isinstance(each, DomainError)} == {"asked_already"}
        assert Invitation.objects.filter(citizen=case, state="live").count() == 1
        assert Message.objects.filter(person=case.person, kind="invited").count() == 1


def test_those_who_are_asked_at_once_never_outnumber_the_times(place: Town) -> None:
    people = [who_books(place, name=f"Borger {number}") for number in range(8)]
    kept = free(people[0], place.karen, channel="in_person")[4].start.date()
    Opening.objects.exclude(starts_at__date=kept).update(closed_at=NOON)
    answers = all_at_once([lambda case=case: invite(place, case) for case in people])
    assert Counter(map(type, answers)) == {Invitation: 4, TimesMissing: 4}


def test_a_booking_and_the_end_of_the_days_at_once_leave_one_answer(place: Town) -> None:
    people = [who_books(place, name=f"Borger {number}") for number in range(6)]
    rows = [invite(place, case, days=8) for case in people]
    with clock.pinned(NOON + 9 * (NOON - NOON.replace(day=17))):
        now, slots = clock.now(), free(people[0], place.karen)

        def book(case: Citizen, number: int) -> object:
            asked = request(slots[number].start)
            acting = {"actor": town.acting(case), "counsellor": place.karen}
            return slot_book(citizen=case, request=asked, **acting)

        acts = [lambda case=case, n=n: book(case, n) for n, case in enumerate(people)]
        all_at_once([*acts, *[lambda: invitations_round(now=now)] * 4])
        invitations_round(now=now)
    for row in rows:
        row.refresh_from_db()
    assert {row.state for row in rows} == {"booked"}
    assert {row.booking_id for row in rows} == set(
        Booking.objects.filter(outcome=None).values_list("pk", flat=True)
    )


def test_rounds_at_once_remind_and_hand_over_each_one_once(place: Town) -> None:
    people = [who_books(place, name=f"Borger {number}") for number in range(5)]
    for case in people:
        invite(place, case, days=8)
    for days, act in ((7, "invitation_remind"), (9, "invitation_expire")):
        day = NOON + days * (NOON - NOON.replace(day=17))
        all_at_once([lambda day=day: invitations_round(now=day)] * 6)
        assert ActLog.objects.filter(act=act).count() == 5
    assert Message.objects.filter(kind="invited_reminder").count() == 5


def test_one_summons_sent_by_many_at_once_is_one_letter(place: Town) -> None:
    case = town.citizen(place.karen, asked_on=MONDAY)
    regard_ask(actor=place.counsellor(), citizen=case)
    at = free(case, place.karen, purpose=FIRST, channel="in_person")[2].start
    purpose = catalog().purposes[FIRST]
    calling = Calling(at, purpose, Channel.IN_PERSON, SummonsGround.FIRST, movable=True)
    made = {"actor": place.counsellor(), "citizen": case, "counsellor": place.karen}
    answers = all_at_once([lambda: summons_make(**made, calling=calling)] * 8)
    assert {type(each) for each in answers} == {Summons}
    assert (Summons.objects.count(), Booking.objects.count()) == (1, 1)
