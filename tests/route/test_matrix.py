"""Every address, every role, own and other citizen. An address not listed here fails."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import get_resolver

from staasted.apps.audit.models import ReadLog
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.selectors import Person
from tests import town
from tests.files import Imported, import_files
from tests.happenings import FIRST, book, hold, utc
from tests.town import Town, build_town

pytestmark = pytest.mark.django_db

OPEN, LOGIN, REFUSED, NOT_YOURS, ONWARD = 200, "login", 403, 404, 302
WHO = (
    "stranger",
    "citizen",
    "other_citizen",
    "counsellor",
    "other_counsellor",
    "lead",
    "administrator",
    "other_administrator",
)
NOBODY_ELSE = (REFUSED, REFUSED)


@dataclass(frozen=True)
class Row:
    """One address (``{citizen}``, ``{booking}`` stand for public ids) and what each meets."""

    address: str
    meets: tuple[object, ...]
    method: str = "get"


CITIZENS_OWN = (LOGIN, OPEN, OPEN, REFUSED, REFUSED, REFUSED, *NOBODY_ELSE)
CITIZENS_BOOKING = (LOGIN, OPEN, NOT_YOURS, REFUSED, REFUSED, REFUSED, *NOBODY_ELSE)
CASELOAD = (LOGIN, REFUSED, REFUSED, OPEN, OPEN, REFUSED, *NOBODY_ELSE)
OF_CASELOAD = (LOGIN, REFUSED, REFUSED, OPEN, NOT_YOURS, REFUSED, *NOBODY_ELSE)
LEADS = (LOGIN, REFUSED, REFUSED, REFUSED, REFUSED, OPEN, *NOBODY_ELSE)
ADMINISTRATORS = (LOGIN, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, OPEN, OPEN)
OF_UPLOADER = (LOGIN, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, OPEN, NOT_YOURS)
EVERYBODY = (OPEN,) * len(WHO)

MATRIX = {
    "home": Row("/", (ONWARD,) * len(WHO)),
    "login": Row("/log-ind/", EVERYBODY),
    "logout": Row("/log-ud/", EVERYBODY, method="post"),
    "choose_role": Row("/rolle/", (LOGIN, *EVERYBODY[1:])),
    "demo_clock": Row("/demo/ur/", (400,) * len(WHO), method="post"),  # no step, no move
    "help": Row("/hjaelp/", EVERYBODY),
    "rules": Row("/regler/", EVERYBODY),
    "my_course": Row("/mit-forloeb/", CITIZENS_OWN),
    "offers": Row("/mit-forloeb/tilbud/", CITIZENS_OWN),
    "who_has_seen": Row("/mit-forloeb/hvem-har-set-min-sag/", CITIZENS_OWN),
    "screening": Row("/mit-forloeb/spoergsmaal/", CITIZENS_OWN),
    "proposal": Row(
        "/mit-forloeb/forslag/", (LOGIN, ONWARD, ONWARD, REFUSED, REFUSED, REFUSED, *NOBODY_ELSE)
    ),
    "book_purpose": Row("/mit-forloeb/book/", CITIZENS_OWN),
    "book_time": Row("/mit-forloeb/book/tid/?formaal=skills_and_courses", CITIZENS_OWN),
    "book_check": Row(
        "/mit-forloeb/book/tjek/?formaal=skills_and_courses&kanal=phone&tid=2026-05-20T07:00Z",
        CITIZENS_OWN,
    ),
    "booking": Row("/mit-forloeb/samtaler/{booking}/", CITIZENS_BOOKING),
    "booking_move": Row("/mit-forloeb/samtaler/{booking}/flyt/", CITIZENS_BOOKING),
    "booking_move_check": Row(
        "/mit-forloeb/samtaler/{booking}/flyt/tjek/?tid=2026-05-20T07:00Z", CITIZENS_BOOKING
    ),
    "booking_cancel": Row("/mit-forloeb/samtaler/{booking}/afbud/", CITIZENS_BOOKING),
    "today": Row("/i-dag/", CASELOAD),
    "caseload": Row("/borgere/", CASELOAD),
    "citizen": Row("/borgere/{citizen}/", OF_CASELOAD),
    "summon": Row("/borgere/{newcomer}/indkald/", OF_CASELOAD),
    "effect": Row("/borgere/{citizen}/betydning/", OF_CASELOAD),
    "override": Row("/borgere/{citizen}/regler/V5-OT-1/2026-05-04/", OF_CASELOAD),
    "conversation_close": Row("/samtaler/{booking}/afslut/", OF_CASELOAD),
    "level": Row("/niveau/", LEADS),
    "without_coach": Row("/niveau/uden-coach/", LEADS),
    "imports": Row("/indlaesninger/", ADMINISTRATORS),
    "import_new": Row("/indlaesninger/ny/", ADMINISTRATORS),
    "import_upload": Row("/indlaesninger/fil/{upload}/", OF_UPLOADER),
    "import_columns": Row("/indlaesninger/fil/{upload}/kolonner/", OF_UPLOADER),
    "import_undo": Row("/indlaesninger/{batch}/fortryd/", ADMINISTRATORS),
}


@dataclass
class Scene:
    """Who is there: Åse with Karen, Bo with Jens, somebody new with Karen, and one with nobody."""

    place: Town
    ase: Citizen
    bo: Citizen
    newcomer: Citizen
    nobodys: Citizen
    booking: Booking
    imported: Imported

    def client(self, who: str) -> Client:
        """A browser logged in as one of WHO; a stranger is not logged in."""
        client = Client()
        if who != "stranger":
            client.post("/log-ind/", {"person": self.person(who).public_id})
        return client

    def person(self, who: str) -> Person:
        return {
            "citizen": self.ase.person,
            "other_citizen": self.bo.person,
            "counsellor": self.place.karen,
            "other_counsellor": self.place.jens,
            "lead": self.place.lead,
            "administrator": self.imported.by,
            "other_administrator": self.imported.other,
        }[who]

    def address(self, row: Row) -> str:
        return row.address.format(
            citizen=self.ase.public_id,
            newcomer=self.newcomer.public_id,
            booking=self.booking.public_id,
            upload=self.imported.ready,
            batch=self.imported.batch,
        )


@pytest.fixture
def scene() -> Scene:
    place = build_town()
    ase, bo = town.citizen(place.karen), town.citizen(place.jens, name="Bo Friis")
    newcomer = town.citizen(place.karen, name="Ny Borger", asked_on=town.MONDAY)
    for case, coach in ((ase, place.karen), (bo, place.jens)):
        hold(case, coach, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    nobodys = town.citizen(None, name="Ida Uden-Coach")
    return Scene(place, ase, bo, newcomer, nobodys, book(ase, place.karen), import_files())


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
    if expected == LOGIN:
        assert response.status_code == 302
        assert response.url.startswith("/log-ind/")
    else:
        assert response.status_code == expected


@pytest.mark.parametrize("name", [name for name, row in MATRIX.items() if NOT_YOURS in row.meets])
def test_an_id_that_does_not_exist_answers_like_one_that_is_not_yours(
    scene: Scene, name: str
) -> None:
    row = MATRIX[name]
    role = WHO[row.meets.index(OPEN)]
    places = ("citizen", "newcomer", "booking", "upload", "batch")
    nowhere = row.address.format(**dict.fromkeys(places, "2222222222"))
    missing = scene.client(role).get(nowhere)
    others = scene.client(f"other_{role}").get(scene.address(row))
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
    "caseload": lambda scene: scene.ase.public_id,
    "today": lambda scene: scene.newcomer.public_id,
    "level": lambda scene: scene.newcomer.public_id,
    "without_coach": lambda scene: scene.nobodys.public_id,
    "import_upload": lambda scene: scene.ase.public_id,
}


@pytest.mark.parametrize("name", READS)
def test_each_read_request_leaves_one_row_with_who_whom_and_why(scene: Scene, name: str) -> None:
    row = MATRIX[name]
    who = WHO[row.meets.index(OPEN)]
    client = scene.client(who)
    before = ReadLog.objects.count()
    assert client.get(scene.address(row)).status_code == OPEN
    assert ReadLog.objects.count() == before + 1
    left = ReadLog.objects.latest("id")
    assert READS[name](scene) in left.citizens
    assert (left.actor, left.page) == (scene.person(who).public_id, name)
    assert left.purpose


def test_a_page_that_reads_nobody_leaves_no_row(scene: Scene) -> None:
    client = scene.client("counsellor")
    before = ReadLog.objects.count()
    client.get("/hjaelp/")
    assert ReadLog.objects.count() == before
