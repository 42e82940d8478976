"""A course in an offer, from the request to the end: what is decided, told, counted and kept."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.granting.models import OfferDecision
from staasted.apps.letters.models import Letter
from staasted.apps.offers.courses import (
    course_begin,
    course_drop,
    course_end,
    course_pause,
    course_resume,
)
from staasted.apps.offers.models import (
    Measure,
    OfferCourse,
    OfferPause,
    OfferRequest,
    OfferSeat,
    OfferStep,
)
from staasted.apps.offers.requests import request_withdraw
from staasted.apps.offers.selectors import offers_ended, running_on
from staasted.apps.org.clock import clock
from staasted.apps.outbox.models import Message
from staasted.core.errors import DomainError
from staasted.core.offering import CourseOutcome
from tests import town
from tests.ending import close_case
from tests.offer_courses import (
    LAST,
    PLACEMENT,
    SECTION,
    WHY,
    assess,
    decide,
    granted_to,
    plan,
    provider,
    running,
)
from tests.offering import ask
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def ase(place: Town) -> Citizen:
    case = town.citizen(place.karen)
    case.person.email = "aase@borger.example"
    case.person.save()
    return case


def refused(code: str):
    return pytest.raises(DomainError, match=code)


def later(days: int):
    return clock.pinned(NOON + timedelta(days=days))


def test_what_a_citizen_asks_for_is_assessed_once_and_the_request_is_taken_up(
    place: Town, ase: Citizen
) -> None:
    asked = ask(ase, PLACEMENT, "Jeg vil prøve et lager")
    course = assess(place, ase)
    assert assess(place, ase) == course
    asked.refresh_from_db()
    assert (asked.state, asked.taken_up_by) == ("taken_up", place.karen)
    assert course.request == asked
    assert course.promised_on == date(2026, 6, 2)  # ten working days, Whit Monday left out
    (step,) = OfferStep.objects.all()
    assert (step.move, step.by) == ("assess", place.karen)


def test_a_request_taken_back_drops_its_assessment(place: Town, ase: Citizen) -> None:
    asked = ask(ase, PLACEMENT)
    course = assess(place, ase)
    request_withdraw(actor=town.acting(ase), request=asked)
    course.refresh_from_db()
    assert course.state == "dropped"
    assert OfferStep.objects.latest("id").by == ase.person


def test_a_grant_is_a_decision_with_reasons_section_and_how_to_complain_in_a_letter(
    place: Town, ase: Citizen
) -> None:
    asked = ask(ase, PLACEMENT)
    course = assess(place, ase)
    lager = provider(place)
    decision = decide(place.counsellor(), course, plan(provider=lager))
    letter = Letter.objects.get()
    assert decision.letter == letter
    assert (decision.section, decision.complain_by) == (SECTION, "LBK 280/2024 § 204")
    assert decision.complain_to == "Ankestyrelsens Beskæftigelsesudvalg"
    assert decision.complain_until == MONDAY + timedelta(weeks=4)
    for said in (WHY, SECTION, "Aages Lager", "Havnevej 2", "30 timer", "Prøve et lager"):
        assert said in letter.body
    for said in ("Ankestyrelsens Beskæftigelsesudvalg", "4 uger", "15. juni 2026", "§ 204"):
        assert said in letter.complain
    assert "dagpenge" in letter.complain  # LBK 280/2024 § 205: an answer within four weeks
    course.refresh_from_db()
    asked.refresh_from_db()
    assert (course.state, asked.state) == ("granted", "done")
    told = Message.objects.get(person=ase.person)
    assert "Lager" not in told.body
    assert WHY not in told.body


def test_a_refusal_says_why_and_the_law_sees_nothing(place: Town, ase: Citizen) -> None:
    course = assess(place, ase)
    decide(place.counsellor(), course, None, reasons="Du har haft seks måneder allerede.")
    course.refresh_from_db()
    assert course.state == "refused"
    letter = Letter.objects.get()
    assert "Du får ikke tilbuddet" in letter.body
    assert "ikke komme, så ring" not in letter.body
    assert not Measure.objects.exists()


def test_a_decision_by_the_sickness_act_is_complained_of_by_that_act(
    place: Town, ase: Citizen
) -> None:
    course = assess(place, ase)
    decision = decide(place.counsellor(), course, None, section="LBK 1221/2025 § 7 b")
    assert decision.complain_by == "LBK 1221/2025 § 77"
    assert "§ 205" not in decision.letter.complain


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"section": "efter min mening"}, "offer_section"),
        ({"section": "LBK 280/2024"}, "offer_section"),
        ({"section": "LBK 1/1999 § 2"}, "offer_section"),
        ({"reasons": "  "}, "offer_reasons_missing"),
        ({"reasons": "x" * 2001}, "words_too_long"),
    ],
)
def test_a_decision_without_its_grounds_is_not_made_and_nothing_is_sent(
    place: Town, ase: Citizen, told: dict, code: str
) -> None:
    course = assess(place, ase)
    with refused(code):
        decide(place.counsellor(), course, plan(), **told)
    course.refresh_from_db()
    assert course.state == "assessed"
    assert not Letter.objects.exists()
    assert not Measure.objects.exists()


def test_the_same_form_sent_twice_is_one_decision_and_another_one_is_refused(
    place: Town, ase: Citizen
) -> None:
    course, actor = assess(place, ase), place.counsellor()
    first = decide(actor, course, plan(), key="noeglen")
    assert decide(actor, course, plan(), key="noeglen") == first
    with refused("offer_move"):
        decide(actor, course, None)
    assert OfferDecision.objects.count() == Letter.objects.count() == 1


def test_a_decision_is_never_changed_or_removed_nor_is_a_step(place: Town, ase: Citizen) -> None:
    granted_to(place, ase)
    for rows, change in (
        (OfferDecision.objects.all(), {"reasons": "Noget andet"}),
        (OfferStep.objects.all(), {"words": "Noget andet"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.delete()


def test_the_law_counts_it_from_the_first_day_attended(place: Town, ase: Citizen) -> None:
    course = granted_to(place, ase)
    measure = Measure.objects.get()
    assert (measure.granted_on, measure.starts_on) == (MONDAY, None)
    assert (measure.kind, measure.section) == (PLACEMENT, SECTION)
    with later(2):
        course_begin(actor=place.counsellor(), course=course, on=TUESDAY)
        assert running_on(TUESDAY) == {ase.public_id}
        assert running_on(MONDAY) == set()
    measure.refresh_from_db()
    assert (measure.starts_on, measure.ends_on) == (TUESDAY, LAST)


def test_what_a_file_told_of_already_is_the_same_measure(place: Town, ase: Citizen) -> None:
    course = granted_to(place, ase)
    told = Measure.objects.create(citizen=ase, kind=PLACEMENT, provider="", starts_on=MONDAY)
    course_begin(actor=place.counsellor(), course=course, on=MONDAY)
    measure = Measure.objects.get()
    assert measure == told
    assert (measure.granted_on, measure.section) == (MONDAY, SECTION)


def test_a_pause_is_not_running_and_the_way_back_is_a_day_later(place: Town, ase: Citizen) -> None:
    course, actor = running(place, ase), place.counsellor()
    with later(10):
        on = MONDAY + timedelta(days=7)
        course_pause(actor=actor, course=course, on=on, until_on=None, words="Du er syg.")
        assert running_on(on - timedelta(days=1)) == {ase.public_id}
        assert running_on(on) == set()
        with refused("offer_day_order"):
            course_resume(actor=actor, course=course, on=on)
        course_resume(actor=actor, course=course, on=on + timedelta(days=2))
        assert running_on(on + timedelta(days=1)) == set()
        assert running_on(on + timedelta(days=2)) == {ase.public_id}
    (pause,) = OfferPause.objects.all()
    assert pause.to_on == on + timedelta(days=1)


def test_an_end_says_how_and_the_net_can_read_of_it(place: Town, ase: Citizen) -> None:
    course = running(place, ase, provider=provider(place))
    with later(20):
        on = MONDAY + timedelta(days=18)
        course_end(actor=place.counsellor(), course=course, on=on, outcome=CourseOutcome.JOB)
        ended = offers_ended([ase.pk], first=MONDAY, last=on)
        assert [(each.kind, each.ended_on, each.outcome) for each in ended] == [
            (PLACEMENT, on, "job")
        ]
        assert offers_ended([ase.pk], first=on + timedelta(days=1), last=LAST) == []
        assert offers_ended([], first=MONDAY, last=on) == []
    assert OfferSeat.objects.get().to_on == on


def test_a_planned_end_that_has_passed_is_an_end_nobody_has_told_of(
    place: Town, ase: Citizen
) -> None:
    running(place, ase)
    (ended,) = offers_ended([ase.pk], first=LAST, last=LAST)
    assert ended.outcome == ""


def test_a_grant_that_never_begins_is_dropped_with_a_word_and_leaves_nothing_to_count(
    place: Town, ase: Citizen
) -> None:
    course = granted_to(place, ase, provider=provider(place))
    with refused("offer_words_missing"):
        course_drop(actor=place.counsellor(), course=course, words=" ")
    course_drop(actor=place.counsellor(), course=course, words="Firmaet lukkede.")
    assert not Measure.objects.exists()
    assert OfferSeat.objects.get().withdrawn
    assert OfferCourse.objects.get().state == "dropped"
    assert OfferDecision.objects.count() == 1


def test_what_cannot_have_happened_is_refused(place: Town, ase: Citizen) -> None:
    course, actor = granted_to(place, ase), place.counsellor()
    with refused("offer_day_ahead"):
        course_begin(actor=actor, course=course, on=TUESDAY)
    with refused("offer_day_order"):
        course_begin(actor=actor, course=course, on=MONDAY - timedelta(days=1))
    with refused("offer_move"):
        course_end(actor=actor, course=course, on=MONDAY, outcome=CourseOutcome.COMPLETED)
    with refused("offer_day_order"):
        decide(actor, assess(place, ase, "mentor"), plan(first_on=MONDAY - timedelta(days=1)))


def test_closing_the_case_ends_what_runs_and_drops_what_has_not_begun(
    place: Town, ase: Citizen
) -> None:
    running(place, ase, provider=provider(place))
    assess(place, ase, "mentor")
    close_case(ase, place.karen)
    ended, dropped = OfferCourse.objects.order_by("id")
    assert (ended.state, ended.outcome, ended.ended_on) == ("ended", "case_closed", MONDAY)
    assert dropped.state == "dropped"
    assert Measure.objects.get().ends_on == MONDAY
    assert not OfferRequest.objects.filter(state="asked").exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        OfferCourse.objects.filter(pk=dropped.pk).update(state="assessed")
    with refused("case_closed"):
        assess(place, ase, "mentor")


def test_no_word_of_a_course_stands_in_the_log(place: Town, ase: Citizen) -> None:
    course = running(place, ase)
    course_pause(
        actor=place.counsellor(), course=course, on=MONDAY, until_on=None, words="Du er syg."
    )
    told = "".join(str(row.facts) for row in ActLog.objects.all())
    assert WHY not in told
    assert "syg" not in told
    assert ActLog.objects.filter(act="offer_decide", subject=course.public_id).count() == 1
