"""Whoever is exempted from booking is told, warm and short; a human has what they were asked."""

import pytest

from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.invitations.access import not_booked
from staasted.apps.invitations.deciding import ExemptFor, exemption_grant, exemption_review
from staasted.apps.invitations.exempting import exemption_sms
from staasted.apps.invitations.expiring import invitations_round
from staasted.apps.invitations.models import ExemptionReview, Invitation
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.outbox.models import Message, Where
from staasted.apps.outbox.notices import EXEMPTED, EXEMPTION_ENDED, NOTICES
from staasted.apps.outbox.wishes import house_wishes
from staasted.catalog.gsm import MOST, septets
from staasted.catalog.language import Language, speaking
from tests.happenings import book
from tests.inviting import exempt, invite, who_books
from tests.reminding import PHONE, choose
from tests.town import NOON, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def ase(place: Town) -> Citizen:
    """Åse with an address and a telephone."""
    case = who_books(place)
    Person.objects.filter(pk=case.person_id).update(phone=PHONE)
    case.person.refresh_from_db()
    return case


def grant(place: Town, case: Citizen) -> None:
    exemption_grant(actor=place.counsellor(), citizen=case, ground=ExemptFor.LANGUAGE)


def letters(kind: str = EXEMPTED) -> dict[str, str]:
    """What waits of a kind, by road."""
    rows = Message.objects.filter(kind=kind, state="waiting")
    return {row.road: row.body for row in rows}


def of_each(place: Town) -> list[tuple[str, bool]]:
    """State and whether exempt, of each on Karen's list."""
    rows = not_booked(place.counsellor(), now=clock.now())
    return [(row.state, row.exempt) for row in rows]


def test_they_read_that_they_need_not_book_who_finds_the_time_and_how_to_choose_by_telephone(
    place: Town, ase: Citizen
) -> None:
    invite(place, ase)
    grant(place, ase)
    letter = letters()["email"]
    for words in (
        "fritaget for selv at booke",
        "Vi kontakter dig og finder en tid sammen med dig",
        "ringe på 70 00 00 00 nu og vælge mellem de samme tider",
        "Du må stadig gerne booke selv",
        "tirsdag den 18. maj 2027",
    ):
        assert words in letter
    for secret in ("Dansk", "dansk", "sprog", ase.person.name):
        assert secret not in letter


def test_of_several_invitations_one_letter_tells_and_nothing_else_of_them_goes(
    place: Town, ase: Citizen
) -> None:
    for purpose in ("job_search", "skills_and_courses"):
        invite(place, ase, purpose=purpose)
    grant(place, ase)
    waiting = Message.objects.filter(state="waiting", kind__in=NOTICES)
    assert sorted(waiting.values_list("kind", "road")) == [(EXEMPTED, "email"), (EXEMPTED, "sms")]


def test_whoever_was_asked_nothing_reads_who_finds_the_time_next(place: Town, ase: Citizen) -> None:
    grant(place, ase)
    assert "Når vi skal tale sammen, finder vi tiden" in letters()["email"]
    assert "Det, vi bad dig booke" not in letters()["email"]
    assert of_each(place) == []


def test_the_sms_follows_what_one_wants_and_the_letter_goes_in_any_case(
    place: Town, ase: Citizen
) -> None:
    choose(ase, where=Where.PAGE)
    grant(place, ase)
    assert list(letters()) == ["email"]


def test_on_a_shared_telephone_it_says_only_that_there_is_a_message(
    place: Town, ase: Citizen
) -> None:
    choose(ase, shared_phone=True)
    grant(place, ase)
    assert letters()["sms"].startswith("Du har en ny besked fra")


def test_what_they_were_asked_stands_on_the_coachs_list_until_a_time_is_found(
    place: Town, ase: Citizen
) -> None:
    row = invite(place, ase)
    grant(place, ase)
    assert of_each(place) == [("expired", True)]
    row.refresh_from_db()
    assert row.ended_by == place.karen
    book(ase, place.karen)
    assert of_each(place) == []


def test_when_a_file_says_that_somebody_is_exempt_the_round_hands_over_and_tells_once(
    place: Town, ase: Citizen
) -> None:
    for purpose in ("job_search", "skills_and_courses"):
        invite(place, ase, purpose=purpose)
    exempt(ase)
    for _ in range(2):
        assert invitations_round(now=NOON) == (0, 0)
    assert of_each(place) == [("expired", True)] * 2
    assert sorted(letters()) == ["email", "sms"]
    assert "Det, vi bad dig booke, gælder ikke mere" in letters()["email"]
    assert "igen" not in letters()["email"], "nobody has said when it is looked at"
    assert Message.objects.filter(kind=EXEMPTED).count() == 2
    assert ActLog.objects.filter(act="invitation_hand_over").count() == 2
    assert not ExemptionReview.objects.exists()
    assert not Invitation.objects.filter(state="live").exists()


def test_whoever_is_to_book_again_hears_it_by_sms_too(place: Town, ase: Citizen) -> None:
    exempt(ase)
    exemption_review(actor=place.counsellor(), citizen=ase, keeps=False, reason="Klarer det nu.")
    assert sorted(letters(EXEMPTION_ENDED)) == ["email", "sms"]
    assert "Klarer" not in "".join(letters(EXEMPTION_ENDED).values())


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", [EXEMPTED, EXEMPTION_ENDED])
def test_the_sms_is_one_message_whatever_the_office_is_called(
    language: Language, kind: str, settings: object
) -> None:
    house = {"office_name": "Å" * 200, "office_phone": "+45 70 00 00 00"}
    settings.STAASTED = settings.STAASTED.model_copy(update=house)
    with speaking(language):
        sms = exemption_sms(kind, house_wishes())
    assert septets(sms) <= MOST
    assert "+4570000000" in sms
