"""The net gone through by several at once, with real threads and connections, on both databases.

The worker gone through by hand while the timetable's own round runs, or two workers: a citizen and
a watch have one open alert, a thing opens one ever, and no night has a figure twice.
"""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db.models import Count

from staasted.apps.booking.models import Booking
from staasted.apps.booking.services import slot_book
from staasted.apps.citizens.models import Citizen
from staasted.apps.net.models import Alert, NightlyFigure
from staasted.apps.net.round import net_round
from staasted.apps.org.clock import clock
from staasted.core.net import ActKind
from tests import town
from tests.ending import close_case
from tests.happenings import free, request
from tests.netting import DAY, agrees, go_through, night
from tests.racing import all_at_once
from tests.town import MONDAY, NOON, Town, build_town

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE, NIGHTS, CITIZENS = 4, 3, 12
SECOND = timedelta(seconds=1)


@pytest.fixture
def office(db: None) -> Town:
    return build_town(demo=False)


@pytest.fixture
def cases(office: Town) -> list[Citizen]:
    """Half have nothing ahead; the other half agreed on a day that passes on Tuesday."""
    office.in_team(office.karen, office.jens)
    began = {"starts_on": MONDAY, "asked_on": MONDAY}
    made = [
        town.citizen(office.karen, name=f"Borger {number}", **began) for number in range(CITIZENS)
    ]
    for case in made[CITIZENS // 2 :]:
        agrees(case, office.karen, until=MONDAY, at=NOON - 7 * DAY)
    return made


def rounds_at_once(day: int) -> int:
    """Rounds of one night that start together; how many alerts they opened between them."""
    starts = [night(MONDAY + day * DAY) + number * SECOND for number in range(AT_ONCE)]
    return sum(all_at_once([lambda now=now: one_round(now) for now in starts]))


def one_round(now: datetime) -> int:
    """A round as the worker does it: the clock goes on."""
    with clock.pinned(now):
        return net_round(now=now)


def assert_once() -> None:
    """One open alert a citizen and watch, one alert a thing, one figure a night and group."""
    each = Alert.objects.order_by().values("citizen", "watch")
    twice = each.filter(met_at=None).annotate(rows=Count("pk")).filter(rows__gt=1)
    assert not twice.exists()
    assert not each.values("citizen", "watch", "about_key").annotate(n=Count("pk")).filter(n__gt=1)
    nights = NightlyFigure.objects.order_by().values("on", "group").annotate(rows=Count("pk"))
    assert {row["rows"] for row in nights} == {1}


def test_rounds_at_the_same_time_open_one_alert_and_write_one_figure(cases: list[Citizen]) -> None:
    for number in range(NIGHTS):
        opened = rounds_at_once(number)
        assert_once()
        there = Alert.objects.filter(opened_on=MONDAY + number * DAY).count()
        assert opened == there, "what two rounds found is counted by the one that wrote it"
    watches = Counter(Alert.objects.filter(met_at=None).values_list("watch", flat=True))
    assert watches == {"nothing_ahead": CITIZENS, "slipped_agreement": CITIZENS // 2}
    assert NightlyFigure.objects.filter(group="").count() == NIGHTS
    assert NightlyFigure.objects.filter(group="").latest("on").uncovered == CITIZENS


def test_rounds_at_the_same_time_end_what_a_closed_case_leaves_once(
    office: Town, cases: list[Citizen]
) -> None:
    go_through(MONDAY)
    for case in cases[: CITIZENS // 2]:
        Citizen.objects.filter(pk=case.pk).update(closed_on=MONDAY)
    rounds_at_once(1)
    met = Alert.objects.filter(citizen__in=cases[: CITIZENS // 2])
    assert Counter(met.values_list("met_by", flat=True)) == {ActKind.CASE_CLOSED: CITIZENS // 2}
    close_case(cases[-1], office.karen)
    assert_once()


def test_a_round_and_the_acts_of_those_it_finds_take_turns(
    office: Town, cases: list[Citizen]
) -> None:
    """A time booked while the net is gone through closes the alert, whichever came first."""
    go_through(MONDAY)
    now, alone = night(MONDAY + DAY), cases[: CITIZENS // 2]
    slots = [slot for slot in free(alone[0], office.karen) if slot.start >= NOON + 2 * DAY]

    def books(number: int) -> Booking:
        """The transaction began before the round did, and may end after it has read."""
        with clock.pinned(now - SECOND):
            wanted = request(slots[4 * number].start)
            return slot_book(
                actor=town.acting(alone[number]),
                citizen=alone[number],
                counsellor=office.karen,
                request=wanted,
            )

    booking = [lambda number=number: books(number) for number in range(3)]
    told = all_at_once([*[lambda: one_round(now)] * 2, *booking])
    assert [type(each) for each in told[2:]] == [Booking] * 3
    assert_once()
    left = Alert.objects.filter(citizen__in=alone, watch="nothing_ahead", met_at=None)
    assert set(left.values_list("citizen_id", flat=True)) == {case.pk for case in alone[3:]}
