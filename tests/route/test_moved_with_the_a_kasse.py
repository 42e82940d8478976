"""A joint conversation at the desk: it never loses the a-kasse without a word."""

import pytest

from staasted.apps.audit.actor import Role
from staasted.apps.booking.fund import fund_choice_end
from staasted.apps.booking.fund_models import FundEnd
from staasted.apps.booking.models import Booking
from staasted.apps.booking.services import booking_cancel
from staasted.apps.org.services import staff_register
from staasted.catalog.texts import text
from tests.browsing import Browser, main
from tests.joining import JOINS, PLAN, book_joint, both, build_fund, choose, joint_times
from tests.town import LONG_AGO, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(place: Town) -> Booking:
    """Booked with the a-kasse, and the answer has ended since."""
    booking = book_joint(both(build_fund(place)), place.karen)
    fund_choice_end(booking.citizen, FundEnd.HELD)
    return booking


def at_desk() -> Browser:
    return Browser(staff_register(name="Frida", roles=[Role.FRONT_DESK], from_on=LONG_AGO))


def test_where_no_answer_stands_the_desk_asks_the_citizen_first(place: Town, held: Booking) -> None:
    desk, case = at_desk(), held.citizen
    at = f"/reception/{case.public_id}/samtaler/{held.public_id}/flyt/"
    tid = "2026-05-20T09:00Z"
    for answer in (desk.get(at), desk.post(f"{at}?kanal=phone", tid=tid)):
        assert text("changing.desk.ask_first") in answer
    held.refresh_from_db()
    assert (held.outcome, held.form) == (None, "joint")
    choose(case, JOINS)
    new = joint_times(case, place.karen, moving=held)[-1]
    desk.post(f"{at}?kanal=phone", tid=f"{new.start:%Y-%m-%dT%H:%MZ}")
    moved = Booking.objects.get(outcome=None)
    assert (moved.moved_from, moved.form, moved.partner) == (held, "joint", held.partner)


def test_who_books_for_a_citizen_sees_that_nothing_was_answered_and_the_coach_writes_it(
    place: Town, held: Booking
) -> None:
    case = held.citizen
    booking_cancel(actor=place.counsellor(), booking=held)
    words, query = text("changing.unasked"), f"?formaal={PLAN}&kanal=phone"
    desk = main(at_desk().get(f"/reception/{case.public_id}/book/{query}"))
    assert words in desk
    assert text("changing.coach_answers") in desk
    karen = Browser(place.karen)
    page = main(karen.get(f"/borgere/{case.public_id}/book/{query}"))
    assert words in page
    assert "a-kasse" in karen.get(karen.link(page, "/samarbejdspart/")).lower()
    choose(case, JOINS)
    assert words not in karen.get(f"/borgere/{case.public_id}/book/{query}")
