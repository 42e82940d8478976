"""What is done at set times: once, by one worker, and made up for when it was missed."""

import time as real_time
from datetime import UTC, date, datetime, timedelta

import pytest

from staasted.apps.audit.models import ActLog, LogBlock
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.apps.org.services import demo_clock_move
from staasted.apps.timetable.models import Job
from staasted.apps.timetable.services import Entry, job_run_due, jobs_recover
from staasted.apps.timetable.times import at_night
from staasted.jobs.worker import work_off
from tests.at_once import together
from tests.town import NOON, build_town

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 5, 19, 1, tzinfo=UTC)  # 3 o'clock in Denmark in summer


class Runs:
    """A job that counts how often it was done, and fails where it is told to."""

    def __init__(self, error: Exception | None = None) -> None:
        self.at: list[datetime] = []
        self.error = error
        self.entry = Entry("round", self.run, at_night)

    def run(self, now: datetime) -> None:
        self.at.append(now)
        if self.error:
            raise self.error

    def due(self, at: datetime, worker: str = "w") -> bool:
        with clock.pinned(at):
            return job_run_due(self.entry, worker=worker)


def test_a_job_runs_when_its_time_comes_and_not_again_before_the_next() -> None:
    job = Runs()
    assert job.due(NOON), "new to the database: at once"
    assert not job.due(NIGHT - timedelta(seconds=1))
    assert job.due(NIGHT)
    assert not job.due(NIGHT)
    assert Job.objects.get().next_at == NIGHT + timedelta(days=1)


def test_nights_that_were_missed_are_made_up_for_once() -> None:
    job = Runs()
    job.due(NOON)
    assert job.due(NOON + timedelta(days=5))
    assert not job.due(NOON + timedelta(days=5, minutes=1))
    assert len(job.at) == 2


def test_a_clock_that_ran_ahead_and_is_put_right_leaves_no_night_out() -> None:
    job = Runs()
    job.due(NOON + timedelta(days=400))
    assert not job.due(NOON)
    assert Job.objects.get().next_at == NIGHT
    assert job.due(NIGHT)


@pytest.mark.parametrize("day", [date(2026, 3, 28), date(2026, 10, 24)])
def test_the_night_the_clocks_change_has_its_hour_once(day: date) -> None:
    moment = datetime(day.year, day.month, day.day, 11, tzinfo=UTC)
    nights = []
    for _ in range(3):
        moment = at_night(moment).astimezone(UTC)
        nights.append(moment.astimezone(COPENHAGEN))
    assert [(each.day, each.hour) for each in nights] == [
        (day.day + number, 3) for number in (1, 2, 3)
    ]


def test_a_job_that_fails_says_so_without_what_it_said_and_is_tried_the_next_time(
    caplog: pytest.LogCaptureFixture,
) -> None:
    job = Runs(ValueError("620180-4999"))
    assert job.due(NOON)
    row = Job.objects.get()
    assert (row.outcome, row.failure, row.worker) == ("failed", "ValueError", "")
    assert row.done_at is None
    assert "620180" not in caplog.text
    assert job.due(NIGHT)


def test_a_job_whose_worker_was_stopped_is_done_over_when_it_starts_again() -> None:
    job = Runs()
    job.due(NOON)
    Job.objects.update(worker="w", ended_at=None)
    soon = NOON + timedelta(hours=1)
    Job.objects.update(next_at=soon)
    assert not job.due(soon, "other"), "somebody has it"
    jobs_recover(worker="other", now=soon)
    assert Job.objects.get().worker == "w", "another's is left alone"
    jobs_recover(worker="w", now=soon)
    assert Job.objects.get().outcome == "stopped"
    assert job.due(soon)


def test_a_job_another_worker_never_ended_is_let_go_of_after_hours() -> None:
    job = Runs()
    job.due(NOON)
    Job.objects.update(worker="gone", ended_at=None)
    jobs_recover(worker="w", now=NOON + timedelta(hours=5, minutes=59))
    assert Job.objects.get().worker == "gone"
    jobs_recover(worker="w", now=NOON + timedelta(hours=6))
    assert job.due(NOON + timedelta(hours=6))


@pytest.mark.django_db(transaction=True)
def test_of_workers_that_start_together_one_runs_the_job() -> None:
    job = Runs()
    for night in range(5):
        at = NIGHT + timedelta(days=night)
        workers = [lambda w=f"w{w}", at=at: job.due(at, w) for w in range(8)]
        assert sorted(together(workers)) == [False] * 7 + [True]
    assert len(job.at) == 5


@pytest.mark.django_db(transaction=True)
def test_a_job_that_takes_its_time_is_not_begun_by_another() -> None:
    job = Runs()

    def slow(now: datetime) -> None:
        job.at.append(now)
        real_time.sleep(0.3)

    entry = Entry("round", slow, lambda now: now)  # due again at once
    answers = together([lambda w=f"w{w}": job_run_due(entry, worker=w) for w in range(4)])
    assert sum(map(bool, answers)) == len(job.at) == 1


def test_the_worker_makes_the_nightly_round_and_seals_and_verifies() -> None:
    with clock.pinned(NOON):
        work_off()
    assert {job.name: job.outcome for job in Job.objects.all()} == {
        "ads": "done",
        "calendars": "done",
        "case_system": "done",
        "waiting": "done",
        "seats": "done",
        "invitations": "done",
        "letters": "done",
        "net": "done",
        "overview": "done",
        "nightly": "done",
        "seal": "done",
    }
    assert ActLog.objects.filter(act="log_verify").exists()
    with clock.pinned(NIGHT):
        work_off()
    assert LogBlock.objects.filter(log="act").exists()
    assert ActLog.objects.filter(act="log_verify").count() == 2


def test_in_a_demo_the_night_comes_when_its_clock_is_moved() -> None:
    build_town()
    with clock.pinned(NOON):
        work_off()
        work_off()
    assert ActLog.objects.filter(act="log_verify").count() == 1
    moved = demo_clock_move(days=1)
    with clock.pinned(moved):
        work_off()
    assert ActLog.objects.filter(act="log_verify").count() == 2
