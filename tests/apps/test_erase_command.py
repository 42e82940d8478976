"""``staasted erase``: what it says, what it leaves alone, and what becomes of being stopped."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from typer.testing import CliRunner, Result

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.models import ActLog, ReadLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.imports.models import ImportBatch, ImportRecord
from staasted.apps.imports.undoing import batch_undo
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person, Rate
from staasted.apps.retention import services
from staasted.apps.retention.leftovers import leftovers_clear
from staasted.apps.retention.rows import TableNotNamed, rows_on
from staasted.apps.retention.services import due_erase
from staasted.cli.erase import app
from staasted.core.calendar import add_months
from staasted.core.errors import DomainError
from staasted.jobs.timetable import timetable
from tests import town
from tests.ending import close_case
from tests.files import import_files
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=5 * 366)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def gone(place: Town, *names: str) -> list[Citizen]:
    cases = [town.citizen(place.karen, name=name) for name in names]
    for case in cases:
        close_case(case, place.karen)
    return cases


def counts() -> dict[str, int]:
    models = apps.get_models(include_auto_created=True)
    return {model.__name__: model.objects.count() for model in models if model is not ReadLog}


@pytest.fixture
def later(place: Town) -> Iterator[None]:
    with clock.pinned(LATER):
        yield


def test_a_dry_run_says_how_much_of_what_by_which_rule_and_changes_nothing(place: Town) -> None:
    gone(place, "Åse Møller", "Bo Friis")
    before = counts()
    said = run("--due", "--dry-run", "--on", add_months(MONDAY, 60).isoformat())
    assert said.exit_code == 0, said.output
    assert "Din sag: 2 (5 år, decision 0023)" in said.output
    assert "citizens.benefitperiod: 2" in said.output
    assert "Åse" not in said.output
    assert counts() == before


def test_what_is_stopped_is_named_and_the_naming_is_a_reading(place: Town) -> None:
    (case,) = gone(place, "Åse Møller")
    assert run("hold", case.public_id, "--reason", "Klage 7", "--by", "Jurist").exit_code == 0
    said = run("--due", "--dry-run", "--on", add_months(MONDAY, 60).isoformat())
    assert f"Sagen {case.public_id} bliver stående" in said.output
    assert ReadLog.objects.latest("id").citizens == f"|{case.public_id}|"
    assert run("hold", case.public_id, "--reason", "igen", "--by", "Jurist").exit_code == 1
    assert run("lift", case.public_id, "--by", "Jurist").exit_code == 0
    assert run("lift", case.public_id, "--by", "Jurist").exit_code == 1
    assert run("hold", "2222222222", "--reason", "x", "--by", "y").exit_code == 1


@pytest.mark.usefixtures("later")
def test_the_command_erases_what_is_due_and_says_what_is_left(place: Town) -> None:
    with clock.pinned(NOON):
        first, _ = gone(place, "Åse Møller", "Bo Friis")
    run("hold", first.public_id, "--reason", "Klage 7", "--by", "Jurist")
    said = run("--due")
    assert said.exit_code == 0, said.output
    assert "Slettet: 1 sager," in said.output
    assert "1 sager blev stående" in said.output
    assert "Slettet: 0 sager" in run("--due").output


def test_a_day_to_come_is_only_looked_at(place: Town) -> None:
    (case,) = gone(place, "Åse Møller")
    assert run("--due", "--on", "2031-05-18").exit_code == 1
    assert run("--due", "--on", "i morgen").exit_code == 1
    assert run().exit_code == 1
    assert Citizen.objects.filter(pk=case.pk).exists()


@pytest.mark.usefixtures("later")
def test_who_is_stopped_half_way_leaves_whole_cases(
    place: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.pinned(NOON):
        gone(place, "Åse Møller", "Bo Friis", "Ida Lund")
    real, calls = services.rows_erase, []

    def dies_in_the_second(found: object) -> None:
        calls.append(found)
        real(found)  # type: ignore[arg-type]
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(services, "rows_erase", dies_in_the_second)
    with pytest.raises(KeyboardInterrupt):
        list(due_erase(actor=OPERATOR, on=clock.today()))
    assert Citizen.objects.count() == 2
    assert ActLog.objects.filter(act="erase_case").count() == 1
    monkeypatch.undo()
    list(due_erase(actor=OPERATOR, on=clock.today()))
    assert not Citizen.objects.exists()


def test_a_table_nobody_has_named_stops_the_erasing(place: Town) -> None:
    (case,) = gone(place, "Åse Møller")
    with pytest.raises(TableNotNamed, match=r"citizens\."):
        rows_on(Citizen, [case.pk], within=["citizens.citizen"])


@pytest.mark.usefixtures("later")
def test_the_trace_of_a_file_goes_and_the_file_cannot_be_taken_back(place: Town) -> None:
    with clock.pinned(NOON):
        import_files()
    people = Person.objects.count()
    batch = ImportBatch.objects.get()
    assert ImportRecord.objects.exists()
    said = run("--due")
    assert said.exit_code == 0, said.output
    assert not ImportRecord.objects.exists()
    assert Person.objects.count() == people, "who is in the file is still here"
    with pytest.raises(DomainError) as refused:
        batch_undo(actor=OPERATOR, public_id=batch.public_id)
    assert refused.value.code == "batch_forgotten"


def test_the_night_clears_what_is_over_and_leaves_the_rest(place: Town) -> None:
    Rate.objects.create(place="a", until=NOON - timedelta(minutes=1))
    Rate.objects.create(place="b", until=NOON + timedelta(minutes=1))
    assert leftovers_clear(now=NOON) == 1
    assert [row.place for row in Rate.objects.all()] == ["b"]


@pytest.mark.usefixtures("later")
def test_the_night_erases_cases_only_where_the_municipality_has_said_so(place: Town) -> None:
    with clock.pinned(NOON):
        gone(place, "Åse Møller")
    assert "erase" not in {entry.name for entry in timetable(erase_nightly=False)}
    (asked_for,) = [e for e in timetable(erase_nightly=True) if e.name == "erase"]
    asked_for.run(LATER)
    assert not Citizen.objects.exists()
