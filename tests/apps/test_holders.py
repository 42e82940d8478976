"""Conversations held by a mentor or a company consultant the citizen has invited."""

from datetime import date, timedelta

import pytest

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.reading import reading
from staasted.apps.booking.access import partners_bookings
from staasted.apps.booking.colleagues import colleagues_of
from staasted.apps.booking.holders import holding_of
from staasted.apps.booking.leaving import staff_leave
from staasted.apps.booking.models import Booking
from staasted.apps.booking.partners import partner_stop
from staasted.apps.booking.searching import search_for
from staasted.apps.booking.series import series_make
from staasted.apps.booking.services import slot_book
from staasted.apps.booking.taking import Request
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.staff_access import invited
from staasted.apps.conversations.course import course_of
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import AccessRefused
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import actor_for
from staasted.apps.org.services import staff_register
from staasted.apps.outbox.models import Message
from staasted.apps.trials.services import trial_begin
from staasted.catalog.loader import catalog
from staasted.core.axes import Channel, Holder, Origin, Outcome
from staasted.core.errors import DomainError
from staasted.core.slots import free_times
from tests import town
from tests.files import administrator
from tests.happenings import FIRST, close, free, hold, request, utc
from tests.joining import invite, open_for
from tests.opening import terms
from tests.town import MONDAY, Town, build_town

pytestmark = pytest.mark.django_db

JOBS, COMPANIES = "job_search", "network_and_companies"
WEDNESDAY = MONDAY + timedelta(days=2)


@pytest.fixture
def place() -> Town:
    return build_town()


@pytest.fixture
def mia(place: Town) -> Person:
    person = staff_register(
        name="Mia Mentor", email="mia@mentor.example", roles=[Role.PARTNER], from_on=town.LONG_AGO
    )
    for days in (2, 3):
        open_for(person, MONDAY + timedelta(days=days), 10, 12)
    return person


def told(case: Citizen, mia: Person, purpose: str = JOBS):
    return holding_of(case, mia, catalog().purposes[purpose], on=clock.today())


def times(case: Citizen, mia: Person, purpose: str = JOBS) -> list:
    search = search_for(
        citizen=case,
        counsellor=mia,
        purpose=catalog().purposes[purpose],
        channel=Channel.PHONE,
        now=clock.now(),
        holds=told(case, mia, purpose),
    )
    return list(free_times(search))


def book_with(case: Citizen, mia: Person, holds=None) -> Booking:
    holds = holds or told(case, mia)
    wanted = Request(
        times(case, mia)[0].start,
        catalog().purposes[JOBS],
        Channel.PHONE,
        Origin.OWN_CHOICE,
        holds=holds,
    )
    return slot_book(actor=town.acting(case), citizen=case, counsellor=mia, request=wanted)


def with_mentor(place: Town, mia: Person, **more: object) -> Citizen:
    case = town.citizen(place.karen, **more)
    invite(case, mia, purpose=JOBS, held_by=Holder.MENTOR)
    return case


def names(case: Citizen, place: Town, purpose: str) -> list[str]:
    found = colleagues_of(case, place.karen, catalog().purposes[purpose], on=MONDAY)
    return [person.name for person in found]


def test_whom_the_citizen_has_invited_for_a_purpose_may_hold_it(place: Town, mia: Person) -> None:
    case = with_mentor(place, mia)
    assert names(case, place, JOBS) == ["Mia Mentor"]
    assert names(case, place, COMPANIES) == []
    assert names(town.citizen(place.karen, name="Bo"), place, JOBS) == []


def test_a_purpose_says_who_may_hold_it(place: Town, mia: Person) -> None:
    case = town.citizen(place.karen)
    invite(case, mia, purpose=COMPANIES, held_by=Holder.MENTOR)
    assert told(case, mia, COMPANIES) is None
    other = town.citizen(place.karen, name="Bo")
    invite(other, mia, purpose=COMPANIES, held_by=Holder.COMPANY_CONSULTANT)
    assert told(other, mia, COMPANIES).held_by is Holder.COMPANY_CONSULTANT


def test_nobody_is_offered_whom_the_case_is_marked_for(place: Town, mia: Person) -> None:
    case = with_mentor(place, mia)
    town.keep_apart(case, mia)
    assert names(case, place, JOBS) == []


def test_nothing_is_offered_after_the_last_day_of_the_invitation(place: Town, mia: Person) -> None:
    case = town.citizen(place.karen)
    invite(case, mia, purpose=JOBS, held_by=Holder.MENTOR, days=2)
    assert {slot.start.date() for slot in times(case, mia)} == {WEDNESDAY}


