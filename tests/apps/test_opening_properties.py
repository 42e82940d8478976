"""What holds of weekly openings whatever is told, edited and changed."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from staasted.apps.audit.actor import Role
from staasted.apps.booking.models import Opening
from staasted.apps.booking.patterns import closed_days, occurrence_of
from staasted.apps.booking.series import openings_lay_on, series_change, series_make
from staasted.apps.booking.single import Where, opening_cancel, opening_change, opening_restore
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.apps.org.selectors import actor_for
from staasted.apps.org.services import staff_register
from tests.opening import HALF_PAST, NINE, NOON, THREE, WEEK, opened, rows, terms
from tests.town import LONG_AGO
from tests.town import NOON as NOW

pytestmark = pytest.mark.django_db
WEEKDAYS = st.frozensets(st.integers(1, 7), min_size=1)
EDITS = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from(["cancel", "move", "restore"])), max_size=5
)
FEW = settings(max_examples=8, deadline=None)


def somebody() -> tuple[object, object]:
    """A counsellor who tells their own times."""
    person = staff_register(name="Mia Dal", roles=[Role.COUNSELLOR], from_on=LONG_AGO)
    return person, actor_for(person=person, role=Role.COUNSELLOR)


@FEW
@given(weekdays=WEEKDAYS, far=st.integers(0, 900))
def test_nine_stays_nine_and_no_closed_day_is_laid(weekdays: frozenset[int], far: int) -> None:
    with transaction.atomic(), clock.pinned(NOW + timedelta(days=far)):
        (person, acting), first = somebody(), clock.today()
        told = terms(weekdays=weekdays, from_on=first)
        series = series_make(actor=acting, person=person, terms=told)
        local = [row.starts_at.astimezone(COPENHAGEN) for row in opened(series)]
        assert {at.time() for at in local} <= {NINE, HALF_PAST}
        assert {at.isoweekday() for at in local} <= weekdays
        assert not closed_days(first, series.laid_to).keys() & {at.date() for at in local}
        transaction.set_rollback(True)


@FEW
@given(edits=EDITS, weeks=st.integers(1, 6), hour=st.integers(6, 8))
def test_what_a_hand_has_done_outlives_every_change(
    edits: list[tuple[int, str]], weeks: int, hour: int
) -> None:
    with transaction.atomic(), clock.pinned(NOW):
        person, acting = somebody()
        series = series_make(actor=acting, person=person, terms=terms())
        for number, act in edits:
            chosen = Opening.objects.filter(series=series).order_by("pk")[number]
            others = rows()
            edit(acting, chosen, act)
            assert without(rows(), chosen.pk) == without(others, chosen.pk)
        by_hand = {row.pk for row in series.openings.all() if occurrence_of(row).by_hand}
        before = [row | {"series_id": 0} for row in rows(pk__in=by_hand)]
        before_change = rows()[-1]["id"]
        first = clock.today() + weeks * WEEK
        change = terms(from_on=first, starts=NINE.replace(hour=hour))
        follower = series_change(actor=acting, series=series, terms=change)
        assert [row | {"series_id": 0} for row in rows(pk__in=by_hand)] == before
        kept = {row["series_on"] for row in before if row["series_on"] >= first}
        laid_now = [row for row in opened(follower) if row.pk > before_change]
        assert not kept & {row.series_on for row in laid_now}
        everything = rows()
        assert openings_lay_on() == 0
        assert rows() == everything
        transaction.set_rollback(True)


def edit(acting: object, chosen: Opening, act: str) -> None:
    """One edit by hand; what is closed is opened again first."""
    if act == "cancel":
        opening_cancel(actor=acting, opening=chosen)
        return
    if chosen.closed_at is not None:
        opening_restore(actor=acting, opening=chosen)
        return
    if act == "move":
        day = chosen.series_on + timedelta(days=1)
        moved = {"on": day, "stretch": (NOON, THREE), "where": Where()}
        opening_change(actor=acting, opening=chosen, **moved)


def without(held: list[dict[str, object]], key: int) -> list[dict[str, object]]:
    return [row for row in held if row["id"] != key]
