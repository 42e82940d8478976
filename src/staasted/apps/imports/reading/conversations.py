"""The conversations file: one row a conversation that was planned or held."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from staasted.apps.imports.reading.cells import Vocabulary
from staasted.apps.imports.reading.checks import Fault, Values, before_birth
from staasted.apps.imports.reading.collecting import table_read
from staasted.apps.imports.reading.refusals import RowReason
from staasted.apps.imports.reading.shape import Shape
from staasted.apps.imports.reading.table import Table
from staasted.catalog.imports import FileKind
from staasted.core.axes import Channel, ConversationForm, Holder, Outcome
from staasted.core.citizen.cpr import CprNumber


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """What one row says. None is *not known*.

    ``held_at`` is aware, in Danish time (a date alone is noon), also where the outcome says
    that nobody met. ``purpose`` is a catalogue slug.
    """

    number: int
    cpr: CprNumber
    held_at: datetime
    purpose: str | None = None
    form: ConversationForm | None = None
    channel: Channel | None = None
    held_by: Holder | None = None
    minutes: int | None = None
    outcome: Outcome | None = None


def _faults(values: Values) -> Iterator[Fault]:
    return before_birth(values, ("held_at",))


CONVERSATIONS: Shape[ConversationRow] = Shape(
    kind=FileKind.CONVERSATIONS,
    build=ConversationRow,
    key=lambda row: (row.cpr.digits, row.held_at, row.purpose),
    twice=("held_at", RowReason.CONVERSATION_TWICE),
    faults=_faults,
)

ConversationFile = Table[ConversationRow]


def conversations_read(
    content: bytes, *, vocabulary: Vocabulary, mapping: Mapping[str, str] | None = None
) -> ConversationFile:
    """Read and check a whole conversations file. Errors: ImportRefused."""
    return table_read(content, shape=CONVERSATIONS, vocabulary=vocabulary, mapping=mapping)
