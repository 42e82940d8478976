"""Verification: each log is read again from its first block, and the first break is named."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import DatabaseError

from staasted.apps.audit.blocks import highest, rows_from
from staasted.apps.audit.chain import NOTHING_BEFORE, row_digest, unpacked_seals
from staasted.apps.audit.models import LogBlock, LogName
from staasted.apps.audit.recounting import index_recount
from staasted.apps.audit.sealed import hash_of, sealed_to
from staasted.apps.audit.selectors import last_acts
from staasted.apps.audit.stored import UNREADABLE, Row, is_readable, rows_stored

VERIFICATION = "log_verify"
"""The act a verification leaves in the log."""

BELOW_ALL = -(2**63)
"""A row with an id below the first block's is an added one."""


class Break(StrEnum):
    """What is wrong with a block, or with a row in it."""

    BLOCK_MISSING = "block_missing"
    BLOCK_CHANGED = "block_changed"
    ROW_MISSING = "row_missing"
    ROW_ADDED = "row_added"
    ROW_CHANGED = "row_changed"


@dataclass(frozen=True, slots=True)
class Broken:
    """The first break of a log: which block, and which row where it is a row's."""

    what: Break
    block: int
    row: int | None = None


@dataclass(frozen=True, slots=True)
class LogState:
    """How one log stands: its sealed rows, the unsealed tail, and the first break if any.

    ``head`` is the newest block's number and hash: noted outside the database it shows later
    that nothing was sealed anew.
    """

    log: LogName
    blocks: int
    sealed: int
    tail: int
    head: tuple[int, str]
    broken: Broken | None


@dataclass(frozen=True, slots=True)
class Verified:
    """Both logs, the index of one, and noted hashes that no block has.

    ``unreadable`` is the first row of a log that nobody can read, sealed or not: it is as it was
    written, and no index and no page can tell of it.
    """

    logs: tuple[LogState, ...]
    index_whole: bool
    unknown: tuple[str, ...] = ()
    unreadable: Mapping[LogName, int] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether nothing is broken."""
        chains = all(state.broken is None for state in self.logs)
        return chains and self.index_whole and not self.unknown and not self.unreadable


def logs_verify(known: Iterable[str] = ()) -> Verified:
    """Read both logs against their blocks; ``known`` are hashes noted on an earlier day."""
    noted = _noted()
    walks = {log: _Walk(log, noted) for log in LogName}
    logs = tuple(walk.state() for walk in walks.values())
    # A broken log says it already, and its index follows it.
    index = None if any(state.broken for state in logs) else index_recount()
    unreadable = {log: walk.unreadable for log, walk in walks.items()}
    unreadable[LogName.READ] += index.unreadable if index else ()
    held = LogBlock.objects.filter(hash__in=list(known))
    return Verified(
        logs=logs,
        index_whole=index is None or index.whole,
        unknown=tuple(sorted(set(known) - set(held.values_list("hash", flat=True)))),
        unreadable={log: min(rows) for log, rows in unreadable.items() if rows},
    )


def _noted() -> Mapping[str, Any]:
    """What the last verification noted; nothing where its own row cannot be read."""
    try:
        last = last_acts(VERIFICATION).get(VERIFICATION)
    except UNREADABLE:
        return {}
    return last.facts if last else {}


class _Walk:
    """One log from its first block; ``facts`` are what the last verification noted."""

    def __init__(self, log: LogName, facts: Mapping[str, Any]) -> None:
        self.log = log
        self.noted, self.noted_hash = facts.get(log, {}).get("head", (0, NOTHING_BEFORE))
        self.blocks, self.sealed, self.last_id = 0, 0, 0
        self.unreadable: list[int] = []
        self.head = NOTHING_BEFORE

    def state(self) -> LogState:
        """Walk the whole log."""
        broken = self._first_break()
        if broken is None and self.noted > self.blocks:
            broken = Broken(Break.BLOCK_MISSING, self.blocks + 1)
        sealed = sealed_to(self.log)
        tail = self._tail_of(sealed)
        return LogState(
            log=self.log,
            blocks=self.blocks,
            sealed=self.sealed,
            tail=tail,
            # A broken chain's own head would pass for the true one next time.
            head=(self.noted, self.noted_hash) if broken else (self.blocks, self.head),
            broken=broken,
        )

    def _first_break(self) -> Broken | None:
        numbers = LogBlock.objects.filter(log=self.log).order_by("number")
        for key in list(numbers.values_list("pk", flat=True)):
            broken = self._break_in(key)
            if broken is not None:
                return broken
        return None

    def _break_in(self, key: int) -> Broken | None:
        number = self.blocks + 1
        try:
            block = LogBlock.objects.get(pk=key)
            if block.number != number:
                return Broken(Break.BLOCK_MISSING, number)
            whole = block.hash == hash_of(block, previous=self.head)
        except UNREADABLE:
            return Broken(Break.BLOCK_CHANGED, number)
        sealed_anew = number == self.noted and block.hash != self.noted_hash
        if not whole or sealed_anew or block.first_id != self.last_id + 1:
            return Broken(Break.BLOCK_CHANGED, number)
        broken = self._row_break(block, after=self.last_id or BELOW_ALL)
        self.blocks, self.head, self.last_id = number, block.hash, block.last_id
        self.sealed += block.count
        return broken

    def _row_break(self, block: LogBlock, *, after: int) -> Broken | None:
        try:
            found = list(rows_stored(self.log, after=after, to=block.last_id))
        except DatabaseError:
            return Broken(Break.BLOCK_CHANGED, block.number)
        self.unreadable += [row_id for row_id, values in found if not is_readable(values)]
        first = next(_breaks(list(unpacked_seals(bytes(block.seals))), found), None)
        return Broken(first[0], block.number, first[1]) if first else None

    def _tail_of(self, sealed: int) -> int:
        """How many rows are not sealed; each is read."""
        count = 0
        for row_id, values in rows_from(self.log, sealed, highest(self.log)):
            count += 1
            if not is_readable(values):
                self.unreadable.append(row_id)
        return count


def _breaks(sealed: list[tuple[int, bytes]], found: list[Row]) -> Iterator[tuple[Break, int]]:
    """Every row that is not as it was sealed, in order of id."""
    digests, rows = dict(sealed), dict(found)
    for row_id in sorted(digests.keys() | rows.keys()):
        if row_id not in rows:
            yield Break.ROW_MISSING, row_id
        elif row_id not in digests:
            yield Break.ROW_ADDED, row_id
        elif (values := rows[row_id]) is None or row_digest(values) != digests[row_id]:
            yield Break.ROW_CHANGED, row_id
