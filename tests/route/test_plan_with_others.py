"""What others see of a citizen's plan, and what a coach writes beside it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from staasted.apps.audit.models import ReadLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.files.models import CitizenFile
from staasted.apps.plans.access import unanswered_proposals
from staasted.apps.plans.models import PlanItem, PlanRemark, PlanVersion
from tests import town
from tests.browsing import Browser, come_in, hidden, main, refused
from tests.keeping_files import TXT
from tests.plans import FRIDAY, a_goal, a_step, propose
from tests.town import Town, build_town, bystanders

pytestmark = pytest.mark.django_db

PLAN, NEW = "/mit-forloeb/plan/", "/mit-forloeb/plan/nyt/"


@pytest.fixture
def place() -> Town:
    return build_town()


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def staff_page(case: Citizen, rest: str = "") -> str:
    return f"/borgere/{case.public_id}/plan/{rest}"


def seen_by(place: Town, case: Citizen) -> str:
    """The plan as its coach reads it."""
    return main(Browser(place.karen).get(staff_page(case)))


def test_the_coach_sees_what_is_shared_and_nothing_else(place: Town, ase: Citizen) -> None:
    secret = a_goal(ase, "Hemmeligt mål")
    a_step(ase, "Delt trin", goal=secret, shared=True, words="Læs mig")
    a_step(ase, "Hemmeligt trin", goal=secret)
    page = seen_by(place, ase)
    assert "Delt trin" in page
    assert "Læs mig" in page
    assert "Hemmeligt" not in page
    browser = Browser(place.karen)
    response = browser.client.get(staff_page(ase, f"{secret.public_id}/"))
    assert response.status_code == 404
    response = browser.client.get(f"{staff_page(ase, 'kommentar/')}?om={secret.public_id}")
    assert response.status_code == 404


def test_sharing_is_taken_back_and_what_stood_before_was_never_shared(
    place: Town, ase: Citizen
) -> None:
    goal = a_goal(ase, "Først det her")
    browser = Browser(ase.person)
    edit = f"{PLAN}{goal.public_id}/"
    sent = {"title": "Så det her", "version": hidden(browser.get(edit))["version"]}
    browser.post(edit, **sent)
    browser.post("/mit-forloeb/plan/deling/", vist=goal.public_id, delt=goal.public_id)
    assert "Så det her" in seen_by(place, ase)
    since = Browser(place.karen).get(staff_page(ase, f"{goal.public_id}/"))
    assert "Så det her" in since
    assert "Først det her" not in since
    own = main(browser.get(f"{edit}foer/"))
    assert "Først det her" in own
    browser.post("/mit-forloeb/plan/deling/", vist=goal.public_id)
    assert "Så det her" not in seen_by(place, ase)
    assert "ikke delt noget" in seen_by(place, ase)


def test_every_reading_by_staff_stands_in_the_citizens_log(place: Town, ase: Citizen) -> None:
    goal = a_goal(ase, shared=True)
    karen = come_in(place.karen)
    for rest, page in (
        ("", "citizen_plan"),
        (f"{goal.public_id}/", "plan_since"),
        ("forslag/", "plan_propose"),
    ):
        karen.get(staff_page(ase, rest))
        row = ReadLog.objects.latest("id")
        assert (row.page, row.citizens, row.role) == (page, f"|{ase.public_id}|", "counsellor")


def test_a_step_is_proposed_taken_and_is_the_citizens_own(place: Town, ase: Citizen) -> None:
    goal = a_goal(ase, shared=True)
    karen = Browser(place.karen)
    write = f"{staff_page(ase, 'forslag/')}?om={goal.public_id}"
    sent = {"title": "Besøg køkkenet", "words": "Jeg kender kokken.", "done_by": "coach"}
    assert "Venter på borgeren" in karen.post(write, **sent, due_on=FRIDAY.isoformat())
    browser = Browser(ase.person)
    page = main(browser.get(PLAN))
    assert "Karen Østergård foreslog det" in page
    assert "Jeg kender kokken." in page
    assert not PlanItem.objects.filter(kind="step").exists(), "nothing is in the plan yet"
    remark = PlanRemark.objects.get()
    page = main(browser.post(PLAN, tag=remark.public_id))
    step = PlanItem.objects.get(kind="step")
    assert (step.goal, step.done_by, step.due_on) == (goal, "coach", FRIDAY)
    assert "Det gør din coach" in page
    assert "Borgeren har taget det" in seen_by(place, ase)
    assert PlanVersion.objects.get(item=step).by == ase.person


def test_a_step_is_declined_without_a_reason(place: Town, ase: Citizen) -> None:
    remark = propose(ase, place)
    assert unanswered_proposals(ase).count() == 1
    browser = Browser(ase.person)
    browser.post(PLAN, **{"nej-tak": remark.public_id})
    assert not PlanItem.objects.exists()
    assert unanswered_proposals(ase).count() == 0
    assert "sagde nej tak" in seen_by(place, ase)
    again = browser.client.post(PLAN, {"tag": remark.public_id})
    assert again.status_code == 409


def test_a_proposal_is_taken_back_by_the_coach(place: Town, ase: Citizen) -> None:
    remark = propose(ase, place)
    Browser(place.karen).post(staff_page(ase), tilbage=remark.public_id)
    assert "Besøg køkkenet" not in Browser(ase.person).get(PLAN)


def test_a_comment_stands_beside_the_plan_and_changes_no_word(place: Town, ase: Citizen) -> None:
    goal = a_goal(ase, shared=True)
    karen = Browser(place.karen)
    write = f"{staff_page(ase, 'kommentar/')}?om={goal.public_id}"
    assert "Skriv noget til borgeren" in refused(karen, write, words=" ")
    karen.post(write, words="Godt mål!")
    assert "Godt mål!" in Browser(ase.person).get(PLAN)
    goal.refresh_from_db()
    assert (goal.title, goal.version) == ("Et job i et køkken", 1)


def test_who_may_only_look_writes_nothing_beside_it(place: Town, ase: Citizen) -> None:
    a_goal(ase, shared=True)
    people = bystanders(place, ase)
    mate = come_in(people["mate"], purpose="take_part")
    page = main(mate.get(staff_page(ase)).content.decode())
    assert "Et job i et køkken" in page
    assert "Foreslå et trin" not in page
    for rest in ("kommentar/", "forslag/"):
        assert mate.post(staff_page(ase, rest), {"words": "Hej"}).status_code == 403
    assert mate.post(staff_page(ase), {"tilbage": "x"}).status_code == 403
    assert not PlanRemark.objects.exists()


def test_the_plan_is_nothing_to_a_partner_a_lead_and_the_front_desk(
    place: Town, ase: Citizen
) -> None:
    a_goal(ase, shared=True)
    people = bystanders(place, ase)
    for who in ("partner", "front_desk"):
        assert come_in(people[who]).get(staff_page(ase)).status_code == 403
    assert come_in(place.lead).get(staff_page(ase)).status_code == 403
    assert "Et job i et køkken" not in come_in(people["partner"]).get("/partner/").content.decode()


def test_whoever_acts_for_the_citizen_reads_and_writes_what_is_shared(
    place: Town, ase: Citizen
) -> None:
    secret = a_goal(ase, "Kun mit mål")
    a_step(ase, "Delt trin", goal=secret, shared=True)
    client = come_in(bystanders(place, ase)["representative"])
    client.post("/paa-vegne-af/", {"borger": ase.public_id})
    everything = "".join(
        client.get(address).content.decode()
        for address in (PLAN, f"{PLAN}papir/", f"{PLAN}fil/", "/mit-forloeb/alt-om-mig/fil/")
    )
    assert "Delt trin" in everything
    assert "Kun mit mål" not in everything
    assert client.get(f"{PLAN}{secret.public_id}/").status_code == 404
    client.post(f"{NEW}?slags=note", {"title": "Skrevet for Åse"})
    assert PlanItem.objects.get(title="Skrevet for Åse").shared_from == 1
    for closed in ("deling/", "slettet/", "slet/", "hjaelpere/"):
        assert client.get(f"{PLAN}{closed}").status_code == 403


def test_a_file_is_read_by_whoever_reads_what_it_lies_beside(place: Town, ase: Citizen) -> None:
    goal = a_goal(ase)
    browser, filed = Browser(ase.person), f"{PLAN}{goal.public_id}/filer/"
    assert "Du har ikke valgt en" in refused(browser, filed)
    sent = SimpleUploadedFile("Ansøgning.txt", TXT)
    assert (
        "Ansøgning.txt" in browser.client.post(filed, {"fil": sent}, follow=True).content.decode()
    )
    file = CitizenFile.objects.get()
    address = f"/borgere/{ase.public_id}/filer/{file.public_id}/"
    karen = come_in(place.karen)
    assert karen.get(address).status_code == 404
    browser.post("/mit-forloeb/plan/deling/", vist=goal.public_id, delt=goal.public_id)
    assert "Ansøgning.txt" in seen_by(place, ase)
    assert karen.get(address).content == TXT
    browser.post(PLAN, slet=goal.public_id)
    assert karen.get(address).status_code == 404, "out of the plan, out of reach"
    browser.post(PLAN, fortryd=goal.public_id)
    assert karen.get(address).status_code == 200
    browser.post("/mit-forloeb/plan/deling/", vist=goal.public_id)
    assert karen.get(address).status_code == 404
    browser.post(filed, slet=file.public_id)
    assert not CitizenFile.objects.exists()


def test_files_go_with_the_plan_when_it_is_erased(ase: Citizen) -> None:
    goal = a_goal(ase)
    browser = Browser(ase.person)
    sent = {"fil": SimpleUploadedFile("Ansøgning.txt", TXT)}
    browser.client.post(f"{PLAN}{goal.public_id}/filer/", sent)
    browser.post("/mit-forloeb/plan/slet/", slet="ja")
    assert not CitizenFile.objects.exists()
    assert not PlanItem.objects.exists()
