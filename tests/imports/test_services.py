"""What a file may change, what it may not, and what it says when it would."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.apps import apps

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.booking.services import openings_publish
from staasted.apps.citizens.models import (
    BenefitPeriod,
    Circumstances,
    Citizen,
    DocumentedRelief,
    RegisteredHours,
    SelfBookingExemption,
)
from staasted.apps.conversations.models import Stamp
from staasted.apps.imports.models import ImportBatch, ImportRecord
from staasted.apps.imports.options import ImportOptions, Stage
from staasted.apps.imports.reading.refusals import FileReason, ImportRefused, RowReason
from staasted.apps.imports.report import FactChange, ImportReport
from staasted.apps.imports.services import caseload_import
from staasted.apps.org.models import Person
from staasted.apps.org.services import person_register, staff_register
from staasted.catalog.imports import FileKind
from tests.happenings import FIRST, book, close, utc
from tests.imports.full import CASE, sheet
from tests.imports.rows import number
from tests.imports.test_caseload import everything_stored

TODAY = date(2026, 5, 18)
OPEN = CASE | {"ends_on": "", "end_reason": ""}
NEXT = {
    **CASE,
    "benefit": "Sygedagpenge",
    "target_group": "",
    "starts_on": "01-05-2026",
    "ends_on": "",
    "end_reason": "",
    "phone": "00 00 00 09",
}
WRITTEN_BY_AN_IMPORT = {"imports", "audit", "citizens", "org"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mette() -> Person:
    """The one counsellor, with time for a conversation."""
    person = staff_register(name="Mette Holm", roles=[Role.COUNSELLOR], from_on=date(2025, 1, 1))
    days = [utc(2026, 5, day, 7) for day in (26, 27, 28)]
    openings_publish(counsellor=person, stretches=[(day, day + timedelta(hours=7)) for day in days])
    return person


def take_in(*rows: dict[str, str], options: ImportOptions | None = None, **flags) -> ImportReport:
    """Import a caseload of these rows."""
    return caseload_import(
        actor=OPERATOR,
        content=sheet(FileKind.CASELOAD, *rows),
        file_name="sager.csv",
        today=TODAY,
        options=replace(options or ImportOptions(), **flags),
    )


def test_every_column_of_a_full_row_is_stored():
    take_in(CASE)
    period, facts = BenefitPeriod.objects.get(), Circumstances.objects.get()
    person = Person.objects.get(cpr_lookup__isnull=False)
    assert (person.birth_date, person.protected, person.digital_post) == (
        date(1980, 2, 1),
        True,
        False,
    )
    assert (period.ends_on, period.end_reason) == (date(2026, 4, 30), "=1+1")
    assert (period.insured, period.unemployment_fund) == ("part", "A-kassen Ådal")
    assert (period.accumulated_weeks, period.accumulated_on) == (Decimal("12.5"), date(2026, 4, 1))
    assert (facts.vocational_education, facts.child_at_home) == (True, False)
    assert (facts.interpreter, facts.interpreter_language) == (True, "Arabisk")
    hours = dict(RegisteredHours.objects.values_list("month", "hours"))
    assert hours[date(2026, 2, 1)] == Decimal("160.33")
    relief = DocumentedRelief.objects.get()
    assert (relief.ground, relief.until_on) == ("Job", date(2026, 4, 10))
    assert SelfBookingExemption.objects.get().reason == "Ingen computer"


def test_the_birth_date_comes_from_the_number_where_nothing_else_is_told():
    take_in({field: CASE[field] for field in ("cpr", "benefit", "starts_on")})
    assert Person.objects.get(cpr_lookup__isnull=False).birth_date == date(1980, 2, 2)
    take_in(CASE)
    assert Person.objects.get(cpr_lookup__isnull=False).birth_date == date(1980, 2, 1)


def test_full_rows_again_change_no_row_of_any_table():
    take_in(CASE, NEXT)
    before = everything_stored()
    for rows in ((CASE, NEXT), (NEXT, CASE), (NEXT,)):
        report = take_in(*rows)
        assert (report.unchanged, report.batch) == (len(rows), None)
        assert everything_stored() == before


def test_the_newest_row_tells_how_a_person_is_reached():
    take_in(NEXT, CASE)
    assert Person.objects.get(cpr_lookup__isnull=False).phone == "00 00 00 09"


def test_a_period_may_stand_twice_with_a_relief_in_each():
    report = take_in(OPEN, OPEN | {"relief_ground": "Barsel"})
    assert (report.created, report.updated) == (1, 1)
    assert BenefitPeriod.objects.count() == 1
    assert DocumentedRelief.objects.count() == 2


def test_an_end_told_later_ends_the_period():
    take_in(OPEN)
    assert take_in(CASE).updated == 1
    assert BenefitPeriod.objects.get().ends_on == date(2026, 4, 30)
    assert take_in(OPEN).unchanged == 1


def test_another_start_is_a_correction_and_needs_a_yes():
    take_in(OPEN)
    before = everything_stored()
    moved = OPEN | {"starts_on": "12-01-2026"}
    (error,) = take_in(moved).rejected
    assert (error.reason, error.values["known"]) == (RowReason.PERIOD_OTHER_START, "05-01-2026")
    assert everything_stored() == before
    report = take_in(moved, accept_corrections=True)
    assert (report.created, report.updated) == (0, 1)
    period = BenefitPeriod.objects.get()
    assert (period.starts_on, period.ends_on) == (date(2026, 1, 12), None)
    record = ImportRecord.objects.get(batch__public_id=report.batch)
    assert (record.before, record.after) == (
        {"starts_on": "2026-01-05"},
        {"starts_on": "2026-01-12"},
    )


def test_a_correction_takes_the_place_of_every_period_it_overlaps():
    take_in(CASE | {"ends_on": "31-01-2026"}, OPEN | {"starts_on": "01-03-2026"})
    report = take_in(OPEN | {"starts_on": "06-01-2026"}, accept_corrections=True)
    assert BenefitPeriod.objects.get().starts_on == date(2026, 1, 6)
    gone = ImportRecord.objects.get(batch__public_id=report.batch, after__isnull=True)
    assert gone.before["starts_on"] == "2026-03-01"


def test_an_end_that_runs_into_the_next_benefit_is_a_bad_row():
    take_in(CASE, NEXT)
    (error,) = take_in(CASE | {"ends_on": "10-05-2026"}).rejected
    assert error.reason is RowReason.PERIOD_EARLIER


def test_a_period_of_the_past_can_be_told_later():
    take_in(NEXT)
    assert take_in(CASE).created == 1
    assert BenefitPeriod.objects.filter(ends_on=None).get().benefit == "benefit:sickness_benefit"


def test_a_dry_run_shows_what_would_change_and_stores_nothing():
    take_in(OPEN)
    before = everything_stored()
    report = take_in(OPEN | {"phone": "00 00 00 01"}, NEXT | {"cpr": number(2)}, dry_run=True)
    assert (report.created, report.updated, report.batch) == (1, 1, None)
    assert report.changes == (
        FactChange(2, "org.person", "phone", "+45 00 11 22 33", "00 00 00 01"),
    )
    assert everything_stored() == before


def test_the_good_rows_go_in_and_the_bad_ones_come_back_with_their_reasons():
    bad = OPEN | {"cpr": number(2), "starts_on": "31-13-2026", "end_reason": "=cmd"}
    report = take_in(OPEN, bad, skip_bad=True)
    assert (report.read, report.created, len(report.rejected)) == (2, 1, 2)
    assert Citizen.objects.count() == 1
    head, line = report.rejected_file.decode("utf-8-sig").splitlines()[:2]
    assert head.endswith("Sagsbehandler;Række;Hvorfor;Gør sådan")
    assert f"{number(2)};" in line
    assert ";'=cmd;" in line


def test_somebody_whose_row_is_bad_is_not_absent():
    take_in(OPEN, OPEN | {"cpr": number(2)})
    bad = OPEN | {"cpr": number(2), "starts_on": "i går"}
    assert take_in(OPEN, bad, skip_bad=True).absent == ()


def test_what_was_written_here_is_untouched(mette):
    take_in(OPEN)
    case = Citizen.objects.get()
    close(book(case, mette, purpose=FIRST, channel="in_person"), note="Det gik godt")
    here = [m for m in apps.get_models() if m._meta.app_label not in WRITTEN_BY_AN_IMPORT]
    here.remove(Stamp)  # the law sees another phone number, and is asked anew
    before = {model: list(model.objects.values_list()) for model in here}
    take_in(OPEN | {"phone": "1", "target_group": "Sygemeldt", "name": "Bo"})
    assert {model: list(model.objects.values_list()) for model in here} == before


def test_somebody_else_who_got_there_first_is_a_friendly_refusal():
    def meanwhile(stage: Stage, done: int, total: int | None) -> None:
        if stage is Stage.COMPARING and done:
            person_register(name="Bo", cpr=number(1).replace("-", ""))

    with pytest.raises(ImportRefused) as refused:
        take_in(OPEN, progress=meanwhile)
    assert refused.value.reason is FileReason.CHANGED_MEANWHILE
    assert not ImportBatch.objects.exists()


def test_progress_is_told_stage_by_stage():
    told: list[Stage] = []
    take_in(OPEN, progress=lambda stage, done, total: told.append(stage))
    assert list(dict.fromkeys(told)) == [Stage.COMPARING, Stage.STORING]


def test_no_cell_is_longer_than_the_column_it_ends_in():
    from staasted.apps.conversations.models import Conversation
    from staasted.apps.offers.models import Measure
    from staasted.catalog.imports import layout

    ends_in = {
        FileKind.CASELOAD: (Person, Citizen, BenefitPeriod, Circumstances),
        FileKind.CONVERSATIONS: (Conversation,),
        FileKind.OFFERS: (Measure,),
    }
    for kind, models in ends_in.items():
        for column in layout(kind).columns:
            for model in models:
                names = {field.name: field for field in model._meta.concrete_fields}
                most = getattr(names.get(column.field), "max_length", None)
                if most and column.kind in {"text", "name", "email"}:
                    assert column.longest <= most, (kind, column.field)
