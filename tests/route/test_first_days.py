"""First-day checklists: every thing has its section or is said to be advice, and leads on."""

import pytest
from django.test import Client

from staasted.apps.plans.models import PlanItem
from staasted.catalog.guides import guides
from staasted.catalog.loader import catalog
from staasted.catalog.plan_guide import plan_guide
from tests import town
from tests.browsing import Browser, main
from tests.town import build_town

pytestmark = pytest.mark.django_db


def test_the_checklists_come_in_their_order_and_cite_acts_there_are() -> None:
    assert list(guides()) == ["unemployed", "sick"]
    for guide in guides().values():
        assert len({step.slug for step in guide.steps}) == len(guide.steps) >= 5
        for step in guide.steps:
            if step.source:
                assert step.source.act in catalog().acts, step.cites
                assert step.source.section.startswith("§")


def test_the_groups_for_whom_education_comes_first_are_target_groups() -> None:
    guide = plan_guide()
    assert guide.education_first.groups <= set(catalog().target_groups)
    assert guide.my_plan.source.act in catalog().acts


@pytest.mark.parametrize("slug", ["unemployed", "sick"])
def test_a_checklist_is_read_without_logging_in_and_says_each_section(slug: str) -> None:
    page = main(Client().get(f"/foerste-dag/{slug}/").content.decode())
    for step in guides()[slug].steps:
        assert step.da.what in page
        assert step.cites in page
    assert "Læg det i min plan" not in page
    assert Client().get("/foerste-dag/findes-ikke/").status_code == 404


def test_a_citizen_puts_a_step_in_their_plan() -> None:
    ase = town.citizen(build_town().karen)
    browser = Browser(ase.person)
    page = browser.get("/foerste-dag/unemployed/")
    form = browser.get(browser.link(page, "tjek=unemployed.cv"))
    assert "Læg dit cv på Jobnet" in form
    browser.post("/mit-forloeb/plan/nyt/?slags=step", title="Læg dit cv på Jobnet", done_by="me")
    assert PlanItem.objects.get().title == "Læg dit cv på Jobnet"
    assert "value=" in browser.get("/mit-forloeb/plan/nyt/?slags=step&tjek=nowhere.x")
