"""Messages between a citizen and their coach: promised, answered once, kept as they were sent."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.models import ActLog
from staasted.apps.audit.reading import reading
from staasted.apps.booking.models import Booking, ClosingDay
from staasted.apps.citizens.models import Citizen
from staasted.apps.effort.selectors import level_on
from staasted.apps.files.checking import file_check
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person, Team
from staasted.apps.org.staffing import absence_record
from staasted.apps.outbox.models import Message
from staasted.apps.outbox.wishes import house_wishes, wishes_keep
from staasted.apps.retention.services import due_erase
from staasted.apps.talking.access import talk_of, talks_waiting
from staasted.apps.talking.answering import answering
from staasted.apps.talking.models import TalkMessage
from staasted.apps.talking.selectors import last_outside, unread_messages
from staasted.apps.talking.services import messages_read, messages_settle
from staasted.core.calendar import add_months
from staasted.core.errors import DomainError
from tests import town
from tests.ending import close_case
from tests.keeping_files import TXT
from tests.talking import answers, wants_help, writes
from tests.town import LONG_AGO, MONDAY, NOON, Town, bystanders
from tests.waiting import with_mail

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def ase(place: Town) -> Citizen:
    case = town.citizen(place.karen)
    with_mail(case)
    return case


@pytest.mark.parametrize(
    ("written_on", "promised"),
    [
        (date(2026, 5, 18), date(2026, 5, 20)),  # Monday
        (date(2026, 5, 21), date(2026, 5, 26)),  # before Whitsun: Monday the 25th is a holiday
        (date(2026, 5, 16), date(2026, 5, 19)),  # Saturday
    ],
)
def test_an_answer_is_promised_in_working_days(
    ase: Citizen, written_on: date, promised: date
) -> None:
    with clock.pinned(NOON + (written_on - MONDAY)):
        assert writes(ase).answer_by == promised


def test_a_closing_day_of_the_office_puts_the_promise_off(ase: Citizen) -> None:
    ClosingDay.objects.create(on=MONDAY + DAY, name="Flytning")
    assert writes(ase).answer_by == date(2026, 5, 21)


def test_an_answer_settles_all_that_waited_and_is_a_contact_both_ways(
    place: Town, ase: Citizen
) -> None:
    first, second = writes(ase), writes(ase, "Og en ting mere.")
    assert last_outside([ase.pk], on=MONDAY) == {}
    with clock.pinned(NOON + DAY):
        said = answers(ase, place.karen)
    for message in (first, second):
        message.refresh_from_db()
        assert (message.settled_as, message.settled_by) == ("answered", place.karen)
    assert said.in_reply
    assert not first.in_reply
    assert last_outside([ase.pk], on=MONDAY) == {}
    assert last_outside([ase.pk], on=MONDAY + DAY) == {ase.pk: MONDAY + DAY}


def test_the_citizens_answer_to_the_coach_is_a_contact_both_ways_too(
    place: Town, ase: Citizen
) -> None:
    assert not answers(ase, place.karen).in_reply, "nobody had written"
    assert last_outside([ase.pk], on=MONDAY) == {}
    assert writes(ase).in_reply
    assert last_outside([ase.pk], on=MONDAY) == {ase.pk: MONDAY}


def test_an_answered_message_counts_for_nothing_else(place: Town, ase: Citizen) -> None:
    def level() -> object:
        with reading(actor=OPERATOR, purpose="test", page="test", at=NOON):
            return level_on(place.leading(), on=MONDAY)

    before = level()
    writes(ase)
    answers(ase, place.karen)
    assert level() == before
    assert not Booking.objects.exists()


def test_read_without_an_answer_is_no_contact(place: Town, ase: Citizen) -> None:
    writes(ase)
    assert messages_settle(actor=place.counsellor(), citizen=ase) == 1
    assert TalkMessage.objects.get().settled_as == "needs_none"
    assert last_outside([ase.pk], on=MONDAY) == {}
    assert messages_settle(actor=place.counsellor(), citizen=ase) == 0


def test_the_same_form_is_one_message_however_often_it_is_sent(ase: Citizen) -> None:
    first = writes(ase, key="samenoegle")
    assert writes(ase, key="samenoegle") == first
    with pytest.raises(DomainError, match="sent_already"):
        writes(ase, "Noget andet.", key="samenoegle")
    assert writes(ase) != first
    assert TalkMessage.objects.count() == 2
    assert ActLog.objects.filter(act="talk_send").count() == 2


@pytest.mark.parametrize(
    ("words", "key", "code"),
    [
        ("  ", "a", "message_without_words"),
        ("a" * 4001, "a", "words_too_long"),
        ("a", "b" * 11, "form_without_key"),
    ],
)
def test_what_cannot_be_sent_is_refused_with_a_reason(
    ase: Citizen, words: str, key: str, code: str
) -> None:
    with pytest.raises(DomainError, match=code):
        writes(ase, words, key=key)


def test_the_log_never_holds_the_words(ase: Citizen) -> None:
    writes(ase, "Jeg har fået en diagnose.", files=[file_check(name="Diagnose.txt", chunks=[TXT])])
    assert "iagnose" not in str(list(ActLog.objects.values()))


def test_each_side_sees_what_the_other_has_read(place: Town, ase: Citizen) -> None:
    writes(ase)
    assert messages_read(actor=place.counsellor(), citizen=ase) == 1
    assert messages_read(actor=place.counsellor(), citizen=ase) == 0
    answers(ase, place.karen)
    assert unread_messages(ase).count() == 1
    assert messages_read(actor=town.acting(ase), citizen=ase) == 1
    assert unread_messages(ase).count() == 0
    assert all(message.read_at == NOON for message in talk_of(ase))


def test_the_citizen_is_told_once_that_a_message_lies_here_and_nothing_of_it(
    place: Town, ase: Citizen
) -> None:
    writes(ase)
    assert not Message.objects.exists(), "who wrote is not told"
    answers(ase, place.karen, "Kom på torsdag, og tag lægens papir med.")
    answers(ase, place.karen, "Og et cv.")
    told = Message.objects.get()
    assert (told.kind, told.person) == ("talk_message", ase.person)
    assert told.title == "Der ligger en besked til dig"
    for kept_here in ("torsdag", "læge", "Karen", ase.public_id):
        assert kept_here not in told.title + told.body
    messages_read(actor=town.acting(ase), citizen=ase)
    answers(ase, place.karen)
    assert Message.objects.count() == 2


def test_nobody_is_told_at_night_but_in_the_morning(place: Town, ase: Citizen) -> None:
    with clock.pinned(NOON + timedelta(hours=10)):  # 22 in Denmark
        answers(ase, place.karen)
    assert Message.objects.get().next_try_at == town.danish(
        MONDAY + DAY, house_wishes().open_hours.first
    )


def test_past_the_days_most_it_waits_for_tomorrow(place: Town, ase: Citizen) -> None:
    for _ in range(3):
        answers(ase, place.karen)
        messages_read(actor=town.acting(ase), citizen=ase)
    answers(ase, place.karen)
    last = Message.objects.latest("id")
    assert last.next_try_at.date() == MONDAY + DAY


def test_while_the_coach_is_away_a_named_colleague_answers(place: Town, ase: Citizen) -> None:
    around = bystanders(place, ase)
    assert answering(ase, place.karen, on=MONDAY).by == place.karen
    absence_record(actor=OPERATOR, person=place.karen, from_on=MONDAY, to_on=MONDAY + DAY)
    stands_in = answering(ase, place.karen, on=MONDAY)
    assert stands_in.by in (around["mate"], around["silent_mate"])
    assert stands_in.stands_in
    assert answering(ase, place.karen, on=MONDAY) == stands_in, "the same name every day"
    assert answering(ase, place.karen, on=MONDAY + 2 * DAY).by == place.karen
    assert answering(ase, None, on=MONDAY).by is None
    for mate in ("mate", "silent_mate"):
        absence_record(actor=OPERATOR, person=around[mate], from_on=LONG_AGO)
    assert answering(ase, place.karen, on=MONDAY).by is None, "a relative and oneself never"


def test_who_waits_stands_by_the_nearest_promise_for_the_coach_and_whoever_covers(
    place: Town, ase: Citizen, logged: None
) -> None:
    other = town.citizen(place.karen, name="Bo Friis")
    with clock.pinned(NOON - 3 * DAY):
        writes(other)
    writes(ase)
    writes(ase)
    found = talks_waiting(place.counsellor(), on=MONDAY).waiting
    assert [(case.person.name, case.count) for case in found] == [
        ("Bo Friis", 1),
        ("Åse Møller", 2),
    ]
    mate = bystanders(place, ase)["mate"]
    covering = replace(place.counsellor(mate), team_id=Team.objects.get(name="Team Å").pk)
    assert talks_waiting(covering, on=MONDAY).waiting == []
    absence_record(actor=OPERATOR, person=place.karen, from_on=MONDAY)
    assert talks_waiting(covering, on=MONDAY).hidden == 2
    seen = talks_waiting(replace(covering, purpose="cover"), on=MONDAY)
    assert (len(seen.waiting), seen.hidden) == (2, 0)
    assert talks_waiting(place.counsellor(place.jens), on=MONDAY).waiting == []


def test_when_the_case_closes_nothing_waits_and_all_can_still_be_read(
    place: Town, ase: Citizen
) -> None:
    writes(ase)
    wants_help(ase)
    close_case(ase, place.karen)
    assert TalkMessage.objects.get().settled_as == "case_closed"
    assert len(talk_of(ase)) == 1
    with pytest.raises(DomainError, match="case_closed"):
        writes(ase)
    with pytest.raises(DomainError, match="case_closed"):
        answers(ase, place.karen)


@pytest.mark.parametrize(
    "changed",
    [
        {"words": "Noget andet"},
        {"sent_at": NOON - DAY},
        {"role": "counsellor"},
        {"answer_by": MONDAY + 9 * DAY},
    ],
)
def test_the_database_keeps_a_message_as_it_was_sent(
    ase: Citizen, changed: dict[str, object]
) -> None:
    writes(ase)
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        TalkMessage.objects.update(**changed)


def test_the_database_removes_no_message_of_an_open_case(place: Town, ase: Citizen) -> None:
    message = writes(ase)
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        TalkMessage.objects.all().delete()
    close_case(ase, place.karen)
    message.pk, message.sent_key, message.public_id = None, "andennøgle", "2222222222"
    with pytest.raises(IntegrityError, match="case is closed"), transaction.atomic():
        message.save(force_insert=True)


def test_messages_go_with_the_case_and_its_files(place: Town, ase: Citizen) -> None:
    writes(ase, files=[file_check(name="cv.txt", chunks=[TXT])])
    wants_help(ase)
    answers(ase, place.karen)
    close_case(ase, place.karen)
    (gone,) = (each for each in due_erase(actor=OPERATOR, on=add_months(MONDAY, 60)))
    assert {"talking.talkmessage", "talking.talkfile", "talking.helpwish"} <= set(gone.rows)
    assert not TalkMessage.objects.exists()
    assert Person.objects.filter(pk=place.karen.pk).exists()


def test_a_person_with_narrow_hours_is_told_in_them(place: Town, ase: Citizen) -> None:
    wishes = replace(house_wishes(), first_time=time(10), last_time=time(15))
    wishes_keep(person=ase.person, wishes=wishes, now=NOON)
    with clock.pinned(NOON + timedelta(hours=4)):  # 16 in Denmark
        answers(ase, place.karen)
    assert Message.objects.get().next_try_at == town.danish(MONDAY + DAY, time(10))
