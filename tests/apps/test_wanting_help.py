"""A citizen who wants help: one press, one promise, one end by a human's act."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Team
from staasted.apps.org.staffing import absence_record
from staasted.apps.talking.access import talks_waiting
from staasted.apps.talking.helping import help_end, help_withdraw
from staasted.apps.talking.models import HelpWish
from staasted.apps.talking.selectors import help_waiting, last_help, last_outside
from staasted.core.errors import DomainError
from tests import town
from tests.ending import close_case
from tests.talking import wants_help
from tests.town import MONDAY, NOON, Town, bystanders

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def test_one_press_is_one_wish_with_a_promise_for_the_next_working_day(ase: Citizen) -> None:
    first = wants_help(ase)
    assert first.answer_by == MONDAY + DAY
    assert wants_help(ase, "Jeg kan ikke mere.") == first
    assert HelpWish.objects.count() == 1
    assert ActLog.objects.filter(act="help_ask").count() == 1


def test_before_a_holiday_the_promise_is_the_next_day_we_work(ase: Citizen) -> None:
    with clock.pinned(NOON + (date(2026, 5, 22) - MONDAY)):  # the Friday before Whitsun
        assert wants_help(ase).answer_by == date(2026, 5, 26)


def test_it_reaches_the_coach_first_of_all_and_the_team_while_the_coach_is_away(
    place: Town, ase: Citizen, logged: None
) -> None:
    wish = wants_help(ase)
    assert list(talks_waiting(place.counsellor(), on=MONDAY).helps) == [wish]
    mate = bystanders(place, ase)["mate"]
    team = Team.objects.get(name="Team Å").pk
    covering = replace(place.counsellor(mate), team_id=team, purpose="cover")
    assert not talks_waiting(covering, on=MONDAY).helps
    absence_record(actor=OPERATOR, person=place.karen, from_on=MONDAY)
    assert list(talks_waiting(covering, on=MONDAY).helps) == [wish]


def test_a_promise_never_runs_out_by_itself(place: Town, ase: Citizen, logged: None) -> None:
    wish = wants_help(ase)
    with clock.pinned(NOON + 40 * DAY):
        assert list(talks_waiting(place.counsellor(), on=MONDAY + 40 * DAY).helps) == [wish]


def test_it_ends_when_the_two_have_spoken_and_that_is_a_contact(place: Town, ase: Citizen) -> None:
    wish = wants_help(ase)
    ended = help_end(actor=place.counsellor(), wish=wish)
    assert (ended.state, ended.ended_by) == ("helped", place.karen)
    assert last_outside([ase.pk], on=MONDAY) == {ase.pk: MONDAY}
    assert help_waiting(ase) is None
    assert help_withdraw(actor=town.acting(ase), wish=wish).state == "helped", "it stays"
    assert wants_help(ase) != wish, "and one may ask again"


def test_the_citizen_takes_it_back_and_that_is_no_contact(place: Town, ase: Citizen) -> None:
    help_withdraw(actor=town.acting(ase), wish=wants_help(ase))
    assert last_help(ase).state == "withdrawn"
    assert last_outside([ase.pk], on=MONDAY) == {}


def test_a_closed_case_leaves_nobody_waiting(place: Town, ase: Citizen) -> None:
    wants_help(ase)
    close_case(ase, place.karen)
    assert last_help(ase).state == "case_closed"
    with pytest.raises(DomainError, match="case_closed"):
        wants_help(ase)


def test_the_log_never_holds_what_it_is_about(ase: Citizen) -> None:
    wants_help(ase, "Jeg er blevet sat ud af min lejlighed.")
    assert "lejlighed" not in str(list(ActLog.objects.values()))


def test_the_database_holds_one_open_wish_and_an_end_with_a_name(place: Town, ase: Citizen) -> None:
    wish = wants_help(ase)
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpWish.objects.update(state="helped")
    wish.pk, wish.public_id = None, "2222222222"
    with pytest.raises(IntegrityError), transaction.atomic():
        wish.save(force_insert=True)
    close_case(ase, place.karen)
    with pytest.raises(IntegrityError, match="case is closed"), transaction.atomic():
        wish.save(force_insert=True)
