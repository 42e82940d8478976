"""``staasted check`` and the status page: each thing that is wrong, and how to mend it."""

import html
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings
from typer.testing import CliRunner

from staasted.apps.audit import guarding
from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.models import ReadLog
from staasted.apps.audit.reading import note, reading
from staasted.apps.audit.services import act_log, log_verify
from staasted.apps.imports.attendance import attending
from staasted.apps.operations.database import problems_of_the_database
from staasted.apps.operations.problems import problems_of
from staasted.apps.operations.status import status_now
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import is_demo
from staasted.apps.outbox.models import Message
from staasted.apps.timetable.models import Job
from staasted.catalog.texts import text, texts
from staasted.cli.main import app
from staasted.jobs.worker import work_off
from staasted.ports import adapters
from tests import town
from tests.apps.outside_world import stale
from tests.breaking import TRIED_ELSEWHERE, said_to_the_database
from tests.browsing import Browser
from tests.files import administrator
from tests.outgoing import Post, reachable, written
from tests.town import NOON, Town, build_town

pytestmark = pytest.mark.django_db

TOLD_ON = NOON.date() - timedelta(days=365)
LATE = NOON + timedelta(hours=27)


@dataclass
class Looks:
    """A scanner that is there or away."""

    there: bool

    def found_in(self, content: bytes) -> str:
        return "" if content else "Nothing"

    def answers(self) -> bool:
        return self.there


@pytest.fixture
def house() -> Iterator[Town]:
    """A house in use where everything is as it should be, and its worker at work."""
    place = build_town(demo=False)
    with reading(actor=OPERATOR, purpose="test", page="test", at=NOON):
        note(["aaaaaaaaaa"])
    copied(NOON)
    way = Post()
    way.slug = "email"
    adapters.sender_register(way)
    work_off()
    adapters.scanner_use(Looks(there=True))
    with attending(), stated("https://was.example/", TOLD_ON):
        yield place
    adapters._senders.pop("email")
    adapters.scanner_use(None)


def copied(at: object) -> None:
    with transaction.atomic():
        act_log(actor=OPERATOR, act="backup_make", at=at)


def found(at: object = NOON) -> list[str]:
    with clock.pinned(at):
        return [
            problem.code for problem in problems_of(status_now(now=clock.now(), demo=is_demo()))
        ]


def checked(at: object = NOON) -> tuple[int, str]:
    with clock.pinned(at):
        done = CliRunner().invoke(app, ["check"])
    return done.exit_code, done.output


def test_a_house_in_order_says_so(house: Town) -> None:
    assert found() == []
    assert checked() == (0, f"{text('cli.check.fine')}\n")


def test_everything_that_is_old_is_told(house: Town) -> None:
    with reading(actor=OPERATOR, purpose="test", page="test", at=NOON):
        note(["aaaaaaaaaa"])
    written(reachable(house))
    old = ["log_unsealed", "round_overdue", "net_overdue", "messages_wait", "backup_old"]
    assert found(LATE) == [*old, "statement_old"]
    copied(LATE)
    with clock.pinned(LATE):
        Message.objects.all().delete()
    assert found(LATE) == ["log_unsealed", "round_overdue", "net_overdue", "statement_old"]


def change(row: str, **to: object) -> Callable[[Town], object]:
    """Something that happens to the house: a message or a job that stands so."""
    if row == "message":
        return lambda place: written(reachable(place)) and Message.objects.update(**to)
    return lambda place: Job.objects.filter(name="nightly").update(**to)


@contextmanager
def stated(address: str, updated_on: date | None) -> Iterator[None]:
    """A house whose accessibility statement lies there, last updated that day."""
    change = {"accessibility_statement_url": address}
    change |= {"accessibility_statement_updated_on": updated_on}
    with override_settings(STAASTED=settings.STAASTED.model_copy(update=change)):
        yield


HAPPENS: dict[str, Callable[[Town], object]] = {
    "messages_given_up": change("message", state="given_up", failure="server_away"),
    "messages_unsure": change("message", state="unsure", failure="stopped"),
    "no_scanner": lambda place: adapters.scanner_use(None),
    "scanner_away": lambda place: adapters.scanner_use(Looks(there=False)),
    "no_sender": lambda place: adapters._senders.pop("email"),
    "job_failed": change("job", outcome="failed", failure="ValueError"),
    "calendars_stale": stale,
    "round_never": change("job", done_at=None),
}


@pytest.mark.parametrize("code", HAPPENS)
def test_each_thing_that_goes_wrong_is_told_with_its_remedy(house: Town, code: str) -> None:
    try:
        HAPPENS[code](house)
        assert found() == [code]
        exit_code, said = checked()
        assert exit_code == 1
        (problem,) = problems_of(status_now(now=NOON, demo=False))
        assert said == f"{problem.what} {problem.remedy}\n"
    finally:
        adapters._senders.setdefault("email", Post())


def test_a_worker_that_is_away_is_told() -> None:
    build_town(demo=False)
    copied(NOON)
    always = ["no_sender", "no_scanner", "statement_missing"]
    assert found() == ["worker_away", "round_never", *always]


STATEMENTS = {
    "statement_missing": ("", None),
    "statement_undated": ("https://was.example/", None),
    "statement_old": ("https://was.example/", TOLD_ON - timedelta(days=1)),
}


@pytest.mark.parametrize("code", STATEMENTS)
def test_a_statement_that_lacks_or_is_over_a_year_old_is_told(house: Town, code: str) -> None:
    assert found() == [], "a year to the day is not over a year"
    with stated(*STATEMENTS[code]):
        assert found() == [code]
        assert "STAASTED_ACCESSIBILITY_STATEMENT_U" in checked()[1]
        shown = problems_of(status_now(now=NOON, demo=True))
        assert code not in {problem.code for problem in shown}, "a demo has none"


