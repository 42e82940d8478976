"""What stands on a batch: anything that would hang in the air, or be lost, if it were undone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from django.apps import apps
from django.db.models import Model, QuerySet

from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import BenefitPeriod
from staasted.apps.conversations.models import Conversation
from staasted.apps.imports.models import ImportBatch, ImportRecord
from staasted.apps.imports.storing import ROWS_AT_ONCE, as_stored
from staasted.apps.imports.tables import label_of, relations_to
from staasted.apps.screening.models import ScreeningAnswers

T = TypeVar("T")


class BuiltKind(StrEnum):
    """What was built on a batch."""

    LATER_BATCH = "later_batch"
    BOOKING = "booking"
    AGREEMENT = "agreement"
    ANSWERS = "answers"
    CONVERSATION = "conversation"
    MEASURE = "measure"
    LOGIN = "login"
    CHANGED_HERE = "changed_here"
    OTHER = "other"


KINDS = {
    "booking.booking": BuiltKind.BOOKING,
    "agreements.contactagreement": BuiltKind.AGREEMENT,
    "screening.screeninganswers": BuiltKind.ANSWERS,
    "conversations.conversation": BuiltKind.CONVERSATION,
    "offers.measure": BuiltKind.MEASURE,
    "org.account": BuiltKind.LOGIN,
}
"""The table of what was built → what people call it."""

ACTS = (
    (Booking.objects.all(), "booked_at"),
    (ContactAgreement.objects.all(), "made_at"),
    (ScreeningAnswers.objects.all(), "given_at"),
    (Conversation.objects.exclude(booking=None), "closed_at"),
)
"""What a human does on the ground of a citizen's benefit periods, and when it was done."""


@dataclass(frozen=True, order=True, slots=True)
class Built:
    """One thing built on a batch; ``ref`` is its public id, else its citizen's, else its key."""

    kind: BuiltKind
    ref: str


@dataclass(slots=True)
class Touched:
    """The records of one table that a batch made, changed or removed."""

    model: type[Model]
    made: list[ImportRecord] = field(default_factory=list)
    changed: list[ImportRecord] = field(default_factory=list)
    removed: list[ImportRecord] = field(default_factory=list)


def touched_by(batch: ImportBatch) -> list[Touched]:
    """What a batch touched, table by table; parents before what points to them."""
    found: dict[str, Touched] = {}
    for record in batch.records.order_by("id"):
        each = found.setdefault(record.table, Touched(apps.get_model(record.table)))
        if record.before is None:
            each.made.append(record)
        else:
            (each.removed if record.after is None else each.changed).append(record)
    return sorted(found.values(), key=lambda each: each.made[0].pk if each.made else 0)


def built_on(batch: ImportBatch, touched: Sequence[Touched]) -> Iterator[Built]:
    """Everything built on the batch, each thing once."""
    found = {*_later(batch, touched), *_acts_since(batch)}
    for each in touched:
        found |= {*_changed_since(each), *_pointing(each, touched)}
    yield from sorted(found)


def _later(batch: ImportBatch, touched: Sequence[Touched]) -> Iterator[Built]:
    """Later batches that touched the same records."""
    ours = {
        (record.table, record.record)
        for each in touched
        for record in (*each.made, *each.changed, *each.removed)
    }
    later = ImportRecord.objects.filter(batch_id__gt=batch.pk, batch__undone_at=None)
    rows = later.values_list("table", "record", "batch__public_id")
    for table, record, public_id in rows.iterator():
        if (table, record) in ours:
            yield Built(BuiltKind.LATER_BATCH, public_id)


def _acts_since(batch: ImportBatch) -> Iterator[Built]:
    """What was done with a citizen since the batch told of, or changed, a benefit period."""
    periods = batch.records.filter(table=label_of(BenefitPeriod))
    citizens = set(periods.values_list("citizen_id", flat=True))
    for rows, moment in ACTS:
        yield from _done_since(rows, moment, batch.at, citizens)


def _done_since(
    rows: QuerySet[Model], moment: str, at: datetime, citizens: set[int]
) -> Iterator[Built]:
    # The same moment too: a clock that stands still tells no order, and refusing loses nothing.
    for row in rows.filter(**{f"{moment}__gte": at}).select_related("citizen"):
        if row.citizen_id in citizens:
            yield _built(row)


def _changed_since(each: Touched) -> Iterator[Built]:
    """Records that no longer are what the batch left."""
    for chunk in chunks([*each.made, *each.changed]):
        stored = each.model.objects.in_bulk([record.record for record in chunk])
        for record in chunk:
            row = stored.get(record.record)
            if row is None:
                yield Built(BuiltKind.CHANGED_HERE, f"{record.table} {record.record}")
            elif as_stored({fact: getattr(row, fact) for fact in record.after}) != record.after:
                yield Built(BuiltKind.CHANGED_HERE, _ref(row))


def _pointing(each: Touched, touched: Sequence[Touched]) -> Iterator[Built]:
    """Whatever points to a record the batch made and was not made by it."""
    ours = {other.model: {record.record for record in other.made} for other in touched}
    for relation in relations_to(each.model):
        model = relation.related_model
        if model is ImportRecord:
            continue
        for chunk in chunks([record.record for record in each.made]):
            rows = model.objects.filter(**{f"{relation.field.name}__in": chunk})
            yield from (_built(row) for row in rows if row.pk not in ours.get(model, ()))


def _built(row: Model) -> Built:
    return Built(KINDS.get(label_of(row), BuiltKind.OTHER), _ref(row))


def _ref(row: Model) -> str:
    """A public id of the record or its citizen; its table and key where it has neither."""
    citizen = getattr(row, "citizen", None)
    public = getattr(row, "public_id", None) or getattr(citizen, "public_id", None)
    return public or f"{label_of(row)} {row.pk}"


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """The items, so many at once as one question to the database may name."""
    listed = list(items)
    return (listed[at : at + ROWS_AT_ONCE] for at in range(0, len(listed), ROWS_AT_ONCE))
