"""Which rows are new, changed or known already, decided before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from staasted.apps.imports.comparing import Change, PeriodConflict, differences, new_case
from staasted.apps.imports.reading.caseload import CaseloadFile, CaseloadRow
from staasted.apps.imports.reading.refusals import RowError
from staasted.apps.imports.selectors import Known
from staasted.apps.org.sealing import cpr_lookup


@dataclass(frozen=True, slots=True)
class RowPlan:
    """One row, what is known of its person (None: nobody), and what it changes."""

    row: CaseloadRow
    known: Known | None
    changes: tuple[Change, ...]

    @property
    def facts(self) -> frozenset[str]:
        """The names of the facts that change."""
        return frozenset(change.fact for change in self.changes)


@dataclass
class ImportPlan:
    """Every row sorted by what becomes of it, and the open cases the file does not name."""

    created: list[RowPlan] = field(default_factory=list)
    updated: list[RowPlan] = field(default_factory=list)
    unchanged: int = 0
    rejected: list[RowError] = field(default_factory=list)
    absent: tuple[str, ...] = ()


def import_plan(file: CaseloadFile, *, known: Mapping[str, Known]) -> ImportPlan:
    """Sort the rows; a person is keyed by CPR number alone, never by e-mail or phone."""
    plan = ImportPlan(rejected=list(file.errors))
    named = set()
    for row in file.rows:
        lookup = cpr_lookup(row.cpr.digits)
        named.add(lookup)
        try:
            _sort(plan, row, known.get(lookup))
        except PeriodConflict as conflict:
            plan.rejected.append(_rejected(row, conflict, column=file.written["starts_on"]))
    plan.rejected.sort(key=lambda error: error.row)
    plan.absent = _absent(known, named)
    return plan


def _sort(plan: ImportPlan, row: CaseloadRow, known: Known | None) -> None:
    if known is None or known.citizen is None:
        plan.created.append(RowPlan(row, known, new_case()))
        return
    changes = differences(row, known)
    if changes:
        plan.updated.append(RowPlan(row, known, changes))
    else:
        plan.unchanged += 1


def _rejected(row: CaseloadRow, conflict: PeriodConflict, *, column: str) -> RowError:
    return RowError(
        row=row.number,
        column=column,
        reason=conflict.reason,
        value=f"{row.starts_on:%d-%m-%Y}",
        values={"known": f"{conflict.known_start:%d-%m-%Y}"},
    )


def _absent(known: Mapping[str, Known], named: set[str]) -> tuple[str, ...]:
    cases = (each.citizen for lookup, each in known.items() if lookup not in named)
    return tuple(sorted(case.public_id for case in cases if case and case.closed_on is None))
