"""Each watch: what opens its alert, whose it is, and the act that closes it."""

from datetime import date

import pytest

from staasted.apps.agreements.services import agreement_propose
from staasted.apps.agreements.states import ProposedBy
from staasted.apps.agreements.terms import Terms
from staasted.apps.booking.models import TimeWish
from staasted.apps.booking.services import slot_book
from staasted.apps.citizens.circumstances import Circumstances
from staasted.apps.citizens.models import BenefitPeriod, Citizen
from staasted.apps.letters.models import Letter
from staasted.apps.net.models import Alert
from staasted.apps.net.selectors import net_on
from staasted.apps.offers.models import Measure
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.outbox.bounces import bounce_mark
from staasted.apps.plans.kinds import Doer, ItemKind
from staasted.apps.talking.helping import help_end
from staasted.catalog.watches import CoverKind, watches
from staasted.core.axes import Freedom, Outcome
from staasted.core.net import ActKind, Watching
from staasted.ports.messages import Road
from tests import town
from tests.ending import close_case
from tests.happenings import book, close, free, hold, request, utc
from tests.inviting import invite
from tests.netting import DAY, agrees, alert_on, go_through, open_on, pauses
from tests.plans import write
from tests.situation import tells
from tests.talking import answers, posts, wants_help, writes
from tests.town import MONDAY, NOON, Town, build_town
from tests.waiting import asks_for_call

pytestmark = pytest.mark.django_db
LATER = MONDAY + 14 * DAY
FAR = MONDAY + 150 * DAY


@pytest.fixture
def office() -> Town:
    return build_town(demo=False)


@pytest.fixture
def covered(office: Town) -> Citizen:
    """Somebody who has spoken with Karen, and agreed on a day far ahead."""
    case = town.citizen(office.karen, starts_on=MONDAY - 10 * DAY, asked_on=MONDAY - 10 * DAY)
    Person.objects.filter(pk=case.person_id).update(email="aase@example.dk")
    case.person.refresh_from_db()
    hold(case, office.karen, utc(2026, 5, 11, 6))
    agrees(case, office.karen, until=FAR, at=utc(2026, 5, 15, 8))
    return case


@pytest.fixture
def alone(office: Town) -> Citizen:
    """Somebody with nothing ahead."""
    return town.citizen(office.karen, starts_on=MONDAY, asked_on=MONDAY)


def opened(case: Citizen, watch: str, on: date = LATER) -> Alert:
    """The alert, the first night it may be there; its owner is the coach."""
    with clock.pinned(NOON):
        assert watch not in open_on(case)
    go_through(on)
    assert watch in open_on(case)
    alert = alert_on(case, watch)
    assert alert.owner.name == "Karen Østergård"
    return alert


def met_by(alert: Alert) -> str:
    alert.refresh_from_db()
    return alert.met_by


def test_a_letter_nobody_opened_until_the_two_have_spoken(office: Town, covered: Citizen) -> None:
    with clock.pinned(NOON):
        posts(covered, office.karen)
    go_through(MONDAY + 6 * DAY)
    assert open_on(covered) == set()
    alert = opened(covered, "unread_letter", MONDAY + 7 * DAY)
    assert (alert.since_on, Letter.objects.count()) == (MONDAY, 1)
    with clock.pinned(NOON + 7 * DAY):
        book(covered, office.karen)
    assert "unread_letter" in open_on(covered), "a time is not that it was read or told"
    with clock.pinned(NOON + 8 * DAY):
        writes(covered, "Hej")
        answers(covered, office.karen)
    assert met_by(alert) == ActKind.MESSAGE
    go_through(MONDAY + 9 * DAY)
    assert "unread_letter" not in open_on(covered), "one letter is one alert ever"


def test_an_address_that_takes_no_messages(office: Town, covered: Citizen) -> None:
    bounce_mark(covered.person, Road.EMAIL, address="aase@example.dk", at=NOON)
    alert = opened(covered, "bounce", MONDAY + DAY)
    close(book(covered, office.karen))
    assert met_by(alert) == ActKind.CONVERSATION


