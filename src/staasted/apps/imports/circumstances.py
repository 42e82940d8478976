"""Comparing a citizen's facts: circumstances, registered hours, reliefs, self-booking."""

from collections.abc import Sequence
from datetime import date

from staasted.apps.citizens.models import (
    Circumstances,
    DocumentedRelief,
    RegisteredHours,
    SelfBookingExemption,
)
from staasted.apps.imports.ledger import Ledger
from staasted.apps.imports.reading.caseload import CaseloadRow
from staasted.apps.imports.selectors import Known
from staasted.apps.imports.telling import newest

CIRCUMSTANCES = (
    "vocational_education",
    "child_at_home",
    "employer",
    "recovery_on",
    "treatment_until",
    "return_employer",
    "return_on",
    "job_start_on",
)


def facts_compare(ledger: Ledger, known: Known, rows: Sequence[CaseloadRow]) -> None:
    """Write what the rows of one person, the oldest first, tell of their situation."""
    for fact in CIRCUMSTANCES:
        found = newest(rows, fact)
        if found:
            _circumstances_write(ledger, known, {fact: found.value}, found.row)
    _interpreter_write(ledger, known, rows)
    for row in rows:
        _hours_write(ledger, known, row)
        _relief_write(ledger, known, row)
        _exemption_write(ledger, known, row)


def _circumstances_write(ledger: Ledger, known: Known, values: dict[str, object], row: int) -> None:
    if known.circumstances is None:
        known.circumstances = Circumstances(citizen=known.citizen)
        ledger.make(known.circumstances, citizen=known.citizen, row=row)
    ledger.write(known.circumstances, values, citizen=known.citizen, row=row)


def _interpreter_write(ledger: Ledger, known: Known, rows: Sequence[CaseloadRow]) -> None:
    """A language is kept while an interpreter is needed, and no longer; own words stay."""
    needed, language = newest(rows, "interpreter"), newest(rows, "interpreter_language")
    told_themselves = known.circumstances is not None and known.circumstances.interpreter_own
    if needed is None or told_themselves:
        return
    values: dict[str, object] = {"interpreter": needed.value}
    if not needed.value:
        values["interpreter_language"] = ""
    elif language:
        values["interpreter_language"] = language.value
    _circumstances_write(ledger, known, values, needed.row)


def _hours_write(ledger: Ledger, known: Known, row: CaseloadRow) -> None:
    for month, hours in ((each.month, each.hours) for each in row.registered_hours or ()):
        held = known.hours.get(month)
        if held is None:
            held = RegisteredHours(citizen=known.citizen, month=month, hours=hours)
            known.hours[month] = held
            ledger.make(held, citizen=known.citizen, row=row.number)
        ledger.write(held, {"hours": hours}, citizen=known.citizen, row=row.number)


def _relief_write(ledger: Ledger, known: Known, row: CaseloadRow) -> None:
    """A relief is known by its ground and first day."""
    if row.relief_ground is None:
        return
    held = _relief_find(known.reliefs, row.relief_ground, row.relief_from)
    if held is None:
        held = DocumentedRelief(citizen=known.citizen, ground=row.relief_ground)
        known.reliefs.append(held)
        ledger.make(held, citizen=known.citizen, row=row.number)
    told = {
        "from_on": row.relief_from,
        "until_on": row.relief_until,
        "document": row.relief_document,
    }
    values = {fact: value for fact, value in told.items() if value is not None}
    ledger.write(held, values, citizen=known.citizen, row=row.number)


def relief_starts_late(row: CaseloadRow, reliefs: Sequence[DocumentedRelief]) -> date | None:
    """The relief's first day, where row and known relief together end before it; else None."""
    if row.relief_ground is None:
        return None
    held = _relief_find(reliefs, row.relief_ground, row.relief_from)
    from_on = row.relief_from or (held.from_on if held else None)
    until_on = row.relief_until or (held.until_on if held else None)
    return from_on if from_on and until_on and until_on < from_on else None


def _relief_find(
    reliefs: Sequence[DocumentedRelief], ground: str, from_on: date | None
) -> DocumentedRelief | None:
    """The relief a row means: its first day may be new to us, or not told this time."""
    alike = [relief for relief in reliefs if relief.ground == ground]
    same = [relief for relief in alike if relief.from_on == from_on]
    undated = [relief for relief in alike if from_on is None or relief.from_on is None]
    return next(iter((*same, *undated)), None)


def _exemption_write(ledger: Ledger, known: Known, row: CaseloadRow) -> None:
    """Whether the citizen cannot book; a reason is kept while that holds, and no longer."""
    if row.self_booking_exemption is None:
        return
    held = known.exemption
    if held is None:
        held = SelfBookingExemption(citizen=known.citizen, exempt=row.self_booking_exemption)
        known.exemption = held
        ledger.make(held, citizen=known.citizen, row=row.number)
    values: dict[str, object] = {"exempt": row.self_booking_exemption}
    if row.self_booking_reason or not row.self_booking_exemption:
        values["reason"] = row.self_booking_reason or ""
    ledger.write(held, values, citizen=known.citizen, row=row.number)
