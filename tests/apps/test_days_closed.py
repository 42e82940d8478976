"""Days the office is closed, told after the openings were laid, and taken back."""

from datetime import timedelta

import pytest

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.booking.closing_days import (
    booked_on,
    closing_day_make,
    closing_day_withdraw,
    closing_days_ahead,
)
from staasted.apps.booking.leaving import staff_leave
from staasted.apps.booking.models import ClosedFor, Opening
from staasted.apps.booking.series import series_change
from staasted.apps.booking.services import slot_book
from staasted.apps.booking.single import opening_cancel
from staasted.apps.org.doors import AccessRefused
from staasted.core.errors import DomainError
from tests import town
from tests.files import administrator
from tests.happenings import request
from tests.opening import NINE, NOON, THREE, WEEK, days_of, laid_series, opened, rows, terms
from tests.town import MONDAY, Town, danish

WEDNESDAY, THEN = MONDAY + timedelta(days=2), MONDAY + timedelta(days=16)


def close(on=THEN, name: str = "Personaledag"):
    return closing_day_make(actor=OPERATOR, on=on, name=name)


def test_a_closing_day_closes_the_day_and_the_next_series_lays_nothing_there(place: Town) -> None:
    early = laid_series(place, place.jens)
    open_anyway = laid_series(place, place.jens, on_holidays=True, starts=NOON, breaks=())
    before = [row for row in rows() if row["series_on"] != THEN]
    closing = close()
    assert close() == closing
    late = laid_series(place, place.jens, ends=NOON, breaks=())
    assert THEN not in days_of(early) + days_of(late)
    assert THEN in days_of(open_anyway)
    assert not Opening.objects.filter(series=late, series_on=THEN).exists()
    same = {row["id"]: row for row in rows()}
    one_off = (danish(THEN, NINE), danish(THEN + timedelta(days=1), NINE))
    untouched = [row for row in before if not one_off[0] <= row["starts_at"] < one_off[1]]
    assert [same[row["id"]] for row in untouched] == untouched
    assert [day.name for day in closing_days_ahead()] == ["Personaledag"]


def test_taken_back_the_day_is_as_it_was_and_what_was_not_laid_is_laid(place: Town) -> None:
    early = laid_series(place, place.jens)
    cancelled = next(row for row in opened(early) if row.series_on == THEN)
    opening_cancel(actor=place.counsellor(place.jens), opening=cancelled)
    before = rows()
    closing = close()
    late = laid_series(place, place.jens, ends=NOON, breaks=())
    closing_day_withdraw(actor=OPERATOR, closing=closing)
    assert closing_day_withdraw(actor=OPERATOR, closing=closing) == 0
    assert rows(pk__lte=before[-1]["id"]) == before
    assert THEN in days_of(late)
    assert [row.part for row in opened(early) if row.series_on == THEN] == [1]


def test_a_series_changed_meanwhile_opens_as_it_is_now(place: Town) -> None:
    early = laid_series(place, place.jens)
    closing = close()
    change = terms(from_on=WEDNESDAY, starts=NOON, ends=THREE, breaks=())
    follower = series_change(actor=place.counsellor(place.jens), series=early, terms=change)
    closing_day_withdraw(actor=OPERATOR, closing=closing)
    assert THEN in days_of(follower)
    assert THEN not in days_of(early)


def test_who_has_left_comes_not_back_with_the_day(place: Town) -> None:
    early = laid_series(place, place.jens)
    closing = close()
    administrator("Ulla Nør")  # one stays
    staff_leave(actor=OPERATOR, person=place.jens, last_on=WEDNESDAY)
    closing_day_withdraw(actor=OPERATOR, closing=closing)
    assert days_of(early) == [WEDNESDAY]
    assert Opening.objects.filter(series=early, closed_for=ClosedFor.CLOSING_DAY).count() == 0


def test_what_is_booked_on_the_day_stays_and_is_told_without_the_citizen(place: Town) -> None:
    case = town.citizen(place.karen)
    wanted = request(danish(MONDAY + WEEK + timedelta(days=1), NINE))
    booked = slot_book(
        actor=town.acting(case), citizen=case, counsellor=place.karen, request=wanted
    )
    closing = close(on=MONDAY + WEEK + timedelta(days=1))
    booked.refresh_from_db()
    assert booked.outcome is None
    told = booked_on([closing])[closing.on]
    assert [(each.starts_at, each.held_by) for each in told] == [
        (booked.starts_at, "Karen Østergård")
    ]


def test_a_closing_day_has_a_name_lies_ahead_and_is_told_by_who_keeps_the_office(
    place: Town,
) -> None:
    with pytest.raises(DomainError, match="closing_day_without_name"):
        close(name=" ")
    with pytest.raises(DomainError, match="day_has_passed"):
        close(on=MONDAY - WEEK)
    with pytest.raises(AccessRefused):
        closing_day_make(actor=place.counsellor(), on=THEN, name="Fri")
