"""Booking, moving and cancelling by somebody who knows nothing but what the pages say."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from staasted.apps.booking.models import Booking
from staasted.catalog.language import Language
from tests import town
from tests.happenings import FIRST, hold, utc
from tests.town import build_town

WORDS = {
    Language.DANISH: {
        "book": "Book en samtale",
        "purpose": "Hjælp til jobsøgning",
        "see": "Se ledige tider",
        "day": re.compile(r"^(Mandag|Tirsdag|Onsdag|Torsdag|Fredag) den \d+\. \w+"),
        "time": re.compile(r"^\d+\.\d\d$"),
        "yes": "Book samtalen",
        "booked": "Din samtale er booket",
        "move": "Flyt tiden",
        "moves": "Flyt samtalen",
        "moved": "Din samtale er flyttet",
        "cancel": "Meld afbud",
        "over": "Samtalen er ikke aktuel længere",
    },
    Language.ENGLISH: {
        "book": "Book a conversation",
        "purpose": "Help with your job search",
        "see": "See free times",
        "day": re.compile(r"^(Monday|Tuesday|Wednesday|Thursday|Friday)"),
        "time": re.compile(r"^\d+[.:]\d\d"),
        "yes": "Book the conversation",
        "booked": "Your conversation is booked",
        "move": re.compile("^(Move|Change) the time"),
        "moves": "Move the conversation",
        "moved": "Your conversation has been moved",
        "cancel": "Cancel",
        "over": "The conversation is no longer on",
    },
}


@dataclass
class Person:
    """Somebody at a page: taps what is written there, and counts taps and screens."""

    page: Page
    words: dict[str, object]
    taps: int = 0
    screens: int = 0

    def tap(self, what: str) -> None:
        """Tap the first link or button of the main part that says so."""
        said = self.words[what]
        main = self.page.locator("main")
        link, button = (main.get_by_role(role, name=said) for role in ("link", "button"))
        self._tap(link.or_(button).first)

    def choose(self, what: str) -> None:
        """Tap a choice by what stands beside it."""
        self._tap(self.page.get_by_text(self.words[what], exact=True).first)

    def _tap(self, thing: Locator) -> None:
        before = self._heading()
        thing.click()
        self.taps += 1
        self.screens += self._heading() != before

    def _heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def sees(self, what: str) -> None:
        """The page's own heading says so."""
        expect(self.page.locator("h1")).to_have_text(self.words[what])

    def begins(self) -> None:
        """Count from here."""
        self.taps = self.screens = 0


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_a_time_is_booked_in_three_screens_and_seven_taps_moved_and_cancelled(
    visit, transactional_db: None, javascript: bool, language: Language
) -> None:
    place = build_town()
    ase = town.citizen(place.karen)
    hold(ase, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    page = visit(width=320, javascript=javascript, language=language)
    page.goto(f"/log-ind/?navn={ase.person.name}")
    page.get_by_role("button", name=ase.person.name).first.click()

    somebody = Person(page, WORDS[language])
    somebody.tap("book")
    somebody.choose("purpose")
    for step in ("see", "day", "time", "yes"):
        somebody.tap(step)
    somebody.sees("booked")
    assert somebody.taps <= 7
    assert somebody.screens <= 3 + 1  # the receipt is no step
    first = Booking.objects.get(outcome=None)

    somebody.begins()
    for step in ("move", "day", "time", "moves"):
        somebody.tap(step)
    somebody.sees("moved")
    assert somebody.screens <= 2 + 1
    second = Booking.objects.get(outcome=None)
    assert second.starts_at != first.starts_at or second.pk != first.pk

    somebody.begins()
    somebody.tap("cancel")
    somebody.tap("cancel")
    somebody.sees("over")
    assert somebody.taps == 2
    assert not Booking.objects.filter(outcome=None).exists()
