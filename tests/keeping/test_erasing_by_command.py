"""Erasing with real processes: killed, run again, and after a backup has been put back."""

import time
from pathlib import Path

import pytest

from tests.installation import PATIENCE, Installation

pytestmark = pytest.mark.django_db

# Every case of the town closed long ago, as cases are.
LONG_CLOSED = """
from datetime import timedelta
from staasted.apps.audit.actor import Role
from staasted.apps.cases.closing import Closing, case_close
from staasted.apps.citizens.models import Citizen
from staasted.apps.booking.models import Booking
from staasted.apps.conversations.models import Conversation
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Installation, Person
from staasted.apps.org.selectors import actor_for
Booking.objects.filter(outcome=None, starts_at__lte=clock.now()).update(
    outcome="unknown", outcome_at=clock.now(), open=False)
coach = Person.objects.filter(roles__role="counsellor").first()
for case in Citizen.objects.all():
    case_close(actor=actor_for(person=coach, role=Role.COUNSELLOR), citizen=case,
               closing=Closing("other", clock.today()))
row = Installation.objects.get()
row.demo_now += timedelta(days=5 * 366)
row.save()
"""
HALVES = """
from django.apps import apps
from staasted.apps.citizens.models import Citizen
from staasted.apps.imports.tables import relations_to, label_of
keys = set(Citizen.objects.values_list("pk", flat=True))
for relation in relations_to(Citizen):
    column = relation.field.attname
    held = relation.related_model.objects.exclude(**{column: None})
    held = set(held.values_list(column, flat=True))
    assert held <= keys, (label_of(relation.related_model), held - keys)
print(len(keys))
"""


def cases(place: Installation) -> int:
    return int(place.python(HALVES))


def left(place: Installation) -> int:
    """How many cases there are, asked past the product: fast enough to see one go."""
    return int(str(place.query("SELECT count(*) FROM citizens_citizen")[0][0]))


def test_killed_at_any_moment_it_leaves_whole_cases_and_is_run_again(
    lived_in: Installation,
) -> None:
    lived_in.python(LONG_CLOSED)
    before = cases(lived_in)
    assert before == 12
    for _ in range(2):
        process = lived_in.start("erase", "--due")
        began_by = time.monotonic() + PATIENCE
        while left(lived_in) == before and process.poll() is None:
            assert time.monotonic() < began_by, "it never began"
            time.sleep(0.01)
        process.kill()
        process.wait()
        after = cases(lived_in)
        assert 0 < after < before, "it was killed half-way"
        before = after
    said = lived_in.fine("erase", "--due")
    assert "Slettet:" in said
    assert cases(lived_in) == 0
    lived_in.fine("log", "seal")
    lived_in.fine("log", "verify")
    assert lived_in.stands()


def test_after_a_restore_the_command_says_what_is_due_again(
    lived_in: Installation, tmp_path: Path
) -> None:
    lived_in.python(LONG_CLOSED)
    lived_in.fine("backup", tmp_path / "backups")
    lived_in.fine("erase", "--due")
    (backup,) = [path for path in (tmp_path / "backups").iterdir() if path.is_dir()]
    said = lived_in.fine("restore", backup, "--replace")
    for words in ("12 sager", "staasted erase hold", "--dry-run", "staasted erase --due, før"):
        assert words in said
    lived_in.fine("erase", "--due")
    assert cases(lived_in) == 0
