"""Each room by keyboard alone: its main act, with the focus seen at every stop."""

import pytest
from playwright.sync_api import Page, expect

from staasted.apps.citizens.models import BrokenGlass
from staasted.catalog.texts import text
from tests.browser.keyboard import Keyboard
from tests.browser.scene import Scene, build_scene


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    return build_scene()


def come_in(visit, scene: Scene, who: str) -> Keyboard:
    """Find oneself in the list and come in, by keyboard."""
    page: Page = visit(width=1280)
    person = scene.people[who]
    page.goto(f"/log-ind/?navn={person.name}")
    keyboard = Keyboard(page)
    keyboard.press(person.name)
    assert "/log-ind/" not in page.url
    return keyboard


def heading(keyboard: Keyboard) -> str:
    return keyboard.page.locator("h1").inner_text()


def test_a_citizen_books_and_cancels(visit, scene: Scene) -> None:
    ase = come_in(visit, scene, "ase")
    ase.press(text("citizen.home.book"))
    ase.choose("Kompetencer og kurser")
    ase.press(text("citizen.book.see_times"))
    for chosen in (".st-days > li > a", ".st-times button"):
        ase.press(ase.page.locator(chosen).first.inner_text())
    ase.press(text("citizen.check.book"))
    assert heading(ase) == text("citizen.receipt.title")
    assert ase.unseen == []


def test_a_counsellor_finds_a_citizen_and_closes_a_conversation(visit, scene: Scene) -> None:
    karen = come_in(visit, scene, "karen")
    karen.press(text("ui.navigation.caseload"))
    karen.write(text("counsellor.caseload.search"), "Mads")
    karen.enter()
    karen.press("Mads Lund")
    assert heading(karen) == "Mads Lund"
    karen.page.goto(f"/samtaler/{scene.places['begun']}/afslut/")
    karen.write(text("counsellor.closing.label.note"), "Vi talte om to virksomheder.")
    karen.press(text("counsellor.closing.submit"))
    assert heading(karen) == "Mads Lund"
    assert karen.unseen == []


def test_a_counsellor_goes_from_the_day_to_who_needs_them_and_prepares(visit, scene: Scene) -> None:
    karen = come_in(visit, scene, "karen")
    karen.press(text("day.needing.title"))
    karen.press(f"{text('day.act.message')} Åse Møller")
    assert "/beskeder/" in karen.page.url
    karen.press(text("ui.navigation.today"))
    karen.press(text("net.alerts.title"))
    assert heading(karen) == text("net.alerts.title")
    assert karen.unseen == []


def test_a_colleague_says_why_and_reads(visit, scene: Scene) -> None:
    mate = come_in(visit, scene, "mate")
    mate.press(text("ways.office_ways.title"))
    mate.press(text("ui.navigation.team"))
    mate.press(text("login.purpose.to.take_part"))
    mate.press("Fie Fælles")
    assert heading(mate) == "Fie Fælles"
    assert mate.unseen == []


def test_a_lead_goes_from_the_overview_to_those_without_a_coach(visit, scene: Scene) -> None:
    lead = come_in(visit, scene, "lead")
    assert heading(lead) == text("overview.title")
    lead.press(text("ui.navigation.without_coach"))
    assert heading(lead) == text("lead.without_coach.title")
    lead.press(text("overview.title"))
    opened = BrokenGlass.objects.filter(looked_at=None).count()
    lead.press(text("overview.waits.glass", count=opened))
    lead.press(text("lead.glass.look_at"))
    expect(lead.page.locator("main")).to_contain_text("Set af")
    assert lead.unseen == []


def test_the_front_desk_finds_somebody(visit, scene: Scene) -> None:
    desk = come_in(visit, scene, "front_desk")
    desk.write(text("ui.find.label"), "Fie")
    desk.enter()
    desk.press("Fie Fælles")
    assert heading(desk) == "Fie Fælles"
    assert desk.unseen == []


def test_a_representative_acts_for_somebody(visit, scene: Scene) -> None:
    helper = come_in(visit, scene, "representative")
    helper.press(text("citizen.representing.act", name="Fie Fælles"))
    assert "/mit-forloeb/" in helper.page.url
    assert helper.unseen == []


def test_a_partner_reaches_help(visit, scene: Scene) -> None:
    partner = come_in(visit, scene, "partner")
    assert heading(partner) == text("partner.title")
    partner.press(text("ui.navigation.help"))
    assert heading(partner) == text("login.help.title")
    assert partner.unseen == []


def test_an_administrator_is_told_which_file_is_missing(visit, scene: Scene) -> None:
    ulla = come_in(visit, scene, "administrator")
    ulla.press(text("ui.navigation.import_new"))
    ulla.press("Se filen igennem")
    expect(ulla.page.locator("main")).to_contain_text("Vælg en fil")
    assert ulla.unseen == []


def test_the_first_stop_leads_past_the_menu(visit, scene: Scene) -> None:
    karen = come_in(visit, scene, "karen")
    karen.page.goto("/borgere/")
    karen.press(text("ui.skip_link"))
    assert karen.page.evaluate("document.activeElement.id") == "main-content"
