"""What is due to be erased on a day, and what stops it. Reading alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db.models import Model, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.cases.models import CaseClosing
from staasted.apps.citizens.models import CaseloadHandOver, Citizen
from staasted.apps.imports.models import ImportBatch, ImportRecord
from staasted.apps.imports.tables import label_of
from staasted.apps.imports.upload_models import ImportUpload, UploadState
from staasted.apps.insight.models import NameRequest
from staasted.apps.org.doors import role_require
from staasted.apps.outbox.models import Message, MessageState
from staasted.apps.retention.models import EraseHold
from staasted.apps.retention.people import Kept, case_rows, people_due, person_rows
from staasted.apps.retention.rows import Rows, counted
from staasted.apps.rights.kinds import RightState
from staasted.apps.rights.models import RightsRequest
from staasted.apps.screening.models import (
    MirrorAnswers,
    ScreeningAnswers,
    ScreeningDraft,
    SuggestionsSeen,
)
from staasted.catalog.retention import retention

ANSWERS = (ScreeningAnswers, ScreeningDraft, MirrorAnswers, SuggestionsSeen)
"""What goes by the rule of the answers: the citizen's own, and what stands about them."""

STEP = 100
"""Cases looked at together."""


class Stop(StrEnum):
    """What keeps a case from being erased though its time has come."""

    HOLD = "hold"
    RIGHT_WAITS = "right_waits"
    NAME_WAITS = "name_waits"
    MESSAGE_ON_ITS_WAY = "message_on_its_way"


@dataclass(slots=True)
class Due:
    """What one rule erases on a day: of how many, table → rows, and what stops whom.

    ``units`` are cases, persons or files. ``kept`` are persons who stay though their case goes.
    """

    rule: str
    units: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    stopped: list[tuple[str, Stop]] = field(default_factory=list)
    kept: list[tuple[str, Kept]] = field(default_factory=list)


def due_on(day: date) -> list[Due]:
    """What the command would erase on a day, rule by rule; changes nothing.

    Errors: TableNotNamed.
    """
    return [_cases(day), _answers(day), _files(day), _people(day)]


def due_listed(*, actor: Actor, on: date) -> list[Due]:
    """The same for an operator's command, with the cases it names noted.

    Errors: AccessRefused, ReadWithoutLog, TableNotNamed.
    """
    role_require(actor, Role.OPERATOR)
    found = due_on(on)
    note(ref for due in found for ref, _ in (*due.stopped, *due.kept))
    return found


def stopped_on(day: date) -> int:
    """How many cases are kept from being erased though their time has come."""
    return len(stops_of(cases_due(day).values_list("pk", flat=True)))


def cases_due(on: date) -> QuerySet[Citizen]:
    """Closed cases whose time has come, the longest closed first; an open one never is."""
    return _closed_by(retention().rules["case"].latest_start(on)).order_by("closed_on", "pk")


def answers_due(on: date, table: type[Model]) -> QuerySet:
    """Answers of closed cases whose own, shorter time has come: the question promised it."""
    closed = _closed_by(retention().rules["answers"].latest_start(on))
    rows = table.objects.filter(citizen__in=closed.values("pk"))
    held = EraseHold.objects.filter(lifted_at=None).values("citizen")
    waits = RightsRequest.objects.filter(state=RightState.WAITING).values("citizen")
    return rows.exclude(citizen__in=held).exclude(citizen__in=waits)


def batches_due(on: date) -> QuerySet[ImportBatch]:
    """Files whose trace is due, as long as any is left."""
    latest = retention().rules["import_trace"].latest_start(on)
    return ImportBatch.objects.filter(at__date__lte=latest, records__isnull=False).distinct()


def uploads_due(on: date) -> QuerySet[ImportUpload]:
    """Orders of the browser that were carried out as long ago; their file went then."""
    latest = retention().rules["import_trace"].latest_start(on)
    return ImportUpload.objects.filter(at__date__lte=latest, state=UploadState.DONE)


