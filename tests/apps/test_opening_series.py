"""Weekly openings: laid out, changed from a day on, one of them edited; nothing is lost unsaid."""

from datetime import date, time, timedelta

import pytest

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import ActLog
from staasted.apps.booking.leaving import staff_leave
from staasted.apps.booking.models import Opening, OpeningSeries, Resource
from staasted.apps.booking.patterns import Look
from staasted.apps.booking.planning import ending_plan, series_plan
from staasted.apps.booking.series import (
    openings_lay_on,
    series_change,
    series_end,
    series_make,
)
from staasted.apps.booking.services import slot_book
from staasted.apps.booking.single import (
    Where,
    opening_add,
    opening_cancel,
    opening_change,
    opening_restore,
)
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.apps.org.doors import AccessRefused
from staasted.apps.org.selectors import actor_for
from staasted.apps.org.services import staff_register
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError
from tests import town
from tests.files import administrator
from tests.happenings import request
from tests.opening import (
    HALF_PAST,
    NINE,
    NOON,
    THREE,
    TUESDAY,
    WEEK,
    days_of,
    laid_series,
    opened,
    rows,
    terms,
)
from tests.town import LONG_AGO, MONDAY, Town, danish
from tests.town import NOON as NOW

WEDNESDAY, NEXT_WEDNESDAY = MONDAY + timedelta(days=2), MONDAY + timedelta(days=9)
LAID = catalog().policy["openings_laid_days"]


@pytest.fixture
def mette(place: Town):
    """A counsellor with no openings yet."""
    return staff_register(name="Mette Mose", roles=[Role.COUNSELLOR], from_on=LONG_AGO)


def test_a_series_is_laid_out_as_openings_with_its_break_and_no_holiday(place: Town, mette) -> None:
    series = laid_series(place, mette)
    first, second = opened(series)[:2]
    assert (first.starts_at, first.ends_at) == (danish(WEDNESDAY, NINE), danish(WEDNESDAY, NOON))
    assert (second.starts_at, second.ends_at) == (
        danish(WEDNESDAY, HALF_PAST),
        danish(WEDNESDAY, THREE),
    )
    whit_monday = date(2026, 5, 25)
    assert whit_monday not in days_of(series)
    assert days_of(series)[:3] == [WEDNESDAY, NEXT_WEDNESDAY, date(2026, 6, 1)]
    assert series.laid_to == TUESDAY + timedelta(days=LAID)
    assert ActLog.objects.get(act="series_make").facts["openings"] == len(opened(series))


def test_open_on_holidays_is_said_and_then_held(place: Town, mette) -> None:
    assert date(2026, 5, 25) in days_of(laid_series(place, mette, on_holidays=True))


def test_the_same_series_sent_twice_is_one(place: Town, mette) -> None:
    before = laid_series(place, mette), rows()
    assert (laid_series(place, mette), rows()) == before
    assert ActLog.objects.filter(act="series_make").count() == 1


def test_laying_again_changes_nothing_and_carries_on_as_the_days_pass(place: Town, mette) -> None:
    series = laid_series(place, mette)
    before = rows()
    assert openings_lay_on() == 0
    assert rows() == before
    with clock.pinned(NOW + WEEK):
        assert openings_lay_on() == 4  # a Monday and a Wednesday, both in two parts
        assert openings_lay_on() == 0
    assert rows(pk__lte=before[-1]["id"]) == before
    series.refresh_from_db()
    assert series.laid_to == MONDAY + WEEK + timedelta(days=LAID)


def test_editing_one_leaves_every_other_byte_for_byte(place: Town, mette) -> None:
    chosen, *_ = opened(laid_series(place, mette))
    acting, others = place.counsellor(mette), rows(pk__gt=chosen.pk)
    moved = {"on": TUESDAY, "stretch": (time(13), time(16)), "where": Where()}
    changed = opening_change(actor=acting, opening=chosen, **moved)
    assert (changed.changed, changed.was_starts_at) == (True, danish(WEDNESDAY, NINE))
    assert changed.starts_at == danish(TUESDAY, time(13))
    opening_cancel(actor=acting, opening=changed)
    opening_cancel(actor=acting, opening=changed)
    assert rows(pk__gt=chosen.pk) == others
    opening_restore(actor=acting, opening=changed)
    assert Opening.objects.get(pk=chosen.pk).closed_at is None
    assert rows(pk__gt=chosen.pk) == others
    assert ActLog.objects.filter(act="opening_cancel").count() == 1


