"""Alerts, who is lost, and today's conversations nobody has prepared, among who needs somebody."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from staasted.apps.audit.models import ActLog
from staasted.apps.audit.reading import reading
from staasted.apps.booking.models import Booking, ClosingDay
from staasted.apps.booking.preparing import booking_prepared
from staasted.apps.booking.services import booking_cancel
from staasted.apps.caseload.needing import InNeed, who_needs
from staasted.apps.citizens.models import Citizen
from staasted.apps.net.models import Alert
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.core.needing import Need, Why
from tests import town
from tests.agreeing import recorded
from tests.happenings import book
from tests.netting import DAY, agrees, go_through, nights
from tests.talking import posts, wants_help, writes
from tests.town import MONDAY, NOON, Town, acting
from tests.waiting import past_the_first

pytestmark = pytest.mark.django_db


@pytest.fixture
def ase(place: Town) -> Citizen:
    """Somebody who began today."""
    with clock.pinned(NOON):
        return town.citizen(place.karen, starts_on=MONDAY, asked_on=MONDAY)


def found(place: Town, who: Person | None = None) -> list[InNeed]:
    actor = place.counsellor(who)
    with reading(actor=actor, purpose="", page="today", at=clock.now()):
        return list(who_needs(actor, on=clock.today(), now=clock.now()))


def needs(place: Town) -> list[Need]:
    """Everything the one citizen there is needs somebody for."""
    (one,) = found(place)
    return list(one.line.needs)


def of_the_net(place: Town) -> list[tuple[Why, str, date | None]]:
    told = (need for need in needs(place) if need.why in (Why.ALERT, Why.LOST))
    return [(need.why, need.ref.split()[0], need.by) for need in told]


def test_an_alert_is_a_need_with_the_last_day_before_the_lead_hears_of_it(
    place: Town, ase: Citizen
) -> None:
    go_through(MONDAY)
    with clock.pinned(NOON):
        (whit_monday_is_none_of_five,) = of_the_net(place)
    assert whit_monday_is_none_of_five == (Why.ALERT, "nothing_ahead", date(2026, 5, 26))


def test_a_closing_day_of_the_office_moves_the_limit_as_it_does_in_the_net(
    place: Town, ase: Citizen
) -> None:
    go_through(MONDAY)
    with clock.pinned(NOON):
        ClosingDay.objects.create(on=MONDAY + 2 * DAY, name="Flytning")
        ((_, _, by),) = of_the_net(place)
    assert by == date(2026, 5, 27)


def test_the_alert_nearest_its_limit_stands_first(place: Town) -> None:
    with clock.pinned(NOON - 2 * DAY):
        early = town.citizen(place.karen, name="Eva Først", starts_on=MONDAY - 2 * DAY)
    go_through(MONDAY - DAY)
    with clock.pinned(NOON):
        late = town.citizen(place.karen, name="Bo Senere", starts_on=MONDAY)
    go_through(MONDAY + DAY)
    with clock.pinned(NOON + DAY):
        assert [each.case for each in found(place)] == [early, late]


def test_whoever_is_lost_stands_before_every_alert_and_after_who_asked(place: Town) -> None:
    with clock.pinned(NOON):
        lost = town.citizen(place.karen, name="Liv Længe", starts_on=MONDAY, asked_on=MONDAY)
    nights(MONDAY, MONDAY + 10 * DAY)
    with clock.pinned(NOON + 10 * DAY):
        fresh = town.citizen(place.karen, name="Bo Ny", starts_on=MONDAY + 10 * DAY)
        asked = town.citizen(place.karen, name="Åge Spørger", starts_on=MONDAY + 10 * DAY)
    go_through(MONDAY + 11 * DAY)
    with clock.pinned(NOON + 11 * DAY):
        wants_help(asked)
        lines = found(place)
        assert [each.case for each in lines] == [asked, lost, fresh]
        assert [each.line.first.why for each in lines] == [Why.HELP, Why.LOST, Why.ALERT]


def test_an_alert_is_no_need_once_somebody_has_acted(place: Town, ase: Citizen) -> None:
    go_through(MONDAY)
    with clock.pinned(NOON):
        assert of_the_net(place)
        recorded(place, ase)
        assert Alert.objects.filter(met_at__isnull=False).exists()
        assert found(place) == [] or not of_the_net(place)


def test_help_and_messages_nobody_answered_are_told_once(place: Town, ase: Citizen) -> None:
    with clock.pinned(NOON):
        wants_help(ase)
        writes(ase)
        agrees(ase, place.karen, until=MONDAY + 60 * DAY, at=NOON)
    late = MONDAY + 9 * DAY
    go_through(late)
    open_now = set(Alert.objects.filter(met_at=None).values_list("watch", flat=True))
    assert {"help_unanswered", "message_unanswered"} <= open_now
    with clock.pinned(NOON + 9 * DAY):
        whys = [need.why for need in needs(place)]
        assert whys[:2] == [Why.HELP, Why.MESSAGE]
        assert not {ref for _, ref, _ in of_the_net(place)} & open_now - {"silence"}


def test_an_agreed_day_that_slipped_stands_as_the_nets_once_the_net_has_it(
    place: Town, ase: Citizen
) -> None:
    with clock.pinned(NOON):
        past_the_first(ase)
        recorded(place, ase, days=7)
    after = MONDAY + 8 * DAY
    with clock.pinned(NOON + 8 * DAY):
        assert needs(place)[0].why is Why.AGREED
        go_through(after)
        whys = [need.why for need in needs(place)]
        assert whys[0] is Why.ALERT
        assert Why.AGREED not in whys
        assert Why.SILENCE not in whys
        assert "slipped_agreement" in [ref for _, ref, _ in of_the_net(place)]


def test_a_letter_of_ours_nobody_opened_is_a_need_beside_others(place: Town, ase: Citizen) -> None:
    with clock.pinned(NOON):
        past_the_first(ase)
        recorded(place, ase, days=30)
        posts(ase, place.karen)
    go_through(MONDAY + 20 * DAY)
    with clock.pinned(NOON + 20 * DAY):
        assert "unread_letter" in [ref for _, ref, _ in of_the_net(place)]


def test_alerts_and_closing_days_are_read_in_the_one_question(place: Town) -> None:
    with clock.pinned(NOON):
        for n in range(20):
            town.citizen(place.karen, name=f"Borger {n}", starts_on=MONDAY)
    go_through(MONDAY)
    with clock.pinned(NOON):
        found(place)
        with CaptureQueriesContext(connection) as asked:
            lines = found(place)
    assert [each.line.first.why for each in lines] == [Why.ALERT] * 20
    assert len(asked) == 4


@pytest.fixture
def booked(place: Town, ase: Citizen) -> Booking:
    with clock.pinned(NOON):
        past_the_first(ase)
        return book(ase, place.karen)


def whys_before(place: Town, booking: Booking, who: Person | None = None) -> list[Why]:
    """What stands on the list an hour before a conversation."""
    with clock.pinned(booking.starts_at - timedelta(hours=1)):
        return [need.why for one in found(place, who) for need in one.line.needs]


def test_todays_conversation_is_a_need_until_whoever_holds_it_has_prepared(
    place: Town, booked: Booking
) -> None:
    assert whys_before(place, booked) == [Why.UNPREPARED]
    booking_prepared(actor=place.counsellor(), booking=booked)
    assert whys_before(place, booked) == []
    booked.refresh_from_db()
    assert booked.prepared_at is not None
    assert ActLog.objects.filter(act="booking_prepare", subject=booked.public_id).count() == 1


def test_prepared_twice_is_prepared_once(place: Town, booked: Booking) -> None:
    for _ in range(2):
        booking_prepared(actor=place.counsellor(), booking=booked)
    assert ActLog.objects.filter(act="booking_prepare").count() == 1


def test_a_colleague_who_looks_has_not_prepared_for_whoever_holds_it(
    place: Town, booked: Booking
) -> None:
    booking_prepared(actor=place.counsellor(place.jens), booking=booked)
    assert whys_before(place, booked) == [Why.UNPREPARED]


def test_tomorrows_a_begun_and_a_called_off_conversation_are_none(
    place: Town, booked: Booking
) -> None:
    with clock.pinned(booked.starts_at - 2 * DAY):
        assert Why.UNPREPARED not in [n.why for one in found(place) for n in one.line.needs]
    with clock.pinned(booked.starts_at):
        assert Why.UNPREPARED not in [n.why for one in found(place) for n in one.line.needs]
    with clock.pinned(NOON):
        booking_cancel(actor=acting(booked.citizen), booking=booked)
    assert Why.UNPREPARED not in whys_before(place, booked)
