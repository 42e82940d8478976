"""The loop in the browser, clicked as a person clicks it, with and without JavaScript."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from staasted.apps.booking.models import Booking
from staasted.apps.org.models import Person
from staasted.catalog.texts import text
from tests import town
from tests.happenings import FIRST, hold, utc
from tests.town import build_town

PAGES = 8
"""Of the questions: catalog/instruments/start/v2.yaml."""


def be(page: Page, person: Person) -> None:
    """Log in as somebody."""
    page.goto(f"/log-ind/?navn={person.name}")
    page.click(f'button[name="person"][value="{person.public_id}"]')


def press(page: Page, key: str, **values: object) -> None:
    """Press what says so in the main part of the page, link or button."""
    words = text(key, **values)
    main = page.locator("main")
    main.get_by_role("button", name=words).or_(main.get_by_role("link", name=words)).first.click()


def book(page: Page, purpose: str) -> int:
    """Book the first time of the first day; returns how many taps it took after Mit forløb."""
    taps = [
        lambda: press(page, "citizen.home.book"),
        lambda: page.get_by_label(purpose).check(force=True),
        lambda: press(page, "citizen.book.see_times"),
        lambda: page.click(".st-days > li > a", strict=False),
        lambda: page.click(".st-times button", strict=False),
        lambda: press(page, "citizen.check.book"),
    ]
    for tap in taps:
        tap()
    expect(page.locator("h1")).to_have_text(text("citizen.receipt.title"))
    return len(taps)


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_a_citizen_a_counsellor_and_a_lead_walk_the_loop(
    visit, transactional_db: None, javascript: bool
) -> None:
    place = build_town()
    ase = town.citizen(place.karen, asked_on=date(2025, 12, 8))
    hold(ase, place.karen, utc(2025, 12, 8, 8), purpose=FIRST, channel="in_person")
    hold(ase, place.karen, utc(2026, 2, 9, 8))
    hold(ase, place.karen, utc(2026, 4, 7, 8))
    citizen, counsellor, lead = (visit(javascript=javascript) for _ in range(3))
    be(citizen, ase.person)
    be(counsellor, place.karen)
    be(lead, place.lead)
    lead.goto("/niveau/")
    expect(lead.locator("main")).to_contain_text("0 af 1")

    citizen.goto("/mit-forloeb/spoergsmaal/")
    citizen.get_by_label("Nej, ikke endnu").first.check(force=True)
    for _ in range(PAGES):
        press(citizen, "citizen.screening.next")
    press(citizen, "citizen.screening.send")
    press(citizen, "citizen.proposal.accept")
    expect(citizen.locator("main")).to_contain_text(text("ui.freedom.shared_steering"))

    assert book(citizen, "Netværk og virksomheder") <= 7
    booking = Booking.objects.get(outcome=None)
    while counsellor.locator(f'a[href="/samtaler/{booking.public_id}/afslut/"]').count() == 0:
        counsellor.get_by_role("button", name=text("ui.demo.day_forward")).click()
    counsellor.click(f'a[href="/samtaler/{booking.public_id}/afslut/"]')
    counsellor.fill("textarea[name=note]", "Vi talte om netværk.")
    press(counsellor, "counsellor.closing.submit")
    expect(counsellor.locator("main")).to_contain_text("Vi talte om netværk.")

    lead.reload()
    expect(lead.locator("main")).to_contain_text("1 af 1")
    citizen.goto("/mit-forloeb/hvem-har-set-min-sag/")
    expect(citizen.locator("main")).to_contain_text(text("citizen.seen.purpose.follow_up"))
