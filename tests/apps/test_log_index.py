"""The index says what the log says, word for word, and a row nobody can read stops nothing."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection

from staasted.apps.audit.blocks import logs_seal
from staasted.apps.audit.models import ActLog, LogBlock, LogName, ReadLog, SeenDay
from staasted.apps.audit.reading import note, reading
from staasted.apps.audit.seen import seen_of, seen_rebuild
from staasted.apps.audit.services import log_verify
from staasted.apps.audit.verifying import logs_verify
from staasted.apps.operations.problems import problems_of
from staasted.apps.operations.status import status_now
from tests import town
from tests.apps.test_log_sealing import CITIZENS, read_and_act, the_row
from tests.at_once import together
from tests.breaking import said_to_the_database
from tests.town import NOON

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("citizen", "cccccccccc"),
        ("day", "2026-05-17"),
        ("purpose", "other"),
        ("role", "lead"),
        ("unit", "other"),
        ("times", 9),
        ("last_at", NOON + timedelta(hours=1)),
    ],
)
def test_an_index_that_says_anything_else_than_the_log_is_found(column: str, value: object) -> None:
    read_and_act(3)
    logs_seal(now=NOON)
    assert logs_verify().whole
    SeenDay.objects.filter(citizen=CITIZENS[0]).update(**{column: value})
    assert not logs_verify().index_whole
    seen_rebuild()
    assert logs_verify().whole


def test_a_day_too_many_or_moved_readings_in_the_index_are_found() -> None:
    read_and_act(2)
    logs_seal(now=NOON)
    held = SeenDay.objects.get(citizen=CITIZENS[0])
    SeenDay.objects.filter(citizen=CITIZENS[0]).update(times=1)
    SeenDay.objects.filter(citizen=CITIZENS[1]).update(times=3)
    assert not logs_verify().index_whole, "as many readings in all"
    seen_rebuild()
    held.pk, held.day = None, NOON.date() + timedelta(days=1)
    held.save(force_insert=True)
    assert not logs_verify().index_whole


def test_readings_of_many_days_in_any_order_are_counted_as_they_were_indexed() -> None:
    for days in (3, 0, 2, 0, 1, 3):
        with reading(
            actor=town.operator, purpose="test", page="test", at=NOON + timedelta(days=days)
        ):
            note(CITIZENS)
        logs_seal(now=NOON)
    assert logs_verify().whole


UNREADABLE_BYTE = {
    LogName.READ: "UPDATE audit_readlog SET unit = CAST(x'ff' AS TEXT) WHERE id = %s",
    LogName.ACT: "UPDATE audit_actlog SET unit = CAST(x'ff' AS TEXT) WHERE id = %s",
}


def unreadable_byte(log: LogName, row: int) -> None:
    """A byte no text has, in one row; PostgreSQL stores none."""
    said_to_the_database(UNREADABLE_BYTE[log], row)


@pytest.mark.parametrize("log", list(LogName))
def test_a_row_nobody_can_read_stops_no_sealing_and_is_named(log: LogName) -> None:
    if connection.vendor != "sqlite":
        return  # the server takes nothing in that is no text
    read_and_act(3)
    model = ReadLog if log is LogName.READ else ActLog
    row = list(model.objects.order_by("id").values_list("id", flat=True))[1]
    unreadable_byte(log, row)
    found = logs_verify()
    assert (found.whole, found.unreadable) == (False, {log: row})
    assert logs_seal(now=NOON) == 6
    found = log_verify(now=NOON)
    assert (found.whole, found.unreadable) == (False, {log: row})
    assert found.index_whole
    assert [state.broken for state in found.logs] == [None, None]
    read = [seen.times for seen in seen_of(CITIZENS[0])]
    assert read == [2 if log is LogName.READ else 3]
    (problem,) = [
        each.what
        for each in problems_of(status_now(now=NOON, demo=False))
        if each.code == "log_unreadable"
    ]
    assert str(row) in problem


def test_a_citizen_is_told_of_the_rest_where_a_row_that_is_not_sealed_cannot_be_read() -> None:
    if connection.vendor != "sqlite":
        return  # as above
    read_and_act(3)
    unreadable_byte(LogName.READ, the_row(1))
    assert [seen.times for seen in seen_of(CITIZENS[0])] == [2]


def test_one_log_that_cannot_be_sealed_keeps_the_other_from_nothing() -> None:
    read_and_act(2)
    said_to_the_database("ALTER TABLE audit_readlog RENAME TO audit_away")
    try:
        with pytest.raises(DatabaseError):
            logs_seal(now=NOON)
        assert LogBlock.objects.filter(log=LogName.ACT).count() == 1
    finally:
        said_to_the_database("ALTER TABLE audit_away RENAME TO audit_readlog")


def test_an_index_made_anew_beside_the_sealing_counts_no_reading_twice() -> None:
    def read_and_seal() -> None:
        for _ in range(25):
            read_and_act(1)
            logs_seal(now=NOON)

    def rebuild() -> None:
        for _ in range(25):
            seen_rebuild()

    together([read_and_seal, rebuild])
    logs_seal(now=NOON)
    assert logs_verify().whole
    assert seen_of(CITIZENS[0])[0].times == 25
