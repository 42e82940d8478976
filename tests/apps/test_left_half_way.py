"""What somebody was stopped in is taken up again: uploads, files, and the rounds themselves."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError

from staasted.apps.audit.models import ActLog
from staasted.apps.imports.upload_files import upload_folder, upload_name, upload_write
from staasted.apps.imports.upload_models import ImportUpload
from staasted.apps.imports.uploads import KEPT, uploads_expire, uploads_sweep
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.services import person_register
from staasted.apps.outbox.models import Message
from staasted.jobs.timetable import nightly
from staasted.jobs.worker import work
from tests.breaking import said_to_the_database
from tests.outgoing import reachable, written
from tests.town import NOON, build_town

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = settings.STAASTED.model_copy(
        update={"key_file": settings.STAASTED.keys, "data_dir": tmp_path}
    )
    monkeypatch.setattr(settings, "STAASTED", own)


@pytest.fixture
def ulla(transactional_db: None) -> Person:
    return person_register(name="Ulla Nør")


def kept(by: Person, state: str = "ready") -> ImportUpload:
    """An upload with its file."""
    name = upload_name()
    upload_write(name, [b"1;2"])
    return ImportUpload.objects.create(
        by=by, at=NOON, kind="caseload", stored_name=name, state=state, step="check"
    )


def lying() -> set[str]:
    return {path.name for path in upload_folder().iterdir()}


def aged(path: Path) -> None:
    """As old as a file is that nobody wants any more."""
    then = (clock.wall() - KEPT - timedelta(minutes=1)).timestamp()
    os.utime(path, (then, then))


def test_an_upload_whose_end_could_not_be_written_fails_while_the_worker_goes_on(
    ulla: Person,
) -> None:
    upload = kept(ulla)
    rounds: list[int] = []

    def stopped() -> bool:
        rounds.append(1)
        if len(rounds) == 2:  # the worker is at work; the database was away for a moment
            ImportUpload.objects.update(state="working")
        return len(rounds) > 3

    work(stopped=stopped, pause=0)
    upload.refresh_from_db()
    assert upload.state == "failed"
    assert "afbrudt" in upload.failure["reason"]


class Gone(BaseException):
    """As abrupt as a signal."""


@pytest.fixture
def rows_that_stay() -> Iterator[None]:
    """A database that stops the process where it deletes an upload's row."""
    from django.db.models.signals import pre_delete

    def stop(**_: object) -> None:
        raise Gone

    pre_delete.connect(stop, sender=ImportUpload)
    yield
    pre_delete.disconnect(stop, sender=ImportUpload)


def test_a_process_stopped_while_it_throws_an_upload_away_leaves_no_file(
    ulla: Person, rows_that_stay: None
) -> None:
    kept(ulla)
    with pytest.raises(Gone):
        uploads_expire(now=NOON + KEPT)
    assert lying() == set()


def test_a_file_no_upload_names_is_gone_after_a_day_and_no_other(ulla: Person) -> None:
    known, orphan, fresh = kept(ulla), upload_name(), upload_name()
    for name in (orphan, fresh):
        upload_write(name, [b"3;4"])
    half = upload_folder() / f".{upload_name()}.abcd"
    half.write_bytes(b"half")
    killed = upload_folder() / ".restoring-abcd"
    killed.mkdir()
    (killed / orphan).write_bytes(b"x")
    for path in (upload_folder() / known.stored_name, upload_folder() / orphan, half, killed):
        aged(path)
    uploads_sweep(now=clock.wall())
    assert lying() == {known.stored_name, fresh}


def test_where_nothing_was_ever_uploaded_there_is_nothing_to_sweep(transactional_db: None) -> None:
    uploads_sweep(now=clock.wall())


def test_one_step_of_the_night_that_fails_keeps_no_other_from_being_done(ulla: Person) -> None:
    written(reachable(build_town()))
    said_to_the_database("ALTER TABLE imports_importupload RENAME TO imports_away")
    try:
        with pytest.raises(DatabaseError):
            nightly(NOON + timedelta(days=60))
    finally:
        said_to_the_database("ALTER TABLE imports_away RENAME TO imports_importupload")
    assert Message.objects.get().state == "dropped"
    assert ActLog.objects.filter(act="log_verify").count() == 1


def test_one_step_of_a_round_that_fails_keeps_no_other_from_being_done(ulla: Person) -> None:
    written(reachable(build_town()))
    Message.objects.update(state="sending", worker="gone", attempted_at=NOON - timedelta(hours=1))
    said_to_the_database("ALTER TABLE imports_importupload RENAME TO imports_away")
    turns = iter([False, True])
    try:
        with pytest.raises(DatabaseError):
            work(stopped=lambda: next(turns), pause=0)
    finally:
        said_to_the_database("ALTER TABLE imports_away RENAME TO imports_importupload")
    assert Message.objects.get().state in {"unsure", "dropped"}