def test_help_nobody_gave_by_the_promised_day(office: Town, covered: Citizen) -> None:
    office.in_team(office.karen, office.jens)
    with clock.pinned(NOON):
        wish = wants_help(covered)
    go_through(wish.answer_by)
    assert open_on(covered) == set()
    alert = opened(covered, "help_unanswered", wish.answer_by + DAY)
    go_through(wish.answer_by + 3 * DAY)
    alert.refresh_from_db()
    assert alert.colleague == office.jens, "a colleague and the lead hear of it the day after next"
    assert alert.lead_on is not None
    with clock.pinned(NOON + 5 * DAY):
        help_end(actor=office.counsellor(), wish=wish)
    assert met_by(alert) == ActKind.HELP


def test_a_message_nobody_answered_is_met_by_our_answer_and_not_by_another_of_theirs(
    office: Town, covered: Citizen
) -> None:
    with clock.pinned(NOON):
        answers(covered, office.karen, "Hvordan går det?")
        waits = writes(covered, "Ikke godt.")
    alert = opened(covered, "message_unanswered", waits.answer_by + DAY)
    with clock.pinned(NOON + 6 * DAY):
        writes(covered, "Er der nogen?")
    assert met_by(alert) == ""
    with clock.pinned(NOON + 6 * DAY):
        answers(covered, office.karen)
    assert met_by(alert) == ActKind.MESSAGE


def test_a_call_that_was_promised(office: Town, covered: Citizen) -> None:
    with clock.pinned(NOON):
        asks_for_call(covered)
    day = TimeWish.objects.get().promised_on
    alert = opened(covered, "no_free_times", day + DAY)
    with clock.pinned(NOON + 6 * DAY):
        book(covered, office.karen)
    assert met_by(alert) == ActKind.BOOKING


def test_an_invitation_that_ran_out(office: Town) -> None:
    case = town.citizen(office.karen)
    hold(case, office.karen, utc(2026, 5, 6, 8), purpose="first_conversation", channel="in_person")
    with clock.pinned(NOON):
        asked = invite(office, case)
    from staasted.apps.invitations.expiring import invitations_round

    with clock.pinned(NOON + 12 * DAY):
        invitations_round(now=NOON + 12 * DAY)
    opened(case, "not_booked", asked.book_by_on + 2 * DAY)


def test_the_end_of_a_treatment_though_a_pause_still_runs(office: Town, covered: Citizen) -> None:
    pauses(covered, office.karen, until=MONDAY + 60 * DAY, at=NOON)
    with clock.pinned(NOON + DAY):
        tells(covered, "treatment_ends", MONDAY + DAY, now=NOON + DAY)
    alert = opened(covered, "treatment_ended", MONDAY + 2 * DAY)
    pauses(covered, office.karen, until=MONDAY + 70 * DAY, at=NOON + 2 * DAY)
    assert met_by(alert) == ActKind.PAUSE


def test_a_treatment_another_system_knows_of(covered: Citizen) -> None:
    Circumstances.objects.create(citizen=covered, treatment_until=MONDAY)
    opened(covered, "treatment_ended", MONDAY + DAY)


def test_the_end_of_an_offer_where_no_other_runs(office: Town, alone: Citizen) -> None:
    kind = "municipal_project"
    Measure.objects.create(citizen=alone, kind=kind, starts_on=MONDAY - 30 * DAY, ends_on=MONDAY)
    other = town.citizen(office.karen, name="Ib I-Gang", starts_on=MONDAY)
    Measure.objects.create(citizen=other, kind=kind, starts_on=MONDAY - 30 * DAY, ends_on=MONDAY)
    Measure.objects.create(citizen=other, kind=kind, starts_on=MONDAY)
    opened(alone, "offer_ended", MONDAY + DAY)
    assert "offer_ended" not in open_on(other)


def test_a_conversation_the_two_did_not_meet_for(office: Town, alone: Citizen) -> None:
    missed = close(book(alone, office.karen), outcome=Outcome.NOT_MET)
    alert = opened(alone, "missed_meeting", missed.starts_at.date() + DAY)
    with clock.pinned(NOON + 3 * DAY):
        book(alone, office.karen)
    assert met_by(alert) == ActKind.BOOKING


def test_a_pause_that_is_over(office: Town, covered: Citizen) -> None:
    pauses(covered, office.karen, until=MONDAY + DAY, at=NOON)
    opened(covered, "pause_over", MONDAY + 2 * DAY)


