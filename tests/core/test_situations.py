"""What somebody tells of their situation reaches the law as a day, a fact or a relief."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from staasted.core.law import (
    DocumentedRelief,
    Hears,
    KnownFact,
    Person,
    SituationTold,
    Telling,
    When,
    with_situations,
)

DAY = timedelta(days=1)
TODAY = date(2026, 5, 18)
JOB = Telling(Hears.RELIEF, "ordinary_work")
WELL = Telling(Hears.DAY, "expected_well", alone=True)
ASKED = Telling(Hears.DAY, "follow_up_request", When.TOLD)
EMPLOYED = Telling(Hears.FACT, "employed")
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def told(*tells: Telling, **days: date) -> SituationTold:
    return SituationTold(tells, **({"told_on": TODAY, "stands_on": TODAY} | days))


def test_a_job_relieves_from_the_day_it_is_confirmed_to_the_day_before_it_begins() -> None:
    begins = TODAY + 20 * DAY
    (relief,) = with_situations(Person(()), [told(JOB, begins_on=begins)]).reliefs
    assert relief == DocumentedRelief(TODAY, None, "ordinary_work", begins)
    assert relief.covers(TODAY)
    assert relief.covers(begins - DAY)
    assert not relief.covers(begins)
    assert not relief.covers(TODAY - DAY)


def test_a_job_that_came_to_nothing_relieves_no_longer_than_until_it_was_said() -> None:
    ended = TODAY + 3 * DAY
    gone = told(JOB, begins_on=TODAY + 20 * DAY, ended_on=ended)
    (relief,) = with_situations(Person(()), [gone]).reliefs
    assert relief.covers(ended)
    assert not relief.covers(ended + DAY)


def test_the_newest_day_of_being_well_stands_alone_and_an_ended_one_says_nothing() -> None:
    person = Person((), days={"expected_well": (date(2026, 12, 1),)})
    soon = told(WELL, begins_on=date(2026, 6, 10))
    sooner = told(WELL, begins_on=date(2026, 6, 1))
    assert with_situations(person, [soon]).days["expected_well"] == (date(2026, 6, 10),)
    assert with_situations(person, [soon, sooner]).days["expected_well"] == (date(2026, 6, 1),)
    ended = told(WELL, begins_on=date(2026, 6, 1), ended_on=TODAY)
    assert with_situations(person, [ended]) == person


def test_a_wish_is_a_day_more_beside_those_there_were() -> None:
    before = date(2026, 3, 2)
    person = Person((), days={"follow_up_request": (before,)})
    found = with_situations(person, [told(ASKED)]).days["follow_up_request"]
    assert found == (before, TODAY)


def test_a_fact_holds_in_its_own_days_and_is_heard_before_what_was_known() -> None:
    person = Person((), facts={"employed": (KnownFact(value=False),)})
    since, until = date(2026, 5, 1), date(2026, 5, 31)
    found = with_situations(person, [told(EMPLOYED, begins_on=since, ends_on=until)])
    assert found.fact("employed", since) is True
    assert found.fact("employed", until) is True
    assert found.fact("employed", until + DAY) is False
    assert found.fact("employed", since - DAY) is False


@given(st.lists(st.builds(lambda day: told(JOB, ASKED, WELL, EMPLOYED, begins_on=day), DAYS)))
def test_telling_takes_nothing_away_of_what_other_registers_know(
    news: list[SituationTold],
) -> None:
    known = DocumentedRelief(date(2025, 1, 1), date(2025, 2, 1))
    person = Person((), reliefs=(known,), days={"birth": (date(2025, 3, 1),)})
    found = with_situations(person, news)
    assert found.reliefs[0] == known
    assert len(found.reliefs) == 1 + len(news)
    assert found.days["birth"] == person.days["birth"]


def test_a_day_nobody_gave_tells_nothing() -> None:
    person = Person(())
    assert with_situations(person, [told(JOB, WELL)]) == person
