"""Only a human closes a case; what ends with it, what stays, and how it opens again."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import ActLog, ReadLog
from staasted.apps.booking.models import Booking, Occupation
from staasted.apps.cases.models import CaseClosing
from staasted.apps.citizens.models import Citizen, CounsellorAssignment, PartnerInvitation, Power
from staasted.apps.conversations.course import course_of
from staasted.apps.conversations.models import Conversation
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person, RoleGrant
from staasted.core.axes import Outcome
from staasted.core.errors import DomainError
from tests import town
from tests.browsing import come_in
from tests.ending import close_case
from tests.happenings import FIRST, book, hold, utc
from tests.town import MONDAY, Town, bystanders

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def ase(place: Town) -> Citizen:
    """Åse has had a first conversation with Karen, an agreement, and a time ahead."""
    case = town.citizen(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    book(case, place.karen)
    return case


@pytest.fixture
def people(place: Town, ase: Citizen) -> dict[str, Person]:
    around = bystanders(place, ase)
    return around | {"karen": place.karen, "jens": place.jens, "citizen": ase.person}


def sent(cause: str = "job", on: date = MONDAY, **also: str) -> dict[str, str]:
    return {"cause": cause, "closed_on": on.isoformat(), **also}


def close(client: Client, case: Citizen, **what: object):
    return client.post(f"/borgere/{case.public_id}/luk/", sent(**what))


def says(client: Client, address: str) -> str:
    page = client.get(address, follow=True).content.decode()
    return page[page.index("<main") : page.index("</main>")]


def test_the_coach_closes_with_a_cause_and_a_day_and_everything_ends_in_one_act(
    place: Town, ase: Citizen
) -> None:
    karen = come_in(place.karen)
    before = says(karen, f"/borgere/{ase.public_id}/luk/")
    assert "bliver aflyst" in before
    answer = close(karen, ase)
    assert answer.url == f"/borgere/{ase.public_id}/genaabn/"
    ase.refresh_from_db()
    row = CaseClosing.objects.get()
    assert (ase.closed_on, row.closed_on, row.cause) == (MONDAY, MONDAY, "job")
    booking = Booking.objects.latest("id")
    assert booking.outcome == Outcome.CANCELLED_BY_US
    assert not Occupation.objects.filter(booking=booking, live=True).exists()
    assert CounsellorAssignment.objects.get().to_on == MONDAY
    assert set(ContactAgreement.objects.values_list("state", flat=True)) == {"ended"}
    acts = list(ActLog.objects.order_by("-id").values_list("act", flat=True)[:3])
    assert acts == ["case_close", "agreement_end", "booking_cancel"]
    assert Conversation.objects.count() == 1


def test_a_time_an_hour_ahead_is_cancelled_too(place: Town, ase: Citizen) -> None:
    booking = Booking.objects.latest("id")
    with clock.pinned(booking.starts_at - timedelta(hours=1)):
        close_case(ase, place.karen)
    booking.refresh_from_db()
    assert booking.outcome == Outcome.CANCELLED_BY_US


def test_a_conversation_nobody_has_closed_comes_first(place: Town, ase: Citizen) -> None:
    with clock.pinned(Booking.objects.latest("id").starts_at), pytest.raises(DomainError) as no:
        close_case(ase, place.karen)
    assert no.value.code == "conversation_not_closed"
    ase.refresh_from_db()
    assert ase.closed_on is None


@pytest.mark.parametrize("on", [MONDAY + DAY, date(2026, 5, 3)])
def test_the_last_day_is_neither_ahead_nor_before_the_case_opened(
    place: Town, ase: Citizen, on: date
) -> None:
    page = close(come_in(place.karen), ase, on=on)
    assert page.status_code == 400
    assert "Den sidste dag skal ligge fra" in page.content.decode()
    assert not CaseClosing.objects.exists()


@pytest.mark.parametrize("cause", ["", "træt", "moved"])
def test_a_cause_from_the_list_is_needed_and_who_moved_moved_somewhere(
    place: Town, ase: Citizen, cause: str
) -> None:
    assert close(come_in(place.karen), ase, cause=cause).status_code == 400
    assert not CaseClosing.objects.exists()


def test_a_colleague_closes_only_while_they_cover(people, ase, place) -> None:
    assert close(come_in(people["mate"], purpose="cover"), ase).status_code == 403
    assert close(come_in(place.jens), ase).status_code == 404
    assert not CaseClosing.objects.exists()


def test_partners_lose_the_citizen_and_who_acts_for_them_keeps_the_power(people, ase, place):
    partner = come_in(people["partner"])
    assert "Åse Møller" in says(partner, "/partner/")
    close_case(ase, place.karen)
    assert "Åse" not in says(partner, "/partner/")
    assert PartnerInvitation.objects.get().to_on == MONDAY
    assert Power.objects.filter(to_on=None).count() == 2


def test_the_citizen_meets_a_kind_page_and_may_see_who_has_looked(people, ase, place) -> None:
    citizen = Client()
    citizen.post("/log-ind/", {"person": ase.person.public_id})
    citizen.post("/rolle/", {"role": "citizen"})
    close_case(ase, place.karen)
    for address in ("/mit-forloeb/", "/mit-forloeb/book/", "/mit-forloeb/spoergsmaal/"):
        assert "Du er kommet i arbejde. Tillykke!" in says(citizen, address)
    assert citizen.get("/mit-forloeb/hvem-har-set-min-sag/").status_code == 200


def test_an_open_course_is_not_told_that_it_is_closed(place: Town, ase: Citizen) -> None:
    citizen = come_in(ase.person)
    assert citizen.get("/mit-forloeb/lukket/").url == "/mit-forloeb/"


def test_a_closed_case_is_in_no_caseload_and_its_law_ends_with_it(place: Town, ase: Citizen):
    karen = come_in(place.karen)
    assert course_of(ase, on=date(2026, 8, 1)).period.ends_on is None
    close_case(ase, place.karen)
    assert "Åse" not in says(karen, "/borgere/")
    assert karen.get(f"/borgere/{ase.public_id}/").status_code == 404
    august = date(2026, 8, 1)
    assert course_of(Citizen.objects.get(pk=ase.pk), on=august).period.ends_on == MONDAY


def test_it_opens_again_with_everything_that_was_and_who_opens_it_is_the_coach(
    place: Town, ase: Citizen
) -> None:
    close_case(ase, place.karen)
    jens = come_in(place.jens)
    page = says(jens, f"/borgere/{ase.public_id}/genaabn/")
    assert "Er kommet i arbejde" in page
    assert "Åse" not in page
    assert ReadLog.objects.latest("id").purpose == "finding"
    back = jens.post(f"/borgere/{ase.public_id}/genaabn/", {"reopened_on": MONDAY.isoformat()})
    assert back.url == f"/borgere/{ase.public_id}/"
    assert "Åse Møller" in says(jens, back.url)
    ase.refresh_from_db()
    row = CaseClosing.objects.get()
    assert (ase.closed_on, row.reopened_on, row.closed_on) == (None, MONDAY, MONDAY)
    held = CounsellorAssignment.objects.order_by("from_on").values_list("counsellor", "to_on")
    assert list(held) == [(place.karen.pk, MONDAY - DAY), (place.jens.pk, None)]
    assert (Conversation.objects.count(), Booking.objects.count()) == (1, 2)


def test_the_same_coach_goes_on_where_they_left(place: Town, ase: Citizen) -> None:
    close_case(ase, place.karen)
    address = f"/borgere/{ase.public_id}/genaabn/"
    come_in(place.karen).post(address, {"reopened_on": MONDAY.isoformat()})
    assert CounsellorAssignment.objects.get().to_on is None
    close_case(ase, place.karen, cause="education")
    assert list(CaseClosing.objects.values_list("cause", flat=True)) == ["job", "education"]


@pytest.mark.parametrize("on", ["2026-05-19", "2026-05-10", ""])
def test_it_opens_on_no_day_before_it_closed_and_none_ahead(place: Town, ase: Citizen, on: str):
    close_case(ase, place.karen)
    page = come_in(place.karen).post(f"/borgere/{ase.public_id}/genaabn/", {"reopened_on": on})
    assert page.status_code == 400
    ase.refresh_from_db()
    assert ase.closed_on == MONDAY


def test_a_marked_case_is_opened_again_by_others_alone(people, ase, place) -> None:
    close_case(ase, place.karen)
    address = f"/borgere/{ase.public_id}/genaabn/"
    assert come_in(people["relative"]).get(address).status_code == 404
    assert come_in(people["mate"]).get(address).status_code == 200


def test_a_counsellor_finds_a_closed_case_by_id_and_not_by_name(place: Town, ase: Citizen) -> None:
    close_case(ase, place.karen)
    karen = come_in(place.karen)
    found = says(karen, f"/find/?navn={ase.public_id}")
    assert f"/borgere/{ase.public_id}/genaabn/" in found
    assert "Vi fandt ingen" in says(karen, "/find/?navn=Åse")


def test_the_database_refuses_what_no_service_would_do(place: Town, ase: Citizen) -> None:
    row = close_case(ase, place.karen)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseClosing.objects.create(
            citizen=ase,
            cause="job",
            closed_on=MONDAY,
            closed_at=row.closed_at,
            closed_by=place.karen,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseClosing.objects.filter(pk=row.pk).update(reopened_on=MONDAY - DAY)
    held = Booking.objects.latest("id")
    held.pk, held.public_id, held.outcome, held.outcome_at = None, "2222222222", None, None
    with pytest.raises(IntegrityError), transaction.atomic():
        held.save(force_insert=True)


def test_who_moved_leaves_with_the_new_municipality_named(place: Town, ase: Citizen) -> None:
    karen = come_in(place.karen)
    close(karen, ase, cause="moved", moved_to="Silkeborg")
    assert "Ny kommune: Silkeborg." in says(karen, f"/borgere/{ase.public_id}/genaabn/")
    assert "Den hjælper dig videre" in says(come_in(ase.person), "/mit-forloeb/")


def test_a_death_stops_messages_log_in_and_everybodys_access(people, ase, place) -> None:
    RoleGrant.objects.filter(person=ase.person, role=Role.COUNSELLOR).delete()
    citizen, helper = come_in(ase.person), come_in(people["representative"])
    helper.post("/paa-vegne-af/", {"borger": ase.public_id})
    page = close(come_in(place.karen), ase, cause="death")
    assert page.status_code == 302
    ase.person.refresh_from_db()
    assert ase.person.died_on == MONDAY
    assert Booking.objects.latest("id").outcome == Outcome.CANCELLED_BY_US
    assert not Power.objects.filter(to_on=None).exists()
    assert PartnerInvitation.objects.get().to_on == MONDAY
    assert citizen.get("/mit-forloeb/").url.startswith("/log-ind/"), "every role of theirs is over"
    refused = Client().post("/log-ind/", {"person": ase.person.public_id})
    assert refused.status_code == 403
    assert helper.get("/mit-forloeb/book/").status_code == 404
    shown = says(come_in(place.karen), f"/borgere/{ase.public_id}/genaabn/")
    assert "Vi sender ikke mere til borgeren" in shown


def test_a_death_closes_over_a_conversation_nobody_closed(place: Town, ase: Citizen) -> None:
    booking = Booking.objects.latest("id")
    with clock.pinned(booking.ends_at):
        close_case(ase, place.karen, cause="death", on=clock.today())
    booking.refresh_from_db()
    assert booking.outcome == Outcome.UNKNOWN


def test_a_death_recorded_by_mistake_is_taken_back(place: Town, ase: Citizen) -> None:
    close_case(ase, place.karen, cause="death")
    address = f"/borgere/{ase.public_id}/genaabn/"
    come_in(place.karen).post(address, {"reopened_on": MONDAY.isoformat()})
    ase.person.refresh_from_db()
    assert ase.person.died_on is None
    assert come_in(ase.person).get("/mit-forloeb/").status_code == 200
