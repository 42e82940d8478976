"""Min plan: written, kept through closing, and erased by its citizen alone."""

import json

import pytest

from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.plans.models import PlanHelper, PlanItem, PlanRemark, PlanVersion
from tests import town
from tests.browsing import Browser, come_in, hidden, main, refused
from tests.ending import close_case
from tests.plans import FRIDAY, a_goal, a_step, propose
from tests.town import Town, build_town

pytestmark = pytest.mark.django_db

PLAN, NEW = "/mit-forloeb/plan/", "/mit-forloeb/plan/nyt/"


@pytest.fixture
def place() -> Town:
    return build_town()


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def test_a_goal_a_step_and_what_is_done(ase: Citizen) -> None:
    browser = Browser(ase.person)
    assert "Begynd med ét mål" in browser.get(PLAN)
    browser.post(f"{NEW}?slags=goal", title="Et job i et køkken", words="Gerne\ntæt på")
    goal = PlanItem.objects.get()
    page = browser.get(PLAN)
    assert "Et job i et køkken" in page
    assert f"maal={goal.public_id}" in page
    browser.post(
        f"{NEW}?slags=step&maal={goal.public_id}",
        title="Ringe til kantinen",
        done_by="helper",
        helper_name="Bodil",
        due_on=FRIDAY.isoformat(),
    )
    page = main(browser.get(PLAN))
    assert "Det gør Bodil" in page
    assert "senest fredag den 22. maj 2026" in page
    step = PlanItem.objects.get(kind="step")
    assert step.goal == goal
    assert 'class="badge badge-success"' in browser.post(PLAN, gjort=step.public_id)
    assert "Begynd med ét mål" not in page


def test_a_form_that_lacks_something_says_what(ase: Citizen) -> None:
    browser = Browser(ase.person)
    assert "Skriv en overskrift" in refused(browser, f"{NEW}?slags=goal", title=" ")
    assert "Skriv en dato" in refused(browser, f"{NEW}?slags=agreed", title="CV inden juni")
    nobody = refused(browser, f"{NEW}?slags=step", title="Ring", done_by="helper")
    assert "mangler et navn" in nobody
    browser.post(f"{NEW}?slags=agreed", title="CV inden juni", due_on="2026-05-04")
    assert "Aftalt mandag den 4. maj 2026" in browser.get(PLAN)


def test_education_comes_first_where_the_law_says_so(place: Town, ase: Citizen) -> None:
    young = town.citizen(
        place.karen,
        name="Uma Ung",
        group="group:education_benefit_education_ready",
        benefit="benefit:education_benefit",
    )
    browser = Browser(young.person)
    page = main(browser.get(PLAN))
    assert "Uddannelse først" in page
    assert "LBK 280/2024 § 41" in page
    form = browser.get(browser.link(page, "forslag="))
    assert "Jeg vil finde en uddannelse" in form
    browser.post(f"{NEW}?slags=goal", title="Blive kok")
    assert "Uddannelse først" not in browser.get(PLAN)
    assert "Uddannelse først" not in Browser(ase.person).get(PLAN)


def test_a_stale_window_says_so_and_keeps_both(ase: Citizen) -> None:
    goal = a_goal(ase)
    browser, edit = Browser(ase.person), f"{PLAN}{goal.public_id}/"
    version = hidden(browser.get(edit))["version"]
    browser.post(edit, title="Fra den ene fane", version=version)
    page = refused(browser, edit, title="Fra den anden fane", version=version)
    assert "Nu står der: “Fra den ene fane”" in page
    assert 'value="Fra den anden fane"' in page
    history = main(browser.get(f"{edit}foer/"))
    for words in ("Fra den ene fane", "Fra den anden fane", "Et job i et køkken"):
        assert words in history
    assert PlanItem.objects.get().title == "Fra den ene fane"
    browser.post(edit, title="Fra den anden fane", version=hidden(page)["version"])
    assert PlanItem.objects.get().title == "Fra den anden fane"


def test_what_is_deleted_is_fetched_back_with_its_steps(ase: Citizen) -> None:
    goal = a_goal(ase)
    step = a_step(ase, goal=goal)
    browser = Browser(ase.person)
    page = main(browser.post(PLAN, slet=goal.public_id))
    assert "er slettet" in page
    assert "Ringe til kantinen" not in page
    page = main(browser.post(PLAN, fortryd=goal.public_id))
    assert "Ringe til kantinen" in page
    browser.post(PLAN, slet=step.public_id)
    removed = "/mit-forloeb/plan/slettet/"
    assert "Ringe til kantinen" in browser.get(removed)
    browser.post(removed, slet=step.public_id)
    assert "Ringe til kantinen" not in browser.get(removed)
    assert not PlanVersion.objects.filter(title="Ringe til kantinen").exists()


