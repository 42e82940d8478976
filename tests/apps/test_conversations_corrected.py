"""A conversation is told of, said to be otherwise, corrected with a reason, and undone."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.selectors import agreement_in_force
from staasted.apps.agreements.terms import Terms
from staasted.apps.audit.actor import Actor
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.correcting import (
    Registered,
    conversation_correct,
    conversation_undo,
    corrections_of,
)
from staasted.apps.conversations.course import course_of
from staasted.apps.conversations.models import Conversation, ConversationCorrection, PlainWords
from staasted.apps.conversations.services import Closing, conversation_close
from staasted.apps.conversations.telling_after import (
    Told,
    not_so_answer,
    not_so_say,
    not_so_waiting,
    told_in,
)
from staasted.apps.org.clock import clock
from staasted.apps.plans.kinds import RemarkState
from staasted.apps.plans.models import PlanRemark
from staasted.apps.plans.remarks import proposal_take
from staasted.core.axes import Channel, Freedom, Outcome
from staasted.core.errors import DomainError
from tests import town
from tests.agreeing import recorded
from tests.happenings import FIRST, book
from tests.town import Town

pytestmark = pytest.mark.django_db

TOLD = Told("Vi talte om lageret.", ("cv_help",), "Ring til lageret")


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


@pytest.fixture
def booking(place: Town, ase: Citizen) -> Booking:
    return book(ase, place.karen, purpose=FIRST, channel="in_person")


def close(place: Town, booking: Booking, **more: Any) -> Conversation:
    """Karen closes it right after it ended."""
    with clock.pinned(booking.ends_at):
        today = clock.today()
        agreed = Terms(Freedom.CHECK_INS, 6, today, today + timedelta(weeks=6))
        told = {"outcome": Outcome.HELD, "minutes": 45, "note": "Et notat.", "next": agreed} | more
        closing = Closing(**told)
        return conversation_close(actor=place.counsellor(), booking=booking, closing=closing)


def undo(actor: Actor, booking: Booking, *, later: timedelta = timedelta(hours=1)) -> None:
    now = booking.ends_at + later
    with clock.pinned(now):
        conversation_undo(actor=actor, booking=booking, now=now)


def correct(place: Town, booking: Booking, reason: str = "Jeg tog fejl.", **to: Any) -> None:
    told = {"outcome": Outcome.HELD, "minutes": 45, "channel": Channel.IN_PERSON, "note": "Nyt."}
    now = booking.ends_at + timedelta(days=3)
    with clock.pinned(now):
        conversation_correct(
            actor=place.counsellor(),
            booking=booking,
            to=Registered(**(told | to)),
            reason=reason,
            now=now,
        )


def test_what_is_told_stands_with_the_citizen_and_the_step_waits_for_them(
    place: Town, ase: Citizen, booking: Booking
) -> None:
    close(place, booking, told=TOLD)
    row = told_in(ase)[0]
    assert (row.words, row.offers) == ("Vi talte om lageret.", ["cv_help"])
    proposed = PlanRemark.objects.get(citizen=ase)
    assert (proposed.title, proposed.state) == ("Ring til lageret", RemarkState.WAITING)
    assert row.proposal == proposed


def test_nothing_told_is_no_row(place: Town, ase: Citizen, booking: Booking) -> None:
    close(place, booking)
    assert told_in(ase) == []


def test_an_offer_that_is_not_there_closes_nothing(place: Town, booking: Booking) -> None:
    with pytest.raises(DomainError, match="offer_unknown"):
        close(place, booking, told=Told("Ord.", ("intet",)))
    assert not Conversation.objects.exists()


def test_the_citizen_says_it_was_not_so_and_both_words_stay(
    place: Town, ase: Citizen, booking: Booking
) -> None:
    close(place, booking, told=TOLD)
    row = told_in(ase)[0]
    says = {"actor": town.acting(ase), "citizen": ase, "public_id": row.public_id}
    now = booking.ends_at
    not_so_say(**says, words="Det var kontoret.", now=now)
    not_so_say(**says, words="Det var kontoret.", now=now)
    assert [each.pk for each in not_so_waiting([ase.pk])] == [row.pk]
    with pytest.raises(DomainError, match="not_so_said"):
        not_so_say(**says, words="Eller noget tredje.", now=now)
    answers = {"actor": place.counsellor(), "citizen": ase, "public_id": row.public_id}
    not_so_answer(**answers, words="Du har ret.", now=now)
    with pytest.raises(DomainError, match="not_so_answered"):
        not_so_answer(**answers, words="Igen.", now=now)
    row = told_in(ase)[0]
    assert (row.words, row.not_so, row.answer) == (
        "Vi talte om lageret.",
        "Det var kontoret.",
        "Du har ret.",
    )
    assert not_so_waiting([ase.pk]) == []


def test_nobody_says_it_of_anothers_conversation(
    place: Town, ase: Citizen, booking: Booking
) -> None:
    close(place, booking, told=TOLD)
    other = town.citizen(place.karen, name="Bo Friis")
    row = told_in(ase)[0]
    of = {"actor": town.acting(other), "citizen": other, "public_id": row.public_id}
    with pytest.raises(NotYours):
        not_so_say(**of, words="Nej.", now=booking.ends_at)


def test_a_corrected_outcome_recounts_from_the_conversations_own_date(
    place: Town, ase: Citizen, booking: Booking
) -> None:
    close(place, booking)
    later = booking.ends_at + timedelta(days=30)
    day = later.date()
    assert course_of(ase, on=day).first_held
    correct(place, booking, outcome=Outcome.NOT_MET)
    assert not course_of(ase, on=day).first_held, "it never counted, from its own day on"
    booking.refresh_from_db()
    assert booking.outcome == Outcome.NOT_MET
    correct(place, booking, reason="Vi talte jo sammen.", outcome=Outcome.HELD, minutes=20)
    assert course_of(ase, on=day).first_held
    kept = corrections_of(booking)
    assert [(each.outcome, each.minutes, each.note) for each in kept] == [
        ("not_met", None, "Nyt."),
        ("held", 45, "Et notat."),
    ]
    assert Conversation.objects.get().starts_at == booking.starts_at


def test_the_same_correction_again_leaves_no_second_trace(place: Town, booking: Booking) -> None:
    close(place, booking)
    correct(place, booking, minutes=20)
    correct(place, booking, minutes=20)
    assert len(corrections_of(booking)) == 1


@pytest.mark.parametrize(
    ("code", "to"),
    [
        ("correction_without_reason", {"reason": " "}),
        ("minutes_missing", {"minutes": None}),
    ],
)
def test_a_correction_that_lacks_something_changes_nothing(
    place: Town, booking: Booking, code: str, to: dict[str, Any]
) -> None:
    close(place, booking)
    with pytest.raises(DomainError, match=code):
        correct(place, booking, **to)
    assert Conversation.objects.get().note == "Et notat."


def test_what_is_not_closed_is_not_corrected(place: Town, booking: Booking) -> None:
    with pytest.raises(DomainError, match="not_closed_yet"):
        correct(place, booking)


def test_a_correction_stays_as_it_is_even_past_every_service(place: Town, booking: Booking) -> None:
    close(place, booking)
    correct(place, booking)
    with pytest.raises(IntegrityError), transaction.atomic():
        ConversationCorrection.objects.update(reason="Noget andet.")
    with pytest.raises(IntegrityError), transaction.atomic():
        ConversationCorrection.objects.all().delete()


def test_what_was_told_stays_as_it_is_even_past_every_service(
    place: Town, booking: Booking
) -> None:
    close(place, booking, told=TOLD)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlainWords.objects.update(words="Noget andet.")


def test_a_closing_is_undone_the_same_day_and_everything_stands_as_before(
    place: Town, ase: Citizen, booking: Booking
) -> None:
    before = recorded(place, ase)
    close(place, booking, told=TOLD)
    undo(place.counsellor(), booking)
    booking.refresh_from_db()
    assert (booking.outcome, booking.open) == (None, True)
    assert not Conversation.objects.exists()
    assert told_in(ase) == []
    assert PlanRemark.objects.get(citizen=ase).state == RemarkState.WITHDRAWN
    held = agreement_in_force(ase)
    assert held is not None
    assert (held.freedom, held.next_to) == (before.freedom, before.next_to)
    trace = corrections_of(booking)[0]
    assert (trace.undone, trace.note, trace.minutes) == (True, "Et notat.", 45)
    close(place, booking, note="Anden gang.")
    assert Conversation.objects.get().note == "Anden gang."


def test_without_an_agreement_before_none_is_in_force_after_it(
    place: Town, ase: Citizen, booking: Booking
) -> None:
    close(place, booking)
    undo(place.counsellor(), booking)
    assert agreement_in_force(ase) is None
    assert ContactAgreement.objects.get(citizen=ase).state == "ended"


def test_only_whoever_closed_it_undoes_it_and_only_that_day(place: Town, booking: Booking) -> None:
    close(place, booking)
    with pytest.raises(DomainError, match="undo_not_yours"):
        undo(place.counsellor(place.jens), booking)
    with pytest.raises(DomainError, match="undo_too_late"):
        undo(place.counsellor(), booking, later=timedelta(days=1))
    assert Conversation.objects.exists()


def test_nothing_is_undone_under_what_has_come_on_top(
    place: Town, ase: Citizen, booking: Booking
) -> None:
    close(place, booking, told=TOLD)
    now, row = booking.ends_at + timedelta(minutes=5), told_in(ase)[0]
    with clock.pinned(now):
        of = {"actor": town.acting(ase), "citizen": ase, "public_id": row.proposal.public_id}
        proposal_take(**of, now=now)
    with pytest.raises(DomainError, match="undo_on_top"):
        undo(place.counsellor(), booking)


def test_nothing_is_undone_under_a_newer_agreement(
    place: Town, ase: Citizen, booking: Booking
) -> None:
    close(place, booking)
    with clock.pinned(booking.ends_at + timedelta(minutes=5)):
        day = clock.today() + timedelta(days=7)
        recorded(place, ase, terms=Terms(Freedom.CLOSE_SUPPORT, 1, clock.today(), day))
    with pytest.raises(DomainError, match="undo_on_top"):
        undo(place.counsellor(), booking)
    assert Conversation.objects.exists()
