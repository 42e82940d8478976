"""Every address, every role, own and other citizen. An address not listed here fails."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import ReadLog
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.handing_over import Wish
from staasted.apps.citizens.models import CaseloadHandOver, Citizen
from staasted.apps.insight.models import NameRequest
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Team
from staasted.apps.org.selectors import Person, actor_for
from staasted.apps.org.services import staff_register
from staasted.apps.rights.models import RightsRequest
from tests import town
from tests.asking import ask_for_the_name, ask_to_correct
from tests.ending import close_case
from tests.files import Imported, import_files
from tests.gathering import meeting_there
from tests.happenings import FIRST, book, hold, utc
from tests.inviting import asked_and_called
from tests.office import hand_over
from tests.opening import times_there
from tests.route.matrix import LOGIN, MATRIX, NOT_YOURS, OPEN, PURPOSE, WHO, Row
from tests.town import LONG_AGO, Town, build_town, bystanders
from tests.waiting import asks_for_call

pytestmark = pytest.mark.django_db


@dataclass
class Scene:
    """Who is there: Åse with Karen, Bo with Jens, somebody new with Karen, one with nobody, and
    everybody else with business here or without."""

    place: Town
    ase: Citizen
    bo: Citizen
    newcomer: Citizen
    closed: Citizen
    nobodys: Citizen
    booking: Booking
    imported: Imported
    team: Team
    handed: CaseloadHandOver
    others: dict[str, Person]
    asked: NameRequest
    right: RightsRequest
    times: dict[str, str]
    wish: str
    came_in: dict[str, str] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        """A browser logged in as one of WHO; a stranger is not logged in."""
        client = Client()
        if who == "stranger":
            return client
        if who in self.came_in:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.came_in[who]
            return client
        return self._come_in(client, who)

    def _come_in(self, client: Client, who: str) -> Client:
        client.post("/log-ind/", {"person": self.person(who).public_id})
        if who in ("own_case", "citizen"):
            role = "counsellor" if who == "own_case" else "citizen"
            client.post("/rolle/", {"role": role})
        if who.endswith("representative"):
            client.post("/paa-vegne-af/", {"borger": self.ase.public_id})
        elif who not in ("silent_mate", "breaker"):
            client.post("/formaal/", {"formaal": "cover"})
        return client

    def person(self, who: str) -> Person:
        return {
            "citizen": self.ase.person,
            "own_case": self.ase.person,
            "other_citizen": self.bo.person,
            "counsellor": self.place.karen,
            "other_counsellor": self.place.jens,
            "lead": self.place.lead,
            "administrator": self.imported.by,
            "other_administrator": self.imported.other,
        }.get(who) or self.others[who]

    def address(self, row: Row) -> str:
        return row.address.format(
            citizen=self.ase.public_id,
            newcomer=self.newcomer.public_id,
            closed=self.closed.public_id,
            booking=self.booking.public_id,
            upload=self.imported.ready,
            batch=self.imported.batch,
            asked=self.asked.public_id,
            coach=self.place.karen.public_id,
            team=self.team.public_id,
            handed=self.handed.public_id,
            right=self.right.public_id,
            wish=self.wish,
            partnership=self.ase.invitations.get().public_id,
            **self.times,
        )


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """Built once, with everybody logged in; what a test changes is rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.pinned(town.NOON):
            built = build_scene()
            for who in WHO[1:]:
                client = built.client(who)
                built.came_in[who] = client.cookies[settings.SESSION_COOKIE_NAME].value
        yield built
        transaction.set_rollback(True)


