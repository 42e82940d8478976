"""Hvad sker der, hvis …: the law is asked twice, and nothing is told or kept."""

from datetime import date

import pytest
from django.apps import apps
from django.test import Client

from staasted.apps.citizens.models import Citizen
from tests import town
from tests.browsing import come_in, main
from tests.happenings import FIRST, book, hold, utc
from tests.town import MONDAY, Town

pytestmark = pytest.mark.django_db
PAGE = "/mit-forloeb/hvad-hvis/"
JOB = f"{PAGE}job_on_the_way/?begins=2026-06-08"
CONTACT = f"{PAGE}kontakt/?freedom=check_ins&weeks="
ACCESS_LOG = {"audit.ReadLog", "audit.SeenDay"}


@pytest.fixture
def ase(place: Town) -> Citizen:
    """Asked for help a week ago, and has had the first conversation."""
    case = town.citizen(place.karen)
    hold(case, place.karen, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    return case


def says(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return main(answer.content.decode())


def everything() -> dict[str, list[tuple]]:
    """Every row of every table but the log of readings and the sitting."""
    return {
        model._meta.label: list(model.objects.order_by("pk").values_list())
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in {*ACCESS_LOG, "sessions.Session"}
    }


def test_every_question_is_answered_and_no_row_is_written(place: Town, ase: Citizen) -> None:
    book(ase, place.karen)
    client = come_in(ase.person)
    client.get("/mit-forloeb/")
    before = everything()
    for address in (
        PAGE,
        JOB,
        f"{PAGE}leave/?begins=2026-06-08&ends=2026-12-01",
        f"{PAGE}moving/?begins=2026-06-08",
        f"{PAGE}udebliver/?dag=2026-05-20",
        f"{CONTACT}2&next_to=2026-05-22",
    ):
        says(client, address)
    assert everything() == before


def test_no_question_takes_anything_sent(ase: Citizen) -> None:
    client = come_in(ase.person)
    for address in (PAGE, f"{PAGE}moving/", f"{PAGE}udebliver/", f"{PAGE}kontakt/"):
        assert client.post(address, {"begins": "2026-06-08"}).status_code == 405


def test_the_first_page_says_how_it_is_now_by_which_rule_and_what_one_can_ask(
    ase: Citizen,
) -> None:
    shown = says(come_in(ase.person), PAGE)
    assert "Loven siger, at den næste samtale er senest" in shown
    assert "§ 31" in shown
    for title in ("Jeg flytter", "Jeg har fået et job på fuld tid", "Jeg kommer ikke til samtalen"):
        assert title in shown
    assert "Noget andet har ændret sig" not in shown, "nothing can be thought of it"


def test_work_on_its_way_shows_before_and_after_with_the_section(place: Town) -> None:
    new = town.citizen(place.karen, name="Nana Ny", asked_on=MONDAY)
    shown = says(come_in(new.person), JOB)
    assert "Det sker der, hvis vi bekræfter" in shown
    assert "Nu: " in shown
    assert "Så: " in shown
    assert "§ 106" in shown
    assert "/mit-forloeb/aendringer/ny/job_on_the_way/" in shown


def test_what_is_shown_is_what_telling_it_would_show(place: Town) -> None:
    client = come_in(town.citizen(place.karen, name="Nana Ny", asked_on=MONDAY).person)
    sent = {"begins": "2026-06-08", "words": "Ådal Tømrerforretning"}
    told = client.post("/mit-forloeb/aendringer/ny/job_on_the_way/", sent).content.decode()
    thought = says(client, JOB)
    names = [line.partition("</h3>")[0] for line in main(told).split("<h3>")[1:]]
    assert names
    assert all(f"<h3>{name}</h3>" in thought for name in names)


def test_moving_changes_no_day_and_says_what_follows(ase: Citizen) -> None:
    shown = says(come_in(ase.person), f"{PAGE}moving/?begins=2026-06-08")
    assert "Lovens regler for dig er de samme som før" in shown
    assert "Flytter du til en anden kommune" in shown


def test_not_coming_leaves_the_day_where_it_is_and_coming_moves_it(ase: Citizen) -> None:
    shown = says(come_in(ase.person), f"{PAGE}udebliver/?dag={MONDAY.isoformat()}")
    assert "Hvis du kommer: " in shown
    assert "Hvis du ikke kommer: " in shown
    assert "En samtale, du ikke kommer til, tæller ikke" in shown
    assert "Det afgør kommunen, aldrig systemet" in shown
    assert "§ 31" in shown


def test_the_day_of_the_next_conversation_stands_there_already(place: Town, ase: Citizen) -> None:
    held = book(ase, place.karen)
    day = held.starts_at.date().isoformat()
    assert f'value="{day}"' in says(come_in(ase.person), f"{PAGE}udebliver/")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("1&next_to=2026-05-20", "Det gælder, så snart du beder om det"),
        ("12&next_to=2026-05-29", "Det gælder først, når din coach har sagt ja"),
    ],
)
def test_more_contact_holds_at_once_and_less_waits_for_the_coach(
    ase: Citizen, asked: str, said: str
) -> None:
    assert said in says(come_in(ase.person), CONTACT + asked)


def test_contact_later_than_the_law_says_cannot_be_agreed(place: Town) -> None:
    case = town.citizen(place.karen, name="Lise Længe", asked_on=date(2025, 12, 8))
    hold(case, place.karen, utc(2025, 12, 10, 8), purpose=FIRST, channel="in_person")
    shown = says(come_in(case.person), f"{CONTACT}12&next_to=2026-07-10")
    assert "senere, end loven siger" in shown
    assert "§ 31" in shown


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"{PAGE}leave/?begins=x", "Skriv en dag"),
        (f"{PAGE}leave/?begins=2026-06-08&ends=2026-06-01", "slutter, før det begynder"),
        (f"{PAGE}leave/?begins=2036-06-08&ends=2036-06-09", "Den ligger ikke mellem"),
        (f"{PAGE}udebliver/?dag=2026-05-17", "Skriv en dag fra i dag"),
        (f"{PAGE}kontakt/?weeks=99", "<form"),
    ],
)
def test_what_cannot_be_thought_of_says_why(ase: Citizen, address: str, said: str) -> None:
    assert said in says(come_in(ase.person), address, 400)


def test_what_nobody_can_ask_is_not_there(ase: Citizen) -> None:
    client = come_in(ase.person)
    for kind in ("something_else", "no_such"):
        assert client.get(f"{PAGE}{kind}/").status_code == 404