def test_a_house_that_never_made_a_copy_is_told_and_a_demo_needs_none() -> None:
    build_town(demo=False)
    assert "backup_never" in found()
    build_town(demo=True)
    assert "backup_never" not in found()


@pytest.mark.django_db(transaction=True)
def test_a_broken_log_is_told_with_block_and_row(house: Town) -> None:
    row = ReadLog.objects.get().pk
    said_to_the_database("UPDATE audit_readlog SET purpose = 'x' WHERE id = %s", row)
    assert found() == [], "not before somebody looks"
    log_verify(now=NOON)
    assert found() == ["log_row"]
    said = checked()[1]
    assert f"Loggen over læsninger er brudt: række {row} i blok 1 er ændret." in said


@pytest.mark.django_db(transaction=True)
def test_a_broken_block_and_a_short_index_and_a_lost_seal_are_told(house: Town) -> None:
    said_to_the_database("DELETE FROM audit_seenday")
    log_verify(now=NOON, known=["0" * 64])
    assert found() == ["log_index", "log_unknown"]
    said_to_the_database("UPDATE audit_logblock SET count = 9 WHERE log = 'read'")
    log_verify(now=NOON)
    assert found() == ["log_block"]


@pytest.mark.django_db(transaction=True)
def test_a_missing_guard_is_told() -> None:
    guarding.guards_drop()
    problems = problems_of_the_database()
    assert {problem.code for problem in problems} == {"guard"}
    assert "staasted migrate" in problems[0].remedy
    assert checked()[0] == 1
    guarding.guards_install()


@pytest.mark.django_db(transaction=True)
def test_tables_that_lag_behind_are_told() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET app = 'gone' WHERE app = 'timetable'")
    try:
        assert [problem.code for problem in problems_of_the_database()] == ["not_migrated"]
        assert "staasted migrate" in checked()[1]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE django_migrations SET app = 'timetable' WHERE app = 'gone'")


@pytest.mark.django_db(transaction=True)
def test_a_restore_that_was_not_finished_is_told_before_anything_else() -> None:
    if connection.vendor == "sqlite":
        return  # one renaming of a file has no half
    said_to_the_database("CREATE SCHEMA staasted_before_restore")
    try:
        assert [problem.code for problem in problems_of_the_database()] == ["half_restored"]
        assert "staasted restore" in checked()[1]
    finally:
        said_to_the_database("DROP SCHEMA staasted_before_restore")


def test_a_database_that_is_away_is_told(
    monkeypatch: pytest.MonkeyPatch, transactional_db: None
) -> None:
    connection.close()
    nowhere = {"sqlite": "/nowhere/at/all.sqlite3", "postgresql": "nowhere_at_all"}
    with monkeypatch.context() as elsewhere:
        elsewhere.setitem(connection.settings_dict, "NAME", nowhere[connection.vendor])
        assert [problem.code for problem in problems_of_the_database()] == ["database_away"]
    connection.close()


def test_every_problem_has_words_and_is_tried_here() -> None:
    codes = {key.split(".")[2] for key in texts() if key.startswith("operations.problem.")}
    tried = {*HAPPENS, "worker_away", "backup_never", "backup_old", "log_row", "log_block"}
    tried |= {"log_index", "log_unknown", "log_unsealed", "round_overdue", "messages_wait"}
    tried |= {"guard", "not_migrated", "database_away", "half_restored", "net_overdue", *STATEMENTS}
    tried |= {"log_unreadable", "videos_fail", *TRIED_ELSEWHERE}
    assert codes == tried


def test_the_status_page_tells_how_the_house_is_doing_and_names_nobody(house: Town) -> None:
    case = reachable(house)
    written(case)
    Message.objects.update(state="unsure", failure="stopped")
    shown = html.unescape(seen_by_ulla(house))
    for part in ("Nattens eftersyn", "Mandag den 18. maj kl. 12.00", "Booket tid", "Måske sendt"):
        assert part in shown
    assert case.person.name not in shown
    assert case.person.email not in shown


def seen_by_ulla(place: Town) -> str:
    """The page as the administrator sees it, on a demo, where one can log in."""
    town.installation_mark_demo(now=NOON)
    return Browser(administrator("Ulla Nør")).get("/drift/")


def test_the_administrator_has_a_message_tried_again(house: Town) -> None:
    message = written(reachable(house))
    Message.objects.update(state="given_up", failure="server_away")
    town.installation_mark_demo(now=NOON)
    ulla = Browser(administrator("Ulla Nør"))
    shown = ulla.post("/drift/", besked=message.public_id)
    assert "Ingen beskeder står stille" in shown
    assert Message.objects.get().state == "waiting"
    assert ulla.client.post("/drift/", {"besked": message.public_id}).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_the_command_verifies_seals_and_makes_the_index_anew(house: Town) -> None:
    said = CliRunner().invoke(app, ["log", "verify"])
    assert said.exit_code == 0
    assert "1 rækker låst i 1 blokke, 0 endnu ikke låst" in said.output
    assert "Segl på blok 1: " in said.output
    assert "rækker er låst" in CliRunner().invoke(app, ["log", "seal"]).output
    assert "1 rækker" in CliRunner().invoke(app, ["log", "index"]).output
    said_to_the_database("DELETE FROM audit_readlog")
    broken = CliRunner().invoke(app, ["log", "verify"])
    assert broken.exit_code == 1
    assert "i blok 1 mangler" in broken.output
    assert Person.objects.exists()
