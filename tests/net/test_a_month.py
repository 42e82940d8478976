"""The proof of the net: a month of 2,000 citizens, in which people fall out in eighteen ways.

Day by day through the services. The month is built once; each test lives it from its beginning and
takes back what it did. First without the others' protection, and then with it.
"""

import gc
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from django.db import transaction

from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.states import State
from staasted.apps.booking.models import Booking
from staasted.apps.booking.services import slot_book
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.services import Closing, conversation_close
from staasted.apps.net.models import Alert, NightlyFigure
from staasted.apps.net.scene import scene_at
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.catalog.loader import catalog
from staasted.core.axes import Freedom, Outcome
from tests import town
from tests.happenings import JOB_SEARCH, free, request
from tests.net.month import (
    DAY,
    EACH,
    NIGHTS,
    Month,
    at,
    away,
    build,
    days,
    fall_out,
    idle,
    leave_unprotected,
    protect,
    rests,
    working_day,
)
from tests.net.ways import FALLS, Fallen, coach_of
from tests.netting import agrees, go_through, night
from tests.town import MONDAY

ONE_PER_CENT = 0.01
FIVE_WORKING_DAYS = 8 * DAY  # with a weekend and a holiday
DUE_IN_THE_MONTH = 60
"""Of the others: as many have their next contact within the month, and have it."""


pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: pytest.Item) -> Iterator[Month]:
    """The municipality, in a transaction of the module's own that is taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        month = build()
        gc.freeze()  # what stays to the end is gone through by no collection: a third of the time
        yield month
        gc.unfreeze()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def protected(built: Month) -> Iterator[Month]:
    """The same, and everybody else carries a day beyond the month: for the tests from here on."""
    with transaction.atomic():
        protect(built)
        yield built
        transaction.set_rollback(True)


@pytest.fixture
def month(protected: Month, db: None) -> Month:
    return protected


def limit_of(fallen: Fallen) -> tuple[date, int]:
    """Since when somebody has been silent, and how many days they may be: told by hand."""
    held = ContactAgreement.objects.filter(citizen=fallen.case, state=State.IN_FORCE).first()
    period = fallen.case.periods.latest("starts_on")
    spoken = fallen.case.talk_messages.filter(in_reply=True).exists()
    talked = fallen.case.conversations.filter(outcome=Outcome.HELD).first()
    since = MONDAY if spoken else max(fallen.case.opened_on, period.starts_on)
    if talked is not None:
        since = talked.starts_at.date()
    asked = period.first_request_on
    weeks = None if asked is None else (fallen.on - asked).days // 7
    freedom = Freedom(held.freedom) if held else None
    return since, catalog().policy.silence_days(freedom, weeks)


def lost_by(fallen: Fallen, first_night: date) -> date:
    """The first round after somebody's limit: silence, or five working days after the alert."""
    since, limit = limit_of(fallen)
    idle_until, left = first_night, 5
    while left:
        idle_until += DAY
        left -= not rests(idle_until)
    return max(first_night, min(since + (limit + 1) * DAY, idle_until + DAY))


@pytest.mark.usefixtures("db")
def test_without_a_day_beyond_the_month_the_number_rises(built: Month) -> None:
    """Idle staff for thirty days, and the others carry no day beyond them: whoever has nothing
    ahead is lost, and so is each whose day comes due. A number that cannot rise is no number."""
    month = built
    assert not ContactAgreement.objects.filter(citizen__in=[case for case, _ in month.others])
    leave_unprotected(month)
    found = idle(month, every=3)
    numbers = [len(lost) for lost in found]
    assert all(one < other for one, other in pairwise(numbers))
    assert month.injected < found[-1]
    left = found[-1] - month.injected
    assert len(left) > len(month.others) // 2
    last = MONDAY + NIGHTS * DAY
    scene = scene_at(night(last))
    alone = {seen.citizen.public_id for seen in scene.uncovered.values()}
    assert found[-1] <= alone
    fresh = Alert.objects.filter(citizen__public_id__in=alone - found[-1], met_at=None)
    opened = fresh.filter(watch="nothing_ahead").values_list("opened_on", flat=True)
    assert len(opened) == len(alone - found[-1])
    assert all(day > last - FIVE_WORKING_DAYS for day in opened), "every other has been lost"
    figures = NightlyFigure.objects.filter(group="").order_by("on")
    assert [figure.lost for figure in figures] == [len(lost) for lost in found]