def test_a_booking_with_a_mentor_says_who_holds_it_and_as_what(place: Town, mia: Person) -> None:
    booking = book_with(with_mentor(place, mia), mia)
    assert (booking.counsellor, booking.held_by, booking.form) == (mia, "mentor", "individual")


def test_the_mentor_is_told_and_sees_it_and_the_citizen_hears_who_it_is(
    place: Town, mia: Person
) -> None:
    case = with_mentor(place, mia)
    Person.objects.filter(pk=case.person_id).update(email="aase@staasted.example")
    case.person.refresh_from_db()
    booking = book_with(case, mia)
    (letter,) = Message.objects.filter(person=mia)
    assert case.person.name not in letter.title + letter.body + letter.calendar
    (mine,) = Message.objects.filter(person=case.person, kind="booked")
    assert "Mia Mentor, som er mentor" in mine.body
    actor = actor_for(person=mia, role=Role.PARTNER)
    with reading(actor=actor, purpose="", page="partner", at=clock.now()):
        rows = invited(actor, on=clock.today())
        assert [b.pk for b in partners_bookings(actor, rows, now=clock.now())] == [booking.pk]


def test_whose_invitation_has_ended_is_not_booked(place: Town, mia: Person) -> None:
    case = with_mentor(place, mia)
    holds = told(case, mia)
    row = case.invitations.get()
    partner_stop(actor=town.acting(case), citizen=case, public_id=row.public_id)
    wanted = request(free(case, place.karen)[0].start)
    wanted = Request(wanted.starts_at, wanted.purpose, Channel.PHONE, wanted.origin, holds=holds)
    with pytest.raises(DomainError, match="holder_gone"):
        slot_book(actor=town.acting(case), citizen=case, counsellor=mia, request=wanted)


def test_stopping_a_mentor_cancels_what_they_hold_and_nothing_else(
    place: Town, mia: Person
) -> None:
    case = with_mentor(place, mia)
    booking = book_with(case, mia)
    row = case.invitations.get()
    partner_stop(actor=town.acting(case), citizen=case, public_id=row.public_id)
    booking.refresh_from_db()
    assert booking.outcome == Outcome.CANCELLED_BY_CITIZEN


def counted(case: Citizen, mia: Person) -> tuple[int, str]:
    held = close(book_with(case, mia))
    assert held.held_by == "mentor"
    events = course_of(case, on=clock.today() + timedelta(days=2)).answer.events
    told_of = next(each for each in events if each.event.ref == str(held.pk))
    return told_of.value, told_of.reason


def first_held(place: Town, mia: Person, **more: object) -> Citizen:
    case = with_mentor(place, mia, asked_on=utc(2026, 4, 6, 9).date(), **more)
    hold(case, place.karen, utc(2026, 4, 6, 8), purpose=FIRST, channel="in_person")
    return case


def test_under_the_base_law_it_counts_nothing_and_says_why(place: Town, mia: Person) -> None:
    assert counted(first_held(place, mia), mia) == (0, "held_by_other")


def test_in_a_trial_that_allows_it_it_counts(place: Town, mia: Person) -> None:
    monday = utc(2026, 7, 6, 10)
    trial_begin(actor=OPERATOR, slug="demo_average", on=date(2026, 7, 1), by="Ådal")
    case = first_held(place, mia, lives_in=town.AADAL)
    open_for(mia, date(2026, 7, 8), 10, 12)
    with clock.pinned(monday):
        assert counted(case, mia) == (1, "counted_by_trial")


def test_a_partner_tells_their_own_times_and_nobody_elses(place: Town, mia: Person) -> None:
    actor = actor_for(person=mia, role=Role.PARTNER)
    made = series_make(actor=actor, person=mia, terms=terms())
    assert made.openings.filter(closed_at=None).exists()
    with pytest.raises(AccessRefused):
        series_make(actor=actor, person=place.karen, terms=terms())


def test_a_partner_who_stops_here_is_open_no_more(place: Town, mia: Person) -> None:
    administrator("Ulla Nør")
    staff_leave(actor=OPERATOR, person=mia, last_on=MONDAY + timedelta(days=2))
    ahead = mia.resources.get().openings.filter(closed_at=None, starts_at__gt=utc(2026, 5, 20, 22))
    assert not ahead.exists()
