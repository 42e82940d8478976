"""Files a spreadsheet opens: semicolons, UTF-8 with its mark, and no cell it would reckon with."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO

from django.http import HttpResponse

RISKY = "=+-@\t\r\n"


def csv_answer(name: str, rows: Iterable[Sequence[str]], *, on: date) -> HttpResponse:
    """The rows as a file to keep, named after what it is and its day."""
    told = f"{name}-{on.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{told}"'}
    content = csv_written(rows)
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def csv_written(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as the file's bytes."""
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """A cell no spreadsheet reckons with."""
    return f"'{cell}" if cell[:1] in RISKY and cell else cell
