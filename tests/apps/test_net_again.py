"""What comes back to the net, and what hides nothing: acts taken back, and things that are newer.

Everybody here has a day agreed far ahead: nothing but the watch itself would tell of them.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.agreements.answering import agreement_dispute
from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.states import AgreementSource
from staasted.apps.audit.models import ActLog
from staasted.apps.booking.services import booking_cancel
from staasted.apps.cases.closing import case_reopen
from staasted.apps.citizens.models import BenefitPeriod, Citizen
from staasted.apps.conversations.correcting import (
    Registered,
    conversation_correct,
    conversation_undo,
)
from staasted.apps.net.ahead import net_ahead
from staasted.apps.net.models import Alert
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel, Outcome
from staasted.core.net import ActKind
from tests import town
from tests.ending import close_case
from tests.happenings import book, close, hold, utc
from tests.netting import DAY, agrees, alert_on, go_through, open_on
from tests.talking import answers, posts, wants_help, writes
from tests.town import MONDAY, NOON, Town, acting, build_town

pytestmark = pytest.mark.django_db
WEEK = 7 * DAY
FAR = MONDAY + 150 * DAY
LETTER, MESSAGE = "unread_letter", "message_unanswered"


@pytest.fixture
def office() -> Town:
    return build_town(demo=False)


@pytest.fixture
def case(office: Town) -> Citizen:
    """Somebody who has spoken with Karen, and agreed on a day far ahead."""
    case = town.citizen(office.karen, starts_on=MONDAY - 10 * DAY, asked_on=MONDAY - 10 * DAY)
    hold(case, office.karen, utc(2026, 5, 11, 6))
    agrees(case, office.karen, until=FAR, at=utc(2026, 5, 15, 8))
    return case


@pytest.fixture
def letter(office: Town, case: Citizen) -> Alert:
    """A letter nobody opened within a week, and the alert on it."""
    with clock.pinned(NOON):
        posts(case, office.karen)
    go_through(MONDAY + WEEK)
    return alert_on(case, LETTER)


def talk(office: Town, case: Citizen) -> Alert:
    """The two talk, which meets the alert; the alert as it is then."""
    with clock.pinned(NOON + WEEK):
        close(book(case, office.karen))
    met = alert_on(case, LETTER)
    assert met.met_by == ActKind.CONVERSATION
    return met


def undone(office: Town, met: Alert) -> None:
    """The coach had closed the wrong conversation."""
    booking = met.citizen.bookings.latest("starts_at")
    now = booking.ends_at + timedelta(minutes=5)
    with clock.pinned(now):
        conversation_undo(actor=office.counsellor(), booking=booking, now=now)


def corrected(office: Town, met: Alert) -> None:
    """The two had not met, it turned out."""
    booking = met.citizen.bookings.latest("starts_at")
    now = booking.ends_at + DAY
    to = Registered(Outcome.NOT_MET, None, Channel(booking.channel), "")
    of = {"actor": office.counsellor(), "booking": booking, "reason": "Forkert borger"}
    with clock.pinned(now):
        conversation_correct(**of, to=to, now=now)


@pytest.mark.parametrize("take_back", [undone, corrected])
def test_an_alert_comes_back_when_the_conversation_that_met_it_is_taken_back(
    office: Town, case: Citizen, letter: Alert, take_back: Callable[[Town, Alert], None]
) -> None:
    met = talk(office, case)
    take_back(office, met)
    assert LETTER not in open_on(case), "it is the night that sees to it"
    after = met.met_at.date() + 2 * DAY
    go_through(after)
    again = alert_on(case, LETTER)
    assert (again.pk != letter.pk, again.about_key) == (True, letter.about_key)
    assert (again.met_at, again.opened_on, again.owner) == (None, after, office.karen)
    letter.refresh_from_db()
    assert (letter.met_by, letter.returned_on) == (ActKind.CONVERSATION, after)
    named = ActLog.objects.filter(act="alerts_open", facts__opened__0__0=again.public_id)
    assert named.exists()
    go_through(after + DAY)
    assert Alert.objects.filter(citizen=case, watch=LETTER).count() == 2, "once"
    with clock.pinned(NOON + 20 * DAY):
        writes(case, "Hej")
        answers(case, office.karen)
    assert LETTER not in open_on(case)


def test_a_conversation_that_was_held_after_all_meets_what_opened_meanwhile(
    office: Town, case: Citizen, letter: Alert
) -> None:
    """And a correction of something else is no new conversation."""
    with clock.pinned(NOON - 2 * DAY):
        booking = book(case, office.karen)
    close(booking, outcome=Outcome.NOT_MET)
    assert booking.starts_at.date() >= letter.since_on
    now, of = NOON + WEEK, {"actor": office.counsellor(), "booking": booking, "reason": "Fejl"}
    for note in ("", "Et notat"):
        with clock.pinned(now):
            to = Registered(Outcome.HELD, 30, Channel(booking.channel), note)
            conversation_correct(**of, to=to, now=now)
        letter.refresh_from_db()
        assert letter.met_by == ActKind.CONVERSATION


def test_correcting_the_note_of_an_earlier_conversation_meets_nothing(
    office: Town, case: Citizen
) -> None:
    held = hold(case, office.karen, utc(2026, 5, 18, 6))
    with clock.pinned(held.starts_at + timedelta(hours=1)):
        waits = writes(case, "Jeg glemte noget.")
    go_through(waits.answer_by + DAY)
    assert MESSAGE in open_on(case)
    now = NOON + WEEK
    to = Registered(Outcome.HELD, 30, Channel(held.channel), "Et andet notat")
    of = {"actor": office.counsellor(), "booking": held.booking, "reason": "Slåfejl"}
    with clock.pinned(now):
        conversation_correct(**of, to=to, now=now)
    go_through(MONDAY + WEEK + DAY)
    assert MESSAGE in open_on(case)


def test_what_is_foreseen_knows_that_an_act_was_taken_back(
    office: Town, case: Citizen, letter: Alert
) -> None:
    met = talk(office, case)
    undone(office, met)
    moment = met.met_at + timedelta(hours=2)
    with clock.pinned(moment):
        ahead, after = net_ahead(now=moment, nights=2)
    assert (ahead.opened[LETTER], after.opened[LETTER]) == (1, 0)


def test_an_alert_whose_act_stands_stays_closed(office: Town, case: Citizen, letter: Alert) -> None:
    met = talk(office, case)
    after = met.met_at.date()
    for number in range(1, 10):
        go_through(after + number * DAY)
    assert LETTER not in open_on(case)
    with pytest.raises(IntegrityError, match="taken back"), transaction.atomic():
        Alert.objects.filter(pk=met.pk).update(returned_on=after)


def test_the_database_lets_an_alert_come_back_once_and_only_from_closed(
    office: Town, case: Citizen, letter: Alert
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.filter(pk=letter.pk).update(returned_on=MONDAY)
    met = talk(office, case)
    undone(office, met)
    Alert.objects.filter(pk=met.pk).update(returned_on=MONDAY + 2 * WEEK)
    for other in (None, MONDAY + 3 * WEEK):
        with pytest.raises(IntegrityError, match="once"), transaction.atomic():
            Alert.objects.filter(pk=met.pk).update(returned_on=other)


def test_a_time_that_came_to_nothing_has_met_nothing(office: Town, case: Citizen) -> None:
    """The benefit ends soon and a time is booked to speak of it: it is called off."""
    before = timedelta(days=catalog().policy["net_benefit_days"])
    BenefitPeriod.objects.filter(citizen=case).update(ends_on=MONDAY + before)
    go_through(MONDAY)
    assert "benefit_ending" in open_on(case)
    with clock.pinned(NOON):
        booking = book(case, office.karen)
    assert "benefit_ending" not in open_on(case)
    by, why = office.counsellor(), Outcome.CANCELLED_BY_CITIZEN
    with clock.pinned(booking.starts_at - timedelta(hours=1)):
        booking_cancel(actor=by, booking=booking, outcome=why)
    go_through(booking.starts_at.date() + DAY)
    assert "benefit_ending" in open_on(case)


def test_what_a_case_closed_by_mistake_left_comes_back_with_it(
    office: Town, case: Citizen, letter: Alert
) -> None:
    day = MONDAY + WEEK
    with clock.pinned(NOON + WEEK):
        close_case(case, office.karen, on=day)
    go_through(day + DAY)
    assert alert_on(case, LETTER).met_by == ActKind.CASE_CLOSED
    with clock.pinned(NOON + WEEK + DAY):
        case_reopen(actor=office.counsellor(), citizen=case, on=day + DAY)
    go_through(day + 2 * DAY)
    assert LETTER in open_on(case)


def test_an_agreement_the_citizen_says_was_not_so_has_met_nothing(
    office: Town, case: Citizen
) -> None:
    """What was agreed before holds again; that is nothing new the two agreed on either."""
    agrees(case, office.karen, until=MONDAY + DAY, at=NOON)
    go_through(MONDAY + 2 * DAY)
    assert "slipped_agreement" in open_on(case)
    agrees(case, office.karen, until=FAR, at=NOON + 2 * DAY)
    slipped = alert_on(case, "slipped_agreement")
    assert slipped.met_by == ActKind.AGREEMENT
    said = ContactAgreement.objects.get(citizen=case, state="in_force")
    with clock.pinned(NOON + 3 * DAY):
        agreement_dispute(actor=acting(case), citizen=case, public_id=said.public_id)
    now = ContactAgreement.objects.get(citizen=case, state="in_force")
    assert (now.source, now.next_to) == (AgreementSource.RESTORED, MONDAY + DAY)
    go_through(MONDAY + 4 * DAY)
    assert "slipped_agreement" in open_on(case)
    go_through(MONDAY + 5 * DAY)
    assert "slipped_agreement" in open_on(case), "the one before closes nothing by holding again"


def test_what_is_older_and_met_hides_nothing_that_is_newer(
    office: Town, case: Citizen, letter: Alert
) -> None:
    """The letter is never opened. The two talk of it; the next one is nobody's to overlook."""
    met = talk(office, case)
    after = met.met_at.date() + DAY
    with clock.pinned(met.met_at + DAY):
        posts(case, office.karen, title="Indkaldelse")
    go_through(after + WEEK)
    newer = alert_on(case, LETTER)
    assert (newer.pk != letter.pk, newer.since_on, newer.met_at) == (True, after, None)


