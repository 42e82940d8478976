"""Asked to book, over HTTP: from the counsellor's page to the citizen's time, or to a human."""

import html
from datetime import timedelta

import pytest
from django.test import Client

from staasted.apps.audit.models import ReadLog
from staasted.apps.booking.models import Booking, Opening
from staasted.apps.citizens.circumstances import Circumstances
from staasted.apps.citizens.models import Citizen
from staasted.apps.invitations.expiring import invitations_round
from staasted.apps.invitations.models import HumanAnswer, Invitation, TimesMissing
from staasted.apps.invitations.services import invitation_answer
from staasted.apps.org.clock import clock
from staasted.catalog.texts import text
from tests.browsing import Browser
from tests.happenings import free
from tests.inviting import invite, who_books
from tests.town import NOON, Town

pytestmark = pytest.mark.django_db
BY_INVITATION = "before_rehabilitation_team"
ASKED = {"purpose": "job_search", "days": "10", "guided": "on"}


@pytest.fixture
def ase(place: Town) -> Citizen:
    return who_books(place)


def said(page: str) -> str:
    return html.unescape(page)


def refused(browser: Browser, address: str, **sent: str) -> str:
    """What a form that is not taken says."""
    answer = browser.client.post(address, sent)
    assert answer.status_code in {400, 409}
    return said(answer.content.decode())


def test_from_the_counsellors_page_to_a_booked_time(place: Town, ase: Citizen) -> None:
    karen, citizen = Browser(place.karen), Browser(ase.person)
    page = f"/borgere/{ase.public_id}/"
    address = karen.link(karen.get(page), "/bed-om-tid/")
    assert text("invitations.make.sent") in said(karen.post(address, **ASKED))
    front = said(citizen.get("/mit-forloeb/"))
    assert "Book en samtale senest torsdag den 28. maj" in front
    assert text("invitations.home.duty") in front
    times = citizen.get(citizen.link(front, "formaal=job_search"))
    assert "Samtalen skal ligge senest torsdag den 4. juni" in said(times)
    slot = free(ase, place.karen)[3]
    check = (
        f"/mit-forloeb/book/tjek/?formaal=job_search&kanal=phone&tid={slot.start:%Y-%m-%dT%H:%MZ}"
    )
    citizen.post(check, tid=f"{slot.start:%Y-%m-%dT%H:%MZ}")
    assert Invitation.objects.get().state == "booked"
    assert "Book en samtale senest" not in said(citizen.get("/mit-forloeb/"))
    assert text("invitations.state.booked") in said(karen.get(address))


def test_two_who_are_asked_for_two_things_see_both(place: Town, ase: Citizen) -> None:
    invite(place, ase, days=12)
    invite(place, ase, purpose="skills_and_courses", days=8)
    front = said(Browser(ase.person).get("/mit-forloeb/"))
    assert front.index("senest tirsdag den 26. maj") < front.index("senest lørdag den 30. maj")


def test_what_nobody_booked_stands_on_the_coachs_list_until_a_human_acts(
    place: Town, ase: Citizen
) -> None:
    row = invite(place, ase)
    with clock.pinned(NOON + timedelta(days=11)):
        invitations_round(now=clock.now())
        karen = Browser(place.karen)
        page = said(karen.get("/har-ikke-booket/"))
        assert ase.person.name in page
        assert text("invitations.late.duty") in page
        for act in (f"/borgere/{ase.public_id}/indkald/", f"{row.public_id}/traek-tilbage/"):
            assert act in page
        assert f"|{ase.public_id}|" in ReadLog.objects.latest("id").citizens
        nothing = refused(karen, "/har-ikke-booket/", hvem=row.public_id, gjort="")
        assert text("invitations.late.choose") in nothing
        left = refused(karen, "/har-ikke-booket/", hvem=row.public_id, gjort="left")
        assert text("errors.invitation_reason.why") in left
        karen.post("/har-ikke-booket/", hvem=row.public_id, gjort="called")
        assert text("invitations.late.none") in said(karen.get("/har-ikke-booket/"))
        assert ase.person.name not in said(Browser(place.jens).get("/har-ikke-booket/"))


@pytest.mark.parametrize(("purpose", "still"), [("job_search", True), (BY_INVITATION, False)])
def test_the_citizen_reads_on_the_page_that_the_last_day_has_passed_and_what_to_do_now(
    place: Town, ase: Citizen, purpose: str, still: bool
) -> None:
    row, times = invite(place, ase, purpose=purpose), f"formaal={purpose}"
    for marked in (False, True):
        with clock.pinned(NOON + timedelta(days=11)):
            if marked:
                invitations_round(now=clock.now())
            front = said(Browser(ase.person).get("/mit-forloeb/"))
        assert "Fristen for at booke var torsdag den 28. maj" in front
        assert text("invitations.home.over_duty") in front
        assert text("invitations.home.duty") not in front
        assert (times in front) is still
    row.refresh_from_db()
    with clock.pinned(NOON + timedelta(days=11)):
        called = {"answer": HumanAnswer.CALLED}
        invitation_answer(actor=place.counsellor(), invitation=row, **called)
        front = said(Browser(ase.person).get("/mit-forloeb/"))
    assert "Fristen for at booke var" not in front


