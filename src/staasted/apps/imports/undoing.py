"""Taking a batch back: what it made goes, what it changed or removed stands as it did before."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Model

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.models import Citizen
from staasted.apps.imports.models import ImportBatch, ImportRecord
from staasted.apps.imports.standing import Built, Touched, built_on, chunks, touched_by
from staasted.apps.imports.storing import ROWS_AT_ONCE
from staasted.apps.imports.tables import column_of
from staasted.apps.org.clock import clock
from staasted.core.errors import DomainError


class BatchBuiltOn(DomainError):
    """Something was built on the batch; ``records`` names all of it."""

    def __init__(self, records: tuple[Built, ...]) -> None:
        super().__init__("batch_built_on", count=len(records))
        self.records = records


@transaction.atomic
def batch_undo(*, actor: Actor, public_id: str) -> ImportBatch:
    """Put back everything a batch changed.

    Errors: DomainError ``batch_unknown``, ``batch_undone_already``,
    ``batch_forgotten``; BatchBuiltOn where
    something was built on it: a later batch, or what a human did here since.
    """
    batch = ImportBatch.objects.select_for_update().filter(public_id=public_id).first()
    if batch is None:
        raise DomainError("batch_unknown")
    if batch.undone_at is not None:
        raise DomainError("batch_undone_already", at=batch.undone_at)
    if not batch.records.exists():  # a file that changes nothing leaves no batch
        raise DomainError("batch_forgotten")
    cases = Citizen.objects.filter(pk__in=batch.records.exclude(citizen=None).values("citizen"))
    list(cases.select_for_update(no_key=True).only("pk").order_by("pk"))
    touched = touched_by(batch)
    built = tuple(built_on(batch, touched))
    if built:
        raise BatchBuiltOn(built)
    citizens = set(cases.values_list("public_id", flat=True))
    _put_back(touched)
    batch.undone_at = clock.now()
    batch.save(update_fields=["undone_at"])
    act_log(
        actor=actor,
        act="import_undo",
        at=batch.undone_at,
        citizens=citizens,
        subject=batch.public_id,
        facts={"digest": batch.digest},
    )
    return batch


def _put_back(touched: Iterable[Touched]) -> None:
    """New records go first, children before parents; then the old values stand again."""
    for each in reversed(list(touched)):
        for keys in chunks([record.record for record in each.made]):
            each.model.objects.filter(pk__in=keys).delete()
    for each in touched:
        _restore(each.model, each.changed)
        _bring_back(each.model, each.removed)


def _restore(model: type[Model], records: list[ImportRecord]) -> None:
    for chunk in chunks(records):
        stored = model.objects.in_bulk([record.record for record in chunk])
        for record in chunk:
            for fact, value in values_of(model, record.before):
                setattr(stored[record.record], fact, value)
        columns = {fact for record in chunk for fact in record.before}
        model.objects.bulk_update(stored.values(), sorted(columns))


def _bring_back(model: type[Model], records: list[ImportRecord]) -> None:
    model.objects.bulk_create(
        (model(pk=record.record, **dict(values_of(model, record.before))) for record in records),
        batch_size=ROWS_AT_ONCE,
    )


def values_of(model: type[Model], stored: dict[str, object]) -> Iterator[tuple[str, object]]:
    """Column and value, read from a record's JSON."""
    for fact, value in stored.items():
        yield fact, column_of(model, fact).to_python(value)
