"""An administrator takes a file in over HTTP: upload, columns, preview, yes, history, undo."""

import html
from datetime import timedelta

import pytest
from django.test import Client

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.models import ActLog, ReadLog
from staasted.apps.citizens.models import BenefitPeriod, Citizen
from staasted.apps.imports.models import ImportBatch
from staasted.apps.imports.reading.refusals import FileReason, ImportRefused
from staasted.apps.imports.services import caseload_import
from staasted.apps.imports.upload_models import ImportUpload
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.services import staff_register
from staasted.catalog.imports import bounds
from staasted.catalog.texts import text
from staasted.jobs.worker import work_off
from staasted.web.administrator import receiving
from tests import town
from tests.browsing import Browser
from tests.town import LONG_AGO, MONDAY, Town
from tests.uploading import (
    GOOD,
    GRETHE,
    HALF,
    HANNE,
    HEADER,
    REST,
    address,
    content,
    looked_at,
    say_yes,
    send,
    the_upload,
)

pytestmark = pytest.mark.django_db


def test_a_file_goes_in_after_a_yes_and_comes_out_again_by_undo(browser: Browser) -> None:
    assert text("administrator.new.send") in html.unescape(browser.get("/indlaesninger/ny/"))
    assert text("administrator.working.title.check") in send(browser, GOOD)
    work_off()
    preview = html.unescape(browser.get(address()))
    assert text("administrator.preview.nothing_yet") in preview
    assert not Citizen.objects.exists()

    assert text("administrator.result.title") in say_yes(browser)
    assert Citizen.objects.get().person.name == "Grethe Fra Fil"
    batch = ImportBatch.objects.get()
    assert batch.actor == the_upload().by.public_id
    history = html.unescape(browser.get("/indlaesninger/"))
    assert "sager.csv" in history
    assert "Ulla Nør" in history

    undo = browser.link(history, "/fortryd/")
    assert text("administrator.undo.means") in html.unescape(browser.get(undo))
    assert Citizen.objects.exists(), "opening the page undoes nothing"
    browser.post(undo)
    work_off()
    assert text("administrator.result.undone") in html.unescape(browser.get(address()))
    assert not BenefitPeriod.objects.exists()
    assert text("administrator.imports.undone", day="18. maj 2026").split()[0] in html.unescape(
        browser.get("/indlaesninger/")
    )


def test_undo_names_what_stands_in_the_way(browser: Browser, ulla: Person, place: Town) -> None:
    looked_at(browser, GOOD)
    say_yes(browser)
    changed = content(f"{GRETHE};Grethe Nyt Navn;{REST}")
    with clock.pinned(clock.now() + timedelta(hours=1)):
        browser = Browser(ulla)  # an hour later one logs in anew
        looked_at(browser, changed)
        say_yes(browser)
        first, second = ImportBatch.objects.order_by("id")
        browser.post(f"/indlaesninger/{first.public_id}/fortryd/")
        work_off()
        page = html.unescape(browser.get(address()))
    assert text("errors.batch_built_on.what") in page
    assert f"{text('administrator.built.later_batch')} {second.public_id}" in page


def test_bad_cells_are_named_without_what_stands_in_them(browser: Browser) -> None:
    page = looked_at(browser, HALF)
    assert text("imports.row.date_no_such_day.reason") in page
    assert "Startdato" in page
    kept = str(ImportUpload.objects.values().get())
    for secret in (HANNE, HANNE.replace("-", ""), "31-02-2026", "Hanne"):
        assert secret not in page
        assert secret not in kept


def test_bad_rows_stop_the_yes_until_they_are_to_be_skipped(browser: Browser) -> None:
    looked_at(browser, HALF)
    answer = browser.client.post(address(), {"act": "confirm"})
    assert answer.status_code == 400
    assert text("administrator.preview.skip_missing") in html.unescape(answer.content.decode())
    page = say_yes(browser, skip_bad="on")
    assert text("administrator.result.skipped_means") in page
    assert Citizen.objects.count() == 1


def test_a_file_that_no_longer_fits_is_shown_again_and_nothing_of_it_is_stored(
    browser: Browser,
) -> None:
    looked_at(browser, GOOD)
    sooner = GOOD.replace(b"15-05-2026;15", b"11-05-2026;15")
    caseload_import(actor=OPERATOR, content=sooner, file_name="x.csv", today=MONDAY)
    page = say_yes(browser)
    assert text("administrator.preview.nothing_yet") in page
    assert text("administrator.preview.accept_one") in page
    assert ImportBatch.objects.count() == 1


