"""Giv borgere videre over HTTP: chosen, looked at person by person, done once, and read about."""

import pytest

from staasted.apps.audit.models import ReadLog
from staasted.apps.citizens.models import CaseloadHandOver, Conflict, CounsellorAssignment
from staasted.catalog.texts import text
from tests import town
from tests.browsing import Browser, hidden, main, refused
from tests.ending import close_case
from tests.happenings import book
from tests.office import Office, coach_on
from tests.talking import writes

pytestmark = pytest.mark.django_db
PAGE = "/giv-videre/"
WHY = "Jeg går på barsel <snart>"


@pytest.fixture
def karen(office: Office) -> Browser:
    """Karen, at a keyboard."""
    return Browser(office.place.karen)


def asked(office: Office, **more: str) -> dict[str, str]:
    told = {"trin": "se", "whom": "nogle", "borger": office.cases[0].public_id, "reason": WHY}
    told |= {"to": office.place.jens.public_id, "from_on": "2026-05-18"}
    return told | more


def test_a_coach_chooses_looks_confirms_twice_and_it_is_done_once(
    office: Office, karen: Browser
) -> None:
    case = office.cases[0]
    book(case, office.place.karen)
    writes(case)
    assert "Borger 00" in karen.get(karen.link(karen.get("/borgere/"), PAGE))
    look = karen.post(PAGE, **asked(office))
    assert not CaseloadHandOver.objects.exists()
    for words in ("Borger 00", "hos Karen Østergård", "1 besked uden svar", "&lt;snart&gt;"):
        assert words in main(look)
    assert "Borger 01" not in main(look)
    for _ in range(2):  # pressed twice
        receipt = main(karen.post(PAGE, trin="bekraeft", **hidden(look)))
    assert CaseloadHandOver.objects.count() == 1
    assert "Jens Ågård har 1 borger mere" in receipt
    assert "Du holder stadig 1 samtale" in receipt
    assert coach_on(case) == office.place.jens
    assert "Jens Ågård" in Browser(case.person).get("/mit-forloeb/")


def test_the_new_coach_reads_who_gave_whom_and_why(office: Office, karen: Browser) -> None:
    look = karen.post(PAGE, **asked(office, reason="Vi taler forbi hinanden"))
    karen.post(PAGE, trin="bekraeft", **hidden(look))
    jens = Browser(office.place.jens)
    page = main(jens.get("/giv-videre/til-mig/"))
    for words in ("Borger 00", "Du tog over efter Karen Østergård", "Vi taler forbi hinanden"):
        assert words in page
    assert ReadLog.objects.filter(
        page="received", citizens__contains=office.cases[0].public_id
    ).exists()
    told = Browser(office.cases[0].person).get("/mit-forloeb/alt-om-mig/")
    assert "Vi taler forbi hinanden" in told, "everything of their own is the citizen's to read"


def test_a_list_sends_its_ticks_and_they_alone_are_shown_and_ticked(
    office: Office, karen: Browser
) -> None:
    refs = [case.public_id for case in office.cases[1:3]]
    answer = karen.client.post(PAGE, {"borger": [*refs, "2222222222", "'<"]})
    page = main(answer.content.decode())
    assert answer.status_code == 200
    assert "Borger 01" in page
    assert "Borger 00" not in page
    assert page.count(" checked") >= len(refs)
    assert text("handing.all_of_mine") in page


def test_what_is_missing_is_said_and_what_was_typed_stays(office: Office, karen: Browser) -> None:
    wrong = refused(karen, PAGE, **asked(office, to="", reason="Skrevet færdig"))
    assert text("handing.field.to.error") in wrong
    assert "Skrevet færdig" in wrong
    assert text("handing.nobody_ticked") in refused(karen, PAGE, **asked(office, borger=""))
    assert text("handing.field.reason.error") in refused(karen, PAGE, **asked(office, reason=" "))
    look = karen.post(PAGE, **asked(office, reason="Skrevet før"))
    again = main(karen.post(PAGE, **(hidden(look) | {"trin": "ret"})))
    assert "Skrevet før" in again
    assert " checked" in again


def test_a_case_that_is_marked_for_the_receiver_is_named_and_stays(
    office: Office, karen: Browser
) -> None:
    town.keep_apart(office.cases[0], office.place.jens)
    look = karen.post(PAGE, **asked(office, whom="alle"))
    assert text("handing.check.left", coach="Jens Ågård") in look
    karen.post(PAGE, trin="bekraeft", **hidden(look))
    assert coach_on(office.cases[0]) == office.place.karen
    assert {coach_on(case) for case in office.cases[1:]} == {office.place.jens}
    assert Conflict.objects.exists()


def test_a_case_that_closes_meanwhile_lets_nobody_go_and_says_so(
    office: Office, karen: Browser
) -> None:
    look = karen.post(PAGE, **asked(office, whom="alle"))
    close_case(office.cases[0], office.place.karen)
    said = refused(karen, PAGE, trin="bekraeft", **hidden(look))
    assert "Noget er ændret" in said
    assert not CounsellorAssignment.objects.filter(counsellor=office.place.jens).exists()
    single = karen.post(PAGE, **asked(office, borger=office.cases[1].public_id))
    close_case(office.cases[1], office.place.karen)
    assert "Noget er ændret" in refused(karen, PAGE, trin="bekraeft", **hidden(single))


def test_a_receipt_is_its_own_coachs(office: Office, karen: Browser) -> None:
    look = karen.post(PAGE, **asked(office))
    karen.post(PAGE, trin="bekraeft", **hidden(look))
    done = CaseloadHandOver.objects.get()
    address = f"{PAGE}{done.public_id}/"
    assert karen.client.get(address).status_code == 200
    assert Browser(office.mette).client.get(address).status_code == 404
    assert karen.client.get(f"{PAGE}2222222222/").status_code == 404
