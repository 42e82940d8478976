"""The office's week and month, and a counsellor's own week, over HTTP."""

import html
import re
from datetime import date, timedelta

import pytest
from django.test import Client

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.models import ReadLog
from staasted.apps.booking.absences import absence_record
from staasted.apps.booking.competences import competences_set
from staasted.apps.booking.services import booking_cancel, slot_hold
from staasted.apps.citizens.services import counsellor_assign
from staasted.apps.org.services import staff_register
from staasted.catalog.speech import danish_date
from tests import town
from tests.browsing import come_in, main
from tests.gathering import meeting
from tests.happenings import book, free, request
from tests.town import LONG_AGO, MONDAY, Town, acting

pytestmark = pytest.mark.django_db
WEEK, MONTH, MINE = "/kontoret/", "/kontoret/maaned/", "/min-uge/"
ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
TAGS = re.compile(r"<[^>]+>")


@pytest.fixture
def place() -> Town:
    return town.build_town()


def said(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return main(answer.content.decode())


def words(part: str) -> str:
    return " ".join(html.unescape(TAGS.sub(" ", part)).split())


def rows(client: Client, address: str = WEEK) -> list[str]:
    """Each row below the headings, as it is read."""
    found = [words(row) for row in ROW.findall(said(client, address))]
    assert len(found) > 1
    return found[1:]


def row_of(client: Client, name: str, address: str = WEEK) -> str:
    return next(row for row in rows(client, address) if row.startswith(name))


def test_the_week_tells_what_is_open_booked_and_free_of_everybody(place: Town) -> None:
    booking = book(town.citizen(place.jens), place.jens)
    assert booking.starts_at.date() == date(2026, 5, 19)
    told = row_of(come_in(place.karen), "Jens Ågård")
    assert told.count("9.00–12.00, 12.30–15.30") == 5
    assert told.count("6 t ledig") == 3  # Monday is half over, Tuesday has somebody
    assert "5 t 30 min. ledig 1 aftale" in told


def test_the_office_names_no_citizen_and_reads_none(place: Town) -> None:
    case = town.citizen(place.jens, name="Astrid Aldrig")
    book(case, place.jens)
    before = ReadLog.objects.count()
    client = come_in(place.lead)
    for address in (WEEK, MONTH, f"{MONTH}?hos={place.jens.public_id}"):
        assert "Astrid" not in said(client, address)
    assert not any(case.public_id in row.citizens for row in ReadLog.objects.all()[before:])


def test_a_cancelled_time_is_free_again_for_everybody_to_see(place: Town) -> None:
    case = town.citizen(place.jens)
    booking = book(case, place.jens)
    client = come_in(place.karen)
    assert "1 aftale" in row_of(client, "Jens Ågård")
    booking_cancel(actor=acting(case), booking=booking)
    assert "aftale" not in row_of(client, "Jens Ågård")


def test_who_is_away_has_nothing_free(place: Town) -> None:
    day = MONDAY + timedelta(days=2)
    absence_record(actor=OPERATOR, person=place.jens, from_on=day, to_on=day)
    assert "9.00–12.00, 12.30–15.30 Væk" in row_of(come_in(place.karen), "Jens Ågård")


def test_ones_own_row_comes_first_and_then_team_by_team(place: Town) -> None:
    anna = staff_register(name="Anna Andersen", roles=[Role.COUNSELLOR], from_on=LONG_AGO)
    place.in_team(place.jens, name="Team Ø")
    place.in_team(anna, name="Team Å")
    by_karen = [row.split(",")[0].strip() for row in rows(come_in(place.karen))]
    assert by_karen == ["Karen Østergård", "Jens Ågård", "Anna Andersen"]
    by_lead = [row.split(",")[0].strip() for row in rows(come_in(place.lead))]
    assert by_lead == ["Jens Ågård", "Anna Andersen", "Karen Østergård"]


def test_it_is_narrowed_to_a_team_to_who_can_something_and_to_who_has_time(place: Town) -> None:
    team = place.in_team(place.jens, name="Team Ø")
    competences_set(actor=OPERATOR, person=place.karen, slugs=["arabic"])
    absence_record(actor=OPERATOR, person=place.karen, from_on=MONDAY)
    client = come_in(place.lead)
    assert [row[:4] for row in rows(client, f"{WEEK}?team={team.public_id}")] == ["Jens"]
    assert [row[:5] for row in rows(client, f"{WEEK}?kan=arabic")] == ["Karen"]
    assert [row[:4] for row in rows(client, f"{WEEK}?vis=ledig")] == ["Jens"]
    assert "Ingen af kollegaerne har ledig tid" in said(client, f"{WEEK}?vis=ledig&kan=arabic")
    assert "Ingen kollegaer passer" in said(client, f"{WEEK}?kan=polish")


def test_what_is_chosen_goes_along_to_the_next_week_and_to_the_month(place: Town) -> None:
    team = place.in_team(place.jens, name="Team Ø")
    shown = said(come_in(place.lead), f"{WEEK}?team={team.public_id}")
    for way in (f"{WEEK}?fra=2026-05-25", f"{MONTH}?fra=2026-05-18"):
        assert f'href="{way}&amp;team={team.public_id}"' in shown


def test_a_month_says_what_the_office_has_each_day(place: Town) -> None:
    book(town.citizen(place.jens), place.jens)
    absence_record(
        actor=OPERATOR, person=place.karen, from_on=date(2026, 5, 28), to_on=date(2026, 5, 28)
    )
    client = come_in(place.lead)
    weeks = {row.split()[1]: row for row in rows(client, f"{MONTH}?fra=2026-05-01")}
    assert list(weeks) == ["18", "19", "20", "21", "22"]
    assert "19. maj 11 t 30 min. ledig 1 aftale" in weeks["21"]
    assert "28. maj 6 t ledig 1 væk" in weeks["22"]
    assert "11. maj Forbi" in weeks["20"]


def test_a_month_of_one_colleague_leads_to_their_times_for_who_may_open_them(place: Town) -> None:
    address, times = f"{MONTH}?hos={place.jens.public_id}", f"/mine-tider/{place.jens.public_id}/"
    assert "Måneden for Jens Ågård" in said(come_in(place.lead), address)
    assert times in said(come_in(place.lead), address)
    assert times not in said(come_in(place.karen), address)
    assert times in said(come_in(place.jens), address)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2200-01-01", "i morgen", ""])
def test_a_day_in_no_calendar_of_ours_is_today(place: Town, day: str) -> None:
    client = come_in(place.karen)
    assert "Uge 21, 18. maj" in said(client, f"{WEEK}?fra={day}")
    assert "maj 2026" in said(client, f"{MONTH}?fra={day}")
    assert "18. maj" in said(client, f"{MINE}?fra={day}")


@pytest.mark.parametrize("day", ["2000-01-01", "2199-12-31", "2026-12-31", "2026-10-25"])
def test_weeks_and_months_at_the_ends_of_years_can_be_looked_at(place: Town, day: str) -> None:
    client = come_in(place.karen)
    for address in (WEEK, MONTH, MINE):
        assert said(client, f"{address}?fra={day}")


def test_the_own_week_says_who_comes_and_what_they_wish(place: Town) -> None:
    case = town.citizen(place.karen)
    book(case, place.karen)
    shown = said(come_in(place.karen), MINE)
    assert "Åse Møller" in shown
    assert f"/borgere/{case.public_id}/" in shown
    assert "Én aftale" in shown
    assert case.public_id in ReadLog.objects.latest("id").citizens


def test_the_own_week_leaves_out_what_is_cancelled_and_other_peoples(place: Town) -> None:
    gone = town.citizen(place.karen, name="Gerda Gået")
    booking_cancel(actor=acting(gone), booking=book(gone, place.karen))
    book(town.citizen(place.jens, name="Jytte Jensens"), place.jens)
    shown = said(come_in(place.karen), MINE)
    assert "Gerda" not in shown
    assert "Jytte" not in shown
    assert "Ingen aftaler i ugen" in shown


def test_a_protected_name_of_another_coachs_citizen_is_not_shown(place: Town) -> None:
    place.in_team(place.karen, place.jens)
    case = town.citizen(place.karen, name="Hanne Hemmelig")
    book(case, place.karen)
    counsellor_assign(citizen=case, counsellor=place.jens, from_on=MONDAY)
    case.person.protected = True
    case.person.save(update_fields=["protected"])
    shown = said(come_in(place.karen), MINE)
    assert "Hanne" not in shown
    assert "Én aftale" in shown


def test_a_time_held_for_somebody_is_not_free_while_it_is_held(place: Town) -> None:
    case = town.citizen(place.jens)
    start = free(case, place.jens)[0].start
    slot_hold(citizen=case, counsellor=place.jens, request=request(start))
    client = come_in(place.karen)
    assert "5 t 30 min. ledig" in row_of(client, "Jens Ågård")


def test_a_meeting_one_holds_stands_in_ones_own_week_and_takes_the_time(place: Town) -> None:
    held = meeting(place)
    monday = danish_date(held.starts_at).isoformat()
    client = come_in(place.karen)
    shown = said(client, f"{MINE}?fra={monday}")
    assert f"/moeder/{held.public_id}/" in shown
    assert "Én aftale" in shown
    assert "1 aftale" in row_of(client, "Karen Østergård", f"{WEEK}?fra={monday}")
