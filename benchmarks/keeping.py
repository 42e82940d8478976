"""Everything about one citizen with a long history, and erasing many cases at once."""

import argparse
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from typing import Any

from benchmarks.process import installation_make, peak_megabytes

CASES = 1_000
EACH = 20  # conversations of a case
LONG = 3_000  # conversations of the one with a long history, and rows of the log about them
ROWS = 300_000  # rows of the log about others
BAR = 60.0  # seconds for the page, and for the file
OPENED, CLOSED, ON = date(2019, 1, 7), date(2021, 3, 1), date(2026, 5, 18)
NOON = datetime(2026, 5, 18, 10, tzinfo=UTC)
AT_ONCE = 5_000


def main(words: list[str]) -> int:
    """Make them, show one everything, erase the rest; 1 where anything is left or broken."""
    options = argparse.ArgumentParser(prog="python -m benchmarks keep")
    options.add_argument("--cases", type=int, default=CASES)
    cases = options.parse_args(words).cases
    installation_make()
    from staasted.apps.audit.blocks import logs_seal
    from staasted.apps.audit.verifying import logs_verify
    from staasted.apps.citizens.models import Citizen

    one = _town(cases)
    say(f"{cases} closed cases with {cases * EACH} conversations, {ROWS} readings of others")
    logs_seal(now=NOON)
    held = _told(one)
    due = _timed("dry run", _due)
    say(f"{sum(each.units for each in due)} due, {sum(due[0].rows.values())} rows")
    gone = _timed("erasing", _erase)
    say(f"{gone} units")
    whole = bool(logs_verify().whole)
    left = Citizen.objects.filter(closed_on__isnull=False).count()
    say(f"left {left}, chain whole: {whole}, peak {peak_megabytes():.0f} MB")
    return 0 if held and whole and not left else 1


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _timed(what: str, act: Callable[[], Any]) -> Any:
    began = time.perf_counter()
    answer = act()
    say(f"{what}: {time.perf_counter() - began:.2f} s")
    return answer


def _due() -> Any:
    from staasted.apps.retention.due import due_on

    return due_on(ON)


def _erase() -> int:
    from staasted.apps.audit.actor import OPERATOR
    from staasted.apps.retention.services import due_erase

    return sum(1 for _ in due_erase(actor=OPERATOR, on=ON))


def _told(one: Any) -> bool:
    """The page and the file as a citizen asks for them; whether both keep to the bar."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("collectstatic", interactive=False, verbosity=0)
    client, held = Client(), True
    client.post("/log-ind/", {"person": one.person.public_id})
    for what in ("", "fil/"):
        began = time.perf_counter()
        answer = client.get(f"/mit-forloeb/alt-om-mig/{what}")
        seconds = time.perf_counter() - began
        size = len(answer.content) / 1024
        say(f"alt-om-mig/{what}: {answer.status_code}, {seconds:.2f} s, {size:.0f} KiB")
        held = held and answer.status_code == HTTPStatus.OK and seconds < BAR
    return held


def _town(cases: int) -> Any:
    from staasted.apps.audit.actor import Role
    from staasted.apps.org.services import installation_mark_demo, role_grant, staff_register

    installation_mark_demo(now=NOON)
    coach = staff_register(name="Karen", roles=[Role.COUNSELLOR], from_on=OPENED)
    made = _cases(cases + 1, coach)
    one = made[0]
    role_grant(person=one.person, role=Role.CITIZEN, from_on=OPENED)
    one.closed_on = None
    one.save()
    _conversations([one] * LONG, coach)
    _conversations([case for case in made[1:] for _ in range(EACH)], coach)
    _readings(one)
    return one


def _cases(number: int, coach: Any) -> list[Any]:
    from staasted.apps.citizens.models import BenefitPeriod, Citizen, CounsellorAssignment
    from staasted.apps.org.models import Person
    from staasted.apps.org.services import person_draft

    numbers = (f"{61 + n % 28}0180{4000 + n // 28:04}" for n in range(number))
    people = [person_draft(name=f"Person {n}", cpr=cpr) for n, cpr in enumerate(numbers)]
    people = Person.objects.bulk_create(people)
    made = Citizen.objects.bulk_create(
        Citizen(person=each, opened_on=OPENED, closed_on=CLOSED) for each in people
    )
    BenefitPeriod.objects.bulk_create(
        BenefitPeriod(
            citizen=each, benefit="benefit:cash_benefit", target_group="", starts_on=OPENED
        )
        for each in made
    )
    CounsellorAssignment.objects.bulk_create(
        CounsellorAssignment(citizen=each, counsellor=coach, from_on=OPENED) for each in made
    )
    return made


def _conversations(cases: list[Any], coach: Any) -> None:
    from staasted.apps.conversations.models import Conversation

    begun = datetime(2019, 1, 8, 9, tzinfo=UTC)
    rows = [
        Conversation(
            citizen=case,
            holder=coach,
            starts_at=begun + timedelta(hours=n),
            outcome="held",
            minutes=30,
            note="Vi talte om det, der kommer nu. " * 20,
            closed_at=begun,
        )
        for n, case in enumerate(cases)
    ]
    for first in range(0, len(rows), AT_ONCE):
        Conversation.objects.bulk_create(rows[first : first + AT_ONCE])


def _readings(one: Any) -> None:
    from staasted.apps.audit.models import ReadLog

    step = ROWS // LONG
    rows = [
        ReadLog(
            at=NOON,
            actor="k000000000",
            role="counsellor",
            purpose="follow_up",
            page="citizen",
            citizens=f"|{one.public_id if n % step == 0 else f'c{n:09}'}|",
        )
        for n in range(ROWS)
    ]
    for first in range(0, ROWS, AT_ONCE):
        ReadLog.objects.bulk_create(rows[first : first + AT_ONCE])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
