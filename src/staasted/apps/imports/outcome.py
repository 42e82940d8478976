"""What comparing a file came to: the ledger, and which rows are new, changed or refused."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from staasted.apps.imports.ledger import Ledger
from staasted.apps.imports.reading.refusals import RowError


@dataclass
class Comparison:
    """A file held against what is known.

    ``created`` rows tell of something that was not known, ``updated`` ones change what was;
    both are numbers of rows in the file, and so is ``unchanged``.
    """

    ledger: Ledger
    created: set[int] = field(default_factory=set)
    updated: set[int] = field(default_factory=set)
    unchanged: set[int] = field(default_factory=set)
    rejected: list[RowError] = field(default_factory=list)
    absent: tuple[str, ...] = ()
    without_counsellor: tuple[int, ...] = ()

    def settle(self, rows: Iterable[int]) -> None:
        """Sort the rows that are not refused, once all of them are compared."""
        refused = {error.row for error in self.rejected}
        touched = self.ledger.touched_rows()
        for row in rows:
            if row in refused or row in self.created:
                continue
            (self.updated if row in touched else self.unchanged).add(row)

    @classmethod
    def nothing(cls) -> "Comparison":
        """A file that changes nothing."""
        return cls(Ledger())
