"""The offers file: one row a person's part in one offer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from staasted.apps.imports.reading.cells import Vocabulary
from staasted.apps.imports.reading.checks import Fault, Values, before_birth, ends_too_early
from staasted.apps.imports.reading.collecting import table_read
from staasted.apps.imports.reading.refusals import RowReason
from staasted.apps.imports.reading.shape import Shape
from staasted.apps.imports.reading.table import Table
from staasted.catalog.imports import FileKind
from staasted.core.citizen.cpr import CprNumber


@dataclass(frozen=True, slots=True)
class OfferRow:
    """What one row says. None is *not known*; ``starts_on`` and ``ends_on`` are inclusive.

    ``kind`` is a slug of ``offer_kinds.yaml``. At least one of ``starts_on`` and
    ``granted_on`` is known.
    """

    number: int
    cpr: CprNumber
    kind: str
    provider: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    hours_per_week: Decimal | None = None
    outcome: str | None = None
    granted_on: date | None = None
    section: str | None = None


def _faults(values: Values) -> Iterator[Fault]:
    yield from ends_too_early(values, (("starts_on", "ends_on"),))
    yield from before_birth(values, ("starts_on", "granted_on"))
    if values.get("starts_on") is None and values.get("granted_on") is None:
        yield Fault("starts_on", RowReason.NO_DAY, partner="granted_on")


OFFERS: Shape[OfferRow] = Shape(
    kind=FileKind.OFFERS,
    build=OfferRow,
    key=lambda row: (row.cpr.digits, row.kind, row.provider, row.starts_on, row.granted_on),
    twice=("kind", RowReason.OFFER_TWICE),
    faults=_faults,
)

OfferFile = Table[OfferRow]


def offers_read(
    content: bytes, *, vocabulary: Vocabulary, mapping: Mapping[str, str] | None = None
) -> OfferFile:
    """Read and check a whole offers file. Errors: ImportRefused."""
    return table_read(content, shape=OFFERS, vocabulary=vocabulary, mapping=mapping)