def test_a_proposal_that_lapsed_though_the_old_agreement_stands(
    office: Town, covered: Citizen
) -> None:
    from staasted.apps.agreements.answering import proposals_lapse

    terms = Terms(Freedom.CHECK_INS, 6, MONDAY + 20 * DAY, MONDAY + 30 * DAY)
    with clock.pinned(NOON):
        agreement_propose(
            actor=office.counsellor(),
            citizen=covered,
            terms=terms,
            proposed_by=ProposedBy.COUNSELLOR,
        )
    with clock.pinned(NOON + 15 * DAY):
        proposals_lapse()
    alert = opened(covered, "proposal_lapsed", MONDAY + 16 * DAY)
    agrees(covered, office.karen, until=FAR, at=NOON + 16 * DAY)
    assert met_by(alert) == ActKind.AGREEMENT


@pytest.mark.parametrize("shared", [True, False])
def test_a_step_past_its_day_is_asked_about_where_it_is_shared(
    alone: Citizen, shared: bool
) -> None:
    step = {"done_by": Doer.ME, "due_on": MONDAY}
    write(alone, ItemKind.STEP, "Ringe til en virksomhed", shared=shared, **step)
    go_through(MONDAY + 7 * DAY)
    assert "plan_step" not in open_on(alone)
    go_through(MONDAY + 8 * DAY)
    assert ("plan_step" in open_on(alone)) is shared


def test_a_benefit_that_ends_soon(covered: Citizen) -> None:
    BenefitPeriod.objects.filter(citizen=covered).update(ends_on=MONDAY + 35 * DAY)
    go_through(MONDAY + 6 * DAY)
    assert "benefit_ending" not in open_on(covered)
    opened(covered, "benefit_ending", MONDAY + 7 * DAY)


def test_silence_though_a_day_is_agreed_but_not_where_a_time_is_booked(
    office: Town, covered: Citizen
) -> None:
    spoken = covered.conversations.get().starts_at.date()
    booked = town.citizen(office.karen, name="Bo Booket", starts_on=MONDAY)
    with clock.pinned(utc(2026, 7, 1, 8)):
        last = request(free(booked, office.karen)[-1].start)
        acting = {"actor": town.acting(booked), "citizen": booked}
        slot_book(**acting, counsellor=office.karen, request=last)
    go_through(spoken + 56 * DAY)
    assert "silence" not in open_on(covered), "56 days with freedom"
    alert = opened(covered, "silence", spoken + 57 * DAY)
    assert open_on(booked) == set()
    assert alert.since_on == spoken + DAY


def test_a_case_that_closes_ends_its_alerts(office: Town, alone: Citizen) -> None:
    go_through(MONDAY)
    close_case(alone, office.karen)
    go_through(MONDAY + DAY)
    assert alert_on(alone, "nothing_ahead").met_by == ActKind.CASE_CLOSED


@pytest.mark.parametrize("what", list(Watching))
def test_every_watch_says_why_and_what_closes_it(what: Watching) -> None:
    watch = next(each for each in watches().values() if each.looks_for is what)
    assert watch.da.name
    assert watch.da.why
    assert watch.da.closes
    assert ActKind.CONVERSATION in watch.acts
    assert ActKind.CASE_CLOSED not in watch.acts
    if what is Watching.NOTHING_AHEAD:
        assert set(watch.despite) != set(CoverKind)


def test_an_alert_of_a_watch_that_is_no_more_is_heard_of_and_closes_by_an_act(
    office: Town, covered: Citizen
) -> None:
    """The day a watch is taken out of the catalogue: what it opened is somebody's still."""
    office.in_team(office.karen, office.jens)
    Alert.objects.create(
        citizen=covered,
        watch="a_watch_of_last_year",
        about_key="1",
        since_on=MONDAY,
        opened_on=MONDAY,
        opened_at=NOON,
        owner=office.karen,
        owner_as="coach",
    )
    go_through(LATER)
    alert = alert_on(covered, "a_watch_of_last_year")
    assert (alert.colleague, alert.lead_on) == (office.jens, LATER)
    assert [(row.pk, row.about) for row in net_on(office.leading()).raised] == [(alert.pk, None)]
    with clock.pinned(NOON + 14 * DAY):
        book(covered, office.karen)
    alert.refresh_from_db()
    assert alert.met_by == ActKind.BOOKING