def build_scene() -> Scene:
    place = build_town()
    ase, bo = town.citizen(place.karen), town.citizen(place.jens, name="Bo Friis")
    newcomer = town.citizen(place.karen, name="Ny Borger", asked_on=town.MONDAY)
    for case, coach in ((ase, place.karen), (bo, place.jens)):
        hold(case, coach, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    closed = town.citizen(place.karen, name="Lis Lukket")
    close_case(closed, place.karen)
    nobodys = town.citizen(None, name="Ida Uden-Coach")
    asked, right = ask_for_the_name(ase, place), ask_to_correct(ase)
    booking = book(ase, place.karen)
    others, imported = bystanders(place, ase), import_files()
    team, handed = Team.objects.get(name="Team Å"), handed_over(place, imported)
    return Scene(
        place,
        ase,
        bo,
        newcomer,
        closed,
        nobodys,
        booking,
        imported,
        team,
        handed,
        others,
        asked,
        right,
        times_there(place) | meeting_there(place, ase) | asked_and_called(place, ase),
        asks_for_call(ase).public_id,
    )


def handed_over(place: Town, imported: Imported) -> CaseloadHandOver:
    """A coach who has gone gave the one citizen they had to Jens."""
    gone = staff_register(name="Gerda Gik", roles=[Role.COUNSELLOR], from_on=LONG_AGO)
    town.citizen(gone, name="Kis Kom-Fra-Gerda")
    wish = Wish(giver=gone, from_on=town.MONDAY, to=place.jens)
    return hand_over(actor_for(person=imported.by, role=Role.ADMINISTRATOR), wish)


def names() -> set[str]:
    """The name of every address the product answers to."""
    found: set[str] = set()

    def gather(patterns: list) -> None:
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                gather(pattern.url_patterns)
            else:
                found.add(pattern.name)

    gather(get_resolver().url_patterns)
    return found


def test_every_address_is_listed_in_the_matrix() -> None:
    assert names() == set(MATRIX)
    assert len(MATRIX) > 20


@pytest.mark.parametrize("name", MATRIX)
@pytest.mark.parametrize("who", WHO)
def test_who_comes_in_and_who_does_not(scene: Scene, name: str, who: str) -> None:
    row = MATRIX[name]
    expected = row.meets[WHO.index(who)]
    response = getattr(scene.client(who), row.method)(scene.address(row))
    if expected in (LOGIN, PURPOSE):
        assert response.status_code == 302
        assert response.url.startswith({LOGIN: "/log-ind/", PURPOSE: "/formaal/"}[expected])
    elif expected == "none":
        assert response.status_code == 404
    else:
        assert response.status_code == expected


@pytest.mark.parametrize("name", [name for name, row in MATRIX.items() if NOT_YOURS in row.meets])
def test_an_id_that_does_not_exist_answers_like_one_that_is_not_yours(
    scene: Scene, name: str
) -> None:
    row = MATRIX[name]
    role = WHO[row.meets.index(OPEN)]
    other = WHO[row.meets.index(NOT_YOURS)]
    places = ("citizen", "newcomer", "closed", "booking", "upload", "batch")
    places = (*places, "coach", "team", "handed", "right", "asked")
    places = (*places, "series", "opening", "place", "wish", "meeting", "seat")
    places = (*places, "invitation", "summoned", "partnership")
    nowhere = row.address.format(**dict.fromkeys(places, "2222222222"))
    missing = scene.client(role).get(nowhere)
    others = scene.client(other).get(scene.address(row))
    assert (missing.status_code, others.status_code) == (NOT_YOURS, NOT_YOURS)
    assert _body(missing.content, nowhere) == _body(others.content, scene.address(row))


def _body(content: bytes, address: str) -> str:
    """What the page says; the address itself and the form's secret and the person differ."""
    text = content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    return main.replace(address.partition("?")[0], "")


READS: dict[str, Callable[[Scene], str]] = {
    "my_course": lambda scene: scene.ase.public_id,
    "book_purpose": lambda scene: scene.ase.public_id,
    "booking": lambda scene: scene.ase.public_id,
    "citizen": lambda scene: scene.ase.public_id,
    "conversation_close": lambda scene: scene.ase.public_id,
    "meeting": lambda scene: scene.ase.public_id,
    "office_meeting": lambda scene: scene.ase.public_id,
    "meeting_presence": lambda scene: scene.ase.public_id,
    "caseload": lambda scene: scene.ase.public_id,
    "today": lambda scene: scene.newcomer.public_id,
    "level": lambda scene: scene.newcomer.public_id,
    "without_coach": lambda scene: scene.nobodys.public_id,
    "import_upload": lambda scene: scene.ase.public_id,
    "name_request": lambda scene: scene.ase.public_id,
    "time_wish": lambda scene: scene.ase.public_id,
    "calls": lambda scene: scene.ase.public_id,
    "call": lambda scene: scene.ase.public_id,
    "about_me": lambda scene: scene.ase.public_id,
    "about_me_file": lambda scene: scene.ase.public_id,
    "right": lambda scene: scene.ase.public_id,
}


@pytest.mark.parametrize("name", READS)
def test_each_read_request_leaves_one_row_with_who_whom_and_why(scene: Scene, name: str) -> None:
    row = MATRIX[name]
    own = row.meets[WHO.index("counsellor")] == OPEN
    who = "counsellor" if own else WHO[row.meets.index(OPEN)]
    client = scene.client(who)
    before = ReadLog.objects.count()
    assert client.get(scene.address(row)).status_code == OPEN
    assert ReadLog.objects.count() == before + 1
    left = ReadLog.objects.latest("id")
    assert READS[name](scene) in left.citizens
    assert (left.actor, left.page) == (scene.person(who).public_id, name)
    assert left.purpose


@pytest.mark.parametrize("name", ["glass", "name_requests", "level", "coach_wishes"])
def test_a_lead_for_whom_a_case_is_marked_meets_it_on_no_list(scene: Scene, name: str) -> None:
    rows = ReadLog.objects.filter(citizens__contains=scene.ase.public_id)
    before = rows.count()
    shown = scene.client("marked_lead").get(scene.address(MATRIX[name]))
    assert shown.status_code == OPEN
    assert "Åse Møller" not in shown.content.decode()
    assert scene.ase.public_id not in shown.content.decode()
    assert rows.count() == before


def test_a_page_that_reads_nobody_leaves_no_row(scene: Scene) -> None:
    client = scene.client("counsellor")
    before = ReadLog.objects.count()
    client.get("/hjaelp/")
    assert ReadLog.objects.count() == before
