"""A partner books for a citizen they are invited to: the same times, and nothing of the case."""

from datetime import timedelta

import pytest
from django.test import Client

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.models import ActLog, ReadLog
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen, PartnerInvitation
from staasted.apps.citizens.relating import partner_invite
from staasted.apps.invitations.deciding import self_booking_take
from staasted.apps.org.models import Person
from staasted.apps.org.services import staff_register
from staasted.apps.outbox.models import Message
from staasted.core.axes import Channel, Holder, Origin
from tests.happenings import FIRST, book, free, hold, utc
from tests.inviting import invite, who_books
from tests.joining import JOINS, PLAN, build_fund, choose, insured, joint_times
from tests.joining import invite as fund_invite
from tests.town import LONG_AGO, MONDAY, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def ase(place: Town) -> Citizen:
    return who_books(place)


@pytest.fixture
def mentor() -> Person:
    return staff_register(name="Per Partner", roles=[Role.PARTNER], from_on=LONG_AGO)


@pytest.fixture
def partnership(ase: Citizen, mentor: Person) -> PartnerInvitation:
    return partner_invite(
        actor=OPERATOR,
        citizen=ase,
        partner=mentor,
        held_by=Holder.MENTOR,
        purpose="job_search",
        channel=Channel.PHONE,
        days=(MONDAY, MONDAY + timedelta(days=30)),
    )


def come_in(person: Person) -> Client:
    client = Client()
    client.post("/log-ind/", {"person": person.public_id})
    return client


def test_a_partner_books_the_citizens_own_times_and_it_settles_what_was_asked(
    place: Town, ase: Citizen, mentor: Person, partnership: PartnerInvitation
) -> None:
    asked, at = invite(place, ase), f"/partner/{partnership.public_id}/book/"
    client, slot = come_in(mentor), free(ase, place.karen)[4]
    assert "Book en tid" in client.get("/partner/").content.decode()
    tid = slot.start.strftime("%Y-%m-%dT%H:%MZ")
    assert "Book tiden" in client.get(at, {"kanal": "phone", "tid": tid}).content.decode()
    done = client.post(f"{at}?kanal=phone", {"tid": tid}, follow=True)
    assert "Tiden er booket" in done.content.decode()
    held = Booking.objects.get(outcome=None)
    assert (held.origin, held.counsellor, held.starts_at) == (
        Origin.BY_PARTNER,
        place.karen,
        slot.start,
    )
    asked.refresh_from_db()
    assert asked.state == "booked"
    assert ActLog.objects.get(act="slot_book", subject=held.public_id).role == "partner"
    assert Message.objects.filter(matter=held.public_id, kind="booked_by_us").exists()
    assert ReadLog.objects.filter(role="partner", citizens=f"|{ase.public_id}|").exists()


def test_a_partner_sees_neither_the_case_nor_a_protected_name(
    ase: Citizen, mentor: Person, partnership: PartnerInvitation
) -> None:
    Person.objects.filter(pk=ase.person_id).update(protected=True)
    page = come_in(mentor).get(f"/partner/{partnership.public_id}/book/").content.decode()
    for hidden in ("Åse", "Møller", "jobparat", "Hvorfor?", "§"):
        assert hidden not in page


def test_a_partner_books_nothing_for_whom_the_coach_finds_the_time(
    place: Town, ase: Citizen, mentor: Person, partnership: PartnerInvitation
) -> None:
    self_booking_take(actor=place.counsellor(), citizen=ase, reason="Aflyser hver gang.")
    at, client = f"/partner/{partnership.public_id}/book/", come_in(mentor)
    tid = free(ase, place.karen)[4].start.strftime("%Y-%m-%dT%H:%MZ")
    for answer in (client.get(at, follow=True), client.post(at, {"tid": tid}, follow=True)):
        assert "Coachen finder selv tiden" in answer.content.decode()
        assert "Aflyser hver gang" not in answer.content.decode()
    assert not Booking.objects.filter(outcome=None).exists()


def test_a_partner_hears_in_words_that_a_time_is_gone_or_there_already(
    place: Town, ase: Citizen, mentor: Person, partnership: PartnerInvitation
) -> None:
    at, client = f"/partner/{partnership.public_id}/book/?kanal=phone", come_in(mentor)
    other = who_books(place, name="Bo Friis")
    taken = book(other, place.karen).starts_at.strftime("%Y-%m-%dT%H:%MZ")
    lost = client.post(at, {"tid": taken})
    assert lost.status_code == 409
    assert "De næste ledige tider er" in lost.content.decode()
    book(ase, place.karen)
    tid = free(ase, place.karen)[9].start.strftime("%Y-%m-%dT%H:%MZ")
    assert client.post(at, {"tid": tid}).status_code == 409
    assert Booking.objects.filter(citizen=ase, outcome=None).count() == 1


def test_an_invitation_of_a_partner_that_has_ended_opens_nothing(
    ase: Citizen, mentor: Person, partnership: PartnerInvitation
) -> None:
    PartnerInvitation.objects.update(to_on=MONDAY, from_on=MONDAY)
    client, at = come_in(mentor), f"/partner/{partnership.public_id}/book/"
    assert client.get(at).status_code == 200
    PartnerInvitation.objects.update(from_on=LONG_AGO, to_on=LONG_AGO)
    assert client.get(at).status_code == 404


def test_a_partner_books_what_is_held_with_the_a_kasse_as_the_citizen_has_chosen(
    place: Town, mentor: Person
) -> None:
    fund, case = build_fund(place), insured(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    fund_invite(case, fund.anna)
    choose(case, JOINS)
    row = fund_invite(case, mentor, held_by=Holder.MENTOR)
    at, client = f"/partner/{row.public_id}/book/?kanal=phone", come_in(mentor)
    slot = joint_times(case, place.karen)[0]
    client.post(at, {"tid": slot.start.strftime("%Y-%m-%dT%H:%MZ")})
    held = Booking.objects.get(outcome=None, purpose=PLAN)
    assert (held.starts_at, held.form, held.partner) == (slot.start, "joint", fund.anna)
