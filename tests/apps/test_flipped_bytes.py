"""One flipped byte of a sealed row is found, whichever it is."""

import random
from pathlib import Path

import pytest
from django.db import connection

from staasted.apps.audit.blocks import logs_seal
from staasted.apps.audit.models import ActLog, LogBlock, LogName, ReadLog
from staasted.apps.audit.verifying import Break, Broken, logs_verify
from tests.apps.test_log_sealing import of, read_and_act
from tests.breaking import byte_flipped, database_file, said_to_the_database
from tests.town import NOON

pytestmark = pytest.mark.django_db(transaction=True)

MARK = "markedmark"  # stands in one row alone, so that its bytes are found in the file
ANY = random.Random(14)  # noqa: S311 the same flips each time
HEAD = 10  # bytes: size, id and the kinds of the columns
TABLES = {LogName.READ: ("audit_readlog", "page"), LogName.ACT: ("audit_actlog", "subject")}


def marked(log: LogName) -> int:
    """Three rows in a log, the middle one with the mark; its id. All are sealed."""
    read_and_act(3)
    table, column = TABLES[log]
    row = list((ReadLog if log is LogName.READ else ActLog).objects.order_by("id"))[1].pk
    said_to_the_database(f"UPDATE {table} SET {column} = '{MARK}' WHERE id = %s", row)
    logs_seal(now=NOON)
    assert logs_verify().whole
    return row


def place_in(file: Path) -> tuple[bytes, int, int]:
    """The file's bytes, and where in it the marked row's first value begins and its mark ends."""
    content = file.read_bytes()
    (mark,) = (at for at in range(len(content)) if content.startswith(MARK.encode(), at))
    return content, content.rindex(b"2026-05-18", 0, mark), mark + len(MARK)


@pytest.mark.parametrize("log", list(LogName))
def test_every_byte_of_a_row_in_the_file_that_is_flipped_is_found_and_the_row_is_named(
    log: LogName,
) -> None:
    row = marked(log)
    if connection.vendor != "sqlite":
        return  # a server's files are its own: the test below goes through its SQL
    file = database_file()
    content, first, last = place_in(file)
    facts = content.find(b"}", last) + 1 if log is LogName.ACT else last
    for at in range(first, max(last, facts)):
        with byte_flipped(file, at, ANY.randrange(1, 256)):
            found = of(logs_verify(), log).broken
            assert found == Broken(Break.ROW_CHANGED, 1, row), (at - first, found)
    assert logs_verify().whole


@pytest.mark.parametrize("log", list(LogName))
def test_every_byte_of_a_rows_head_in_the_file_that_is_flipped_is_found(log: LogName) -> None:
    marked(log)
    if connection.vendor != "sqlite":
        return  # as above
    file = database_file()
    _, first, _ = place_in(file)
    for at in range(first - HEAD, first):
        with byte_flipped(file, at, ANY.randrange(1, 256)):
            found = of(logs_verify(), log).broken
            assert found, at - first
            assert found.block == 1
    assert logs_verify().whole


@pytest.mark.parametrize("log", list(LogName))
def test_every_sign_of_a_row_that_is_changed_in_the_database_is_found(log: LogName) -> None:
    row = marked(log)
    table, column = TABLES[log]
    for place in range(len(MARK)):
        changed = MARK[:place] + chr(ord(MARK[place]) ^ 1) + MARK[place + 1 :]
        said_to_the_database(f"UPDATE {table} SET {column} = %s WHERE id = %s", changed, row)
        assert of(logs_verify(), log).broken == Broken(Break.ROW_CHANGED, 1, row)
    said_to_the_database(f"UPDATE {table} SET {column} = %s WHERE id = %s", MARK, row)
    assert logs_verify().whole


def test_a_flipped_byte_of_a_block_in_the_file_is_found() -> None:
    marked(LogName.READ)
    if connection.vendor != "sqlite":
        return  # as above
    block = LogBlock.objects.get(log=LogName.READ)
    file = database_file()
    content, seals = file.read_bytes(), bytes(block.seals)
    for part in (seals, block.hash.encode()):
        at = content.index(part) + ANY.randrange(len(part))
        with byte_flipped(file, at, ANY.randrange(1, 256)):
            assert of(logs_verify(), LogName.READ).broken == Broken(Break.BLOCK_CHANGED, 1)
