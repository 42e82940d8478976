"""Who does not book themselves, and the interpreter at a conversation."""

from dataclasses import replace

import pytest
from django.db import transaction

from staasted.apps.audit.models import ActLog
from staasted.apps.booking.interpreting import Interpreting, interpreter_order
from staasted.apps.booking.models import Booking
from staasted.apps.booking.services import booking_move, slot_book
from staasted.apps.citizens.circumstances import Circumstances
from staasted.apps.citizens.models import SelfBookingExemption
from staasted.apps.invitations.deciding import (
    ExemptFor,
    exemption_grant,
    exemption_review,
    self_booking_give_back,
    self_booking_take,
)
from staasted.apps.invitations.models import Invitation, SelfBookingTaken
from staasted.apps.invitations.standing import bars_of, by_summons
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.outbox.models import Message
from staasted.core.errors import DomainError
from staasted.core.law import SummonsGround
from tests import town
from tests.happenings import book, free, request
from tests.inviting import call_in, invite, who_books
from tests.town import MONDAY, Town

pytestmark = pytest.mark.django_db


def test_exempt_on_request_and_back_again(place: Town) -> None:
    case, karen = who_books(place), place.counsellor()
    row = invite(place, case)
    exemption_grant(actor=karen, citizen=case, ground=ExemptFor.IT_SKILLS)
    assert (bars_of(case).exempt, by_summons(case, on=MONDAY)) == (True, False)
    assert Invitation.objects.get(pk=row.pk).state == "expired", "a human has it"
    book(case, place.karen)  # exempt from the duty, not from the right
    exemption_review(actor=karen, citizen=case, keeps=False, reason="Klarer det nu.")
    assert not bars_of(case).exempt
    assert SelfBookingExemption.objects.get(citizen=case).reason == ""


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("da", ("Vi har besluttet", "fra mandag den 18. maj", "klage", "Ring til os", "§ 35")),
        ("en", ("We have decided", "from Monday 18 May", "appeal", "Call us", "§ 35")),
    ],
)
def test_a_decision_that_takes_the_right_is_told_with_how_to_appeal_and_never_why(
    place: Town, language: str, words: tuple[str, ...]
) -> None:
    case = who_books(place)
    asked = invite(place, case)
    Person.objects.filter(pk=case.person_id).update(language=language)
    case.person.refresh_from_db()
    row = self_booking_take(actor=place.counsellor(), citizen=case, reason="Aflyser hver gang.")
    letter = Message.objects.get(kind="self_booking_taken", matter=row.public_id)
    told = letter.title + letter.body
    assert [each for each in (*words, "70 00 00 00") if each not in told] == []
    for secret in (row.reason, case.person.name, place.karen.name, row.public_id):
        assert secret not in told
    assert not Message.objects.filter(matter=asked.public_id, state="waiting").exists()


def test_a_decision_and_its_letter_stand_or_fall_together(place: Town) -> None:
    case = who_books(place)
    with transaction.atomic():
        self_booking_take(actor=place.counsellor(), citizen=case, reason="Aflyser hver gang.")
        transaction.set_rollback(True)
    assert not SelfBookingTaken.objects.exists()
    assert not Message.objects.filter(kind="self_booking_taken").exists()


def test_who_is_exempt_is_told_once_that_what_they_were_asked_does_not_hold(place: Town) -> None:
    case = who_books(place)
    for purpose in ("job_search", "skills_and_courses"):
        invite(place, case, purpose=purpose)
    exemption_grant(actor=place.counsellor(), citizen=case, ground=ExemptFor.LANGUAGE)
    assert Message.objects.filter(kind="exempted").count() == 1
    assert not Message.objects.filter(kind="invited", state="waiting").exists()


def test_the_right_to_book_is_taken_for_a_reason_and_given_back(place: Town) -> None:
    case, karen = who_books(place), place.counsellor()
    with pytest.raises(DomainError, match="invitation_reason"):
        self_booking_take(actor=karen, citizen=case, reason=" ")
    self_booking_take(actor=karen, citizen=case, reason="Booker og aflyser hver gang.")
    assert (bars_of(case).deprived, by_summons(case, on=MONDAY)) == (True, True)
    with pytest.raises(DomainError, match="taken_already"):
        self_booking_take(actor=karen, citizen=case, reason="Igen.")
    call_in(place, case, ground=SummonsGround.DEPRIVED)
    self_booking_give_back(actor=karen, citizen=case)
    self_booking_give_back(actor=karen, citizen=case)
    assert not by_summons(case, on=MONDAY)
    assert SelfBookingTaken.objects.get().given_back_by == place.karen


def test_a_booking_has_the_interpreter_the_citizen_is_known_to_need(place: Town) -> None:
    case = who_books(place)
    Circumstances.objects.create(citizen=case, interpreter=True, interpreter_language="arabisk")
    held = book(case, place.karen)
    assert (held.interpreter, held.interpreter_language) == (True, "arabisk")
    interpreter_order(actor=place.counsellor(), booking=held)
    interpreter_order(actor=place.counsellor(), booking=held)
    held.refresh_from_db()
    assert held.interpreter_ordered_at == clock.now()
    assert ActLog.objects.filter(act="interpreter_order").count() == 1


def test_a_moved_booking_keeps_its_interpreter_and_another_one_is_ordered(place: Town) -> None:
    case = who_books(place)
    slots = free(case, place.karen)
    urdu = Interpreting(wanted=True, language="urdu")
    asked = replace(request(slots[0].start), interpreting=urdu)
    acting = {"actor": town.acting(case), "counsellor": place.karen}
    held = slot_book(citizen=case, request=asked, **acting)
    moved = booking_move(booking=held, request=request(slots[5].start), **acting)
    known = (moved.interpreter, moved.interpreter_language, moved.interpreter_ordered_at)
    assert known == (True, "urdu", None)


def test_no_interpreter_is_ordered_where_there_is_none(place: Town) -> None:
    case = who_books(place)
    with pytest.raises(DomainError, match="no_interpreter"):
        interpreter_order(actor=place.counsellor(), booking=book(case, place.karen))


@pytest.mark.parametrize("origin", ["own_choice", "by_partner"])
def test_a_decision_that_comes_while_the_citizen_or_a_partner_chooses_still_holds(
    place: Town, origin: str
) -> None:
    case = who_books(place)
    wanted = request(free(case, place.karen)[0].start, origin=origin)
    self_booking_take(actor=place.counsellor(), citizen=case, reason="Aflyser hver gang.")
    acting = {"actor": town.acting(case), "citizen": case, "counsellor": place.karen}
    with pytest.raises(DomainError, match="self_booking_taken"), transaction.atomic():
        slot_book(**acting, request=wanted)
    assert not Booking.objects.filter(outcome=None).exists()
