"""The worker: whatever a file does to it, it says so and goes on; and it leaves no file behind."""

import html
import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from staasted.apps.imports import upload_work
from staasted.apps.imports.attendance import WorkerBusy, attending, worker_answers
from staasted.apps.imports.upload_models import ImportUpload
from staasted.apps.imports.uploads import uploads_expire
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from staasted.jobs.worker import work_off
from tests.browsing import Browser
from tests.uploading import (
    GOOD,
    GRETHE,
    address,
    kept_files,
    looked_at,
    say_yes,
    send,
    the_upload,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "hostile", [b"", b"PK\x03\x04" * 50, b"\xff\xfe\x00", b'"' * 4000, b"a;b\r\n1;2"]
)
def test_a_broken_file_becomes_a_sentence_and_the_worker_goes_on(
    browser: Browser, hostile: bytes
) -> None:
    page = looked_at(browser, hostile)
    assert text("administrator.failed.nothing") in page or "/kolonner/" in str(
        browser.response.request["PATH_INFO"]
    )
    assert text("administrator.preview.nothing_yet") in looked_at(browser, GOOD)


@pytest.mark.parametrize("error", [MemoryError(GRETHE), RecursionError(GRETHE), ValueError(GRETHE)])
def test_an_error_nobody_foresaw_is_told_without_what_it_says(
    browser: Browser,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    def fall(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(upload_work, "mapping_propose", fall)
    page = looked_at(browser, GOOD)
    assert text("administrator.work.broken") in page
    assert type(error).__name__ in caplog.text
    assert GRETHE not in caplog.text


def test_what_a_worker_was_doing_when_it_was_stopped_has_failed_and_can_be_tried_again(
    browser: Browser,
) -> None:
    send(browser, GOOD)
    ImportUpload.objects.update(state="working")
    work_off()
    assert text("administrator.work.stopped") in html.unescape(browser.get(address()))
    browser.post(address(), act="retry")
    work_off()
    assert text("administrator.preview.nothing_yet") in html.unescape(browser.get(address()))


def test_the_file_lies_under_a_name_nobody_can_guess_and_is_deleted(browser: Browser) -> None:
    send(browser, GOOD, name="../../sager.csv")
    (kept,) = kept_files()
    assert kept.name == the_upload().stored_name
    assert len(kept.name) == 32
    assert kept.stat().st_mode & 0o077 == 0
    work_off()
    say_yes(browser)
    assert kept_files() == []


def test_a_file_that_is_left_is_deleted_with_its_row(browser: Browser) -> None:
    looked_at(browser, GOOD)
    browser.post(address(), act="cancel")
    assert kept_files() == []
    assert not ImportUpload.objects.exists()


def test_a_file_nobody_said_yes_to_is_gone_after_a_day(browser: Browser) -> None:
    looked_at(browser, GOOD)
    uploads_expire(now=clock.now() + timedelta(hours=23, minutes=59))
    assert kept_files()
    uploads_expire(now=clock.now() + timedelta(hours=24))
    assert kept_files() == []
    assert not ImportUpload.objects.exists()


def test_the_page_looks_by_itself_only_when_asked_to(browser: Browser) -> None:
    send(browser, GOOD)
    assert "Refresh" not in browser.client.get(address())
    assert browser.client.get(f"{address()}?selv=1")["Refresh"] == "5"
    work_off()
    assert "Refresh" not in browser.client.get(f"{address()}?selv=1")


def test_the_pages_say_when_no_worker_is_there(browser: Browser) -> None:
    away = text("administrator.worker.away")
    assert not worker_answers()
    assert away in send(browser, GOOD)
    with attending():
        assert worker_answers()
        assert away not in html.unescape(browser.get(address()))
        with pytest.raises(WorkerBusy), attending():
            pass
    assert not worker_answers()


def staasted(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    """A process of the product's own with a data folder of its own."""
    surroundings = {**os.environ, "STAASTED_DATA_DIR": str(folder), "DATABASE_URL": ""}
    surroundings.pop("STAASTED_KEY_FILE", None)
    return subprocess.Popen([sys.executable, *words], env=surroundings)


def answers(folder: Path, monkeypatch: pytest.MonkeyPatch, *, yes: bool) -> bool:
    """Whether a worker is there, or is not, within a patient while."""
    monkeypatch.setattr("staasted.apps.imports.attendance._path", lambda: folder / "worker.lock")
    for _ in range(200):
        if worker_answers() is yes:
            return True
        time.sleep(0.1)
    return False


def test_the_worker_is_a_process_that_stops_when_told_and_when_its_server_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = ("-c", "from staasted.cli.main import run; run()")
    assert staasted(tmp_path, *program, "keys", "create").wait(60) == 0
    assert staasted(tmp_path, *program, "migrate").wait(120) == 0
    process = staasted(tmp_path, *program, "worker")
    assert answers(tmp_path, monkeypatch, yes=True)
    assert staasted(tmp_path, "-m", "staasted.jobs").wait(60) == 1, "there is one already"
    process.terminate()
    assert process.wait(60) == 0
    assert answers(tmp_path, monkeypatch, yes=False)
    stranger = str(os.getpid() + 1)
    assert staasted(tmp_path, "-m", "staasted.jobs", "--beside", stranger).wait(60) == 0
