"""No day lies in two rows that are about the same: the database refuses it, whoever writes."""

import importlib
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from staasted.apps.audit.guarding import guards_drop
from staasted.apps.cases.models import CaseClosing
from staasted.apps.citizens.models import (
    Citizen,
    Conflict,
    CounsellorAssignment,
    PartnerInvitation,
    Power,
)
from staasted.apps.org.models import TeamMembership
from staasted.apps.org.services import person_register
from staasted.apps.org.staffing import team_make
from tests import town
from tests.town import MONDAY, NOON, Town

DAY = timedelta(days=1)
FIRST, LAST = MONDAY, MONDAY + 9 * DAY
Row = Callable[..., models.Model]


def coach(place: Town, case: Citizen) -> Row:
    return lambda **days: CounsellorAssignment(citizen=case, counsellor=place.jens, **days)


def mark(place: Town, case: Citizen) -> Row:
    return lambda **days: Conflict(citizen=case, staff=place.jens, kind="relative", **days)


def power(place: Town, case: Citizen) -> Row:
    told = {"kind": "guardian", "covers": "everything"}
    return lambda **days: Power(citizen=case, representative=place.jens, **told, **days)


def invitation(place: Town, case: Citizen) -> Row:
    told = {"held_by": "mentor", "purpose": "job_search", "channel": "phone"}
    return lambda **days: PartnerInvitation(citizen=case, partner=place.jens, **told, **days)


def membership(place: Town, case: Citizen) -> Row:
    team = team_make(actor=town.operator, name="Team Å")
    return lambda **days: TeamMembership(person=place.jens, team=team, **days)


ROWS = {make.__name__: make for make in (coach, mark, power, invitation, membership)}
GIVEN_UP = {"power": "ended_at", "invitation": "ended_at"}


@pytest.fixture(params=ROWS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def row(place: Town, kind: str) -> Row:
    return ROWS[kind](place, town.citizen(None))


def stored(row: models.Model) -> bool:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return False
    return True


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (FIRST, LAST),
        (FIRST - DAY, FIRST),
        (LAST, LAST + DAY),
        (FIRST + DAY, FIRST + DAY),
        (FIRST - DAY, LAST + DAY),
    ],
)
def test_a_second_row_in_the_same_days_is_refused(row: Row, first: date, last: date) -> None:
    assert stored(row(from_on=FIRST, to_on=LAST))
    assert not stored(row(from_on=first, to_on=last))


def test_days_that_meet_without_a_day_in_common_are_not_the_same(row: Row) -> None:
    assert stored(row(from_on=FIRST, to_on=LAST))
    assert stored(row(from_on=FIRST - DAY, to_on=FIRST - DAY))
    assert stored(row(from_on=LAST + DAY, to_on=LAST + DAY))


def test_a_row_does_not_grow_into_another(row: Row) -> None:
    one = row(from_on=FIRST, to_on=LAST)
    assert stored(one)
    assert stored(row(from_on=LAST + DAY, to_on=LAST + 2 * DAY))
    one.to_on = LAST + DAY
    assert not stored(one)


def test_what_has_been_given_up_is_in_nobodys_way(row: Row, kind: str) -> None:
    ended = {"ended_at": NOON} if kind in GIVEN_UP else {"withdrawn": True}
    last = LAST if kind in GIVEN_UP else FIRST - DAY
    assert stored(row(from_on=FIRST, to_on=last, **ended))
    assert stored(row(from_on=FIRST, to_on=LAST))


def closing(case: Citizen, place: Town, closed_on: date, reopened_on: date | None) -> CaseClosing:
    again = {"reopened_on": reopened_on, "reopened_at": NOON, "reopened_by": place.karen}
    return CaseClosing(
        citizen=case,
        cause="job",
        closed_on=closed_on,
        closed_at=NOON,
        closed_by=place.karen,
        **(again if reopened_on else {}),
    )


def test_a_case_is_not_closed_in_days_it_was_closed_already(place: Town) -> None:
    case = town.citizen(None)
    assert stored(closing(case, place, FIRST, LAST))
    assert not stored(closing(case, place, FIRST - DAY, FIRST + DAY))
    assert not stored(closing(case, place, LAST - DAY, None))
    assert stored(closing(case, place, LAST, LAST))  # closed and opened again on one day
    assert stored(closing(case, place, LAST, None))


@pytest.fixture
def as_it_was(db: None) -> None:
    """A database from before the guards, in which anything may stand."""
    guards_drop()


def mended(migration: str) -> None:
    """What the migration does to rows that stand already."""
    module = importlib.import_module(f"staasted.apps.{migration}")
    with connection.schema_editor() as editor:
        module.overlaps_mend(apps, editor)


def days(model: type[models.Model]) -> list[tuple[date, date | None, bool]]:
    """First and last day of each row, and whether it has been given up, as it was written."""
    return [
        (
            row.from_on,
            row.to_on,
            row.withdrawn if hasattr(row, "withdrawn") else row.ended_at is not None,
        )
        for row in model.objects.order_by("pk")
    ]


@pytest.mark.django_db(transaction=True)
def test_rows_that_overlap_from_before_give_way_to_the_one_written_last(
    as_it_was: None, kind: str
) -> None:
    row = ROWS[kind](town.build_town(), town.citizen(None))
    held = [(FIRST, LAST), (LAST, LAST), (FIRST + 3 * DAY, LAST), (LAST + DAY, LAST + 2 * DAY)]
    for first, last in held:
        row(from_on=first, to_on=last).save()
    mended("citizens.migrations.0007_days_apart")
    given_up = LAST if kind in GIVEN_UP else LAST - DAY
    assert days(type(row(from_on=FIRST))) == [
        (FIRST, FIRST + 2 * DAY, False),
        (LAST, given_up, True),
        (FIRST + 3 * DAY, LAST, False),
        (LAST + DAY, LAST + 2 * DAY, False),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_closing_within_an_earlier_one_moves_to_the_day_the_case_was_opened_again(
    as_it_was: None,
) -> None:
    place = town.build_town()
    case = town.citizen(None)
    closing(case, place, FIRST, LAST).save()
    closing(case, place, FIRST + DAY, None).save()
    Citizen.objects.filter(pk=case.pk).update(closed_on=FIRST + DAY)
    mended("cases.migrations.0003_closings_apart")
    found = CaseClosing.objects.order_by("pk").values_list("closed_on", "reopened_on")
    assert list(found) == [(FIRST, LAST), (LAST, None)]
    case.refresh_from_db()
    assert case.closed_on == LAST


def test_a_second_power_is_a_person_of_their_own(place: Town) -> None:
    case, other = town.citizen(None), person_register(name="Regitze Ret")
    assert stored(power(place, case)(from_on=FIRST))
    told = {"kind": "guardian", "covers": "everything", "from_on": FIRST}
    assert stored(Power(citizen=case, representative=other, **told))
