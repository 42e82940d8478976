"""No page asks the database more than ten questions, however many it shows."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.browser.pages import PAGES
from tests.browser.scene import Scene, build_scene
from tests.browser.shown import Shown

pytestmark = pytest.mark.django_db

MOST = 10
# Questions are what reads or writes: where a transaction begins and ends asks for nothing.
BORDERS = ("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT")
# Session, account and roles: asked by every request of somebody logged in. The clock and the
# log row are the two others; all five are counted.
# page → how many it may ask, and why
MORE = {
    "citizen-about-me": (82, "it shows every table there is, one question each"),
    "counsellor-agreement-meant": (12, "the agreement, and what it means for group and share"),
    "citizen-course-print": (13, "law, agreement, times, plan and story on one paper"),
}


@pytest.fixture
def scene(db: None) -> Scene:
    return build_scene()


def asked(scene: Scene, shown: Shown) -> tuple[int, list[str]]:
    client = Client()
    if shown.who:
        client.post("/log-ind/", {"person": scene.people[shown.who].public_id})
        client.get("/hjaelp/")  # the first page of a sitting asks for drafts as well
    if shown.who == "mate" or shown.name == "counsellor-team-none":
        client.post("/formaal/", {"formaal": "cover"})
    address: str | None = shown.address.format(**scene.places)
    while address:  # an address that leads on has pages of its own, each counted alone
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        address = response.headers.get("Location")
    assert response.status_code in {200, 400, 403, 404, 409}
    questions = [each["sql"][:140] for each in captured if not each["sql"].startswith(BORDERS)]
    return len(questions), questions


def test_every_page_stays_within_its_questions(scene: Scene) -> None:
    over = {}
    for shown in PAGES:
        number, questions = asked(scene, shown)
        assert number or shown.who is None
        if number > MORE.get(shown.name, (MOST,))[0]:
            over[shown.name] = (number, questions)
    assert over == {}
