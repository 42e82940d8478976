"""Monday to Friday at a coach's desk, sixty citizens, and no mouse."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.models import Conversation
from staasted.apps.invitations.models import Invitation
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from tests import netting
from tests.browser.keyboard import Keyboard
from tests.browser.walking import today
from tests.browser.week_scene import (
    CITIZENS,
    DAYS,
    FIRST_NAMES,
    LAST_NAMES,
    Week,
    build_week,
    somebody_begins_a_course,
    somebody_wants_help,
    somebody_writes,
)

VIEW = "Har en tid"
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
        keeps_a_view(karen)
    elif day == DAYS[3]:
        opens_the_view(karen)
        asks_ten_to_book(karen, week)


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


def keeps_a_view(karen: Keyboard) -> None:
    """What she wants to see tomorrow too, under a name."""
    karen.press(text("ui.navigation.caseload"))
    karen.write(text("counsellor.caseload.ask.vis"), text("counsellor.caseload.list.booked"))
    karen.act(text("counsellor.caseload.show"), kind="submit")
    karen.press(text("views.keep_this"))
    karen.write(text("views.name"), VIEW)
    karen.act(text("views.keep"), kind="submit")


def opens_the_view(karen: Keyboard) -> None:
    """The day after: those who have booked, behind one press, and nobody else."""
    karen.press(text("ui.navigation.caseload"))
    karen.press(VIEW)
    booked = Booking.objects.filter(outcome=None, starts_at__gt=clock.now())
    assert booked.exists()
    shown = text("counsellor.caseload.many", count=booked.values("citizen").distinct().count())
    expect(karen.page.locator("main")).to_contain_text(shown)


def asks_ten_to_book(karen: Keyboard, week: Week) -> None:
    """Ten found by their name, asked at once; one looks first, and it is told afterwards."""
    karen.press(text("ui.navigation.caseload"))
    karen.write(text("counsellor.caseload.search"), LAST_NAMES[-1])
    karen.act(text("counsellor.caseload.show"), kind="submit")
    karen.press(text("many.tick_page"))
    karen.press(text("many.to_invite"))
    karen.choose(catalog().purposes["job_search"].words.name)
    karen.go_to(text("many.invite.guided"))
    karen.page.keyboard.press("Space")
    karen.press(text("many.look"))
    assert not Invitation.objects.exists()
    karen.press(text("many.check.yes_inviter"))
    told = text("many.done.lead", count=len(FIRST_NAMES))
    expect(karen.page.locator("main")).to_contain_text(told)
    asked = {case for case in week.cases if case.person.name.endswith(LAST_NAMES[-1])}
    assert {row.citizen for row in Invitation.objects.select_related("citizen")} == asked


def nobody_is_left(week: Week) -> None:
    """The night after, the net misses none of them."""
    netting.go_through(DAYS[-1] + timedelta(days=1))
    assert {case.pk: netting.open_on(case) for case in week.cases if netting.open_on(case)} == {}


def heading(keyboard: Keyboard) -> str:
    return keyboard.page.locator("h1").inner_text()
