"""A citizen with a row in every table that can have one of theirs, found from the tables.

What the services of the scene have not written is put in as plainly as the table allows; what a
table asks beyond its columns' kinds stands in ``OF_TABLE``.
"""

from collections.abc import Mapping
from datetime import time, timedelta

from django.apps import apps
from django.db.models import Field, Model

from staasted.apps.citizens.models import Citizen
from staasted.apps.imports.tables import columns_in, label_of
from staasted.apps.org.models import Person
from tests.gathering import meeting
from tests.town import MONDAY, NOON, Town

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOBODYS = {"calendars.outsidetime", "booking.absence", "meetings.meetingtime"}
"""What lies on a stretch of time that is never a citizen's own."""

PLAIN: Mapping[str, object] = {
    "BinaryField": b"x",
    "BooleanField": False,
    "CharField": "xxxx",
    "DateField": MONDAY,
    "DateTimeField": NOON,
    "DecimalField": 1,
    "JSONField": {},
    "TextField": "x",
    "TimeField": time(9),
}
OF_TABLE: Mapping[str, Mapping[str, object]] = {
    "booking.timetold": {"starts_at": NOON, "ends_at": NOON + HOUR},
    "cases.coachwish": {"state": "open"},
    "citizens.registeredhours": {"month": MONDAY.replace(day=1)},
    "conversations.ruleoverride": {"effect": "not_bound"},
    "offers.measure": {"starts_on": MONDAY},
    "plans.planremark": {"kind": "comment", "state": "said", "words": "Godt gået"},
    "share_exemptions.shareexemption": {"state": "waiting"},
    "talking.fundtransfer": {"period_on": MONDAY - DAY},
}


def ways_to_a_case() -> dict[type[Model], str]:
    """Every table that hangs on a case, with the way there: ``course__citizen``."""
    found: dict[type[Model], str] = {}
    tables = set(apps.get_models(include_auto_created=True)) - {Citizen, Person}
    while new := {t: way for t in tables - set(found) if (way := _way(t, found))}:
        found |= new
    return {table: way for table, way in found.items() if label_of(table) not in NOBODYS}


def _way(table: type[Model], found: Mapping[type[Model], str]) -> str:
    columns = columns_in(table)
    straight = [c.name for c in columns if c.related_model is Citizen and _always(c)]
    by = [f"{c.name}__{found[c.related_model]}" for c in columns if c.related_model in found]
    return next(iter([*straight, *by]), "")


def _always(column: Field) -> bool:
    """Whether a row is a citizen's by this, not for a while alone as a time that is held is."""
    return column.name == "citizen" or not column.null


def fill(place: Town, case: Citizen, coach: Person) -> None:
    """A row on the case in each of these tables that has none, whatever it leans on first."""
    full = meeting(place, seats=1, at=NOON + 9 * DAY)
    while missing := _missing(case):
        ready = [table for table in missing if not _leans_on(table, missing)]
        assert ready, f"nothing can be put in {missing}"
        for table in ready:
            told = {c.name: _value(c, case, coach) for c in columns_in(table) if _asked(c)}
            told |= OF_TABLE.get(label_of(table), {})
            if label_of(table) == "meetings.seatwait":
                told["meeting"] = full
            if label_of(table) == "letters.letterread":
                told["letter"] = case.letters.first()
            if label_of(table) == "talking.partnermessage":
                told |= {"role": "partner", "written_by": case.invitations.get().partner}
            if label_of(table) == "talking.fundtransfer":
                case.invitations.update(held_by="unemployment_fund")
            table.objects.create(**told)


def _missing(case: Citizen) -> list[type[Model]]:
    rows = {table: table.objects.filter(**{way: case}) for table, way in ways_to_a_case().items()}
    return [table for table, found in rows.items() if not found.exists()]


def _leans_on(table: type[Model], missing: list[type[Model]]) -> bool:
    return any(c.related_model in missing for c in columns_in(table) if _asked(c))


def _asked(column: Field) -> bool:
    """Whether a row must say something there; the way to the case counts even where it may not."""
    if column.is_relation:
        return not column.null or column.name in ("citizen", "booking", "of_days")
    return not (column.primary_key or column.has_default() or column.null)


def _value(column: Field, case: Citizen, coach: Person) -> object:
    if not column.is_relation:
        return column.choices[-1][0] if column.choices else PLAIN.get(column.get_internal_type(), 1)
    table = column.related_model
    if table in (Citizen, Person):
        return case if table is Citizen else coach
    way = ways_to_a_case().get(table)
    rows = table.objects.filter(**{way: case}) if way else table.objects.all()
    return rows.order_by("pk").last()
