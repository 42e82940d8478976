"""What is sealed: the newest block of a log, how far it reaches, what its hash must be."""

from datetime import UTC

from django.db.models import QuerySet

from staasted.apps.audit.chain import block_hash
from staasted.apps.audit.models import ActLog, LogBlock, LogName, ReadLog
from staasted.apps.audit.prepared import Given, Prepared

MODELS: dict[LogName, type[ReadLog] | type[ActLog]] = {
    LogName.READ: ReadLog,
    LogName.ACT: ActLog,
}


def last_block(log: LogName) -> LogBlock | None:
    """The newest block of a log, its seals left behind."""
    return LogBlock.objects.defer("seals").filter(log=log).order_by("-number").first()


def sealed_to(log: LogName) -> int:
    """The last sealed id of a log; 0 before the first block."""
    return next(iter(_newest()(log=log)), 0)


@Prepared
def _newest(given: Given) -> QuerySet[LogBlock]:
    # Nothing else of the block is read: it may hold what cannot be.
    ends = LogBlock.objects.filter(log=given.word("log")).order_by("-number")
    return ends.values_list("last_id", flat=True)[:1]


def hash_of(block: LogBlock, *, previous: str) -> str:
    """What a block's hash must be after the one whose hash is ``previous``."""
    return block_hash(
        log=str(block.log),
        number=block.number,
        first_id=block.first_id,
        last_id=block.last_id,
        count=block.count,
        sealed_at=block.sealed_at.astimezone(UTC).isoformat(),
        seals=bytes(block.seals),
        previous=previous,
    )
