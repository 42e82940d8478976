"""What is exported can be taken in elsewhere, and every imported fact is the same there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db.models import Model

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.models import ReadLog
from staasted.apps.audit.reading import ReadWithoutLog, reading
from staasted.apps.citizens.models import (
    BenefitPeriod,
    Circumstances,
    Citizen,
    CounsellorAssignment,
    DocumentedRelief,
    RegisteredHours,
    SelfBookingExemption,
)
from staasted.apps.conversations.models import Conversation
from staasted.apps.imports.exporting import caseload_export, conversations_export, offers_export
from staasted.apps.imports.models import ImportBatch
from staasted.apps.imports.services import (
    batch_undo,
    caseload_import,
    conversations_import,
    offers_import,
)
from staasted.apps.imports.synthetic.file import municipality
from staasted.apps.offers.models import Measure
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.services import staff_register
from staasted.catalog.imports import FileKind, layout
from tests.imports.full import CASE, CONVERSATION, OFFER, sheet
from tests.imports.rows import number

TODAY = date(2026, 5, 18)
OF_A_CASE = (
    BenefitPeriod,
    Circumstances,
    CounsellorAssignment,
    DocumentedRelief,
    RegisteredHours,
    SelfBookingExemption,
    Conversation,
    Measure,
)
NOT_IMPORTED = {
    "id",
    "public_id",
    "cpr_cipher",
    "citizen_id",
    "closed_at",
    "from_on",
    "group_at_start",
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mette() -> None:
    staff_register(name="Mette Holm", roles=[Role.COUNSELLOR], from_on=date(2025, 1, 1))


@contextmanager
def read() -> Iterator[None]:
    """A reading with a purpose."""
    with reading(actor=OPERATOR, purpose="move", page="export", at=clock.now()):
        yield


def take_in(caseload: bytes, conversations: bytes, offers: bytes) -> None:
    """Import three files that are good."""
    for service, content in (
        (caseload_import, caseload),
        (conversations_import, conversations),
        (offers_import, offers),
    ):
        report = service(actor=OPERATOR, content=content, file_name="x.csv", today=TODAY)
        assert report.rejected == ()


def give_out() -> tuple[bytes, bytes, bytes]:
    """Export the three files."""
    with read():
        return (
            caseload_export(actor=OPERATOR, today=TODAY),
            conversations_export(actor=OPERATOR),
            offers_export(actor=OPERATOR),
        )


def facts_of(row: Model, *, without: set[str] = NOT_IMPORTED) -> tuple[tuple[str, object], ...]:
    """A row's imported columns."""
    names = sorted({field.attname for field in row._meta.concrete_fields} - without)
    return tuple((name, getattr(row, name)) for name in names)


def everything_known() -> dict[str, list[object]]:
    """Each person's facts by keyed hash, in no order."""
    found = {}
    for citizen in Citizen.objects.select_related("person"):
        rows = [row for model in OF_A_CASE for row in model.objects.filter(citizen=citizen)]
        kept = [(type(row).__name__, facts_of(row)) for row in rows]
        person = citizen.person
        case = [facts_of(person), citizen.municipality_code]
        found[person.cpr_lookup] = [*case, *sorted(kept, key=repr)]
    return found


def emptied() -> None:
    """Undo every batch, the newest first."""
    for batch in ImportBatch.objects.filter(undone_at=None).order_by("-id"):
        batch_undo(actor=OPERATOR, public_id=batch.public_id)
    assert not Citizen.objects.exists()


def test_the_rows_fill_every_column():
    for kind, row in ((FileKind.CASELOAD, CASE), (FileKind.CONVERSATIONS, CONVERSATION)):
        assert set(row) == set(layout(kind).by_field)
    assert set(OFFER) == set(layout(FileKind.OFFERS).by_field)


def test_every_imported_fact_is_the_same_after_export_and_import():
    later = CASE | {
        "benefit": "Sygedagpenge",
        "target_group": "",
        "starts_on": "01-05-2026",
        "ends_on": "",
        "end_reason": "",
    }
    undated = later | {"relief_from": "", "relief_until": "", "relief_document": ""}
    other_reliefs = [undated | {"relief_ground": ground} for ground in ("Barsel", "Pension")]
    bare = {field: CASE[field] for field in ("benefit", "starts_on")} | {"cpr": number(2)}
    no_facts = {"cpr": number(2), "held_at": "13-03-2026 09:00:30"}
    granted = {"cpr": number(2), "kind": "Mentor", "granted_on": "01-03-2026"}
    take_in(
        sheet(FileKind.CASELOAD, CASE, later, *other_reliefs, bare),
        sheet(FileKind.CONVERSATIONS, CONVERSATION, no_facts),
        sheet(FileKind.OFFERS, OFFER, granted),
    )
    known, files = everything_known(), give_out()
    assert DocumentedRelief.objects.count() == 3
    emptied()
    take_in(*files)
    assert everything_known() == known
    assert give_out()[0].splitlines()[0] == files[0].splitlines()[0]


def test_an_invented_municipality_comes_back_whole():
    files = municipality(citizens=60, seed=2, on=TODAY, counsellors=["Mette Holm"], days=90)
    take_in(files.caseload, files.conversations, files.offers)
    known, out = everything_known(), give_out()
    emptied()
    take_in(*out)
    assert everything_known() == known


def test_a_formula_goes_out_harmless():
    take_in(
        sheet(FileKind.CASELOAD, CASE),
        sheet(FileKind.CONVERSATIONS, CONVERSATION),
        sheet(FileKind.OFFERS, OFFER),
    )
    caseload, _, offers = give_out()
    assert b";'=1+1;" in caseload
    assert b";'@Bageriet;" in offers


def test_an_export_is_a_reading_of_everybody():
    take_in(
        sheet(FileKind.CASELOAD, CASE),
        sheet(FileKind.CONVERSATIONS, CONVERSATION),
        sheet(FileKind.OFFERS, OFFER),
    )
    with pytest.raises(ReadWithoutLog):
        caseload_export(actor=OPERATOR, today=TODAY)
    give_out()
    log = ReadLog.objects.get()
    assert (log.purpose, log.actor) == ("move", "operator")
    assert Citizen.objects.get().public_id in log.citizens
    assert Person.objects.exclude(cpr_lookup=None).count() == 1