def hand_overs_due(on: date) -> QuerySet[CaseloadHandOver]:
    """Hand-overs whose citizens have all gone."""
    latest = retention().rules["person"].latest_start(on)
    return CaseloadHandOver.objects.filter(at__date__lte=latest, given=None)


def stops_of(keys: Iterable[int]) -> dict[int, Stop]:
    """A case's key → what stops it; nothing where nothing does."""
    cases, found = list(keys), dict[int, Stop]()
    sending = Message.objects.filter(state=MessageState.SENDING, person__citizen__in=cases)
    waiting = {
        Stop.MESSAGE_ON_ITS_WAY: sending.values_list("person__citizen", flat=True),
        Stop.NAME_WAITS: _of(NameRequest.objects.filter(answered_at=None), cases),
        Stop.RIGHT_WAITS: _of(RightsRequest.objects.filter(state=RightState.WAITING), cases),
        Stop.HOLD: _of(EraseHold.objects.filter(lifted_at=None), cases),
    }
    for stop, stopped in waiting.items():
        found |= dict.fromkeys(stopped, stop)
    return found


def _closed_by(latest: date) -> QuerySet[Citizen]:
    """Cases whose last day, and the day somebody said so, both lie no later than a day.

    A year typed wrong would else have a case erased the night it was closed (decision 0023).
    """
    said = CaseClosing.objects.filter(reopened_on=None, closed_at__date__gt=latest)
    return Citizen.objects.filter(closed_on__lte=latest).exclude(pk__in=said.values("citizen"))


def _of(rows: QuerySet, cases: list[int]) -> QuerySet:
    return rows.filter(citizen__in=cases).values_list("citizen", flat=True)


def _cases(day: date) -> Due:
    due = Due("case")
    for some in _steps(cases_due(day).select_related("person")):
        stops = stops_of(case.pk for case in some)
        due.stopped += [(case.public_id, stops[case.pk]) for case in some if case.pk in stops]
        for case in some:
            if case.pk not in stops:
                _case(case, due, day)
    return due


def _case(case: Citizen, due: Due, day: date) -> None:
    rows, why = case_rows(case, on=day)
    due.units += 1
    due.kept += [(case.public_id, why)] * (why is not Kept.NO)
    _add(due, rows)


def _answers(day: date) -> Due:
    """Those of cases that go whole are counted with their case."""
    whole, cases, rows = cases_due(day).values("pk"), set[int](), dict[str, int]()
    for table in ANSWERS:
        left = answers_due(day, table).exclude(citizen__in=whole)
        cases |= set(left.values_list("citizen", flat=True))
        rows[label_of(table)] = left.count()
    return Due("answers", len(cases), {name: count for name, count in rows.items() if count})


def _files(day: date) -> Due:
    batches = batches_due(day)
    records = ImportRecord.objects.filter(batch__in=batches.values("pk")).count()
    uploads = uploads_due(day).count()
    rows = {label_of(ImportRecord): records, label_of(ImportUpload): uploads}
    return Due("import_trace", batches.count(), {name: n for name, n in rows.items() if n})


def _people(day: date) -> Due:
    due = Due("person")
    for key in people_due(day).values_list("pk", flat=True):
        rows = person_rows(key, besides={})
        if rows is not None:
            due.units += 1
            _add(due, rows)
    gone = hand_overs_due(day).count()
    if gone:
        due.rows[label_of(CaseloadHandOver)] = gone
    return due


def _add(due: Due, rows: Rows) -> None:
    for table, count in counted(rows).items():
        if count:
            due.rows[table] = due.rows.get(table, 0) + count


def _steps(cases: QuerySet[Citizen]) -> Iterator[list[Citizen]]:
    """All of them, some at a time; the keys are read first."""
    keys = list(cases.values_list("pk", flat=True))
    for first in range(0, len(keys), STEP):
        yield list(cases.filter(pk__in=keys[first : first + STEP]))
