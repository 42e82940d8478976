"""The invented caseload as a file: UTF-8 with BOM, ``;``, CRLF, as a benefit system exports."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from random import Random

from staasted.apps.imports.synthetic.people import Inventor
from staasted.apps.imports.synthetic.spells import benefit_invent
from staasted.catalog.imports import caseload_layout
from staasted.catalog.loader import catalog
from staasted.catalog.names import population


def caseload_file(*, citizens: int, seed: int, on: date, counsellors: Sequence[str]) -> bytes:
    """A caseload file of invented citizens as it would be exported on a day.

    ``counsellors`` are names the import will know; empty leaves everybody without one.
    """
    chance = Random(seed)  # noqa: S311 the same seed must make the same file; nothing is secret
    inventor = Inventor(chance)
    rows = [_row(chance, inventor, on, counsellors) for _ in range(citizens)]
    return _written(rows).encode("utf-8-sig")


def _row(
    chance: Random, inventor: Inventor, on: date, counsellors: Sequence[str]
) -> dict[str, str]:
    benefit = benefit_invent(chance, on=on)
    person = inventor.person(ages=benefit.share.ages, on=on)
    return {
        "cpr": f"{person.cpr[:6]}-{person.cpr[6:]}",
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "municipality_code": population().municipality_code,
        "target_group": catalog().target_groups[f"group:{benefit.share.group}"].da.name,
        "benefit": catalog().benefits[f"benefit:{benefit.share.benefit}"].da.name,
        "starts_on": _day(benefit.starts_on),
        "first_request_on": _day(benefit.first_request_on),
        "counsellor": chance.choice(counsellors) if counsellors else "",
    }


def _day(on: date | None) -> str:
    return f"{on:%d-%m-%Y}" if on else ""


def _written(rows: Sequence[dict[str, str]]) -> str:
    columns = caseload_layout().columns
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.da for column in columns)
    writer.writerows([row[column.field] for column in columns] for row in rows)
    return text.getvalue()
