"""A batch taken back: everything as it was, or a refusal that names what stands on it."""

from datetime import date, timedelta

import pytest
from django.apps import apps

from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.models import ActLog
from staasted.apps.booking.services import openings_publish
from staasted.apps.citizens.models import BenefitPeriod, Citizen
from staasted.apps.conversations.models import Conversation, Stamp
from staasted.apps.imports.models import ImportBatch, ImportRecord
from staasted.apps.imports.options import ImportOptions
from staasted.apps.imports.report import ImportReport
from staasted.apps.imports.services import (
    batch_undo,
    caseload_import,
    conversations_import,
    offers_import,
)
from staasted.apps.imports.standing import Built, BuiltKind
from staasted.apps.imports.undoing import BatchBuiltOn
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.services import staff_register
from staasted.catalog.imports import FileKind
from staasted.core.errors import DomainError
from tests.happenings import FIRST, book, utc
from tests.imports.full import CASE, CONVERSATION, OFFER, sheet
from tests.imports.rows import number

TODAY = date(2026, 5, 18)
KEPT = {ImportBatch, ImportRecord, ActLog, Stamp}
OPEN = CASE | {"ends_on": "", "end_reason": ""}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mette() -> Person:
    """The one counsellor, with time for a conversation."""
    person = staff_register(name="Mette Holm", roles=[Role.COUNSELLOR], from_on=date(2025, 1, 1))
    days = [utc(2026, 5, day, 7) for day in (19, 20, 21, 26, 27, 28)]
    openings_publish(counsellor=person, stretches=[(day, day + timedelta(hours=7)) for day in days])
    return person


def stored() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but what says that something happened."""
    return {
        model._meta.label: sorted(model.objects.values_list(), key=repr)
        for model in apps.get_models()
        if model not in KEPT
    }


def caseload(*rows: dict[str, str], corrections: bool = False) -> ImportReport:
    """Take in a caseload of these rows, a minute after what was before."""
    options = ImportOptions(accept_corrections=corrections)
    report = caseload_import(
        actor=OPERATOR,
        content=sheet(FileKind.CASELOAD, *rows),
        file_name="sager.csv",
        today=TODAY,
        options=options,
    )
    assert report.rejected == ()
    return report


def undo(report: ImportReport) -> None:
    """Take back the batch of a report."""
    batch_undo(actor=OPERATOR, public_id=report.batch)


def built_on(report: ImportReport) -> set[BuiltKind]:
    """What a refusal names."""
    before = stored()
    with pytest.raises(BatchBuiltOn) as refused:
        undo(report)
    assert stored() == before
    return {built.kind for built in refused.value.records}


def test_what_a_first_import_made_is_gone():
    before = stored()
    undo(caseload(OPEN, OPEN | {"cpr": number(2)}))
    assert stored() == before


def test_all_three_files_can_be_taken_back_in_turn():
    first = caseload(OPEN)
    after_first = stored()
    batches = [
        service(actor=OPERATOR, content=sheet(kind, row), file_name="x.csv", today=TODAY)
        for service, kind, row in (
            (conversations_import, FileKind.CONVERSATIONS, CONVERSATION),
            (offers_import, FileKind.OFFERS, OFFER),
        )
    ]
    assert {each.kind for each in built_on_records(first)} == {
        BuiltKind.CONVERSATION,
        BuiltKind.MEASURE,
    }
    for batch in batches:
        undo(batch)
    assert stored() == after_first


def built_on_records(report: ImportReport) -> tuple[Built, ...]:
    """The records a refusal names."""
    with pytest.raises(BatchBuiltOn) as refused:
        undo(report)
    return refused.value.records


def test_changed_values_stand_as_before():
    caseload(OPEN)
    before = stored()
    changed = {
        "name": "Åse Åkjær",
        "phone": "",
        "target_group": "",
        "insured": "Fuldtid",
        "registered_hours": "2026-02: 100; 2026-03: 12,5",
        "accumulated_weeks": "13,25",
        "relief_until": "11-04-2026",
        "self_booking_exemption": "Nej",
        "self_booking_reason": "",
        "interpreter": "Nej",
        "return_on": "02-09-2026",
    }
    report = caseload(OPEN | changed)
    assert (report.created, report.updated) == (0, 1)
    undo(report)
    assert stored() == before


def test_a_correction_taken_back_brings_the_old_periods_again():
    caseload(CASE | {"ends_on": "31-01-2026"}, OPEN | {"starts_on": "01-03-2026"})
    before = stored()
    report = caseload(OPEN | {"starts_on": "06-01-2026"}, corrections=True)
    assert [period.starts_on for period in BenefitPeriod.objects.all()] == [date(2026, 1, 6)]
    undo(report)
    assert stored() == before


def test_the_file_can_be_taken_in_again_after_an_undo():
    undo(caseload(OPEN))
    assert caseload(OPEN).created == 1


def test_a_later_batch_is_named():
    first = caseload(OPEN)
    later = caseload(OPEN | {"phone": "00 00 00 01"})
    records = built_on_records(first)
    assert Built(BuiltKind.LATER_BATCH, later.batch) in records
    undo(later)
    undo(first)
    assert not Citizen.objects.exists()


def test_a_booking_keeps_a_batch_standing(mette):
    report = caseload(OPEN)
    book(Citizen.objects.get(), mette, purpose=FIRST, channel="in_person")
    assert BuiltKind.BOOKING in built_on(report)


def test_an_agreement_keeps_a_changed_period_standing():
    caseload(OPEN)
    with clock.pinned(clock.now() + timedelta(hours=1)):
        report = caseload(OPEN | {"target_group": "Sygemeldt"})
    ContactAgreement.objects.create(
        citizen=Citizen.objects.get(),
        state="proposed",
        freedom="check_ins",
        proposed_by="citizen",
        source="screening",
        made_at=clock.now() + timedelta(hours=2),
    )
    assert built_on(report) == {BuiltKind.AGREEMENT}


def test_a_new_phone_can_be_taken_back_whatever_was_agreed_since(mette):
    caseload(OPEN)
    report = caseload(OPEN | {"phone": "00 00 00 01"})
    book(Citizen.objects.get(), mette, purpose=FIRST, channel="in_person")
    undo(report)
    assert Person.objects.get(cpr_lookup__isnull=False).phone == "+45 00 11 22 33"


def test_what_was_changed_here_since_is_not_lost():
    report = caseload(OPEN)
    Person.objects.filter(cpr_lookup__isnull=False).update(phone="00 00 00 02")
    assert built_on(report) == {BuiltKind.CHANGED_HERE}


def test_a_batch_is_undone_once():
    report = caseload(OPEN)
    undo(report)
    with pytest.raises(DomainError, match="batch_undone_already"):
        undo(report)
    with pytest.raises(DomainError, match="batch_unknown"):
        batch_undo(actor=OPERATOR, public_id="nothing")


def test_an_undo_is_logged_with_everybody_it_was_about():
    report = caseload(OPEN)
    public_id = Citizen.objects.get().public_id
    undo(report)
    log = ActLog.objects.get(act="import_undo")
    assert (log.subject, log.citizens) == (report.batch, f"|{public_id}|")
    assert not Conversation.objects.exists()