def test_what_is_cancelled_by_hand_is_never_laid_again(place: Town, mette) -> None:
    series = laid_series(place, mette)
    opening_cancel(actor=place.counsellor(mette), opening=opened(series)[0])
    count = Opening.objects.count()
    with clock.pinned(NOW + timedelta(days=1)):
        openings_lay_on()
        laid_series(place, mette)
    assert not series.openings.filter(series_on=WEDNESDAY, part=0, closed_at=None).exists()
    assert Opening.objects.filter(series_on=WEDNESDAY).count() == 2
    assert count <= Opening.objects.count()


def test_a_change_from_a_day_keeps_what_a_hand_has_changed_and_says_so(place: Town, mette) -> None:
    series, acting = laid_series(place, mette), place.counsellor(mette)
    by_day = {row.series_on: row for row in opened(series) if row.part == 0}
    cancelled, moved = by_day[NEXT_WEDNESDAY], by_day[date(2026, 6, 1)]
    opening_cancel(actor=acting, opening=cancelled)
    elsewhere = {"on": date(2026, 6, 2), "stretch": (NINE, NOON), "where": Where()}
    opening_change(actor=acting, opening=moved, **elsewhere)
    touched = {"series_on__in": [NEXT_WEDNESDAY, date(2026, 6, 1)]}
    before = [row | {"series_id": 0} for row in rows(**touched)]
    change = terms(from_on=NEXT_WEDNESDAY, starts=time(8), breaks=())
    plan = series_plan(series.resource, change, instead_of=series)
    assert {row.pk for row in plan.kept} == {cancelled.pk, moved.pk}
    follower = series_change(actor=acting, series=series, terms=change, seen=plan.mark)
    assert [row | {"series_id": 0} for row in rows(**touched)] == before
    assert {row["series_id"] for row in rows(**touched)} == {follower.pk}
    assert days_of(series) == [WEDNESDAY]
    assert {row.starts_at.astimezone(COPENHAGEN).time() for row in opened(follower)[3:]} == {
        time(8)
    }
    assert len(plan.laid) == len([row for row in opened(follower) if not rows_touched(row)])


def rows_touched(row: Opening) -> bool:
    return row.series_on in (NEXT_WEDNESDAY, date(2026, 6, 1))


def test_a_change_sent_twice_is_done_once(place: Town, mette) -> None:
    series, acting = laid_series(place, mette), place.counsellor(mette)
    change = terms(from_on=NEXT_WEDNESDAY, starts=time(10))
    follower = series_change(actor=acting, series=series, terms=change)
    before = rows()
    assert series_change(actor=acting, series=series, terms=change) == follower
    assert rows() == before
    with pytest.raises(DomainError, match="series_has_ended"):
        series_change(actor=acting, series=series, terms=terms(from_on=NEXT_WEDNESDAY))


def test_a_plan_that_has_become_another_is_not_done(place: Town, mette) -> None:
    series, acting = laid_series(place, mette), place.counsellor(mette)
    change = terms(from_on=NEXT_WEDNESDAY, starts=time(10))
    seen = series_plan(series.resource, change, instead_of=series).mark
    opening_cancel(actor=acting, opening=opened(series)[3])
    with pytest.raises(DomainError, match="plan_is_another"):
        series_change(actor=acting, series=series, terms=change, seen=seen)
    assert OpeningSeries.objects.count() == 1


def test_bookings_stay_and_are_named_before_a_change_leaves_them_outside(
    place: Town, mette
) -> None:
    series, acting = laid_series(place, mette), place.counsellor(mette)
    case = town.citizen(mette)
    booked = slot_book(
        actor=town.acting(case),
        citizen=case,
        counsellor=mette,
        request=request(danish(NEXT_WEDNESDAY, NINE)),
    )
    later = terms(from_on=NEXT_WEDNESDAY, starts=time(10))
    plan = series_plan(series.resource, later, instead_of=series)
    assert [each.start for each in plan.stranded] == [booked.starts_at]
    earlier = terms(from_on=NEXT_WEDNESDAY, starts=time(8))
    assert series_plan(series.resource, earlier, instead_of=series).stranded == ()
    assert [e.start for e in ending_plan(series, WEDNESDAY).stranded] == [booked.starts_at]
    series_end(actor=acting, series=series, last_on=WEDNESDAY)
    booked.refresh_from_db()
    assert booked.outcome is None
    assert days_of(series) == [WEDNESDAY]


