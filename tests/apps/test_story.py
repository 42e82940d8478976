"""The story of a course: both sides write in it, nothing in it is silently changed."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.selectors import Role, actor_for
from staasted.apps.story.models import StoryLine, StoryWording
from staasted.apps.story.selectors import Told as Line
from staasted.apps.story.selectors import lines_of, story_of
from staasted.apps.story.services import Told, line_correct, line_withdraw
from staasted.core.errors import DomainError
from tests import town
from tests.happenings import book, hold, utc
from tests.situation import tells
from tests.talking import posts, writes
from tests.telling import BEGAN, says
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def coach(place: Town) -> Actor:
    return actor_for(person=place.karen, role=Role.COUNSELLOR)


def kinds(case: Citizen) -> list[str]:
    return [each.kind for each in story_of(case).lines]


def own(case: Citizen) -> list[Line]:
    return [each for each in story_of(case).lines if each.line]


def test_each_side_writes_and_both_read_the_same(place: Town, ase: Citizen) -> None:
    says(ase)
    says(ase, Told(MONDAY, "Vi talte om uddannelse."), by=coach(place))
    told = [(each.on, each.line.role, each.line.wordings[0].words) for each in own(ase)]
    assert told == [
        (MONDAY, "counsellor", "Vi talte om uddannelse."),
        (BEGAN.on, "citizen", BEGAN.words),
    ]
    assert set(ActLog.objects.filter(act="story_write").values_list("role", flat=True)) == {
        "citizen",
        "counsellor",
    }


def test_the_same_form_twice_is_one_line(ase: Citizen) -> None:
    assert says(ase, key="k1") == says(ase, key="k1")
    assert StoryLine.objects.count() == 1


def test_a_correction_keeps_what_stood_before(ase: Citizen) -> None:
    line, better = says(ase), Told(BEGAN.on, "Jeg begyndte i praktik på et plejehjem.")
    change = {"actor": town.acting(ase), "citizen": ase, "public_id": line.public_id}
    line_correct(told=better, seen=1, now=NOON, **change)
    (shown,) = lines_of(ase)
    assert [each.words for each in shown.wordings] == [better.words, BEGAN.words]
    line_correct(told=better, seen=1, now=NOON, **change)
    assert StoryWording.objects.count() == 2, "the same again changes nothing"
    with pytest.raises(DomainError, match="story_line_changed"):
        line_correct(told=BEGAN, seen=1, now=NOON, **change)


def test_what_the_citizen_takes_back_nobody_reads_and_all_see_that_it_was_there(
    ase: Citizen,
) -> None:
    line = says(ase)
    line_withdraw(actor=town.acting(ase), citizen=ase, public_id=line.public_id, now=NOON)
    (shown,) = own(ase)
    assert shown.line.withdrawn_at == NOON
    assert shown.line.wordings == ()
    with pytest.raises(NotYours):
        line_withdraw(actor=town.acting(ase), citizen=ase, public_id=line.public_id, now=NOON)


def test_neither_side_changes_the_others_line(place: Town, ase: Citizen) -> None:
    mine, theirs = says(ase), says(ase, BEGAN, by=coach(place))
    for actor, line in ((coach(place), mine), (town.acting(ase), theirs)):
        with pytest.raises(NotYours):
            line_correct(
                actor=actor,
                citizen=ase,
                public_id=line.public_id,
                told=Told(MONDAY, "Noget andet."),
                seen=1,
                now=NOON,
            )
    with pytest.raises(NotYours):
        line_withdraw(actor=town.acting(ase), citizen=ase, public_id=theirs.public_id, now=NOON)


FAULTS = {
    "story_line_empty": Told(MONDAY, "   "),
    "words_too_long": Told(MONDAY, "å" * 1001),
    "story_day_beyond": Told(MONDAY + timedelta(days=1), "I morgen."),
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_line_has_words_and_a_day_that_has_been(ase: Citizen, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        says(ase, FAULTS[code])
    with pytest.raises(DomainError, match="story_day_beyond"):
        says(ase, Told(date(1950, 1, 1), "For længe siden."))
    assert not StoryLine.objects.exists()


def test_the_database_refuses_a_changed_wording_and_a_line_that_is_removed(ase: Citizen) -> None:
    line = says(ase)
    tries = (
        lambda: StoryWording.objects.update(words="Noget andet"),
        lambda: StoryWording.objects.all().delete(),
        lambda: StoryLine.objects.update(role="counsellor"),
        lambda: StoryLine.objects.filter(pk=line.pk)._raw_delete("default"),
    )
    for attempt in tries:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    line.withdrawn_at = NOON
    line.save()
    line.withdrawn_at = None
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save()


def test_everything_both_may_see_is_told_in_one_order(place: Town, ase: Citizen) -> None:
    hold(ase, place.karen, utc(2026, 5, 4, 8))
    book(ase, place.karen)
    writes(ase)
    posts(ase, place.karen)
    tells(ase, "job_on_the_way", MONDAY + timedelta(days=20))
    says(ase)
    told = kinds(ase)
    assert {"met", "booked", "message", "letter", "situation_told", "line"} <= set(told)
    days = [each.on for each in story_of(ase).lines]
    assert days == sorted(days, reverse=True)
    assert story_of(ase).years[0] == 2026


def test_many_messages_a_day_are_one_line(ase: Citizen) -> None:
    for _ in range(3):
        writes(ase)
    messages = [each for each in story_of(ase).lines if each.kind == "message"]
    assert [each.count for each in messages] == [3]


def test_one_year_is_shown_when_it_is_asked_for(ase: Citizen) -> None:
    says(ase)
    says(ase, Told(date(2019, 3, 4), "Jeg blev uddannet."))
    assert [each.on.year for each in story_of(ase, year=2019).lines] == [2019]
    assert story_of(ase, year=1700).year is None, "a year there is nothing of tells everything"


def test_ten_years_take_no_more_questions_than_a_day(ase: Citizen) -> None:
    story_of(ase)
    for number in range(120):
        told = Told(MONDAY - timedelta(days=30 * number), f"Linje {number}")
        says(ase, told)
    with CaptureQueriesContext(connection) as asked:
        assert len(own(ase)) == 120
    assert len(asked) == 3
