"""What a citizen is told by mail when a time is booked, moved or cancelled."""

import pytest
from django.db import transaction

from staasted.apps.booking.services import booking_cancel, booking_move
from staasted.apps.citizens.models import Citizen
from staasted.apps.outbox.models import Message
from staasted.catalog import speech
from tests import town
from tests.happenings import FIRST, book, free, request
from tests.outgoing import AASE, post, reachable, send_all, states
from tests.town import Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(place: Town) -> Citizen:
    """Åse, who has an address."""
    return reachable(place)


def test_a_booked_time_is_told_without_what_it_is_about(place: Town, case: Citizen) -> None:
    book(case, place.karen)
    (message,) = Message.objects.filter(reminder=False)
    assert f"{speech.moment(message.until_at)}." in message.body
    assert "Karen Østergård" in message.body
    for secret in ("jobsøgning", "Kontanthjælp", case.person.name):
        assert secret not in message.body + message.title


def test_a_time_we_set_aside_is_told_as_ours(place: Town, case: Citizen) -> None:
    book(case, place.karen, purpose=FIRST, channel="in_person")
    assert states() == [("booked_by_us", "waiting")]


def test_a_moved_time_is_told_once_and_the_old_news_is_dropped(place: Town, case: Citizen) -> None:
    booking = book(case, place.karen)
    slot = free(case, place.karen)[5]
    booking_move(
        actor=town.acting(case),
        booking=booking,
        counsellor=place.karen,
        request=request(slot.start),
    )
    assert states() == [("booked", "dropped"), ("moved", "waiting")]
    assert Message.objects.get(kind="booked").body == ""


@pytest.mark.parametrize("side", ["citizen", "counsellor"])
def test_a_cancelled_time_is_told_whoever_cancelled_it(
    place: Town, case: Citizen, side: str
) -> None:
    booking = book(case, place.karen)
    with post() as way:
        send_all()
        actor = town.acting(case) if side == "citizen" else place.counsellor()
        booking_cancel(actor=actor, booking=booking)
        send_all()
    kind = "cancelled" if side == "citizen" else "cancelled_by_us"
    assert states() == [("booked", "sent"), (kind, "sent")]
    assert [each.to for each in way.taken] == [AASE, AASE]


def test_whoever_has_no_address_gets_no_message(place: Town) -> None:
    book(town.citizen(place.karen), place.karen)
    assert not Message.objects.exists()


def test_booking_and_message_stand_or_fall_together(place: Town, case: Citizen) -> None:
    def booked_and_lost() -> None:
        with transaction.atomic():
            book(case, place.karen)
            assert Message.objects.exists()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        booked_and_lost()
    assert not Message.objects.exists()
