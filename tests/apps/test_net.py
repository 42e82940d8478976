"""The net: who is watched and lost, whose the alerts are, and that acts alone close them."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from staasted.apps.booking.absences import absence_record
from staasted.apps.citizens.access import AccessRefused
from staasted.apps.citizens.models import Citizen
from staasted.apps.net.models import Alert, NightlyFigure
from staasted.apps.net.selectors import alerts_of, net_last, net_on, net_round_last, net_trend
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.core.net import ActKind, NetPlace, OwnerAs
from tests import town
from tests.agreeing import recorded
from tests.happenings import book, close, hold, utc
from tests.netting import DAY, agrees, alert_on, go_through, night, nights, open_on, pauses
from tests.talking import answers, posts, writes
from tests.town import MONDAY, NOON, Town, build_town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("logged")]
TUESDAY = MONDAY + DAY
NEXT_TUESDAY = date(2026, 5, 26)
"""Five working days after Monday are over; Whit Monday is none of them."""


@pytest.fixture
def office() -> Town:
    return build_town(demo=False)


@pytest.fixture
def case(office: Town) -> Citizen:
    """Somebody who began today."""
    return town.citizen(office.karen, starts_on=MONDAY, asked_on=MONDAY)


def place_of(office: Town, case: Citizen) -> NetPlace:
    """Where the lead sees a citizen."""
    now = net_on(office.leading())
    if case in [row.citizen for row in now.lost]:
        return NetPlace.LOST
    watched = case in [row.citizen for row in now.watched]
    return NetPlace.WATCHED if watched else NetPlace.COVERED


def test_who_has_nothing_ahead_gets_a_human_the_first_night(office: Town, case: Citizen) -> None:
    go_through(MONDAY)
    alert = alert_on(case, "nothing_ahead")
    assert (alert.owner, alert.owner_as) == (office.karen, OwnerAs.COACH)
    assert place_of(office, case) is NetPlace.WATCHED
    with clock.pinned(NOON):
        mine = alerts_of(office.counsellor(), on=MONDAY).alerts
    assert [(row.citizen, row.about.words.name) for row in mine] == [(case, "Intet ligger forude")]


def test_a_round_done_twice_is_done_once(case: Citizen) -> None:
    assert go_through(MONDAY) == 1
    assert go_through(MONDAY) == 0
    assert Alert.objects.count() == 1
    assert NightlyFigure.objects.filter(on=MONDAY, group="").count() == 1


def test_five_working_days_without_an_act_and_somebody_is_lost(office: Town, case: Citizen) -> None:
    nights(MONDAY, NEXT_TUESDAY)
    assert place_of(office, case) is NetPlace.WATCHED
    go_through(NEXT_TUESDAY + DAY)
    assert place_of(office, case) is NetPlace.LOST
    assert alert_on(case, "nothing_ahead").lead_on == NEXT_TUESDAY + DAY


def test_silence_beyond_the_limit_is_lost_at_once(office: Town) -> None:
    case = town.citizen(office.karen, starts_on=MONDAY - 14 * DAY, asked_on=MONDAY - 14 * DAY)
    go_through(MONDAY)
    assert open_on(case) == {"nothing_ahead"}
    assert place_of(office, case) is NetPlace.WATCHED
    go_through(TUESDAY)
    assert open_on(case) == {"nothing_ahead", "silence"}
    assert place_of(office, case) is NetPlace.LOST


@pytest.mark.parametrize("act", ["booking", "agreement", "pause", "conversation"])
def test_an_act_closes_the_alert_at_once(office: Town, act: str) -> None:
    case = town.citizen(office.karen)
    hold(case, office.karen, utc(2026, 5, 4, 8))
    agrees(case, office.karen, until=None, at=utc(2026, 5, 12, 8))
    go_through(MONDAY)
    assert "nothing_ahead" in open_on(case)
    with clock.pinned(NOON):
        if act == "booking":
            book(case, office.karen)
        elif act == "agreement":
            recorded(office, case)
        elif act == "pause":
            pauses(case, office.karen, until=MONDAY + 20 * DAY, at=NOON)
    if act == "conversation":
        close(book(case, office.karen))
    assert open_on(case) == set()
    met = alert_on(case, "nothing_ahead").met_by
    assert met == ("booking" if act == "conversation" else act)


def test_a_letter_a_note_and_a_message_nobody_answered_close_nothing(
    office: Town, case: Citizen
) -> None:
    go_through(MONDAY)
    with clock.pinned(NOON):
        posts(case, office.karen)
        answers(case, office.karen, "Hvordan går det?")
    go_through(TUESDAY)
    assert open_on(case) == {"nothing_ahead"}
    with clock.pinned(NOON + DAY):
        writes(case, "Det går fint.")
    assert open_on(case) == set(), "the two have been in contact both ways"
    assert alert_on(case, "nothing_ahead").met_by == ActKind.MESSAGE
    go_through(TUESDAY + DAY)
    assert open_on(case) == {"nothing_ahead"}, "nothing lies ahead still"


def test_an_agreed_day_covers_until_it_has_passed(office: Town, case: Citizen) -> None:
    agrees(case, office.karen, until=TUESDAY, at=NOON)
    nights(MONDAY, TUESDAY)
    assert open_on(case) == set()
    go_through(TUESDAY + DAY)
    assert open_on(case) == {"nothing_ahead", "slipped_agreement"}


def test_a_pause_covers_for_91_days_after_the_two_spoke(office: Town) -> None:
    case = town.citizen(office.karen)
    pauses(case, office.karen, until=MONDAY + 60 * DAY, at=NOON)
    go_through(TUESDAY)
    assert "nothing_ahead" in open_on(case), "they never spoke"
    other = town.citizen(office.karen, name="Pia Pause")
    hold(other, office.karen, utc(2026, 5, 6, 8))
    pauses(other, office.karen, until=MONDAY + 60 * DAY, at=NOON)
    go_through(TUESDAY)
    assert open_on(other) == set()


def test_while_a_coach_is_away_a_colleague_has_it(office: Town, case: Citizen) -> None:
    mate = office.jens
    office.in_team(office.karen, mate)
    absence_record(actor=town.operator, person=office.karen, from_on=TUESDAY, to_on=TUESDAY)
    go_through(MONDAY)
    go_through(TUESDAY)
    alert = alert_on(case, "nothing_ahead")
    assert (alert.owner, alert.owner_as) == (mate, OwnerAs.STAND_IN)
    found = alerts_of(office.counsellor(mate), on=TUESDAY)
    assert (found.alerts, found.hidden) == ([], 1), "a purpose is said first"
    go_through(TUESDAY + DAY)
    alert.refresh_from_db()
    assert (alert.owner, alert.owner_as) == (office.karen, OwnerAs.COACH)


def test_whoever_has_nobody_at_work_is_lost_and_the_leads(office: Town) -> None:
    case = town.citizen(None, starts_on=MONDAY, asked_on=MONDAY)
    go_through(MONDAY)
    alert = alert_on(case, "nothing_ahead")
    assert (alert.owner, alert.owner_as, alert.lead_on) == (None, OwnerAs.LEAD, MONDAY)
    assert place_of(office, case) is NetPlace.LOST


def test_nobody_gets_an_alert_on_a_case_marked_for_them(office: Town, case: Citizen) -> None:
    office.in_team(office.karen, office.jens)
    town.keep_apart(case, office.jens)
    absence_record(actor=town.operator, person=office.karen, from_on=MONDAY, to_on=TUESDAY)
    go_through(MONDAY)
    assert alert_on(case, "nothing_ahead").owner_as == OwnerAs.LEAD


def test_a_colleague_hears_after_three_working_days(office: Town, case: Citizen) -> None:
    office.in_team(office.karen, office.jens)
    nights(MONDAY, MONDAY + 3 * DAY)
    assert alert_on(case, "nothing_ahead").colleague is None
    go_through(MONDAY + 4 * DAY)
    alert = alert_on(case, "nothing_ahead")
    assert (alert.colleague, alert.colleague_on) == (office.jens, MONDAY + 4 * DAY)
    assert alert.owner == office.karen


def test_people_outside_the_course_are_no_figure_without_an_agreement_here(office: Town) -> None:
    case = town.citizen(office.karen, group="group:flexi_job_employed", starts_on=MONDAY)
    go_through(MONDAY)
    figures = net_last(office.leading())
    assert figures[""].open == figures[""].uncovered == 0
    agrees(case, office.karen, until=MONDAY, at=NOON)
    go_through(TUESDAY)
    assert net_last(office.leading())[""].uncovered == 1


def test_the_nights_figures_stand_by_group_and_in_the_trend(office: Town, case: Citizen) -> None:
    nights(MONDAY, NEXT_TUESDAY + DAY)
    rows = net_trend(office.leading(), until=NEXT_TUESDAY + DAY)
    assert [row.lost for row in rows] == [0] * 9 + [1]
    assert [row.watched for row in rows] == [1] * 9 + [0]
    assert rows[-1].person_days == 10
    assert rows[-1].largest_gap == rows[-1].gap_p95 == 9
    assert net_last(office.leading())[town.JOB_READY].lost == 1


def test_the_round_says_when_it_is_too_old() -> None:
    assert net_round_last(now=NOON).stale
    go_through(MONDAY)
    assert not net_round_last(now=night(MONDAY) + timedelta(hours=26)).stale
    assert net_round_last(now=night(MONDAY) + timedelta(hours=26, seconds=1)).stale


def test_only_the_lead_reads_the_net_and_only_coaches_have_alerts(office: Town) -> None:
    for read in (net_on, lambda who: net_trend(who, until=MONDAY), net_last):
        with pytest.raises(AccessRefused):
            read(office.counsellor())
    with pytest.raises(AccessRefused):
        alerts_of(office.leading(), on=MONDAY)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"met_at": NOON, "met_by": "booking", "met_key": 1}, "by an act alone"),
        ({"met_at": NOON, "met_by": "case_closed", "met_key": 1}, "by an act alone"),
        ({"watch": "silence"}, "stays"),
        ({"opened_on": TUESDAY}, "stays"),
    ],
)
def test_the_database_closes_no_alert_without_an_act(
    case: Citizen, changes: dict[str, object], why: str
) -> None:
    go_through(MONDAY)
    with pytest.raises(IntegrityError, match=why), transaction.atomic():
        Alert.objects.update(**changes)
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        Alert.objects.all()._raw_delete("default")


def test_the_database_takes_no_act_of_somebody_else_or_from_before(
    office: Town, case: Citizen
) -> None:
    earlier = book(case, office.karen)
    Person.objects.get(pk=office.jens.pk)
    go_through(MONDAY + 20 * DAY)
    other = book(town.citizen(office.jens, name="Anders And"), office.jens)
    for key in (earlier.pk, other.pk):
        with pytest.raises(IntegrityError, match="by an act alone"), transaction.atomic():
            Alert.objects.update(met_at=NOON, met_by="booking", met_key=key)


def test_the_database_keeps_a_nights_figures(case: Citizen) -> None:
    go_through(MONDAY)
    with pytest.raises(IntegrityError, match="stay as they are"), transaction.atomic():
        NightlyFigure.objects.update(lost=0, watched=1)
    with pytest.raises(IntegrityError, match="stay as they are"), transaction.atomic():
        NightlyFigure.objects.all()._raw_delete("default")


def test_a_round_asks_no_more_of_many_than_of_few(office: Town) -> None:
    for number in range(3):
        town.citizen(office.karen, name=f"Borger {number}", starts_on=MONDAY, asked_on=MONDAY)
    go_through(MONDAY)
    with CaptureQueriesContext(connection) as few:
        go_through(TUESDAY)
    for number in range(30):
        town.citizen(office.karen, name=f"Borger {number + 3}", starts_on=MONDAY, asked_on=MONDAY)
    go_through(TUESDAY + DAY)
    with CaptureQueriesContext(connection) as many:
        go_through(TUESDAY + 2 * DAY)
    assert len(many) <= len(few) + 1
    assert len(many) <= 80
