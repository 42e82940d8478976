"""Answers after a conversation: whoever tries to join one to a citizen finds nothing to join by."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from itertools import permutations

import pytest
from django.apps import apps
from django.db import connection, models

from staasted.apps.audit.models import ActLog, ReadLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.feedback.models import FeedbackBox, FeedbackDealt
from staasted.apps.feedback.seals import STEP, box_open
from staasted.apps.feedback.selectors import newest_answers, quarter_of, to_be_asked, what_units_say
from staasted.apps.feedback.services import (
    feedback_decline,
    feedback_forget,
    feedback_give,
)
from staasted.apps.org.clock import COPENHAGEN
from staasted.catalog.feedback import WORDS, questions
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError
from tests import town
from tests.happenings import hold, utc
from tests.town import NOON, Town

pytestmark = pytest.mark.django_db

SECRET = "Jeg blev hørt for allerførste gang"
YES, NO = {"heard": "fully", WORDS: SECRET}, {"heard": "not_at_all", "helped": "partly"}
MOMENTS = (models.DateTimeField, models.DateField, models.TimeField, models.DurationField)


@pytest.fixture
def met(place: Town) -> list[Citizen]:
    """Three citizens who have each held a conversation with Karen, of Team Å."""
    place.in_team(place.karen)
    cases = [town.citizen(place.karen, name=name) for name in ("Åse A", "Bo B", "Cilla C")]
    for number, case in enumerate(cases):
        hold(case, place.karen, utc(2026, 5, 11, 8 + number))
    return cases


def answers(case: Citizen, told: Mapping[str, str] | None, now: datetime = NOON) -> None:
    """Answer, or decline where nothing is told."""
    whose = {"actor": town.acting(case), "citizen": case, "now": now}
    if told is None:
        feedback_decline(**whose)
    else:
        feedback_give(answers=told, **whose)


def everything_stored() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, as somebody with the database file reads it."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 our own tables
            found[table] = cursor.fetchall()
    return found


def test_one_is_asked_once_and_a_no_is_heeded(met: list[Citizen]) -> None:
    ase, bo, _ = met
    assert to_be_asked(ase, now=NOON)
    answers(ase, YES)
    answers(bo, None)
    assert (to_be_asked(ase, now=NOON), to_be_asked(bo, now=NOON)) == (None, None)
    answers(ase, NO)
    (box,) = FeedbackBox.objects.all()
    assert box_open(box) == [YES], "nobody answers twice about one conversation"


def test_ten_answers_are_ten_peoples(place: Town) -> None:
    place.in_team(place.karen)
    talkative = town.citizen(place.karen, name="Åse A")
    for day in range(1, 11):
        hold(talkative, place.karen, utc(2026, 5, day, 8))
        answers(talkative, YES, now=utc(2026, 5, day + 3, 12))
    (box,) = FeedbackBox.objects.all()
    assert box_open(box) == [YES], "one is asked once a quarter, however often one talks"
    (told,) = what_units_say(place.leading(), on=date(2026, 8, 1))
    assert (told.asked, told.answered) == (1, None)
    hold(talkative, place.karen, utc(2026, 7, 1, 8))
    assert to_be_asked(talkative, now=utc(2026, 7, 3, 12)), "and again in the next"


def test_an_answer_counts_in_the_quarter_of_its_conversation(
    place: Town, met: list[Citizen]
) -> None:
    hold(met[0], place.karen, utc(2026, 6, 29, 8))
    answers(met[0], YES, now=utc(2026, 7, 10, 8))
    assert FeedbackBox.objects.get().quarter_on == date(2026, 4, 1)
    lead = place.leading()
    assert what_units_say(lead, on=date(2026, 7, 14)) == [], "somebody may still answer"
    assert len(what_units_say(lead, on=date(2026, 7, 15))) == 1


def test_nobody_is_asked_later_than_promised_or_without_a_unit(
    place: Town, met: list[Citizen]
) -> None:
    later = NOON + timedelta(days=catalog().policy["feedback_days"])
    assert to_be_asked(met[0], now=later) is None
    lone = town.citizen(place.jens, name="Dag D")
    hold(lone, place.jens, utc(2026, 5, 11, 8))
    assert to_be_asked(lone, now=NOON) is None, "an answer to nobody's unit would stand alone"


def test_no_table_has_a_moment_an_order_or_a_citizen() -> None:
    held = {model.__name__: model for model in apps.get_app_config("feedback").get_models()}
    assert set(held) == {"FeedbackBox", "FeedbackDealt"}
    dealt = [field.name for field in FeedbackDealt._meta.concrete_fields]
    assert dealt == ["conversation"], "not even a key of its own, that would grow"
    assert FeedbackDealt._meta.pk.name == "conversation"
    columns = {field.name: field for field in FeedbackBox._meta.concrete_fields}
    assert set(columns) == {"id", "team", "quarter_on", "cipher", "key_id"}
    assert {n for n, f in columns.items() if isinstance(f, MOMENTS)} == {"quarter_on"}


def test_the_words_stand_nowhere_in_the_database(met: list[Citizen]) -> None:
    answers(met[0], YES)
    stored = everything_stored()
    assert len(stored["feedback_feedbackbox"]) == 1
    raw = b"\n".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for rows in stored.values()
        for row in rows
        for value in row
    )
    assert b"feedback" in raw, "the search would find something"
    for sought in (SECRET.encode(), b"fully", b"not_at_all"):
        assert sought not in raw


def test_the_box_is_the_same_whatever_order_they_answered_in(met: list[Citizen]) -> None:
    told = [YES, NO, {"next_known": "fully"}]
    found = set()
    for order in permutations(range(3)):
        FeedbackBox.objects.all().delete()
        FeedbackDealt.objects.all().delete()
        for each in order:
            answers(met[each], told[each])
        found.add(str(box_open(FeedbackBox.objects.get())))
    assert len(found) == 1


def traces(act: Callable[[], None]) -> dict[str, int]:
    """How many rows an act leaves in each table, and how long the box is after it."""
    before = {table: len(rows) for table, rows in everything_stored().items()}
    act()
    after = everything_stored()
    left = {table: len(rows) - before[table] for table, rows in after.items()}
    sizes = {f"size of {b.quarter_on}": len(b.cipher) for b in FeedbackBox.objects.all()}
    return {table: number for table, number in left.items() if number} | sizes


def test_an_answer_and_a_no_leave_the_same_traces(met: list[Citizen]) -> None:
    ase, bo, cilla = met
    answers(ase, None)
    cipher = bytes(FeedbackBox.objects.get().cipher)
    declined = traces(lambda: answers(bo, None))
    again = bytes(FeedbackBox.objects.get().cipher)
    answered = traces(lambda: answers(cilla, YES | {WORDS: "æ" * 500}))
    assert declined == answered
    assert declined["feedback_feedbackdealt"] == 1
    assert cipher != again, "a no writes the box as well"
    assert len(cipher) > STEP
    assert not ActLog.objects.filter(act__startswith="feedback").exists()
    assert not ReadLog.objects.filter(page="feedback").exists()


def test_the_marks_lie_in_the_order_of_the_conversations_not_of_the_answers(
    met: list[Citizen],
) -> None:
    for case in reversed(met):
        answers(case, YES)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM feedback_feedbackdealt ORDER BY conversation_id")
        marks = [row[0] for row in cursor.fetchall()]
    held = [case.conversations.get().pk for case in met]
    assert marks == sorted(held)


def test_what_was_dealt_with_is_forgotten_and_old_boxes_go(met: list[Citizen]) -> None:
    answers(met[0], YES)
    feedback_forget(now=NOON)
    assert FeedbackDealt.objects.count() == FeedbackBox.objects.count() == 1
    feedback_forget(now=utc(2026, 7, 14, 20))
    assert FeedbackDealt.objects.exists(), "as long as one might be asked of that quarter again"
    feedback_forget(now=utc(2026, 7, 14, 22))
    assert not FeedbackDealt.objects.exists()
    assert to_be_asked(met[0], now=utc(2026, 7, 14, 22)) is None
    feedback_forget(now=NOON + timedelta(days=370 * 3))
    assert not FeedbackBox.objects.exists()


FAULTS = {
    "feedback_empty": {"heard": "elsewhere", WORDS: "  "},
    "words_too_long": {WORDS: "å" * 501},
    "feedback_names_a_number": {WORDS: f"Mit nummer er {town.replacement_number()}"},
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_refused_answer_deals_with_nothing(met: list[Citizen], code: str) -> None:
    with pytest.raises(DomainError, match=code):
        answers(met[0], FAULTS[code])
    assert to_be_asked(met[0], now=NOON)
    assert not FeedbackBox.objects.exists()


def many_answer(place: Town, number: int) -> None:
    place.in_team(place.karen)
    days = [utc(2026, 5, day, 6) for day in (4, 5, 6, 7, 8, 11, 12)]
    for each in range(number):
        case = town.citizen(place.karen, name=f"Borger {each}")
        hold(case, place.karen, days[each % len(days)])
        told = YES if each % 2 else NO
        answers(case, told | ({WORDS: f"Ord {each}"} if each % 2 else {}))


@pytest.mark.parametrize("number", [9, 10])
def test_a_lead_sees_ten_answers_and_not_nine_and_no_quarter_that_runs(
    place: Town, number: int
) -> None:
    many_answer(place, number)
    lead, today = place.leading(), NOON.astimezone(COPENHAGEN).date()
    assert what_units_say(lead, on=today) == []
    (told,) = what_units_say(lead, on=today + timedelta(days=92))
    assert (told.unit, told.asked) == ("Team Å", number)
    if number < 10:
        assert (told.answered, told.given, told.words) == (None, None, ())
        return
    assert told.answered == 10
    assert told.given["heard"] == {"fully": 5, "not_at_all": 5}
    assert sorted(told.words) == [f"Ord {each}" for each in (1, 3, 5, 7, 9)]


@pytest.mark.parametrize("number", [9, 10])
def test_the_front_page_tells_how_many_answered_of_units_with_ten_alone(
    place: Town, number: int
) -> None:
    many_answer(place, number)
    lead, today = place.leading(), NOON.astimezone(COPENHAGEN).date()
    assert newest_answers(lead, on=today) is None
    told = newest_answers(lead, on=today + timedelta(days=92))
    assert told is not None
    assert told.quarter_on == date(2026, 4, 1)
    assert (told.asked, told.answered, told.few) == ((10, 10, 0) if number == 10 else (0, 0, 1))


def test_an_option_is_known_by_its_slug_and_ten_is_the_least() -> None:
    assert [each.slug for each in questions()] == ["heard", "helped", "next_known"]
    assert catalog().policy["feedback_fewest"] >= 10
    assert quarter_of(NOON.date()).isoformat() == "2026-04-01"
