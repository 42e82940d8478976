"""Sealing while others write: nothing is sealed past a row that is not there yet."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from staasted.apps.audit.blocks import logs_seal
from staasted.apps.audit.models import ActLog, LogBlock
from staasted.apps.audit.reading import note, reading
from staasted.apps.audit.seen import seen_of
from staasted.apps.audit.services import act_log
from staasted.apps.audit.verifying import logs_verify
from tests import town
from tests.at_once import together
from tests.town import NOON

pytestmark = pytest.mark.django_db(transaction=True)

WHO = "aaaaaaaaaa"


def read_once() -> None:
    with reading(actor=town.operator, purpose="test", page="test", at=NOON):
        note([WHO])


def act_once() -> None:
    with transaction.atomic():
        act_log(actor=town.operator, act="test", at=NOON)


def test_a_row_that_is_written_and_not_yet_committed_is_never_sealed_past() -> None:
    if connection.vendor == "sqlite":
        return  # one writer at a time: the order of ids is the order of rows
    written, let_go = Event(), Event()

    def slow() -> None:
        with transaction.atomic():
            act_log(actor=town.operator, act="slow", at=NOON)
            written.set()
            let_go.wait(30)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        slowly = pool.submit(slow)
        written.wait(30)
        act_once()  # a later id, there before the earlier one
        logs_seal(now=NOON)
        assert not LogBlock.objects.filter(log="act").exists()
        let_go.set()
        slowly.result()
    assert logs_seal(now=NOON) == 2
    assert logs_verify().whole


def test_sealers_and_writers_at_once_leave_one_whole_chain() -> None:
    def many(act: Callable[[], object]) -> Callable[[], None]:
        return lambda: [act() for _ in range(15)] and None

    seal = many(lambda: logs_seal(now=NOON))
    together([seal, many(read_once), seal, many(act_once), seal, many(read_once)])
    logs_seal(now=NOON)
    found = logs_verify()
    assert found.whole, found
    assert [state.sealed for state in found.logs] == [30, 15]
    assert ActLog.objects.count() == 15
    assert seen_of(WHO)[0].times == 30


def test_a_reading_is_told_once_whether_or_not_it_is_sealed_meanwhile() -> None:
    read_once()

    def counts() -> list[int]:
        return [seen_of(WHO)[0].times for _ in range(40)]

    told, _ = together([counts, lambda: logs_seal(now=NOON)])
    assert set(told) == {1}
