"""Every address, every role, own and other citizen. An address not listed here fails."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import get_resolver

from staasted.apps.audit.models import ReadLog
from staasted.apps.org.clock import clock
from tests import town
from tests.route.matrix import LOGIN, MATRIX, NOT_YOURS, OPEN, PURPOSE, WHO
from tests.route.matrix_scene import Scene, build_scene

pytestmark = pytest.mark.django_db


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
    other = WHO[row.meets.index(NOT_YOURS)]
    role = WHO[row.meets.index(OPEN)] if OPEN in row.meets else other
    places = ("citizen", "newcomer", "closed", "booking", "upload", "batch")
    places = (*places, "coach", "team", "handed", "right", "asked", "situation")
    places = (*places, "series", "opening", "place", "wish", "meeting", "seat")
    places = (*places, "invitation", "summoned", "partnership", "file", "letter")
    places = (*places, "planned", "helped", "profiled", "offer_place", "offer_asked", "ad_search")
    places = (*places, "own_line", "coachs_line", "hearing", "offer_course", "provider")
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


TALKED = (
    "talk",
    "partner_talk_with",
    "want_help",
    "talks",
    "talk_with",
    "letters",
    "letter",
    "citizen_letters",
)
READS: dict[str, Callable[[Scene], str]] = {
    **dict.fromkeys(
        (*TALKED, "citizen_letter", "my_files", "my_file", "citizen_file"),
        lambda scene: scene.ase.public_id,
    ),
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
    "offers": lambda scene: scene.ase.public_id,
    "my_offers": lambda scene: scene.ase.public_id,
    "offer_leave": lambda scene: scene.ase.public_id,
    "offer_withdraw": lambda scene: scene.ase.public_id,
    "offer_requests": lambda scene: scene.ase.public_id,
    "offer_request": lambda scene: scene.ase.public_id,
    "time_wish": lambda scene: scene.ase.public_id,
    "calls": lambda scene: scene.ase.public_id,
    "call": lambda scene: scene.ase.public_id,
    "about_me": lambda scene: scene.ase.public_id,
    "about_me_file": lambda scene: scene.ase.public_id,
    "situation": lambda scene: scene.ase.public_id,
    "right": lambda scene: scene.ase.public_id,
    "plan": lambda scene: scene.ase.public_id,
    "plan_copy": lambda scene: scene.ase.public_id,
    "citizen_plan": lambda scene: scene.ase.public_id,
    "plan_since": lambda scene: scene.ase.public_id,
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
