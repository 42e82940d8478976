"""A prepared question finds what its queryset finds, whoever asks and whatever they ask about."""

from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.citizens.models import Citizen, CounsellorAssignment
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import in_force_on
from tests import town
from tests.town import MONDAY, Town

DAY = timedelta(days=1)


def assigned_on(on: date, person: int) -> QuerySet[CounsellorAssignment]:
    held = CounsellorAssignment.objects.filter(in_force_on(on), counsellor_id=person)
    return held.select_related("citizen__person", "counsellor").order_by("id")


ASSIGNED = Prepared(lambda given: assigned_on(given.day("on"), given.key("person")))


@Prepared
def named(given: Given) -> QuerySet[Person]:
    found = Person.objects.filter(pk__among=given.keys("keys")).order_by("id")
    return found.values_list("pk", "name")


@Prepared
def by_public_id(given: Given) -> QuerySet[Citizen]:
    return Citizen.objects.filter(public_id=given.word("ref"))


@Prepared
def by_public_ids(given: Given) -> QuerySet[Citizen]:
    return Citizen.objects.filter(public_id__among=given.words("keys"))


def test_it_finds_the_rows_the_queryset_finds_on_each_day_and_of_each_person(place: Town) -> None:
    town.citizen(place.karen)
    town.citizen(place.karen)
    town.citizen(place.jens)
    ended = CounsellorAssignment.objects.order_by("id")[0]
    ended.to_on = MONDAY
    ended.save()
    counts = set()
    for person in (place.karen, place.jens, place.lead):
        for on in (MONDAY, MONDAY + DAY, MONDAY - 4000 * DAY):
            found, meant = ASSIGNED()(on=on, person=person.pk), list(assigned_on(on, person.pk))
            assert found == meant
            assert [vars(row).keys() for row in found] == [vars(row).keys() for row in meant]
            assert [row.citizen.person.name for row in found] == [
                row.citizen.person.name for row in meant
            ]
            counts.add(len(found))
    assert counts == {0, 1, 2}


def test_it_is_one_query_and_what_was_read_with_it_is_asked_for_no_more(place: Town) -> None:
    town.citizen(place.karen)
    ASSIGNED()
    with CaptureQueriesContext(connection) as asked:
        (row,) = ASSIGNED()(on=MONDAY, person=place.karen.pk)
        assert row.citizen.person.name
        assert row.counsellor.name
    assert len(asked) == 1


def test_the_same_words_serve_other_values_and_are_made_once(place: Town) -> None:
    made = []

    @Prepared
    def counted(given: Given) -> QuerySet[Person]:
        made.append(given)
        return Person.objects.filter(pk=given.key("key"))

    for person in (place.karen, place.jens, place.karen):
        assert counted()(key=person.pk) == [person]
    assert len(made) == 1


def test_a_list_finds_each_of_its_keys_once_however_long_it_is(place: Town) -> None:
    people = list(Person.objects.order_by("id").values_list("pk", "name"))
    assert len(people) >= 3
    for length in range(len(people) + 1):
        keys = [pk for pk, _ in people[:length]]
        assert named()(keys=keys) == people[:length]
        assert named()(keys=[*keys, *keys]) == people[:length]
    far = [10_000_000 + key for key in range(40_000)]
    assert named()(keys=[pk for pk, _ in people] + far) == people


def test_a_list_of_words_finds_what_it_names(place: Town) -> None:
    cases = [town.citizen(place.karen) for _ in range(3)]
    refs = [case.public_id for case in cases]
    found = by_public_ids()(keys=[*refs[:2], "' OR '1'='1", '"]', "%s"])
    assert {case.public_id for case in found} == set(refs[:2])


def test_a_word_that_would_end_a_question_is_only_a_word(place: Town) -> None:
    case = town.citizen(place.karen)
    assert by_public_id()(ref=case.public_id) == [case]
    assert by_public_id()(ref="' OR '1'='1") == []
    assert by_public_id()(ref="%s") == []


def test_a_value_nobody_told_is_an_error(place: Town) -> None:
    with pytest.raises(KeyError, match="ref"):
        by_public_id()(other=place.karen.pk)


@pytest.mark.django_db
def test_what_no_value_could_find_asks_the_database_nothing() -> None:
    nobody = Prepared(lambda given: Person.objects.filter(pk=given.key("key")).none())
    with CaptureQueriesContext(connection) as asked:
        assert nobody()(key=1) == []
    assert not asked.captured_queries


@pytest.mark.django_db
def test_a_question_that_prefetches_is_refused_for_it_would_be_two() -> None:
    two = Prepared(lambda _: Person.objects.prefetch_related("roles"))
    with pytest.raises(ValueError, match="prefetches"):
        two()


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_through_its_own_connection() -> None:
    place = town.build_town()
    found: list[object] = []

    def ask() -> None:
        try:
            found.append(named()(keys=[place.karen.pk]))
        finally:
            connection.close()

    assert named()(keys=[place.karen.pk]) == [(place.karen.pk, place.karen.name)]
    threads = [Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[(place.karen.pk, place.karen.name)]] * 3
