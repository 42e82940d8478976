"""Own, team, cover, a reason, a mark, a power: what opens a case, and what is left behind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import unquote

import pytest
from django.test import Client

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.models import ActLog, ReadLog
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.kinds import ConflictKind
from staasted.apps.citizens.models import BrokenGlass, Citizen
from staasted.apps.citizens.relating import conflict_mark, glass_break
from staasted.apps.citizens.services import case_open
from staasted.apps.conversations.models import Conversation
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Installation, Person
from staasted.apps.org.staffing import absence_record
from tests import town
from tests.happenings import book, hold, utc
from tests.town import MONDAY, NOON, Town, bystanders

DAY = timedelta(days=1)
REASON = "Ringer for en kollega"


@dataclass
class Scene:
    """A case of Karen's, a time with her, and everybody around it."""

    place: Town
    case: Citizen
    booking: Booking
    people: dict[str, Person]

    def browser(self, who: str, *, purpose: str = "", role: str = "") -> Client:
        """Somebody logged in, with what they open colleagues' cases for."""
        client, people = (
            Client(),
            self.people | {"karen": self.place.karen, "lead": self.place.lead},
        )
        client.post("/log-ind/", {"person": people[who].public_id})
        if role:
            client.post("/rolle/", {"role": role})
        if purpose:
            client.post("/formaal/", {"formaal": purpose})
        return client

    @property
    def page(self) -> str:
        return f"/borgere/{self.case.public_id}/"


@pytest.fixture
def scene(place: Town) -> Scene:
    case = town.citizen(place.karen)
    people = bystanders(place, case) | {"citizen": case.person}
    return Scene(place, case, book(case, place.karen), people)


@pytest.fixture
def tomorrow(db: None) -> Iterator[datetime]:
    """The demo's clock a day on."""
    Installation.objects.update(demo_now=NOON + DAY)
    with clock.pinned(NOON + DAY):
        yield NOON + DAY


def newest() -> ReadLog:
    return ReadLog.objects.latest("id")


@pytest.mark.parametrize(
    ("who", "purpose", "logged"),
    [
        ("karen", "", "follow_up"),
        ("mate", "take_part", "take_part"),
        ("mate", "team_advice", "team_advice"),
        ("breaker", "", "broken_glass"),
    ],
)
def test_the_log_says_why_each_of_them_opened_the_case(scene, who, purpose, logged):
    assert scene.browser(who, purpose=purpose).get(scene.page).status_code == 200
    assert (newest().purpose, newest().citizens) == (logged, f"|{scene.case.public_id}|")


def test_the_purpose_is_said_once_in_a_sitting_and_leads_back_to_where_one_was(scene):
    mate = scene.browser("silent_mate")
    sent_on = mate.get(scene.page)
    assert unquote(sent_on.url) == f"/formaal/?next={scene.page}"
    back = mate.post("/formaal/", {"formaal": "cover", "next": scene.page})
    assert back.url == scene.page
    assert mate.get(scene.page).status_code == mate.get("/team/").status_code == 200
    assert ActLog.objects.filter(act="purpose_choose").latest("id").facts == {"purpose": "cover"}


@pytest.mark.parametrize("sent", ["", "nysgerrig"])
def test_a_purpose_that_is_none_of_the_four_opens_nothing(scene, sent):
    mate = scene.browser("silent_mate")
    asked = mate.post("/formaal/", {"formaal": sent, "next": scene.page})
    assert asked.status_code == 400
    assert "Vælg en af de fire grunde" in asked.content.decode()
    assert mate.get(scene.page).status_code == 302


def test_a_colleague_closes_a_conversation_only_while_its_coach_is_away(scene):
    mate = scene.browser("mate", purpose="cover")
    closing = f"/samtaler/{scene.booking.public_id}/afslut/"
    refused = mate.get(closing)
    assert refused.status_code == 403
    assert "Du må gerne se sagen" in refused.content.decode()
    absence_record(actor=OPERATOR, person=scene.place.karen, from_on=MONDAY, to_on=MONDAY)
    assert mate.get(closing).status_code == 200
    assert "I dag er de her væk: Karen Østergård" in mate.get("/team/").content.decode()