def test_an_ended_series_keeps_what_a_hand_has_changed(place: Town, mette) -> None:
    series, acting = laid_series(place, mette), place.counsellor(mette)
    chosen = opened(series)[2]
    opening_change(
        actor=acting,
        opening=chosen,
        on=NEXT_WEDNESDAY,
        stretch=(time(10), NOON),
        where=Where(),
    )
    assert [row.pk for row in ending_plan(series, WEDNESDAY).kept] == [chosen.pk]
    gone = series_end(actor=acting, series=series, last_on=WEDNESDAY)
    assert gone > 40
    assert series_end(actor=acting, series=series, last_on=WEDNESDAY) == 0
    assert chosen in opened(series)
    with clock.pinned(NOW + WEEK):
        assert openings_lay_on() == 0


def test_a_series_that_has_not_begun_is_withdrawn(place: Town, mette) -> None:
    series, acting = laid_series(place, mette, from_on=NEXT_WEDNESDAY), place.counsellor(mette)
    series_end(actor=acting, series=series, last_on=MONDAY)
    series.refresh_from_db()
    assert series.withdrawn
    assert opened(series) == []


def test_overlaps_and_hours_outside_the_offices_are_pointed_out_and_allowed(
    place: Town, mette
) -> None:
    laid_series(place, mette)
    row = Resource.objects.get(person=mette)
    evening = terms(weekdays=frozenset({3}), starts=time(14), ends=time(18), breaks=())
    assert dict(series_plan(row, evening).looks) == {
        Look.OVERLAPS: WEDNESDAY,
        Look.OUTSIDE_HOURS: WEDNESDAY,
    }
    assert series_plan(row, terms(weekdays=frozenset({2}))).looks == ()
    made = series_make(actor=place.counsellor(mette), person=mette, terms=evening)
    assert opened(made)


def test_nobody_opens_a_colleagues_times_but_who_keeps_the_staff(place: Town, mette) -> None:
    jens = place.counsellor(place.jens)
    with pytest.raises(AccessRefused):
        series_make(actor=jens, person=mette, terms=terms())
    series = laid_series(place, mette)
    for refused in (
        lambda: series_end(actor=jens, series=series, last_on=WEDNESDAY),
        lambda: opening_cancel(actor=jens, opening=opened(series)[0]),
        lambda: opening_add(
            actor=place.leading(), person=mette, on=TUESDAY, stretch=(NINE, NOON), where=Where()
        ),
    ):
        with pytest.raises(AccessRefused):
            refused()
    keeping = actor_for(person=administrator("Ulla Nør"), role=Role.ADMINISTRATOR)
    assert series_end(actor=keeping, series=series, last_on=WEDNESDAY)


def test_no_opening_is_made_in_the_past(place: Town, mette) -> None:
    acting = place.counsellor(mette)
    with pytest.raises(DomainError, match="day_has_passed"):
        series_make(actor=acting, person=mette, terms=terms(from_on=MONDAY - WEEK))
    with pytest.raises(DomainError, match="opening_has_passed"):
        opening_add(actor=acting, person=mette, on=MONDAY, stretch=(NINE, time(11)), where=Where())


def test_one_opening_by_itself_is_opened_once(place: Town, mette) -> None:
    acting = place.counsellor(mette)
    wanted = {"on": TUESDAY, "stretch": (time(17), time(19)), "where": Where()}
    made = opening_add(actor=acting, person=mette, **wanted)
    assert opening_add(actor=acting, person=mette, **wanted) == made
    assert made.series_id is None


def test_whoever_leaves_leaves_no_series_behind(place: Town, mette) -> None:
    series = laid_series(place, mette)
    keeping = actor_for(person=administrator("Ulla Nør"), role=Role.ADMINISTRATOR)
    staff_leave(actor=keeping, person=mette, last_on=WEDNESDAY)
    with clock.pinned(NOW + WEEK):
        assert openings_lay_on() == 0
    assert days_of(series) == [WEDNESDAY]
