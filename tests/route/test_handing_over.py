"""Citizens handed over over HTTP: looked at first, confirmed once, by count or by name."""

from datetime import timedelta

import pytest

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import ActLog, ReadLog
from staasted.apps.booking.leaving import bookings_held_after, bookings_kept_after
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import CaseloadHandOver, CounsellorAssignment
from staasted.apps.meetings.making import meeting_cancel
from staasted.apps.org.models import Person, RoleGrant
from staasted.catalog.texts import text
from tests import gathering, town
from tests.browsing import Browser, at, hidden, main, refused
from tests.happenings import book
from tests.office import Office, coach_on
from tests.town import MONDAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_caseload_is_looked_at_confirmed_once_and_the_citizens_see_their_new_coach(
    office: Office, keeper: Browser
) -> None:
    address = at(office.place.karen, "overdrag")
    wanted = {"whom": "alle", "to": f"team:{office.team.public_id}", "from_on": "2026-05-18"}
    look = keeper.post(address, **wanted)
    assert not CaseloadHandOver.objects.exists()
    assert "Borger 00" not in look
    sent = hidden(look)
    assert sent["whom"] == "alle"
    for _ in range(2):  # pressed twice
        receipt = keeper.post(address, trin="bekraeft", **sent)
    assert CaseloadHandOver.objects.count() == 1
    assert "Jens Ågård" in receipt
    assert coach_on(office.cases[0]).name in Browser(office.cases[0].person).get("/mit-forloeb/")


def test_single_citizens_go_by_public_id_and_the_administrator_never_reads_a_name(
    office: Office, keeper: Browser
) -> None:
    case, address = office.cases[0], at(office.place.karen, "overdrag")
    to = f"coach:{office.place.jens.public_id}"
    wanted = {"whom": "nogle", "ids": case.public_id, "to": to, "from_on": "2026-05-18"}
    pages = [keeper.get(address), keeper.post(address, **wanted)]
    assert case.public_id in pages[1]
    pages.append(keeper.post(address, trin="bekraeft", **hidden(pages[1])))
    pages += [keeper.get("/medarbejdere/"), keeper.get(at(office.place.karen))]
    assert not any("Borger 0" in page for page in pages)
    assert coach_on(case) == office.place.jens
    assert ReadLog.objects.filter(purpose="hand_over", citizens__contains=case.public_id).exists()
    assert "For at finde en ny coach" in Browser(case.person).get(
        "/mit-forloeb/hvem-har-set-min-sag/"
    )
    unknown = {**wanted, "ids": "2222222222"}
    assert "ikke blandt dem" in refused(keeper, address, **unknown)
    assert "Vælg også hvem" in refused(keeper, address, **(wanted | {"ids": ""}))


def test_a_plan_that_has_changed_is_shown_anew_and_nothing_is_done(
    office: Office, keeper: Browser
) -> None:
    address = at(office.place.karen, "overdrag")
    wanted = {"whom": "alle", "to": f"team:{office.team.public_id}", "from_on": "2026-05-18"}
    sent = hidden(keeper.post(address, **wanted))
    town.citizen(office.place.karen, name="Kom Til")
    assert "Noget er ændret" in refused(keeper, address, trin="bekraeft", **sent)
    assert not CaseloadHandOver.objects.exists()


def test_the_lead_ticks_citizens_by_name_and_a_protected_one_has_none(
    office: Office, leader: Browser
) -> None:
    secret = office.cases[1]
    Person.objects.filter(pk=secret.person_id).update(protected=True)
    address = f"/coaches/{office.place.karen.public_id}/overdrag/"
    page = leader.get(address)
    assert "Borger 00" in page
    assert "Borger 01" not in page
    assert "Beskyttet navn" in page
    to = f"coach:{office.place.jens.public_id}"
    wanted = {"whom": "nogle", "borger": secret.public_id, "to": to, "from_on": "2026-05-18"}
    look = leader.post(address, **wanted)
    assert "Borger 01" not in look
    leader.post(address, trin="bekraeft", **hidden(look))
    assert coach_on(secret) == office.place.jens
    assert coach_on(office.cases[0]) == office.place.karen
    assert ReadLog.objects.filter(role=Role.LEAD, purpose="hand_over").exists()