def test_cover_ends_with_the_absence(scene, tomorrow):
    absence_record(actor=OPERATOR, person=scene.place.karen, from_on=MONDAY, to_on=MONDAY)
    mate = scene.browser("mate", purpose="cover")
    assert mate.get(f"/samtaler/{scene.booking.public_id}/afslut/").status_code == 403


def test_a_case_opened_for_a_reason_is_closed_again_the_next_day(scene, tomorrow):
    assert scene.browser("breaker").get(scene.page).status_code == 404


def test_the_citizen_reads_the_reason_and_the_lead_has_it_on_a_list(scene):
    seen = scene.browser("citizen", role="citizen").get("/mit-forloeb/hvem-har-set-min-sag/")
    assert REASON in seen.content.decode()
    lead = scene.browser("lead")
    listed = lead.get("/aabnet-med-begrundelse/").content.decode()
    assert REASON in listed
    assert "Glenn Glas" in listed
    opening = BrokenGlass.objects.get()
    lead.post("/aabnet-med-begrundelse/", {"aabning": opening.public_id})
    opening.refresh_from_db()
    assert opening.looked_at_by == scene.place.lead
    assert "Set af Birgitte Holm" in lead.get("/aabnet-med-begrundelse/").content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("relative", 404), ("own", 404), ("breaker", 302)],
)
def test_no_reason_opens_ones_own_case_or_one_that_is_marked(scene, who, status):
    role = "counsellor" if who == "own" else ""
    browser = scene.browser("citizen" if who == "own" else who, role=role)
    sent = browser.post(f"{scene.page}aabn/", {"begrundelse": "Jeg vil se den"})
    assert sent.status_code == status


@pytest.mark.parametrize(
    ("reason", "said"), [("   ", "Der mangler en begrundelse"), ("x" * 501, "mere end 500 tegn")]
)
def test_a_reason_is_needed_and_is_short(scene, reason, said):
    stranger = scene.browser("mate")
    sent = stranger.post(f"{scene.page}aabn/", {"begrundelse": reason})
    assert sent.status_code == 400
    page = sent.content.decode()
    assert said in page
    assert reason.strip() in page
    assert BrokenGlass.objects.count() == 1  # the one there was


def test_a_page_to_open_a_case_says_nothing_of_whether_there_is_one(scene):
    mate = scene.browser("mate")
    real = mate.get(f"{scene.page}aabn/").content.decode().replace(scene.case.public_id, "")
    none = mate.get("/borgere/2222222222/aabn/").content.decode().replace("2222222222", "")
    assert _main(real) == _main(none)
    assert mate.post("/borgere/2222222222/aabn/", {"begrundelse": "x"}).status_code == 404


def test_the_partner_sees_name_contact_purpose_and_end_and_nothing_more(scene):
    page = scene.browser("partner").get("/partner/").content.decode()
    for shown in ("Åse Møller", "Telefon", "Hjælp til jobsøgning", "kl. 23.59"):
        assert shown in page
    assert scene.case.public_id not in page
    assert newest().purpose == "partner_course"


@pytest.mark.parametrize(("days", "seen"), [(30, True), (31, False)])
def test_the_partner_sees_the_citizen_to_the_end_of_the_last_day(scene, days, seen):
    last_minute = datetime.combine(
        date(2026, 5, 18) + timedelta(days=days), NOON.time(), NOON.tzinfo
    ).replace(hour=21, minute=59)
    Installation.objects.update(demo_now=last_minute)
    with clock.pinned(last_minute):
        page = scene.browser("partner").get("/partner/").content.decode()
    assert ("Åse Møller" in page) is seen


def test_a_representative_acts_and_both_reading_and_act_are_logged(scene):
    helper = scene.browser("narrow_representative")
    helper.post("/paa-vegne-af/", {"borger": scene.case.public_id})
    booked = f"/mit-forloeb/samtaler/{scene.booking.public_id}/"
    assert helper.get(booked).status_code == 200
    row = newest()
    assert (row.role, row.purpose) == ("representative", "representation")
    assert helper.post(f"{booked}afbud/").status_code == 302
    act = ActLog.objects.filter(act="booking_cancel").latest("id")
    assert (act.role, act.actor) == (
        Role.REPRESENTATIVE,
        scene.people["narrow_representative"].public_id,
    )
    refused = helper.get("/mit-forloeb/")
    assert refused.status_code == 403
    assert "din fuldmagt dækker det ikke" in refused.content.decode()


