"""One's own times at a secret address: what is shown to whom, for how long, and how it ends."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from icalendar import Calendar, Event

from staasted.apps.audit.actor import OPERATOR, Actor, Role
from staasted.apps.audit.models import ReadLog
from staasted.apps.booking.models import Booking
from staasted.apps.booking.services import booking_cancel, booking_move
from staasted.apps.calendars.appointments import Whose
from staasted.apps.calendars.feeds import feed_end, feed_make, feed_of, feed_read, feeds_expire
from staasted.apps.calendars.models import Feed
from staasted.apps.calendars.reading import busy_read
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import AccessRefused
from staasted.apps.org.members import roles_end
from staasted.apps.org.rates import PERIODS, Purpose, TooOften
from staasted.apps.org.services import role_grant
from staasted.apps.retention.services import due_erase
from staasted.catalog.loader import catalog
from staasted.core.calendar import add_months
from tests import town
from tests.apps.ics import WINDOW
from tests.ending import close_case
from tests.happenings import FIRST, book, free, request
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(place: Town):
    with clock.pinned(NOON):
        yield town.citizen(place.karen)


def entries(secret: str, *, now=NOON) -> list[Event]:
    """What another reader finds at an address."""
    found = feed_read(secret, asked_from="192.0.2.7", now=now)
    return list(Calendar.from_ical(found.content).walk("VEVENT"))


def move(case: Citizen, booking: Booking, place: Town, *, to=None) -> Booking:
    coach = to or place.karen
    asked = {"counsellor": coach, "request": request(free(case, coach)[7].start)}
    return booking_move(actor=town.acting(case), booking=booking, **asked)


def test_a_citizen_sees_when_how_and_with_whom_and_nothing_else(place: Town, case: Citizen) -> None:
    booking = book(case, place.karen)
    Booking.objects.update(wish="Jeg er syg")
    (event,) = entries(feed_make(actor=town.acting(case)))
    assert event["SUMMARY"] == "Samtale med Karen Østergård"
    assert event["LOCATION"] == "Telefon"
    assert event.decoded("DTSTART") == booking.starts_at
    assert event["UID"] == f"{booking.public_id}@aadal.staasted"
    written = event.to_ical().decode()
    for secret in ("syg", "Åse", "job_search", "Jobs", case.public_id):
        assert secret not in written


def test_staff_see_no_name_and_nobody_can_lay_the_two_side_by_side(
    place: Town, case: Citizen
) -> None:
    booking = book(case, place.karen)
    (event,) = entries(feed_make(actor=place.counsellor()))
    assert event["SUMMARY"] == "Samtale"
    assert event.decoded("DTSTART") == booking.starts_at
    written = event.to_ical().decode()
    for secret in ("Åse", "Møller", case.public_id, booking.public_id, "Karen"):
        assert secret not in written
    moved = move(case, booking, place)
    (again,) = entries(feed_make(actor=place.counsellor()))
    assert (again["UID"], again["SEQUENCE"]) == (event["UID"], 1)
    assert again.decoded("DTSTART") == moved.starts_at


def test_a_moved_time_is_one_entry_and_a_cancelled_one_says_so_for_a_month(
    place: Town, case: Citizen
) -> None:
    secret = feed_make(actor=town.acting(case))
    first = book(case, place.karen)
    moved = move(case, first, place)
    (event,) = entries(secret)
    assert (event["UID"][:10], event["SEQUENCE"]) == (first.public_id, 1)
    assert event.decoded("DTSTART") == moved.starts_at
    booking_cancel(actor=town.acting(case), booking=moved)
    (event,) = entries(secret)
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 2)
    assert entries(secret, now=NOON + timedelta(days=32)) == []


def test_what_moves_to_a_colleague_is_cancelled_with_the_first(place: Town, case: Citizen) -> None:
    karens, jenses = (feed_make(actor=place.counsellor(each)) for each in (place.karen, place.jens))
    moved = move(case, book(case, place.karen), place, to=place.jens)
    (gone,), (there,) = entries(karens), entries(jenses)
    assert (gone["STATUS"], there["STATUS"]) == ("CANCELLED", "CONFIRMED")
    assert there.decoded("DTSTART") == moved.starts_at


def test_a_meeting_in_person_says_the_place(place: Town, case: Citizen) -> None:
    book(case, place.karen, purpose=FIRST, channel="in_person")
    (event,) = entries(feed_make(actor=town.acting(case)))
    assert event["LOCATION"] == "Hos os"


def test_only_a_keyed_hash_is_kept_and_the_reading_is_logged(place: Town, case: Citizen) -> None:
    book(case, place.karen)
    secret = feed_make(actor=town.acting(case))
    assert len(secret) >= 43
    assert secret not in str(Feed.objects.values())
    ReadLog.objects.all().delete()
    entries(secret)
    (row,) = ReadLog.objects.all()
    assert (row.actor, row.role, row.purpose) == (case.person.public_id, "citizen", "own_calendar")
    assert (row.page, row.citizens) == ("calendar_feed", f"|{case.public_id}|")
    assert feed_of(town.acting(case)).read_at == NOON


def test_a_new_address_ends_the_old_and_an_ended_one_leads_nowhere(
    place: Town, case: Citizen
) -> None:
    actor = town.acting(case)
    old = feed_make(actor=actor)
    new = feed_make(actor=actor)
    assert entries(new) == []
    leads_nowhere(old)
    feed_end(actor=actor)
    leads_nowhere(new)
    assert feed_of(actor) is None
    leads_nowhere("nobody's")
    leads_nowhere("")


def leads_nowhere(secret: str) -> None:
    with pytest.raises(NotYours):
        feed_read(secret, asked_from="192.0.2.7", now=clock.now())


def test_a_feed_ends_with_the_case(place: Town, case: Citizen) -> None:
    secret = feed_make(actor=town.acting(case))
    close_case(case, place.karen)
    leads_nowhere(secret)
    assert feeds_expire() == 1
    with pytest.raises(NotYours):
        feed_make(actor=town.acting(case))


def test_a_feed_ends_with_the_role(place: Town, case: Citizen) -> None:
    secret = feed_make(actor=place.counsellor())
    assert feeds_expire() == 0
    roles = {"roles": [Role.COUNSELLOR], "last_on": MONDAY}
    roles_end(actor=town.operator, person=place.karen, **roles)
    with clock.pinned(NOON + timedelta(days=1)):
        leads_nowhere(secret)
        assert feeds_expire() == 1


@pytest.mark.parametrize("role", [Role.REPRESENTATIVE, Role.LEAD, Role.PARTNER, Role.FRONT_DESK])
def test_nobody_else_has_a_feed(place: Town, role: Role) -> None:
    with pytest.raises(AccessRefused):
        feed_make(actor=Actor(ref="x", role=role, person_id=place.lead.pk))


def test_each_feed_is_read_only_so_often_and_wrong_addresses_count_by_the_net(
    place: Town, case: Citizen
) -> None:
    most = catalog().policy[PERIODS[Purpose.FEED][0]]
    secret, other = feed_make(actor=town.acting(case)), feed_make(actor=place.counsellor())
    for _ in range(most):
        leads_nowhere("guessed")
    with pytest.raises(TooOften):
        feed_read("guessed", asked_from="192.0.2.7", now=NOON)
    for _ in range(most):
        assert entries(secret) == []
    with pytest.raises(TooOften):
        entries(secret)
    assert entries(other) == []


def test_a_program_is_told_when_nothing_is_new(place: Town, case: Citizen) -> None:
    book(case, place.karen)
    secret = feed_make(actor=town.acting(case))
    client, address = Client(), f"/kalender/{secret}.ics"
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-cache"
    assert not answer.cookies
    assert settings.SESSION_COOKIE_NAME not in client.cookies
    again = client.get(address, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/kalender/en-anden.ics").status_code == 404
    assert client.post(address).status_code == 405


def test_the_pages_show_an_address_once(place: Town, case: Citizen) -> None:
    client = Client()
    client.post("/log-ind/", {"person": case.person.public_id})
    said = client.post("/mit-forloeb/kalender/", {"kalender": "lav"}).content.decode()
    address = said.partition("http://testserver")[2].partition("<")[0]
    assert Client().get(address).status_code == 200
    assert address not in client.get("/mit-forloeb/kalender/").content.decode()
    client.post("/mit-forloeb/kalender/", {"kalender": "luk"})
    assert Client().get(address).status_code == 404


def test_one_booking_is_had_as_a_file(place: Town, case: Citizen) -> None:
    booking = book(case, place.karen)
    client = Client()
    client.post("/log-ind/", {"person": case.person.public_id})
    receipt = f"/mit-forloeb/samtaler/{booking.public_id}/"
    assert f"{receipt}kalender/" in client.get(receipt).content.decode()
    answer = client.get(f"{receipt}kalender/")
    assert answer["Content-Disposition"] == 'attachment; filename="samtale.ics"'
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("DTSTART") == booking.starts_at
    ours = busy_read(answer.content, window=WINDOW, whose=Whose(our_domain="aadal.staasted"))
    assert ours.times == (), "what we wrote is not somebody else's time"
    theirs = busy_read(answer.content, window=WINDOW, whose=Whose())
    assert [each.start for each in theirs.times] == [booking.starts_at]


@pytest.mark.parametrize("works_here", [False, True])
def test_a_feed_is_erased_with_the_case(place: Town, case: Citizen, works_here: bool) -> None:
    feed_make(actor=town.acting(case))
    if works_here:
        role_grant(person=case.person, role=Role.COUNSELLOR, from_on=MONDAY)
        feed_make(actor=place.counsellor(case.person))
    close_case(case, place.karen)
    gone = [each.subject for each in due_erase(actor=OPERATOR, on=add_months(MONDAY, 61))]
    assert case.public_id in gone
    assert [feed.role for feed in Feed.objects.all()] == ["counsellor"] * works_here
