"""Monday to Friday at a coach's desk, sixty citizens, and no mouse."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.models import Conversation
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from tests import netting
from tests.browser.keyboard import Keyboard
from tests.browser.walking import today
from tests.browser.week_scene import (
    CITIZENS,
    DAYS,
    Week,
    build_week,
    somebody_begins_a_course,
    somebody_wants_help,
    somebody_writes,
)

WRITES, HELPED, CHANGED = 20, 30, 40  # who does what, by their place among the sixty


@pytest.fixture
def week(transactional_db: None) -> Week:
    return build_week()


def come_in(page: Page, week: Week) -> Keyboard:
    page.goto(f"/log-ind/?navn={week.karen.name}")
    keyboard = Keyboard(page)
    keyboard.press(week.karen.name)
    return keyboard


def test_a_counsellors_week_by_keyboard_alone(visit, week: Week) -> None:
    assert len(week.cases) == CITIZENS == 60
    karen = come_in(visit(width=1280), week)
    for day in DAYS:
        assert today() == day
        comes_in(week, day)
        karen.press(text("ui.navigation.today"))
        closes_what_was_held(karen, week, day)
        does_what_came_in(karen, week, day)
        if day != DAYS[-1]:
            karen.press(text("ui.demo.day_forward"))
    karen.press(text("ui.navigation.today"))
    expect(karen.page.locator("#hvem + p")).to_have_text(text("day.needing.nobody"))
    closed = Conversation.objects.filter(closed_by=week.karen, outcome="held")
    assert {row.booking for row in closed} == {each for day in week.talks.values() for each in day}
    assert not Booking.objects.filter(outcome=None, starts_at__lte=clock.now()).exists()
    nobody_is_left(week)
    assert karen.unseen == []


def comes_in(week: Week, day: date) -> None:
    """What citizens have done since she last looked."""
    if day == DAYS[0]:
        somebody_writes(week, WRITES, "Må jeg flytte vores aftale?")
    elif day == DAYS[1]:
        somebody_wants_help(week, HELPED, "Jeg kan ikke overskue det.")
    elif day == DAYS[2]:
        somebody_begins_a_course(week, CHANGED, clock.now())


def closes_what_was_held(karen: Keyboard, week: Week, day: date) -> None:
    """Each of the morning's conversations: the note, and one press; the rest is filled in."""
    for booking in week.talks[day]:
        name = booking.citizen.person.name
        karen.press(text("counsellor.today.close_with", name=name))
        karen.write(text("counsellor.closing.label.note"), f"{name} søger bredere nu.")
        karen.press(text("counsellor.closing.submit"))
        assert heading(karen) == name
        karen.press(text("ui.navigation.today"))


def does_what_came_in(karen: Keyboard, week: Week, day: date) -> None:
    """The list says who, why and where to; she goes there and does it."""
    if day == DAYS[0]:
        answers(karen, week.cases[WRITES])
    elif day == DAYS[1]:
        helps(karen, week.cases[HELPED])
    elif day == DAYS[2]:
        sees_the_change(karen, week.cases[CHANGED])


def answers(karen: Keyboard, case: Citizen) -> None:
    karen.press(f"{text('day.act.message')} {case.person.name}")
    karen.write(text("talking.staff.field"), "Ja, det finder vi ud af sammen.")
    karen.press(text("talking.send"))
    expect(karen.page.locator("main")).to_contain_text(text("talking.staff.sent"))


def helps(karen: Keyboard, case: Citizen) -> None:
    """A call is help; a written line alone would not be."""
    karen.press(f"{text('day.act.help')} {case.person.name}")
    karen.press(text("talking.staff.spoke"))
    expect(karen.page.locator("main")).to_contain_text(text("talking.staff.sent"))


def sees_the_change(karen: Keyboard, case: Citizen) -> None:
    karen.press(f"{text('day.act.situation')} {case.person.name}")
    karen.press(text("situations.staff.submit"))


def nobody_is_left(week: Week) -> None:
    """The night after, the net misses none of them."""
    netting.go_through(DAYS[-1] + timedelta(days=1))
    assert {case.pk: netting.open_on(case) for case in week.cases if netting.open_on(case)} == {}


def heading(keyboard: Keyboard) -> str:
    return keyboard.page.locator("h1").inner_text()
