"""Rows that fill every column of a layout, by field; every CPR number is an invented one."""

import csv
import io
from collections.abc import Iterable, Mapping

from staasted.catalog.imports import FileKind, layout
from tests.imports.rows import number

CASE = {
    "cpr": number(1),
    "name": "Åse Ørsted",
    "birth_date": "01-02-1980",
    "protected": "Ja",
    "email": "aase@borger.example",
    "phone": "+45 00 11 22 33",
    "digital_post": "Nej",
    "municipality_code": "0999",
    "target_group": "Dagpengemodtager",
    "benefit": "Dagpenge",
    "starts_on": "05-01-2026",
    "ends_on": "30-04-2026",
    "end_reason": "=1+1",
    "first_request_on": "02-01-2026",
    "first_absence_on": "03-01-2026",
    "transferred_on": "06-04-2026",
    "insured": "Deltid",
    "registered_hours": "2026-01: 96,20; 2026-02: 160,33",
    "accumulated_weeks": "12,5",
    "accumulated_on": "01-04-2026",
    "unemployment_fund": "A-kassen Ådal",
    "vocational_education": "Ja",
    "child_at_home": "Nej",
    "employer": "Bageriet",
    "recovery_on": "01-08-2026",
    "relief_ground": "Job",
    "relief_document": "Kontrakt",
    "relief_from": "01-03-2026",
    "relief_until": "10-04-2026",
    "self_booking_exemption": "Ja",
    "self_booking_reason": "Ingen computer",
    "interpreter": "Arabisk",
    "treatment_until": "01-06-2026",
    "return_employer": "Bageriet",
    "return_on": "01-09-2026",
    "job_start_on": "01-09-2026",
    "counsellor": "Mette Holm",
}
CONVERSATION = {
    "cpr": number(1),
    "held_at": "12-03-2026 10:15",
    "purpose": "job_search",
    "form": "Individuel",
    "channel": "Telefon",
    "held_by": "A-kasse",
    "minutes": "45",
    "outcome": "Holdt",
}
OFFER = {
    "cpr": number(1),
    "kind": "Virksomhedspraktik",
    "provider": "@Bageriet",
    "starts_on": "01-02-2026",
    "ends_on": "01-05-2026",
    "hours_per_week": "36,25",
    "outcome": "Job",
    "granted_on": "20-01-2026",
    "section": "§ 57",
}


def sheet(kind: FileKind, *rows: Mapping[str, str]) -> bytes:
    """A file of these rows, every column of the layout in it."""
    columns = layout(kind).columns
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([column.da for column in columns])
    writer.writerows(_line(columns, row) for row in rows)
    return out.getvalue().encode()


def _line(columns: Iterable, row: Mapping[str, str]) -> list[str]:
    return [row.get(column.field, "") for column in columns]
