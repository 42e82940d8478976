"""Somebody who walks the product in the browser, without JavaScript, by what the pages say."""

from dataclasses import dataclass
from datetime import date

from playwright.sync_api import Locator, Page, expect

from staasted.apps.org.models import Installation, Person
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text

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
