"""The arithmetic of sealing: digests of rows, hashes of blocks. No database.

A digest covers what the database holds of a row, byte for byte: ids, codes, moments and
public ids, never what somebody wrote or is called (docs/decisions/0014).
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

FORMAT = b"staasted log 1"
"""Changes when what is hashed does; blocks of an older format keep theirs."""

NOTHING_BEFORE = "0" * 64
"""What stands for the previous hash in a log's first block."""

_ID, _DIGEST = 8, 32  # bytes


def row_digest(values: Sequence[bytes]) -> bytes:
    """SHA-256 of a row's values, each with its length before it, so that none runs into another."""
    digest = hashlib.sha256(FORMAT)
    for value in values:
        digest.update(len(value).to_bytes(8, "big"))
        digest.update(value)
    return digest.digest()


def packed_seals(digests: Iterable[tuple[int, bytes]]) -> bytes:
    """Ids and digests as one run of bytes."""
    return b"".join(row_id.to_bytes(_ID, "big") + digest for row_id, digest in digests)


def unpacked_seals(seals: bytes) -> Iterator[tuple[int, bytes]]:
    """Ids and digests of a run of bytes, in their order."""
    step = _ID + _DIGEST
    for start in range(0, len(seals), step):
        row_id = int.from_bytes(seals[start : start + _ID], "big")
        yield row_id, seals[start + _ID : start + step]


def block_hash(
    *,
    log: str,
    number: int,
    first_id: int,
    last_id: int,
    count: int,
    sealed_at: str,
    seals: bytes,
    previous: str,
) -> str:
    """The hash of a block, in hex, chained with the one before it."""
    facts = (log, str(number), str(first_id), str(last_id), str(count), sealed_at, previous)
    return row_digest([*(fact.encode() for fact in facts), seals]).hex()
