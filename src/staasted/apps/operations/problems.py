"""What is wrong, judged from how the house stands: a code and values for each problem.

The words, one sentence of what and one of how to mend it, lie in the texts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from staasted.apps.ads.selectors import FeedState
from staasted.apps.operations.status import Status
from staasted.apps.outbox.models import MessageState
from staasted.apps.timetable.models import JobOutcome
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """What is wrong, in one sentence."""
        return text(f"operations.problem.{self.code}.what", **self.values)

    @property
    def remedy(self) -> str:
        """How to mend it."""
        return text(f"operations.problem.{self.code}.remedy", **self.values)


def problems_of(status: Status) -> list[Problem]:
    """Everything that is wrong, the gravest first."""
    return [
        *_of_the_log(status),
        *_of_the_worker(status),
        *_of_messages(status),
        *_of_the_case_system(status),
        *_of_files(status),
        *_of_the_rest(status),
    ]


def _of_the_log(status: Status) -> Iterator[Problem]:
    for log, found in status.breaks:
        row = "log_row" if found["row"] is not None else "log_block"
        yield Problem(row, {"log": text(f"operations.log.{log}"), **_place(found)})
    for log, unread in status.unreadable:
        yield Problem("log_unreadable", {"log": text(f"operations.log.{log}"), "row": unread})
    if status.verified and not status.verified["index_whole"]:
        yield Problem("log_index")
    if status.verified and status.verified["unknown"]:
        yield Problem("log_unknown", {"count": status.verified["unknown"]})
    if _older(status, status.unsealed_since, "round_overdue_hours"):
        yield Problem("log_unsealed", _hours("round_overdue_hours"))


def _place(found: dict[str, Any]) -> dict[str, Any]:
    what = text(f"operations.break.{found['broken']}")
    return {"what": what, "block": found["block"], "row": found["row"]}


def _of_the_worker(status: Status) -> Iterator[Problem]:
    if not status.worker:
        yield Problem("worker_away")
    nightly = status.nightly
    if nightly is None or nightly.done_at is None:
        yield Problem("round_never")
    elif _older(status, nightly.done_at, "round_overdue_hours"):
        yield Problem("round_overdue", _hours("round_overdue_hours"))
    for job in status.jobs:
        if job.name == "net" and job.done_at and _older(status, job.done_at, "net_stale_hours"):
            yield Problem("net_overdue", _hours("net_stale_hours"))
        if job.outcome == JobOutcome.FAILED:
            yield Problem("job_failed", {"job": text(f"operations.job.{job.name}")})


def _of_messages(status: Status) -> Iterator[Problem]:
    outbox = status.outbox
    if not status.can_send:
        yield Problem("no_sender")
    elif _older(status, outbox.waiting_since, "message_overdue_hours"):
        count = outbox.of(MessageState.WAITING)
        yield Problem("messages_wait", {"count": count, **_hours("message_overdue_hours")})
    if outbox.of(MessageState.GIVEN_UP):
        yield Problem("messages_given_up", {"count": outbox.of(MessageState.GIVEN_UP)})
    if outbox.of(MessageState.UNSURE):
        yield Problem("messages_unsure", {"count": outbox.of(MessageState.UNSURE)})


def _of_the_case_system(status: Status) -> Iterator[Problem]:
    if status.case_system.given_up:
        yield Problem("case_events_given_up", {"count": status.case_system.given_up})
    if _older(status, status.case_system.waiting_since, "message_overdue_hours"):
        yield Problem("case_events_wait", _hours("message_overdue_hours"))


def _of_files(status: Status) -> Iterator[Problem]:
    if status.scanner is False:
        yield Problem("scanner_away")
    elif status.scanner is None and not status.demo:
        yield Problem("no_scanner")


def _of_the_rest(status: Status) -> Iterator[Problem]:
    if status.demo:
        pass  # a demo holds nothing worth a copy
    elif status.backup_at is None:
        yield Problem("backup_never")
    elif _older(status, status.backup_at, "backup_overdue_hours"):
        yield Problem("backup_old", _hours("backup_overdue_hours"))
    if status.calendars_stale:
        told = {"count": status.calendars_stale, **_hours("calendar_stale_hours")}
        yield Problem("calendars_stale", told)
    if status.letters.unsure:
        yield Problem("letters_unsure", {"count": status.letters.unsure})
    if status.letters.stay_here:
        yield Problem("letters_stay_here", {"count": status.letters.stay_here})
    if status.ads is not None:
        yield from _of_ads(status.ads)
    if status.videos_failing:
        yield Problem("videos_fail", {"count": status.videos_failing})
    if status.statement and not status.demo:
        yield Problem(f"statement_{status.statement}")


def _of_ads(feed: FeedState) -> Iterator[Problem]:
    if feed.problem:
        yield Problem("ads_broken", {"why": text(f"ads.fault.{feed.problem}")})
    elif feed.old:
        yield Problem("ads_old", _hours("ads_stale_hours"))
    if feed.refused and not feed.problem:
        yield Problem("ads_refused", {"count": feed.refused})


def _older(status: Status, at: datetime | None, bound: str) -> bool:
    return at is not None and status.now - at > timedelta(hours=catalog().policy[bound])


def _hours(bound: str) -> dict[str, Any]:
    return {"hours": catalog().policy[bound]}
