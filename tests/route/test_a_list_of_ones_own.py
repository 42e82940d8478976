"""Mine borgere as the list one works from: narrowed, sorted, by pages, and as a file."""

import csv
from datetime import timedelta
from io import StringIO

import pytest

from staasted.apps.audit.models import ReadLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.talking.helping import help_ask
from staasted.catalog.texts import text
from tests import netting, town
from tests.browsing import Browser, main
from tests.happenings import JOB_SEARCH, book
from tests.town import MONDAY, NOON, Town
from tests.waiting import past_the_first

pytestmark = pytest.mark.django_db
LIST = "/borgere/"
NAMES = ("Anna Aftalt", "Bo Booket", "Carl Kommet-for-sent", "Ditte Ditto-Pause", "Eva Endnu-Intet")


@pytest.fixture
def people(place: Town) -> dict[str, Citizen]:
    """One in each place a list knows; each is called by the letter of their name."""
    found = {name[0]: town.citizen(place.karen, name=name) for name in NAMES}
    for case in found.values():
        past_the_first(case)
    with clock.pinned(NOON):
        book(found["B"], place.karen, purpose=JOB_SEARCH)
        week = timedelta(days=7)
        netting.agrees(found["A"], place.karen, until=MONDAY + week, at=NOON)
        netting.pauses(found["D"], place.karen, until=MONDAY + 4 * week, at=NOON)
    netting.agrees(found["C"], place.karen, until=MONDAY - timedelta(days=1), at=NOON - 2 * week)
    help_ask(actor=town.acting(found["D"]), citizen=found["D"])
    return found


def there(page: str) -> str:
    """The first letters of those on a page, in its order."""
    body = main(page).partition("<tbody")[2]
    at = {name[0]: body.find(name) for name in NAMES if name in body}
    return "".join(sorted(at, key=at.__getitem__))


@pytest.mark.parametrize(
    ("query", "letters"),
    [
        ("", "ABCDE"),
        ("?vis=booket", "B"),
        ("?vis=intet-forude", "CE"),
        ("?vis=overskredet", "C"),
        ("?vis=pause", "D"),
        ("?vis=ingen-aftale", "BE"),
        ("?frihed=check_ins", "ACD"),
        ("?frihed=check_ins&vis=overskredet", "C"),
        ("?orden=tid", "BACDE"),
        ("?orden=aftalt", "CABDE"),
        ("?navn=anna&vis=intet-forude", ""),
        ("?frihed=ingen", "BE"),
        ("?gruppe=group:cash_benefit_job_ready", "ABCDE"),
        ("?gruppe=group:sickness_benefit", ""),
        ("?gruppe=ingen", ""),
        ("?behov=har-bedt-om-noget", "D"),
        ("?behov=har-brug-for-nogen", "CDE"),
        ("?behov=nettet-holder-oeje", ""),
        ("?behov=har-brug-for-nogen&vis=overskredet", "C"),
        ("?vis=findes-ikke&orden=heller-ikke", "ABCDE"),
    ],
)
def test_a_list_holds_those_it_is_of_in_the_order_asked_for(
    place: Town, people: dict[str, Citizen], query: str, letters: str
) -> None:
    assert there(Browser(place.karen).get(f"{LIST}{query}")) == letters


def test_a_list_with_nobody_on_it_says_so_and_leads_back(
    place: Town, people: dict[str, Citizen]
) -> None:
    page = main(Browser(place.karen).get(f"{LIST}?vis=ikke-lukket"))
    assert text("counsellor.caseload.nobody_here") in page
    assert text("counsellor.caseload.everyone") in page


def test_the_file_is_the_list_and_everybody_in_it_is_logged(
    place: Town, people: dict[str, Citizen]
) -> None:
    Person.objects.filter(pk=people["C"].person_id).update(name="=HYPERLINK(1)")
    Person.objects.filter(pk=people["E"].person_id).update(protected=True)
    answer = Browser(place.karen).client.get(f"{LIST}?vis=intet-forude&fil=1")
    assert answer.headers["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][0] == text("counsellor.caseload.name")
    assert [row[0] for row in rows[1:]] == ["'=HYPERLINK(1)", text("ui.protected_name")]
    (read,) = ReadLog.objects.order_by("-pk")[:1]
    assert {people[letter].public_id for letter in "CE"} == set(read.citizens.strip("|").split("|"))


def test_a_page_of_the_list_logs_those_on_it_alone(place: Town, people: dict[str, Citizen]) -> None:
    Browser(place.karen).get(f"{LIST}?vis=booket")
    (read,) = ReadLog.objects.order_by("-pk")[:1]
    assert read.citizens.strip("|") == people["B"].public_id