def test_whoever_is_exempt_reads_nothing_of_it_and_the_coach_reads_that_we_find_the_time(
    place: Town, ase: Citizen
) -> None:
    invite(place, ase)
    karen, at = Browser(place.karen), f"/borgere/{ase.public_id}/selvbooking/"
    assert text("summons.self_booking.exempt_told") in said(karen.get(at))
    karen.post(at, afgoer="fritag", grund="language")
    assert "men er nu fritaget" in said(karen.get("/har-ikke-booket/"))
    asked = said(karen.get(f"/borgere/{ase.public_id}/bed-om-tid/"))
    assert text("invitations.state.handed") in asked
    with clock.pinned(NOON + timedelta(days=11)):
        front = said(Browser(ase.person).get("/mit-forloeb/"))
    assert "Fristen for at booke" not in front


def test_where_times_lack_the_counsellor_reads_it_and_the_lead_has_it_in_a_file(
    place: Town, ase: Citizen
) -> None:
    Opening.objects.filter(resource__person=place.karen).update(closed_at=NOON)
    lacking = refused(Browser(place.karen), f"/borgere/{ase.public_id}/bed-om-tid/", **ASKED)
    assert "Invitationen er ikke sendt. Der er kun 0 ledige tider" in lacking
    assert not Invitation.objects.exists()
    lead = Browser(place.lead)
    page = said(lead.get("/manglende-tider/"))
    assert "Karen Østergård" in page
    assert "mandag den 18. maj kl. 12.00" in page.lower()
    assert ase.person.name not in page
    client = Client()
    client.post("/log-ind/", {"person": place.lead.public_id})
    file = client.get("/manglende-tider/fil/")
    told = file.content.decode("utf-8-sig").splitlines()
    assert file["Content-Type"] == "text/csv; charset=utf-8"
    assert told[0].startswith("Hvornår;Kontor;Team;Coach;Formål")
    row = TimesMissing.objects.get()
    cells = ["2026-05-18T12:00:00+02:00", "Ådal Kommune", "", "Karen Østergård"]
    assert told[1].split(";")[:4] == cells
    assert told[1].split(";")[-2:] == [str(row.found), str(row.wanted)]


def test_one_that_is_taken_back_asks_why(place: Town, ase: Citizen) -> None:
    row, karen = invite(place, ase), Browser(place.karen)
    address = f"/invitationer/{row.public_id}/traek-tilbage/"
    assert text("errors.invitation_reason.why") in refused(karen, address, hvorfor=" ")
    karen.post(address, hvorfor="Har fået job.")
    row.refresh_from_db()
    assert (row.state, row.reason) == ("withdrawn", "Har fået job.")
    assert "Book en samtale senest" not in said(Browser(ase.person).get("/mit-forloeb/"))


def test_an_interpreter_is_preset_chosen_seen_on_the_day_and_ordered(
    place: Town, ase: Citizen
) -> None:
    Circumstances.objects.create(citizen=ase, interpreter=True, interpreter_language="arabisk")
    citizen = Browser(ase.person)
    slot = free(ase, place.karen)[0]
    tid = f"{slot.start:%Y-%m-%dT%H:%MZ}"
    check = f"/mit-forloeb/book/tjek/?formaal=job_search&kanal=phone&tid={tid}"
    assert 'value="arabisk"' in citizen.get(check)
    chosen = {"tid": tid, "tolk_spurgt": "1", "tolk": "1", "tolkesprog": "farsi"}
    too_long = refused(citizen, check, **(chosen | {"tolkesprog": "x" * 101}))
    assert text("errors.interpreter_language_long.next") in too_long
    citizen.post(check, **chosen)
    held = Booking.objects.get(outcome=None)
    assert (held.interpreter, held.interpreter_language) == (True, "farsi")
    with clock.pinned(held.starts_at):
        karen = Browser(place.karen)
        day = said(karen.get("/i-dag/"))
        assert "Tolk: farsi. Tolken er ikke bestilt." in day
        karen.post(f"/samtaler/{held.public_id}/tolk/")
        assert "Tolken er bestilt." in said(karen.get("/i-dag/"))
        assert "Tolken er bestilt." in said(karen.get(f"/samtaler/{held.public_id}/afslut/"))


def test_without_a_tick_there_is_no_interpreter(place: Town, ase: Citizen) -> None:
    Circumstances.objects.create(citizen=ase, interpreter=True, interpreter_language="arabisk")
    tid = f"{free(ase, place.karen)[0].start:%Y-%m-%dT%H:%MZ}"
    check = f"/mit-forloeb/book/tjek/?formaal=job_search&kanal=phone&tid={tid}"
    Browser(ase.person).post(check, tid=tid, tolk_spurgt="1", tolkesprog="arabisk")
    held = Booking.objects.get(outcome=None)
    assert (held.interpreter, held.interpreter_language) == (False, "")