def test_every_one_who_falls_out_is_on_the_leads_list_the_first_night_after_their_limit(
    month: Month,
) -> None:
    """And of the others no more than one in a hundred ever is, though staff are away."""
    busy = month.others[:DUE_IN_THE_MONTH]
    for place, (case, coach) in enumerate(busy):
        agrees(case, coach, until=working_day(4 + place % 14), at=at(MONDAY, 9))
    away(month.coaches[0], MONDAY + 2 * DAY, MONDAY + 13 * DAY)
    away(month.coaches[7], MONDAY + 9 * DAY, MONDAY + 40 * DAY)
    first_lost: dict[str, date] = {}
    first_open: dict[int, date] = {}
    for day in days():
        fall_out(month, day)
        _work(month, busy, day)
        go_through(day + DAY)
        for ref in month.lost():
            first_lost.setdefault(ref, day + DAY)
    for alert in Alert.objects.filter(watch="nothing_ahead").order_by("-opened_on"):
        first_open[alert.citizen_id] = alert.opened_on
    late = {}
    for name, held in month.fallen.items():
        assert len(held) == EACH
        for each in held:
            opened = first_open.get(each.case.pk)
            expected = opened and lost_by(each, opened)
            seen = first_lost.get(each.case.public_id)
            if seen is None or seen != expected:
                late[name, each.case.pk] = (each.on, seen, expected)
    assert late == {}
    assert len(month.injected) == len(FALLS) * EACH >= 12 * 20
    others = first_lost.keys() - month.injected
    assert len(others) <= ONE_PER_CENT * len(month.others)
    assert Booking.objects.filter(outcome=Outcome.HELD).count() >= DUE_IN_THE_MONTH // 2


def _work(month: Month, busy: list[tuple[Citizen, Person]], day: date) -> None:
    """What staff who work do for the others: they meet on the agreed day, or as soon after it as
    somebody of the team is there, and agree on the next."""
    if rests(day):
        return
    due = ContactAgreement.objects.filter(
        state=State.IN_FORCE, next_to__lte=day, citizen__in=[case for case, _ in busy]
    )
    waiting = set(due.values_list("citizen_id", flat=True))
    for case, coach in busy:
        if case.pk in waiting:
            _meet(case, _there(month, coach, day), day)


def _there(month: Month, coach: Person, day: date) -> Person:
    """The coach, or whoever of the team is next and at work."""
    start = month.coaches.index(coach) // 5 * 5
    team = [coach, *month.coaches[start : start + 5]]
    return next(one for one in team if not _away(one, day))


def _away(person: Person, day: date) -> bool:
    return any(row.from_on <= day <= (row.to_on or day) for row in person.absences.all())


def _meet(case: Citizen, coach: Person, day: date) -> None:
    with clock.pinned(at(day, 8)):
        slots = free(case, coach)
        if not slots:  # nothing free today: the day after
            return
        wished = request(slots[0].start, purpose=JOB_SEARCH)
        acting = town.acting(case)
        booking = slot_book(actor=acting, citizen=case, counsellor=coach, request=wished)
    with clock.pinned(booking.ends_at):
        from staasted.apps.agreements.terms import Terms

        ahead = clock.today() + 60 * DAY
        closing = Closing(Outcome.HELD, 30, "", Terms(Freedom.CHECK_INS, 8, clock.today(), ahead))
        holder = coach_of(Fallen(case, coach, MONDAY, day))
        conversation_close(actor=holder, booking=booking, closing=closing)


def test_with_idle_staff_the_lost_are_those_who_fell_out_and_nobody_else(month: Month) -> None:
    """For thirty days nobody does anything, and the others carry a day beyond them."""
    found = idle(month)
    assert found[-1] == month.injected
    assert all(lost <= month.injected for lost in found)
    last = NightlyFigure.objects.filter(group="").latest("on")
    assert last.lost == len(month.injected)
    assert last.largest_gap >= NIGHTS