def test_the_lead_gives_those_without_a_coach_one(office: Office, leader: Browser) -> None:
    case = town.citizen(None, name="Ida Uden-Coach")
    page = leader.get("/niveau/uden-coach/")
    assert "Ida Uden-Coach" in page
    to = f"team:{office.team.public_id}"
    look = leader.post("/niveau/uden-coach/", whom="alle", to=to, from_on="2026-05-18")
    leader.post("/niveau/uden-coach/", trin="bekraeft", **hidden(look))
    assert coach_on(case) == office.place.jens  # who had the fewest
    assert "Alle med en åben sag" in leader.get("/niveau/uden-coach/")


def test_booked_times_are_listed_for_the_lead_and_counted_for_the_administrator(
    office: Office, keeper: Browser, leader: Browser
) -> None:
    book(office.cases[0], office.place.karen)
    to = {"whom": "alle", "to": f"team:{office.team.public_id}", "from_on": "2026-05-18"}
    counted = keeper.post(at(office.place.karen, "overdrag"), **to)
    listed = leader.post(f"/coaches/{office.place.karen.public_id}/overdrag/", **to)
    assert "1 samtale er allerede booket" in counted
    assert "Borger 00" not in counted
    assert "Borger 00" in main(listed)


def test_leaving_with_citizens_asks_for_who_gets_them_and_does_both_in_one_act(
    office: Office, keeper: Browser
) -> None:
    karen, address = office.place.karen, at(office.place.karen, "stop")
    wanted = {"last_on": "2026-05-29", "to": ""}
    assert "Vælg, hvem der får de 5 borgere" in refused(keeper, address, **wanted)
    look = keeper.post(address, **(wanted | {"to": f"team:{office.team.public_id}"}))
    assert "har sidste dag fredag den 29. maj 2026" in look
    assert RoleGrant.objects.get(person=karen).to_on is None
    said = keeper.post(address, trin="bekraeft", **hidden(look))
    assert "Har sidste dag fredag den 29. maj 2026" in said
    day_after = MONDAY.replace(day=30)
    assert {coach_on(case, day_after) for case in office.cases} == {office.place.jens, office.mette}
    assert ActLog.objects.filter(act="staff_leave", actor=office.ulla.public_id).count() == 1


def test_a_leaving_without_the_plan_is_refused_and_hands_nobody_over(
    office: Office, keeper: Browser
) -> None:
    sent = {"last_on": "2026-05-29", "to": "", "trin": "bekraeft"}
    said = refused(keeper, at(office.place.karen, "stop"), **sent)
    assert "har stadig 5 åbne sager" in said
    assert RoleGrant.objects.get(person=office.place.karen).to_on is None


def test_nothing_of_it_is_deleted(office: Office, keeper: Browser) -> None:
    before = {model: model.objects.count() for model in (RoleGrant, CounsellorAssignment)}
    wanted = {"whom": "alle", "to": f"coach:{office.mette.public_id}", "from_on": "2026-05-18"}
    address = at(office.place.karen, "overdrag")
    keeper.post(address, trin="bekraeft", **hidden(keeper.post(address, **wanted)))
    look = keeper.post(at(office.place.karen, "stop"), last_on="2026-05-17")
    keeper.post(at(office.place.karen, "stop"), trin="bekraeft", **hidden(look))
    after = {model: model.objects.count() for model in before}
    assert after[RoleGrant] == before[RoleGrant]
    assert after[CounsellorAssignment] == before[CounsellorAssignment] + 5


def test_a_meeting_is_told_of_beside_the_conversations_and_no_seat_is_one(
    office: Office, keeper: Browser
) -> None:
    karen, address = office.place.karen, at(office.place.karen, "stop")
    held = gathering.meeting(office.place)
    gathering.meeting(office.place, at=held.ends_at)
    meeting_cancel(
        actor=office.place.counsellor(),
        meeting=gathering.meeting(office.place, at=held.ends_at + timedelta(hours=2)),
        because="Forhindret.",
    )
    for case in office.cases[:2]:
        gathering.join(case, held)
    seats = Booking.objects.filter(outcome=None)
    assert seats.count() == 2
    to = f"team:{office.team.public_id}"
    look = keeper.post(address, last_on=MONDAY.isoformat(), to=to)
    assert text("changing.meetings_left", count=2) in look
    assert text("staffing.check.kept_heading") not in look
    keeper.post(address, trin="bekraeft", **hidden(look))
    assert bookings_held_after(karen, last_on=MONDAY) == 0
    assert bookings_kept_after(CaseloadHandOver.objects.get()) == 0
    assert text("changing.meetings_left", count=2) in keeper.get(at(karen))
