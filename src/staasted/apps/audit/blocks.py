"""Sealing: rows of the logs become hash-chained blocks (docs/decisions/0014).

Sealing reads what has been written and never holds anybody up for longer than a moment.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.db.models import Max

from staasted.apps.audit.chain import NOTHING_BEFORE, packed_seals, row_digest
from staasted.apps.audit.models import LogBlock, LogName, ReadLog
from staasted.apps.audit.sealed import MODELS, hash_of, last_block
from staasted.apps.audit.seen import seen_add
from staasted.apps.audit.stored import TABLES, Row, rows_stored

ROWS_A_BLOCK = 1000
"""Rows in a block at most: what is searched when one is broken. Source: decision 0014."""

PATIENCE = 200
"""Milliseconds the sealer waits for writers before it tries another time. Source: decision 0014."""


class LogUnreadable(RuntimeError):
    """A row that is to be sealed cannot be read: verification names it."""


def logs_seal(*, now: datetime) -> int:
    """Seal every row of both logs that is written, each log by itself; how many there were.

    Errors: LogUnreadable, DatabaseError; the other log is sealed all the same.
    """
    sealed, failed = 0, None
    for log in LogName:
        try:
            sealed += _sealed(log, now)
        except (LogUnreadable, DatabaseError) as error:
            failed = failed or error
    if failed:
        raise failed
    return sealed


def _sealed(log: LogName, now: datetime) -> int:
    last, sealed = last_block(log), 0
    after, to = (last.last_id if last else 0), _settled(log)
    while after < to:
        rows = list(islice(rows_from(log, after, to), ROWS_A_BLOCK))
        if not rows:
            return sealed
        try:
            last = _block_write(log, last, rows, now)
        except IntegrityError:  # somebody else has sealed it this moment
            return sealed
        after, sealed = last.last_id, sealed + len(rows)
    return sealed


def _settled(log: LogName) -> int:
    """The highest id below which nobody is writing any more; 0 where somebody will not finish.

    PostgreSQL hands an id out before its row can be seen, so a later one may be seen first. No
    writer holds the table at the moment this lock is had. SQLite has one writer at a time.
    """
    if connection.vendor == "sqlite":
        return highest(log)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {PATIENCE}")
            cursor.execute(f"LOCK TABLE {TABLES[log]} IN SHARE MODE")
            return highest(log)
    except OperationalError:
        return 0


def highest(log: LogName) -> int:
    """The newest row's id; 0 in an empty log."""
    return MODELS[log].objects.aggregate(highest=Max("id"))["highest"] or 0


def rows_from(log: LogName, after: int, to: int) -> Iterator[Row]:
    """Rows above an id and up to another, in order, asked for a block's worth at a time."""
    while after < to:
        ids = MODELS[log].objects.filter(id__gt=after, id__lte=to).order_by("id")
        upto = list(ids.values_list("id", flat=True)[:ROWS_A_BLOCK])
        if not upto:
            return
        yield from rows_stored(log, after=after, to=upto[-1])
        after = upto[-1]


@transaction.atomic
def _block_write(log: LogName, last: LogBlock | None, rows: list[Row], now: datetime) -> LogBlock:
    """One block, and what the index gains by it, together or not at all."""
    digests = []
    for row_id, values in rows:
        if values is None:
            raise LogUnreadable(f"{log} {row_id}")
        digests.append((row_id, row_digest(values)))
    block = LogBlock(
        log=log,
        number=last.number + 1 if last else 1,
        first_id=last.last_id + 1 if last else 1,
        last_id=digests[-1][0],
        count=len(digests),
        sealed_at=now,
        seals=packed_seals(digests),
    )
    block.hash = hash_of(block, previous=last.hash if last else NOTHING_BEFORE)
    block.save(force_insert=True)
    if log is LogName.READ:
        seen_add(ReadLog.objects.filter(id__gte=block.first_id, id__lte=block.last_id))
    return block
