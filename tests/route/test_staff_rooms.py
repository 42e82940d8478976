"""The staff kept over HTTP: an administrator sees no case, the lead sees names."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from staasted.apps.audit.actor import Role
from staasted.apps.org.models import Person, RoleGrant, StaffAbsence, Team, TeamMembership
from staasted.apps.org.services import staff_register
from tests import town
from tests.browsing import Browser, at, hidden, main, refused
from tests.office import Office
from tests.town import LONG_AGO, MONDAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_an_administrator_takes_somebody_in_from_their_first_day(
    office: Office, keeper: Browser
) -> None:
    said = keeper.post(
        "/medarbejdere/ny/",
        name="Nina Ny",
        email="nina@by.example",
        roles="counsellor",
        team=office.team.public_id,
        first_on="2026-06-01",
    )
    nina = Person.objects.get(name="Nina Ny")
    assert "Nina Ny" in said
    assert "mandag den 1. juni 2026" in said
    assert RoleGrant.objects.get(person=nina).from_on.isoformat() == "2026-06-01"
    assert TeamMembership.objects.get(person=nina).team == office.team


def test_the_same_form_sent_again_takes_nobody_in_twice(keeper: Browser) -> None:
    sent = {"name": "Nina Ny", "email": "nina@by.example", "roles": "lead"}
    keeper.post("/medarbejdere/ny/", first_on="2026-06-01", **sent)
    said = refused(keeper, "/medarbejdere/ny/", first_on="2026-06-01", **sent)
    assert "har allerede e-mailen" in said
    assert Person.objects.filter(name="Nina Ny").count() == 1


def test_what_is_missing_is_named_at_its_field(keeper: Browser) -> None:
    said = refused(keeper, "/medarbejdere/ny/", name="", email="nina", first_on="i dag")
    for sentence in ("Skriv navnet", "Skriv en e-mail", "Vælg mindst én rolle", "Skriv den første"):
        assert sentence in said


def test_the_list_is_narrowed_sorted_and_turned_by_its_address(
    office: Office, keeper: Browser
) -> None:
    for number in range(34):
        staff_register(name=f"Coach {number:02}", roles=[Role.COUNSELLOR], from_on=LONG_AGO)
    first, second = keeper.get("/medarbejdere/"), keeper.get("/medarbejdere/?side=2")
    assert "Coach 00" in first
    assert "Coach 00" not in second
    by_team = keeper.get("/medarbejdere/?orden=team&rolle=counsellor")
    assert by_team.index("Karen") < by_team.index("Coach 00")  # who is in no team comes last
    assert "Karen" in keeper.get("/medarbejdere/?navn=øst")
    assert "Birgitte" not in keeper.get(f"/medarbejdere/?team={office.team.public_id}")
    assert "Birgitte" in keeper.get("/medarbejdere/?rolle=lead")
    assert "Prøv en del af navnet" in keeper.get("/medarbejdere/?navn=zzz")
    assert "Ingen er stoppet" in keeper.get("/medarbejdere/?vis=stoppet")


def test_a_role_is_given_and_ended_from_a_page(office: Office, keeper: Browser) -> None:
    jens = office.place.jens
    sent = {"act": "giv", "giv-role": "lead", "giv-from_on": MONDAY.isoformat()}
    assert "Leder" in keeper.post(at(jens, "roller"), **sent)
    last = (MONDAY + DAY).isoformat()
    keeper.post(at(jens, "roller"), **{"act": "slut", "slut-role": "lead", "slut-last_on": last})
    grant = RoleGrant.objects.get(person=jens, role=Role.LEAD)
    assert (grant.from_on, grant.to_on) == (MONDAY, MONDAY + DAY)
    late = {"act": "giv", "giv-role": "lead", "giv-from_on": "2026-01-01"}
    assert "er for tidlig" in refused(keeper, at(jens, "roller"), **late)


def test_nobody_finds_a_way_to_their_own_roles(office: Office, keeper: Browser) -> None:
    assert "retter en anden administrator" in keeper.get(at(office.ulla))
    assert "<form" not in main(keeper.get(at(office.ulla, "roller")))
    own = {"act": "giv", "giv-role": "lead", "giv-from_on": MONDAY.isoformat()}
    assert "Ingen retter sine egne roller" in refused(keeper, at(office.ulla, "roller"), **own)
    leave = {"last_on": MONDAY.isoformat(), "trin": "bekraeft"}
    assert "Ingen retter sine egne roller" in refused(keeper, at(office.ulla, "stop"), **leave)


def test_a_team_is_made_joined_renamed_and_closed(office: Office, keeper: Browser) -> None:
    assert "Team Fjord" in keeper.post("/teams/", team_name="Team Fjord")
    team, jens = Team.objects.get(name="Team Fjord"), office.place.jens
    day = MONDAY.isoformat()
    assert "Team Fjord" in keeper.post(at(jens, "team"), team=team.public_id, from_on=day)
    address = f"/teams/{team.public_id}/"
    assert "Jens" in keeper.get(address)
    assert "Flyt dem til et andet team" in refused(keeper, address, act="luk", last_on=day)
    keeper.post(at(jens, "team"), team="", from_on=(MONDAY + DAY).isoformat())
    assert "Team Havn" in keeper.post(address, act="navn", team_name="Team Havn")
    assert "Lukket" in keeper.post(address, act="luk", last_on=day)
    assert "allerede et team" in refused(keeper, "/teams/", team_name="Team Å")


def test_days_away_are_written_corrected_and_taken_back(office: Office, keeper: Browser) -> None:
    karen = office.place.karen
    page = at(karen, "fravaer")
    keeper.post(page, away_from=MONDAY.isoformat())
    assert "indtil videre" in keeper.get(at(karen))
    corrected = f"{page}?ret={MONDAY.isoformat()}"
    keeper.post(corrected, away_from=MONDAY.isoformat(), away_to="2026-05-20")
    assert StaffAbsence.objects.get(person=karen).to_on.isoformat() == "2026-05-20"
    said = refused(keeper, corrected, away_from=MONDAY.isoformat(), away_to="2026-05-01")
    assert "slutter" in said
    keeper.post(corrected, act="tilbage")
    assert "Intet fravær" in keeper.get(at(karen))
    assert keeper.client.get(corrected).status_code == 409  # it is not there any more


def test_whoever_has_left_is_logged_out_of_a_sitting_that_was_open(
    office: Office, keeper: Browser
) -> None:
    jens = Browser(office.place.jens)
    assert "Mine borgere" in jens.get("/borgere/")
    look = keeper.post(at(office.place.jens, "stop"), last_on=(MONDAY - DAY).isoformat())
    keeper.post(at(office.place.jens, "stop"), trin="bekraeft", **hidden(look))
    assert jens.client.get("/borgere/").url.startswith("/log-ind/")
    again = Client().post("/log-ind/", {"person": office.place.jens.public_id})
    assert again.status_code == 403
    assert "Din sidste dag her var" in again.content.decode()


def test_a_colleague_in_another_team_from_tomorrow_is_in_todays_team_today(
    office: Office, keeper: Browser
) -> None:
    keeper.post("/teams/", team_name="Team Fjord")
    team = Team.objects.get(name="Team Fjord")
    tomorrow = (MONDAY + DAY).isoformat()
    keeper.post(at(office.mette, "team"), team=team.public_id, from_on=tomorrow)
    mette = Browser(office.mette)
    mette.post("/formaal/", formaal="cover")
    assert "Team Å" in mette.get("/team/")


def test_a_citizens_id_opens_no_page_of_the_staff(office: Office, keeper: Browser) -> None:
    for ref in (office.cases[0].person.public_id, office.cases[0].public_id, "2222222222"):
        assert keeper.client.get(f"/medarbejdere/{ref}/").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/medarbejdere/", "/medarbejdere/{}/", "/medarbejdere/{}/overdrag/", "/medarbejdere/{}/stop/"],
)
def test_no_page_asks_more_than_ten_questions_however_many_work_here(
    office: Office, keeper: Browser, address: str
) -> None:
    for number in range(34):
        coach = staff_register(name=f"Coach {number:02}", roles=[Role.COUNSELLOR], from_on=LONG_AGO)
        town.citizen(coach, name=f"Hos {number}")
    keeper.get("/hjaelp/")
    with CaptureQueriesContext(connection) as captured:
        keeper.get(address.format(office.place.karen.public_id))
    assert len(captured) <= 10