def test_a_representative_reaches_nobody_they_have_no_power_for(scene):
    other = town.citizen(scene.place.jens, name="Bo Friis")
    helper = scene.browser("representative")
    helper.post("/paa-vegne-af/", {"borger": other.public_id})
    assert helper.get("/mit-forloeb/").url.startswith("/paa-vegne-af/")


WALK = {
    "mate": ("/team/", "/team/?navn=Åse", "/i-dag/", "/borgere/", "/borgere/?navn=Åse"),
    "front_desk": ("/reception/", "/reception/?navn=Åse", "/reception/?navn=M%C3%B8ller"),
    "partner": ("/partner/",),
    "lead": (
        "/niveau/",
        "/niveau/?vis=alle",
        "/niveau/uden-coach/",
        "/aabnet-med-begrundelse/",
    ),
}


@pytest.mark.parametrize(("who", "address"), [(who, a) for who in WALK for a in WALK[who]])
def test_a_protected_name_is_on_no_list_and_found_by_no_search(scene, who, address):
    Person.objects.filter(pk=scene.case.person_id).update(protected=True)
    page = scene.browser(who, purpose="cover").get(address)
    assert page.status_code == 200
    assert "Åse" not in _main(page.content.decode()).replace('value="Åse"', "").replace("“Åse”", "")


def _main(page: str) -> str:
    """What the page says, without the secret of its form."""
    main = page[page.index("<main") : page.index("</main>")]
    return "\n".join(line for line in main.splitlines() if "csrfmiddlewaretoken" not in line)


def test_a_lead_reads_the_notes_of_one_citizen_only_for_a_typed_reason(scene):
    hold(scene.case, scene.place.karen, utc(2026, 5, 4, 8), purpose="skills_and_courses")
    Conversation.objects.update(note="Vi talte om nattevagter.")
    lead, address = scene.browser("lead"), f"/niveau/noter/{scene.case.public_id}/"
    asked = lead.get(address).content.decode()
    assert "Borgeren kan se din begrundelse" in asked
    assert "nattevagter" not in asked
    assert scene.case.person.name not in asked
    before = ReadLog.objects.filter(citizens__contains=scene.case.public_id).count()
    assert lead.post(address, {"begrundelse": " "}).status_code == 400
    assert lead.post(address, {"begrundelse": REASON}).url == address
    assert "nattevagter" in lead.get(address).content.decode()
    assert ReadLog.objects.filter(citizens__contains=scene.case.public_id).count() == before + 1
    assert (newest().purpose, newest().role) == ("broken_glass", "lead")
    opened = BrokenGlass.objects.get(role="lead")
    assert (opened.staff, opened.reason) == (scene.place.lead, REASON)
    seen = scene.browser("citizen", role="citizen").get("/mit-forloeb/hvem-har-set-min-sag/")
    assert REASON in seen.content.decode()


def test_a_leads_reason_holds_that_day_and_opens_nothing_else(scene, tomorrow):
    with clock.pinned(NOON):
        glass_break(
            actor=scene.place.leading(),
            public_id=scene.case.public_id,
            reason="I går, til en klage",
        )
    lead = scene.browser("lead")
    assert "Åbn sagen" in lead.get(f"/niveau/noter/{scene.case.public_id}/").content.decode()
    assert lead.get(scene.page).status_code == 403


def test_no_reason_opens_a_leads_own_case_or_one_of_a_relative(scene):
    lead, address = scene.browser("lead"), f"/niveau/noter/{scene.case.public_id}/"
    conflict_mark(
        actor=OPERATOR,
        citizen=scene.case,
        staff=scene.place.lead,
        kind=ConflictKind.RELATIVE,
        from_on=MONDAY,
    )
    own = case_open(person=scene.place.lead, municipality_code="", opened_on=MONDAY)
    for closed in (address, f"/niveau/noter/{own.public_id}/", "/niveau/noter/ukendt0000/"):
        assert lead.get(closed).status_code == 404
        assert lead.post(closed, {"begrundelse": REASON}).status_code == 404