def test_a_batch_nobody_made_cannot_be_undone(browser: Browser) -> None:
    assert browser.client.get("/indlaesninger/2222222222/fortryd/").status_code == 404


def test_a_corrected_start_goes_in_only_when_it_is_accepted(browser: Browser) -> None:
    looked_at(browser, GOOD)
    say_yes(browser)
    corrected = content(f"{GRETHE};Grethe Fra Fil;{REST.replace('15-05-2026;', '11-05-2026;', 1)}")
    looked_at(browser, corrected)
    answer = browser.client.post(address(), {"act": "confirm"})
    assert text("administrator.preview.accept_missing") in html.unescape(answer.content.decode())
    say_yes(browser, accept_corrections="on")
    assert BenefitPeriod.objects.get().starts_on.isoformat() == "2026-05-11"


def test_a_header_nobody_knows_is_asked_about_and_the_answer_is_kept(browser: Browser) -> None:
    page = looked_at(
        browser,
        content(GOOD.decode().splitlines()[1], header=HEADER.replace("CPR-nr", "Løbenummer")),
    )
    assert browser.response.request["PATH_INFO"].endswith("/kolonner/")
    assert text("administrator.columns.missing_heading") in page
    position = next(i for i, c in enumerate(the_upload().columns) if c["header"] == "Løbenummer")
    browser.post(f"{address()}kolonner/", **{f"kolonne-{position}": "cpr"})
    work_off()
    assert the_upload().mapping == {"Løbenummer": "cpr"}
    assert text("administrator.preview.nothing_yet") in html.unescape(browser.get(address()))
    say_yes(browser)
    assert Citizen.objects.count() == 1


def test_a_file_without_headers_shows_nobody(browser: Browser) -> None:
    page = looked_at(browser, content(header=f"{GRETHE};Grethe Fra Fil;{REST}"))
    assert text("administrator.failed.title") in page
    assert "Grethe" not in page
    assert the_upload().columns == []


def test_a_file_too_large_is_refused_in_words_and_none_of_it_is_kept(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = bounds().model_copy(update={"file_megabytes": 1})
    monkeypatch.setattr(receiving, "bounds", lambda: small)
    monkeypatch.setattr("staasted.web.administrator.new.bounds", lambda: small)
    refused = ImportRefused(FileReason.TOO_LARGE, most=1)
    page = send(browser, b"x" * 1_000_001)
    assert browser.response.status_code == 400
    assert text("imports.file.too_large.reason", **refused.values) in page
    assert not ImportUpload.objects.exists()


def test_nothing_chosen_is_said_beside_the_field(browser: Browser) -> None:
    answer = browser.client.post("/indlaesninger/ny/", {})
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 400
    assert text("administrator.new.file_missing") in page
    assert text("administrator.new.kind_missing") in page


def test_of_two_tabs_one_says_yes(browser: Browser) -> None:
    looked_at(browser, GOOD)
    browser.post(address(), act="confirm")
    again = browser.client.post(address(), {"act": "confirm"})
    assert again.status_code == 409
    work_off()
    assert ImportBatch.objects.count() == 1


def test_another_administrator_does_not_see_the_file(browser: Browser) -> None:
    looked_at(browser, GOOD)
    other = staff_register(name="Per Nør", roles=[Role.ADMINISTRATOR], from_on=LONG_AGO)
    client = Client()
    client.post("/log-ind/", {"person": other.public_id})
    assert client.get(address()).status_code == 404
    assert client.get(f"{address()}kolonner/").status_code == 404


def test_looking_and_taking_in_are_logged_with_whom(browser: Browser, place: Town) -> None:
    looked_at(browser, GOOD)
    say_yes(browser)
    looked_at(browser, GOOD)
    grethe = Citizen.objects.get().public_id
    read = ReadLog.objects.filter(citizens__contains=grethe, purpose="import")
    assert set(read.values_list("role", flat=True)) == {"administrator"}
    acts = ActLog.objects.filter(role="administrator").values_list("act", flat=True)
    assert {"upload_receive", "upload_confirm", "caseload_import"} <= set(acts)


def test_who_is_not_in_the_file_is_not_told_of_as_read(browser: Browser, place: Town) -> None:
    town.citizen(place.karen)
    looked_at(browser, content(f"{HANNE};Hanne Ny;{REST}", header=HEADER))
    assert not ReadLog.objects.filter(page="import_check").exists()
