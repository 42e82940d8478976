"""Called in, over HTTP: what to heed, the letter, moving it, and who does not book."""

import html
from datetime import timedelta

import pytest

from staasted.apps.booking.models import Booking
from staasted.apps.booking.services import booking_move
from staasted.apps.citizens.models import Citizen
from staasted.apps.invitations.deciding import self_booking_take
from staasted.apps.invitations.models import Regard, Summons
from staasted.apps.org.models import Person
from staasted.catalog.texts import text
from tests import town
from tests.browsing import Browser
from tests.happenings import FIRST, book, free, request
from tests.inviting import call_in, exempt, heeded, who_books
from tests.town import MONDAY, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def nana(place: Town) -> Citizen:
    return town.citizen(place.karen, name="Nana Ny", asked_on=MONDAY)


def said(page: str) -> str:
    return html.unescape(page)


def refused(browser: Browser, address: str, **sent: str) -> str:
    """What a form that is not taken says."""
    answer = browser.client.post(address, sent)
    assert answer.status_code in {400, 409}
    return said(answer.content.decode())


def first_time(case: Citizen, place: Town, number: int = 1) -> str:
    slot = free(case, place.karen, purpose=FIRST, channel="in_person")[number]
    return f"{slot.start:%Y-%m-%dT%H:%MZ}"


def test_what_to_heed_comes_before_any_time_and_the_letter_after_the_yes(
    place: Town, nana: Citizen
) -> None:
    karen, at = Browser(place.karen), f"/borgere/{nana.public_id}/indkald/"
    before = said(karen.get(at))
    assert text("summons.regard.title") in before
    assert "ledige tider" not in before.lower()
    karen.post(at, hensyn="1", childcare="Henter klokken 15.", health="", other="")
    assert Regard.objects.get().childcare == "Henter klokken 15."
    tid = first_time(nana, place)
    check = said(karen.get(f"{at}?tid={tid}"))
    assert "Børn: Henter klokken 15." in check
    sent = said(karen.post(f"{at}?grund=first", tid=tid, flytbar="1", tolk_spurgt="1"))
    assert text("summons.sent_by_hand") in sent
    assert text("summons.post_it") in sent, "Nana has no e-mail: it goes by post"
    letter = Summons.objects.get()
    assert letter.body.splitlines()[0] in sent
    assert Booking.objects.get().origin == "summoned"


def test_the_citizen_reads_prints_and_moves_it_and_cancels_by_telephone(
    place: Town, nana: Citizen
) -> None:
    karen, at = heeded(Browser(place.karen), nana), f"/borgere/{nana.public_id}/indkald/"
    karen.post(f"{at}?grund=first", tid=first_time(nana, place), flytbar="1")
    held, citizen = Booking.objects.get(), Browser(nana.person)
    receipt = citizen.get(citizen.link(citizen.get("/mit-forloeb/"), held.public_id))
    letter = said(citizen.get(citizen.link(receipt, "/brev/")))
    for needed in ("Indkaldelse fra Ådal Kommune", "LBK 280/2024 § 34", "ring nu på 70 00 00 00"):
        assert needed in letter
    late = said(citizen.get(f"/mit-forloeb/samtaler/{held.public_id}/flyt/"))
    assert "mandag den 25. maj" in late.lower()
    assert "tirsdag den 26. maj" not in late.lower(), "the letter gives days to Monday"
    tid = first_time(nana, place, 5)
    move = f"/mit-forloeb/samtaler/{held.public_id}/flyt/tjek/?kanal=in_person&tid={tid}"
    citizen.post(move, tid=tid)
    moved = Booking.objects.get(outcome=None)
    assert (moved.moved_from, moved.origin) == (held, "summoned")
    new = said(citizen.get(f"/mit-forloeb/samtaler/{moved.public_id}/brev/"))
    assert text("summons.moved_since") in new
    cancel = citizen.get(f"/mit-forloeb/samtaler/{moved.public_id}/afbud/")
    assert text("citizen.book.not_changeable") in said(cancel)


def test_the_letter_is_read_however_often_the_time_was_moved(place: Town) -> None:
    case = who_books(place)
    exempt(case)
    held = call_in(place, case).booking
    for number in (7, 8, 9):
        start = free(case, place.karen, purpose=held.purpose)[number].start
        acting = {"actor": town.acting(case), "counsellor": place.karen}
        held = booking_move(booking=held, request=request(start, purpose=held.purpose), **acting)
    citizen, karen = Browser(case.person), Browser(place.karen)
    receipt = citizen.get(f"/mit-forloeb/samtaler/{held.public_id}/")
    letter = said(citizen.get(citizen.link(receipt, "/brev/")))
    assert text("summons.moved_since") in letter
    page = karen.get(f"/samtaler/{held.public_id}/indkaldelse/")
    assert Summons.objects.get().body.splitlines()[0] in said(page)


def test_one_that_may_not_be_moved_says_whom_to_ring(place: Town, nana: Citizen) -> None:
    karen, at = heeded(Browser(place.karen), nana), f"/borgere/{nana.public_id}/indkald/"
    karen.post(f"{at}?grund=first", tid=first_time(nana, place))
    held, citizen = Booking.objects.get(), Browser(nana.person)
    receipt = said(citizen.get(f"/mit-forloeb/samtaler/{held.public_id}/"))
    assert "/flyt/" not in receipt
    assert "tel:70000000" in receipt
    move = citizen.get(f"/mit-forloeb/samtaler/{held.public_id}/flyt/")
    assert text("citizen.book.not_changeable") in said(move)


