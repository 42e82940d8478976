"""Somebody who walks the product in the browser, without JavaScript, by what the pages say."""

from dataclasses import dataclass
from datetime import date, timedelta

from playwright.sync_api import Locator, Page, expect

from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.models import Installation, Person
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text

HOME = "/mit-forloeb/"
SCREENING = "start"
WEEK = 7


@dataclass
class Walker:
    """A person and the page they have open."""

    page: Page

    def come_in(self, person: Person) -> None:
        """Log in as the demo's people do."""
        self.page.goto(f"/log-ind/?navn={person.name}")
        self.page.click(f'button[name="person"][value="{person.public_id}"]')

    @property
    def main(self) -> Locator:
        """What the page says of its own."""
        return self.page.locator("main")

    def press(self, words: str, *, on: Locator | None = None) -> None:
        """Press the first button or link that says so in the main part of the page."""
        held = on or self.main
        button, link = (held.get_by_role(kind, name=words) for kind in ("button", "link"))
        button.or_(link).first.click()

    def ask(self, key: str, **values: object) -> None:
        """Press what says a text of ours."""
        self.press(text(key, **values))

    def choose_one(self, label: str) -> None:
        """Choose the answer whose label begins so."""
        self.main.get_by_label(label).first.check(force=True)

    def choose_value(self, name: str, value: str) -> None:
        """Choose by the names the form sends, where two questions have answers of one label."""
        self.main.locator(f'input[name="{name}"][value="{value}"]').check(force=True)

    def write(self, **fields: str) -> None:
        """Write in the fields of these names."""
        for name, words in fields.items():
            self.main.locator(f'[name="{name}"]').first.fill(words)

    def reads(self, *sentences: str) -> None:
        """Each of these stands on the page."""
        for words in sentences:
            expect(self.main).to_contain_text(words, ignore_case=True)

    def does_not_read(self, words: str) -> None:
        """This stands nowhere on the page."""
        expect(self.main).not_to_contain_text(words)

    def goes_to(self, address: str) -> None:
        """Open a page of the product."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.ok, (address, answer.status)

    def answers(self, **given: str) -> None:
        """Go through the whole screening: these answers, and every other question skipped."""
        self.goes_to("/mit-forloeb/spoergsmaal/")
        pages = catalog().instruments[SCREENING].pages
        for _ in pages:
            for question, answer in given.items():
                if self.main.locator(f'input[name="{question}"]').count():
                    self.choose_value(question, answer)
            self.ask("citizen.screening.next")

    def days_pass(self, until: date) -> None:
        """The demo's clock goes on, a week and then a day at a time, as the bar lets it."""
        self.goes_to("/hjaelp/")
        while (left := (until - today()).days) > 0:
            key = "ui.demo.week_forward" if left >= WEEK else "ui.demo.day_forward"
            self.page.get_by_role("button", name=text(key)).click()


def today() -> date:
    """The demo's day."""
    now = Installation.objects.get().demo_now
    assert now is not None
    return now.date()


def books(citizen: Walker, purpose: str) -> Booking:
    """Book the first time of the first day there is, for a purpose."""
    citizen.goes_to(HOME)
    citizen.ask("citizen.home.book")
    citizen.choose_one(purpose)
    citizen.ask("citizen.book.see_times")
    citizen.page.click(".st-days > li > a")
    citizen.page.click(".st-times button")
    citizen.ask("citizen.check.book")
    expect(citizen.page.locator("h1")).to_have_text(text("citizen.receipt.title"))
    return Booking.objects.filter(outcome=None).latest("id")


def holds(coach: Walker, booking: Booking, *, note: str, freedom: str, weeks: int) -> None:
    """Go to the day of a conversation, and close it as held, with the next one agreed."""
    coach.goes_to("/i-dag/")
    coach.days_pass(booking.starts_at.date() + timedelta(days=1))
    coach.goes_to(f"/samtaler/{booking.public_id}/afslut/")
    coach.choose_value("outcome", "held")
    coach.write(minutes="30", note=note, next_to=(today() + timedelta(weeks=weeks)).isoformat())
    coach.choose_value("freedom", freedom)
    coach.ask("counsellor.closing.submit")
    coach.reads(note)


def calls_in(coach: Walker, case: Citizen, *, heeding: str, interpreter: str = "") -> Booking:
    """Call somebody in: what to heed, why, a time, and the letter that goes."""
    coach.goes_to(f"/borgere/{case.public_id}/indkald/")
    coach.write(other=heeding)
    coach.ask("summons.regard.submit")
    if coach.main.get_by_text(text("summons.choose.ground")).count():
        coach.ask("summons.choose.submit")
    coach.page.click(".st-days > li > a")
    coach.page.click(".st-times a, .st-times button")
    if interpreter:
        coach.page.locator("input[name=tolk]").check(force=True)
        coach.write(tolkesprog=interpreter)
    coach.ask("counsellor.summon.do")
    coach.reads("Indkaldelse")
    return Booking.objects.filter(outcome=None).latest("id")


def tells(citizen: Walker, kind: str, **fields: str) -> None:
    """Tell of a change: choose it, say when, read what it does, send it."""
    citizen.goes_to(f"/mit-forloeb/aendringer/ny/{kind}/")
    citizen.write(**fields)
    citizen.ask("situations.ask.next")
    citizen.ask("situations.check.send")