def test_steps_change_places(ase: Citizen) -> None:
    goal = a_goal(ase)
    steps = [a_step(ase, f"Trin {number}", goal=goal) for number in range(3)]
    browser = Browser(ase.person)
    browser.post(PLAN, op=steps[2].public_id)
    page = main(browser.post(PLAN, op=steps[0].public_id))
    assert page.index("Trin 0") < page.index("Trin 2") < page.index("Trin 1")
    page = main(browser.post(PLAN, ned=steps[0].public_id))
    assert page.index("Trin 2") < page.index("Trin 0") < page.index("Trin 1")


def test_a_helper_gets_a_copy_of_what_the_citizen_chose_and_until_a_day(ase: Citizen) -> None:
    goal = a_goal(ase)
    a_step(ase, goal=goal)
    a_goal(ase, "Noget helt andet")
    browser, helpers = Browser(ase.person), "/mit-forloeb/plan/hjaelpere/"
    sent = {"name": "Bodil", "relation": "min søster", "item": goal.public_id}
    assert "højst" in refused(browser, helpers, **sent, to_on="2027-05-22")
    page = browser.post(helpers, **sent, to_on=FRIDAY.isoformat())
    copy = main(browser.get(browser.link(page, helpers + PlanHelper.objects.get().public_id)))
    for words in ("Kopi til Bodil", "Et job i et køkken", "Ringe til kantinen", "Det gør Åse"):
        assert words in copy
    assert "Noget helt andet" not in copy
    browser.post(helpers, stop=PlanHelper.objects.get().public_id)
    gone = browser.client.get(f"{helpers}{PlanHelper.objects.get().public_id}/")
    assert gone.status_code == 404


def test_the_plan_lives_on_when_the_case_has_closed(place: Town, ase: Citizen) -> None:
    goal = a_goal(ase, shared=True)
    close_case(ase, place.karen)
    browser = Browser(ase.person)
    closed = browser.get("/mit-forloeb/lukket/")
    page = browser.get(browser.link(closed, PLAN))
    assert "Planen er stadig din" in page
    browser.post(f"{NEW}?slags=again", title="Ring til Bodil", words="Hun hjalp sidst")
    browser.post(f"{PLAN}{goal.public_id}/", title="Beholde jobbet", version="1", shared="on")
    page = browser.get(PLAN)
    for words in ("Ring til Bodil", "Hun hjalp sidst", "Beholde jobbet"):
        assert words in page
    assert come_in(place.karen).get(f"/borgere/{ase.public_id}/plan/").status_code == 404


def test_the_file_holds_everything_and_the_portrait_too(ase: Citizen) -> None:
    goal = a_goal(ase, "Kun mit mål")
    client = come_in(ase.person)
    told = json.loads(client.get("/mit-forloeb/plan/fil/").content)
    assert told["format"] == "staasted-plan-1"
    assert [each["id"] for each in told["items"]] == [goal.public_id]
    assert told["items"][0]["versions"][0]["title"] == "Kun mit mål"
    about = json.loads(client.get("/mit-forloeb/alt-om-mig/fil/").content)
    assert about["plans.planitem"][0]["title"] == "Kun mit mål"
    assert "Kun mit mål" in client.get("/mit-forloeb/alt-om-mig/").content.decode()
    assert "Kun mit mål" in client.get("/mit-forloeb/plan/papir/").content.decode()


def test_the_citizen_erases_all_of_it_and_the_log_keeps_no_word(place: Town, ase: Citizen) -> None:
    goal = a_goal(ase, "Et tydeligt ord", shared=True)
    a_step(ase, goal=goal)
    propose(ase, place, beside=goal)
    browser = Browser(ase.person)
    browser.post("/mit-forloeb/plan/slet/")
    assert PlanItem.objects.exists(), "asked once"
    assert "Planen er slettet" in browser.post("/mit-forloeb/plan/slet/", slet="ja")
    for table in (PlanItem, PlanVersion, PlanRemark, PlanHelper):
        assert not table.objects.exists()
    rows = ActLog.objects.filter(act__startswith="plan_")
    assert rows.filter(act="plan_erase").exists()
    assert "Et tydeligt ord" not in "".join(str(row.facts) + row.subject for row in rows)


def test_somebody_elses_plan_is_as_good_as_none(place: Town, ase: Citizen) -> None:
    goal = a_goal(ase, shared=True)
    bo = Browser(town.citizen(place.jens, name="Bo Holm").person)
    for rest in ("", "foer/"):
        assert bo.client.get(f"{PLAN}{goal.public_id}/{rest}").status_code == 404
    for act in ("gjort", "slet", "op", "fortryd"):
        assert bo.client.post(PLAN, {act: goal.public_id}).status_code == 409
    goal.refresh_from_db()
    assert (goal.version, goal.removed_at) == (1, None)