def test_who_is_exempt_is_called_in_to_any_purpose_or_books_at_the_desk(place: Town) -> None:
    case = who_books(place)
    exempt(case)
    karen, at = heeded(Browser(place.karen), case), f"/borgere/{case.public_id}/indkald/"
    assert "Borgeren er fritaget" in said(karen.get(at))
    tid = f"{free(case, place.karen, purpose='job_search')[4].start:%Y-%m-%dT%H:%MZ}"
    chosen = f"{at}?grund=exempt&formaal=job_search&kanal=phone"
    assert "Indkald" in karen.get(f"{chosen}&tid={tid}")
    karen.post(chosen, tid=tid)
    letter = Summons.objects.get()
    assert (letter.ground, letter.booking.purpose) == ("exempt", "job_search")


def test_short_notice_needs_its_reason_on_the_page(place: Town) -> None:
    case = who_books(place)
    case.periods.update(first_request_on=MONDAY - timedelta(days=120))
    karen, at = heeded(Browser(place.karen), case), f"/borgere/{case.public_id}/indkald/"
    tid = f"{free(case, place.karen, purpose='job_search')[0].start:%Y-%m-%dT%H:%MZ}"
    chosen = f"{at}?grund=short_notice&formaal=job_search&kanal=phone"
    assert text("errors.summons_short_reason.next") in refused(karen, chosen, tid=tid)
    karen.post(chosen, tid=tid, kort_varsel="Jobbet begynder mandag.")
    assert Summons.objects.get().short_reason == "Jobbet begynder mandag."


def test_a_decision_about_booking_is_taken_read_by_the_citizen_and_given_back(
    place: Town,
) -> None:
    case = who_books(place)
    karen, citizen = Browser(place.karen), Browser(case.person)
    at = f"/borgere/{case.public_id}/selvbooking/"
    assert text("errors.invitation_reason.why") in refused(karen, at, afgoer="fratag")
    karen.post(at, afgoer="fratag", hvorfor="Aflyser hver gang.")
    assert text("taken.by_post") not in said(karen.get(at))
    page = said(citizen.get("/mit-forloeb/book/"))
    for needed in ("Derfor: Aflyser hver gang.", text("summons.taken.appeal")):
        assert needed in page
    times = citizen.get("/mit-forloeb/book/tid/?formaal=job_search")
    assert text("summons.taken.title") in said(times)
    Person.objects.filter(pk=case.person_id).update(email="")
    assert text("taken.by_post") in said(karen.get(at)), "no letter went"
    karen.post(at, afgoer="giv_tilbage")
    assert "ledige tider" in said(citizen.get("/mit-forloeb/book/tid/?formaal=job_search"))
    karen.post(at, afgoer="fritag", grund="language")
    assert text("summons.self_booking.exempt") in said(karen.get(at))
    assert text("errors.invitation_reason.why") in refused(karen, at, afgoer="ophoer")
    karen.post(at, afgoer="behold", begrundelse="Læser ikke dansk endnu.")
    assert "Læser ikke dansk endnu." in said(karen.get(at))
    karen.post(at, afgoer="ophoer", begrundelse="Klarer det nu.")
    assert text("summons.self_booking.books") in said(karen.get(at))
    assert text("summons.self_booking.choose") in refused(karen, at, afgoer="andet")


def test_who_may_not_choose_a_time_has_no_picker_on_any_page(place: Town) -> None:
    case = who_books(place)
    held = book(case, place.karen, purpose="skills_and_courses")
    self_booking_take(actor=place.counsellor(), citizen=case, reason="Aflyser hver gang.")
    citizen, at = Browser(case.person), f"/mit-forloeb/samtaler/{held.public_id}/flyt/"
    for page in (at, f"{at}tjek/", "/mit-forloeb/book/venteliste/?formaal=job_search"):
        assert text("summons.taken.title") in said(citizen.get(page)), page
    start = free(case, place.karen, purpose=held.purpose)[5].start
    citizen.post(f"{at}tjek/?kanal=phone", tid=f"{start:%Y-%m-%dT%H:%MZ}")
    held.refresh_from_db()
    assert (held.outcome, held.moved_to) == (None, None)
    asked = citizen.get("/mit-forloeb/book/ring-op/?formaal=job_search")
    assert text("summons.taken.title") not in said(asked), "to be called is open to everybody"


def test_what_is_recorded_stands_in_everything_about_me(place: Town, nana: Citizen) -> None:
    Person.objects.filter(pk=nana.person_id).update(email="nana@example.dk")
    karen, at = Browser(place.karen), f"/borgere/{nana.public_id}/indkald/"
    karen.post(at, hensyn="1", health="Ondt i ryggen")
    karen.post(f"{at}?grund=first", tid=first_time(nana, place), flytbar="1")
    page = said(Browser(nana.person).get("/mit-forloeb/alt-om-mig/"))
    for needed in ("Ondt i ryggen", "Indkaldelser", "Indkaldte dig", "Den første samtale"):
        assert needed in page


def test_the_sick_are_called_in_by_the_sickness_benefits_act(place: Town) -> None:
    sick = town.citizen(
        place.karen,
        name="Mette Bæk",
        group="group:sickness_benefit",
        benefit="benefit:sickness_benefit",
    )
    karen, at = heeded(Browser(place.karen), sick), f"/borgere/{sick.public_id}/indkald/"
    tid = first_time(sick, place)
    assert "LBK 1221/2025 § 13 b, stk. 1" in said(karen.get(f"{at}?tid={tid}"))
    karen.post(f"{at}?grund=first", tid=tid, flytbar="1")
    letter = Summons.objects.get()
    assert letter.section == "LBK 1221/2025 § 13 b, stk. 1"
    assert letter.section in letter.body
    assert "§ 34" not in letter.body
