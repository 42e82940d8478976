"""Comparing an offers file with what is known, into a ledger.

A measure is known by citizen, kind, first day and provider. One that was granted and had not
begun is the same once it begins.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from staasted.apps.citizens.models import Citizen
from staasted.apps.imports.ledger import Ledger
from staasted.apps.imports.outcome import Comparison
from staasted.apps.imports.people import ends_too_early, lookups_of, unknown_citizen
from staasted.apps.imports.reading.offers import OfferRow
from staasted.apps.imports.telling import told
from staasted.apps.offers.models import Measure
from staasted.apps.offers.services import measure_draft

FACTS = (
    "provider",
    "starts_on",
    "ends_on",
    "hours_per_week",
    "outcome",
    "granted_on",
    "section",
)
Kinds = dict[tuple[int, str], list[Measure]]


def offers_compare(
    rows: Sequence[OfferRow], *, citizens: Mapping[str, Citizen], written: Mapping[str, str]
) -> Comparison:
    """Sort every row: new, changed, known already, or about somebody nobody knows."""
    comparison = Comparison(Ledger())
    stored = _stored()
    for row, lookup in lookups_of(rows):
        citizen = citizens.get(lookup)
        if citizen is None:
            comparison.rejected.append(unknown_citizen(row, written))
            continue
        of_kind = stored.setdefault((citizen.pk, row.kind), [])
        held = _meant(row, of_kind)
        late = _ends_before_start(row, held)
        if late is not None:
            comparison.rejected.append(ends_too_early(row, "ends_on", late, written))
        else:
            _compare(comparison, row, citizen, held, of_kind)
    comparison.settle(row.number for row in rows)
    return comparison


def _stored() -> Kinds:
    found: Kinds = {}
    for measure in Measure.objects.order_by("id"):
        found.setdefault((measure.citizen_id, measure.kind), []).append(measure)
    return found


def _compare(
    comparison: Comparison,
    row: OfferRow,
    citizen: Citizen,
    held: Measure | None,
    of_kind: list[Measure],
) -> None:
    if held is None:
        held = measure_draft(
            citizen=citizen,
            kind=row.kind,
            provider=row.provider or "",
            starts_on=row.starts_on,
            granted_on=row.granted_on,
        )
        of_kind.append(held)
        comparison.ledger.make(held, citizen=citizen, row=row.number)
        comparison.created.add(row.number)
    comparison.ledger.write(held, told(row, FACTS), citizen=citizen, row=row.number)


def _meant(row: OfferRow, of_kind: Iterable[Measure]) -> Measure | None:
    """The measure a row means: the same days first, then the one it is the beginning of."""
    same_place = [each for each in of_kind if _agree(each.provider or None, row.provider)]
    same_place.sort(key=lambda each: each.provider != (row.provider or ""))
    begun = [each for each in same_place if each.starts_on == row.starts_on is not None]
    granted = [
        each
        for each in same_place
        if each.granted_on == row.granted_on is not None and _agree(each.starts_on, row.starts_on)
    ]
    return next(iter((*begun, *granted)), None)


def _ends_before_start(row: OfferRow, held: Measure | None) -> date | None:
    """The first day, where row and known measure together end before it; else None."""
    starts_on = row.starts_on or (held.starts_on if held else None)
    ends_on = row.ends_on or (held.ends_on if held else None)
    return starts_on if starts_on and ends_on and ends_on < starts_on else None


def _agree(stored: object, told: object) -> bool:
    """Whether two values are the same, or one of them is not known."""
    return stored is None or told is None or stored == told
