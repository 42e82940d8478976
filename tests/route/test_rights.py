"""A citizen says what is wrong, or objects; the right one answers; the citizen reads it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import ActLog, ReadLog
from staasted.apps.audit.reading import reading
from staasted.apps.citizens.kinds import Covers, PowerKind
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.relating import power_grant
from staasted.apps.org.languages import language_choose
from staasted.apps.org.selectors import actor_for
from staasted.apps.outbox.models import Message
from staasted.apps.rights.access import right_waiting
from staasted.apps.rights.kinds import Part, RightKind, RightState
from staasted.apps.rights.models import LONGEST, RightsRequest
from staasted.apps.rights.services import Asked, rights_answer, rights_ask, rights_withdraw
from staasted.catalog.language import Language, speaking
from staasted.core.errors import DomainError
from tests import town
from tests.asking import ask_to_correct
from tests.browsing import come_in, main
from tests.ending import close_case
from tests.town import MONDAY, NOON, Town, bystanders

pytestmark = pytest.mark.django_db

RIGHTS, LIST = "/mit-forloeb/rettelser/", "/rettelser/"
WRONG = {"kind": "correction", "part": "offers", "words": "Kurset varede tre uger."}
NO = {"outcome": "refused", "words": "Stedet skriver to uger. Bed dem rette det."}


@pytest.fixture
def ase(place: Town) -> Citizen:
    case = town.citizen(place.karen)
    case.person.email = "aase@eksempel.dk"
    case.person.save()
    return case


def says(client: Client, address: str) -> str:
    return main(client.get(address).content.decode())


def test_a_correction_goes_to_the_coach_and_comes_back_with_words(
    place: Town, ase: Citizen
) -> None:
    citizen, karen = come_in(ase.person), come_in(place.karen)
    assert citizen.post(RIGHTS, WRONG).url == RIGHTS
    row = RightsRequest.objects.get()
    assert row.due_on == MONDAY + timedelta(days=28)
    assert "mandag den 15. juni 2026" in says(citizen, RIGHTS)
    assert "Åse Møller" in says(karen, LIST)
    one = f"{LIST}{row.public_id}/"
    assert "Kurset varede tre uger." in says(karen, one)
    assert ReadLog.objects.latest("id").purpose == "rights_request"
    assert karen.post(one, NO).url == LIST
    told = says(citizen, RIGHTS)
    assert "Stedet skriver to uger. Bed dem rette det." in told
    assert "Datatilsynet" in told
    assert "databeskyttelsesrådgiver" in told
    assert "Ingen venter på svar" in says(karen, LIST)


def test_the_citizen_is_told_that_there_is_an_answer_and_never_what_about(
    place: Town, ase: Citizen
) -> None:
    row = ask_to_correct(ase, words="Min diagnose er forkert")
    answered(place.counsellor(), row)
    message = Message.objects.get(kind="rights_answered")
    assert message.person == ase.person
    for word in ("diagnose", "tilbud", "rettet", "Åse"):
        assert word not in message.title + message.body


@pytest.mark.parametrize(
    ("chosen", "title"),
    [(Language.ENGLISH, "We have answered you"), (Language.DANISH, "Du har fået et svar fra os")],
)
def test_the_letter_follows_its_receivers_language_whoever_answers(
    place: Town, ase: Citizen, chosen: Language, title: str
) -> None:
    language_choose(person=ase.person, language=chosen)
    others = next(each for each in Language if each is not chosen)
    with speaking(others):
        answered(place.counsellor(), ask_to_correct(ase))
    assert Message.objects.get(kind="rights_answered").title == title


@pytest.fixture
def logged(db: None) -> Iterator[None]:
    """An open reading, for asking the access functions directly."""
    with reading(actor=town.operator, purpose="test", page="test", at=NOON):
        yield


def answered(actor: object, row: RightsRequest, outcome: RightState = RightState.CORRECTED) -> None:
    rights_answer(  # type: ignore[arg-type]
        actor=actor, public_id=row.public_id, outcome=outcome, answer="Det er nu.", now=NOON
    )


def test_an_objection_goes_to_a_lead_and_not_to_the_coach(place: Town, ase: Citizen) -> None:
    row = ask_to_correct(ase, kind=RightKind.OBJECTION)
    assert "Ingen venter" in says(come_in(place.karen), LIST)
    lead = come_in(place.lead)
    assert "Indsigelse om tilbud" in says(lead, LIST)
    assert lead.post(f"{LIST}{row.public_id}/", NO).url == LIST
    row.refresh_from_db()
    assert (row.state, row.answered_by) == ("refused", place.lead)


@pytest.mark.usefixtures("logged")
def test_a_correction_nobody_else_is_there_for_is_the_leads(place: Town, ase: Citizen) -> None:
    row = ask_to_correct(ase)
    with pytest.raises(LookupError):
        right_waiting(place.leading(), row.public_id, on=MONDAY)
    close_case(ase, place.karen)
    assert right_waiting(place.leading(), row.public_id, on=MONDAY) == row
    with pytest.raises(LookupError):
        answered(place.counsellor(), row)
    answered(place.leading(), row)


@pytest.mark.usefixtures("logged")
def test_what_a_coach_asks_for_the_citizen_they_act_for_is_the_leads(
    place: Town, ase: Citizen
) -> None:
    power_grant(
        actor=town.operator,
        citizen=ase,
        representative=place.karen,
        kind=PowerKind.GUARDIAN,
        covers=Covers.EVERYTHING,
        days=(MONDAY, None),
    )
    acting = actor_for(person=place.karen, role=Role.REPRESENTATIVE)
    asked = Asked(RightKind.CORRECTION, Part.OTHER, "Kurset varede tre uger.")
    row = rights_ask(actor=acting, citizen=ase, asked=asked, now=NOON)
    with pytest.raises(LookupError):
        answered(place.counsellor(), row)
    assert right_waiting(place.leading(), row.public_id, on=MONDAY) == row
    answered(place.leading(), row)


def test_it_works_on_a_closed_case_and_the_way_there_is_shown(place: Town, ase: Citizen) -> None:
    close_case(ase, place.karen)
    citizen = come_in(ase.person)
    assert RIGHTS in says(citizen, "/mit-forloeb/lukket/")
    assert citizen.post(RIGHTS, WRONG).url == RIGHTS


def test_one_who_acts_for_a_citizen_asks_and_does_not_answer_it_as_staff(
    place: Town, ase: Citizen
) -> None:
    helper = bystanders(place, ase)["representative"]
    client = come_in(helper)
    client.post("/paa-vegne-af/", {"borger": ase.public_id})
    assert client.post(RIGHTS, WRONG | {"kind": "objection"}).url == RIGHTS
    row = RightsRequest.objects.get()
    assert row.asked_by == helper
    with pytest.raises(LookupError):
        answered(actor_for(person=helper, role=Role.LEAD), row)


def test_what_waits_can_be_taken_back_once(ase: Citizen) -> None:
    row, citizen = ask_to_correct(ase), come_in(ase.person)
    assert citizen.post(RIGHTS, {"tilbage": row.public_id}).url == RIGHTS
    assert "Du tog det tilbage" in says(citizen, RIGHTS)
    with pytest.raises(DomainError) as refused:
        rights_withdraw(actor=town.acting(ase), citizen=ase, public_id=row.public_id, now=NOON)
    assert refused.value.code == "right_ended"
    assert citizen.post(RIGHTS, {"tilbage": row.public_id}).status_code == 400
    ask_to_correct(ase)  # another one may wait now


def test_what_was_taken_back_or_answered_meanwhile_is_answered_by_nobody(
    place: Town, ase: Citizen
) -> None:
    row = ask_to_correct(ase)
    answered(place.counsellor(), row)
    with pytest.raises(DomainError) as refused:
        answered(place.counsellor(), row)
    assert refused.value.code == "right_ended"
    assert ActLog.objects.filter(act="rights_answer").count() == 1


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"words": "   "}, "Skriv, hvad det handler om"),
        ({"words": "x" * 3001}, "Højst 3000 tegn"),
        ({"part": "alting"}, "Vælg en af mulighederne"),
        ({"kind": ""}, "Vælg en af mulighederne"),
    ],
)
def test_what_cannot_be_sent_says_why_and_keeps_the_rest(
    ase: Citizen, sent: dict[str, str], why: str
) -> None:
    answer = come_in(ase.person).post(RIGHTS, WRONG | sent)
    assert answer.status_code == 400
    assert why in answer.content.decode()
    assert not RightsRequest.objects.exists()


def test_one_of_each_kind_waits_for_each_part(ase: Citizen) -> None:
    citizen = come_in(ase.person)
    citizen.post(RIGHTS, WRONG)
    again = citizen.post(RIGHTS, WRONG)
    assert again.status_code == 400
    assert "Du venter allerede på svar" in again.content.decode()
    assert citizen.post(RIGHTS, WRONG | {"part": "benefits"}).status_code == 302
    assert citizen.post(RIGHTS, WRONG | {"kind": "objection"}).status_code == 302


def test_markup_is_words(place: Town, ase: Citizen) -> None:
    ask_to_correct(ase, words="<script>alert(1)</script>")
    page = says(come_in(place.karen), f"{LIST}{RightsRequest.objects.get().public_id}/")
    assert "<script>" not in page


@pytest.mark.parametrize(
    "broken",
    [
        {"words": ""},
        {"words": "x" * (LONGEST + 1)},
        {"state": "refused"},
        {"state": "withdrawn"},
        {"state": "refused", "answer": "Nej", "ended_at": NOON},
        {"answer": "Nej"},
    ],
)
def test_the_database_refuses_half_an_answer(ase: Citizen, broken: dict[str, object]) -> None:
    row = ask_to_correct(ase)
    with pytest.raises(IntegrityError), transaction.atomic():
        RightsRequest.objects.filter(pk=row.pk).update(**broken)


def test_the_database_refuses_an_answer_of_ones_own(ase: Citizen) -> None:
    row = ask_to_correct(ase)
    own = {"state": "corrected", "answer": "Ja", "ended_at": NOON, "answered_by": ase.person}
    with pytest.raises(IntegrityError), transaction.atomic():
        RightsRequest.objects.filter(pk=row.pk).update(**own)


def test_a_lead_does_not_read_a_protected_name(place: Town, ase: Citizen) -> None:
    ase.person.protected = True
    ase.person.save()
    ask_to_correct(ase, kind=RightKind.OBJECTION)
    assert "Åse Møller" not in says(come_in(place.lead), LIST)


def test_a_wrong_role_asks_and_answers_nothing(place: Town, ase: Citizen) -> None:
    row = ask_to_correct(ase)
    with pytest.raises(PermissionError):
        answered(town.acting(ase), row)
    asked = Asked(RightKind.CORRECTION, Part.OTHER, "x")
    with pytest.raises(PermissionError):
        rights_ask(actor=place.counsellor(), citizen=ase, asked=asked, now=NOON)