def test_two_things_at_once_are_one_line(office: Town, case: Citizen) -> None:
    with clock.pinned(NOON):
        posts(case, office.karen)
        posts(case, office.karen, title="Indkaldelse")
    go_through(MONDAY + WEEK)
    go_through(MONDAY + WEEK + DAY)
    assert Alert.objects.filter(citizen=case, watch=LETTER).count() == 1


def test_a_conversation_before_a_question_of_the_same_day_has_not_answered_it(
    office: Town, case: Citizen
) -> None:
    conversation = hold(case, office.karen, utc(2026, 5, 18, 6))
    with clock.pinned(conversation.starts_at + timedelta(hours=2)):
        waits, wish = writes(case, "Jeg glemte at spørge om noget."), wants_help(case)
    assert waits.sent_at.date() == conversation.starts_at.date()
    go_through(max(waits.answer_by, wish.answer_by) + DAY)
    assert {MESSAGE, "help_unanswered"} <= open_on(case)


def test_a_conversation_after_a_question_of_the_same_day_has(office: Town, case: Citizen) -> None:
    with clock.pinned(utc(2026, 5, 18, 5)):
        waits = writes(case, "Må jeg spørge om noget?")
    with clock.pinned(utc(2026, 5, 18, 6)):
        booking = book(case, office.karen)
    with clock.pinned(booking.starts_at - timedelta(minutes=5)):
        late = writes(case, "Er du der?")
    close(booking)
    go_through(max(waits.answer_by, late.answer_by) + 3 * DAY)
    assert MESSAGE not in open_on(case)
