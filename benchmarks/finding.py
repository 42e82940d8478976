"""Finding somebody among 40,000 citizens: by name, telephone number, CPR number and id."""

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from statistics import median
from typing import Any

from benchmarks.process import installation_make, peak_megabytes

ON = date(2026, 5, 18)
NOON = datetime(2026, 5, 18, 10, tzinfo=UTC)  # of ON, in Copenhagen
CITIZENS = 40_000
STAFF, TEAM = 100, 10  # citizens a counsellor, counsellors a team
TIMES = 9
BAR = 100.0  # ms a search
ROWS_AT_ONCE = 2_000
ALIKE = 900  # the first have a name that others begin with
_FIRST = ("Åse", "Bo", "Karen", "Jens", "Mette", "Søren", "Ægil", "Hanne", "Per", "Ida")
_MIDDLE = ("Holm", "Friis", "Lund", "Krogh", "Bak", "Vang", "Skov", "Dal", "Eng", "Toft")
_LAST = ("Møller", "Østergård", "Jensen", "Nielsen", "Ågård", "Sørensen", "Bech", "Juhl", "Kjær")


def main(words: list[str]) -> int:
    """Make them, search for them, print the figures; 1 where somebody is not found."""
    options = argparse.ArgumentParser(prog="python -m benchmarks find")
    options.add_argument("--citizens", type=int, default=CITIZENS)
    options.add_argument("--database", default="", help="address of an empty PostgreSQL")
    chosen = options.parse_args(words)
    citizens, os.environ["DATABASE_URL"] = chosen.citizens, chosen.database
    installation_make()
    made = _town(citizens)
    say(f"{citizens} citizens, {made['vendor']}")
    say(f"{'who':<12}{'by':<22}{'hits':>6}{'queries':>9}{'ms':>9}{'of the bar':>12}")
    found = [_search(made, *each) for each in _searches()]
    say(f"peak {peak_megabytes():.0f} MB")
    for title, plan in _plans(made):
        say(f"\n{title}\n{plan}")
    return 0 if all(found) else 1


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _town(citizens: int) -> dict[str, Any]:
    """Everybody with a case and a counsellor; what the searches need to know."""
    from django.db import connection

    from staasted.apps.audit.actor import OPERATOR, Role
    from staasted.apps.org.selectors import actor_for
    from staasted.apps.org.services import staff_register
    from staasted.apps.org.staffing import team_join, team_make

    staff = [
        staff_register(name=f"Coach {n:03}", roles=[Role.COUNSELLOR], from_on=ON)
        for n in range(max(1, citizens // STAFF))
    ]
    team = team_make(actor=OPERATOR, name="Team Å")
    for person in staff[:TEAM]:
        team_join(actor=OPERATOR, person=person, team=team, from_on=ON)
    _cases(citizens, staff)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    desk = staff_register(name="Frida Front", roles=[Role.FRONT_DESK], from_on=ON)
    counsellor = actor_for(person=staff[0], role=Role.COUNSELLOR)
    return {
        "vendor": connection.vendor,
        "desk": actor_for(person=desk, role=Role.FRONT_DESK),
        "counsellor": _in_team(counsellor, team.pk),
    }


def _in_team(actor: Any, team_id: int) -> Any:
    from dataclasses import replace

    return replace(actor, team_id=team_id, unit="Team Å", purpose="cover")


def _cases(citizens: int, staff: list[Any]) -> None:
    from staasted.apps.citizens.models import Citizen, CounsellorAssignment
    from staasted.apps.org.models import Person

    people = Person.objects.bulk_create(
        (_person(n) for n in range(citizens)), batch_size=ROWS_AT_ONCE
    )
    cases = Citizen.objects.bulk_create(
        (Citizen(person=person, opened_on=ON) for person in people), batch_size=ROWS_AT_ONCE
    )
    CounsellorAssignment.objects.bulk_create(
        (
            CounsellorAssignment(citizen=case, counsellor=staff[n % len(staff)], from_on=ON)
            for n, case in enumerate(cases)
        ),
        batch_size=ROWS_AT_ONCE,
    )


def _person(n: int) -> Any:
    from staasted.apps.org.phones import phone_keys
    from staasted.apps.org.services import person_draft

    first, middle = _FIRST[n % 10], _MIDDLE[n // 10 % 10]
    name = f"{first} {middle} {_LAST[n // 100 % 9]}{_word(n) if n >= ALIKE else ''}"
    person = person_draft(name=name, cpr=_number(n))
    person.phone = f"00 {n // 10_000:02} {n // 100 % 100:02} {n % 100:02}"
    if n % 10 == 0:  # one in ten has two
        person.phone += f" / 01 {n // 10_000:02} {n // 100 % 100:02} {n % 100:02}"
    person.phone_key, person.other_phone_key = phone_keys(person.phone)
    return person


def _word(n: int) -> str:
    """A name of its own for everybody, so that the index has something to tell apart."""
    letters = "abdefghjkm"
    return " " + "".join(letters[int(digit)] for digit in f"{n:05}").capitalize()


def _number(n: int) -> str:
    """A replacement number of its own for everybody."""
    return f"{61 + n % 28}{1 + n // 28 % 12:02}80{4000 + n // 336 % 1000:04}"


def _searches() -> list[tuple[str, str, str]]:
    from staasted.apps.citizens.models import Citizen

    some = Citizen.objects.order_by("-pk").values_list("public_id", flat=True)[0]
    typed = {
        "a whole name": "Bo Friis Jensen",
        "its beginning": "bo fri",
        "one letter": "å",
        "two words": "ås øst",
        "inside a word": "terg",
        "nobody": "qzqz",
        "telephone": "00 00 12 34",
        "CPR number": _number(1234),
        "public id": some,
    }
    return [(who, title, word) for who in ("desk", "counsellor") for title, word in typed.items()]


def _search(made: dict[str, Any], who: str, title: str, typed: str) -> bool:
    """Measure one search; whether it found what it should."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    found = _find(made[who], typed)
    with CaptureQueriesContext(connection) as captured:
        _find(made[who], typed)
    took = median(_seconds(lambda: _find(made[who], typed)) for _ in range(TIMES)) * 1000
    hits, asked = len(found.hits), len(captured)
    say(f"{who:<12}{title:<22}{hits:>6}{asked:>9}{took:>9.1f}{took / BAR:>12.2f}")
    return bool(hits) or title == "nobody" or who == "counsellor"


def _find(actor: Any, typed: str) -> Any:
    from staasted.apps.audit.reading import reading
    from staasted.apps.citizens.asking import asked_for
    from staasted.apps.citizens.finding import citizens_find

    with reading(actor=actor, purpose="benchmark", page="find", at=NOON):
        return citizens_find(actor, asked_for(typed), on=ON)


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _plans(made: dict[str, Any]) -> list[tuple[str, str]]:
    """How the database means to find the front desk's hits: by which index."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    asked = []
    for title, typed in (("beginning of a name", "bo fri"), ("telephone", "00 00 12 34")):
        with CaptureQueriesContext(connection) as captured:
            _find(made["desk"], typed)
        asked.append((title, captured[0]["sql"]))
    how = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    return [(title, _explained(how + sql)) for title, sql in asked]


def _explained(sql: str) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)
        return "\n".join(f"  {row[-1]}" for row in cursor.fetchall())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
