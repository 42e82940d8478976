"""What the lead is shown of the net: all that is raised, and nobody a register took out of it."""

import pytest

from staasted.apps.citizens.models import BenefitPeriod, Citizen, DocumentedRelief
from staasted.apps.net.selectors import net_last, net_on
from staasted.apps.org.clock import clock
from staasted.apps.talking.helping import help_end
from tests import town
from tests.happenings import hold, utc
from tests.netting import DAY, agrees, go_through, nights, open_on
from tests.talking import wants_help
from tests.town import MONDAY, NOON, Town, build_town

pytestmark = pytest.mark.django_db
TUESDAY, LATER = MONDAY + DAY, MONDAY + 9 * DAY
"""On Tuesday they are watched; nine days later five working days have passed, and they are lost."""


@pytest.fixture
def office() -> Town:
    return build_town(demo=False)


@pytest.fixture
def case(office: Town) -> Citizen:
    """Somebody who began today."""
    return town.citizen(office.karen, starts_on=MONDAY, asked_on=MONDAY)


@pytest.mark.parametrize("lost", [True, False])
def test_whoever_a_register_says_is_not_ours_any_more_is_in_no_list(
    office: Town, case: Citizen, lost: bool
) -> None:
    """The alert waits for an act still; figure and list say the same."""
    last = LATER if lost else TUESDAY
    nights(MONDAY, last)
    assert len(net_on(office.leading()).lost) is int(lost)
    BenefitPeriod.objects.filter(citizen=case).update(ends_on=last)
    go_through(last + DAY)
    now, figures = net_on(office.leading()), net_last(office.leading())
    assert (list(now.uncovered), figures[""].uncovered) == ([], 0)
    assert open_on(case) == {"nothing_ahead"}, "only an act closes it"
    BenefitPeriod.objects.filter(citizen=case).update(ends_on=None)
    go_through(last + 2 * DAY)
    found = net_on(office.leading()).uncovered
    assert [row.citizen for row in found] == [case]
    assert net_last(office.leading())[""].uncovered == 1


def test_whoever_a_register_says_is_spared_is_watched_no_more(office: Town) -> None:
    case = town.citizen(office.karen)
    hold(case, office.karen, utc(2026, 5, 4, 8))
    agrees(case, office.karen, until=None, at=utc(2026, 5, 12, 8))
    go_through(MONDAY)
    assert [row.citizen for row in net_on(office.leading()).watched] == [case]
    relief = {"from_on": MONDAY, "until_on": MONDAY + 20 * DAY}
    DocumentedRelief.objects.create(citizen=case, ground="ordinary_work", **relief)
    go_through(TUESDAY)
    assert list(net_on(office.leading()).uncovered) == []
    assert net_last(office.leading())[""].uncovered == 0


def test_what_nobody_acts_on_is_raised_to_the_lead_whatever_lies_ahead(office: Town) -> None:
    """Help asked for is heard of by the lead after one working day, though a day is agreed."""
    case = town.citizen(office.karen, starts_on=MONDAY, asked_on=MONDAY)
    agrees(case, office.karen, until=MONDAY + 100 * DAY, at=NOON)
    with clock.pinned(NOON):
        wish = wants_help(case)
    go_through(wish.answer_by + DAY)
    assert net_on(office.leading()).raised == []
    go_through(wish.answer_by + 3 * DAY)
    (raised,) = net_on(office.leading()).raised
    assert (raised.citizen, raised.about.slug, raised.owner) == (
        case,
        "help_unanswered",
        office.karen,
    )
    with clock.pinned(NOON + 5 * DAY):
        help_end(actor=office.counsellor(), wish=wish)
    assert net_on(office.leading()).raised == []


def test_what_nobody_at_work_may_have_is_raised_at_once(office: Town) -> None:
    case = town.citizen(None, starts_on=MONDAY, asked_on=MONDAY)
    agrees(case, office.karen, until=MONDAY + 100 * DAY, at=NOON)
    with clock.pinned(NOON):
        wish = wants_help(case)
    go_through(wish.answer_by + DAY)
    assert [row.watch for row in net_on(office.leading()).raised] == ["help_unanswered"]
