"""What is written on a citizen's page is kept, or stands open with what was typed."""

import html
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from staasted.apps.agreements.asking import agreement_ask
from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.terms import Terms
from staasted.apps.citizens.models import Citizen
from staasted.apps.offers.models import OfferCourse
from staasted.apps.org.clock import clock
from staasted.apps.plans.models import PlanRemark
from staasted.apps.story.models import StoryLine
from staasted.apps.talking.models import TalkMessage
from staasted.catalog.texts import text
from staasted.core.axes import Freedom
from tests import town
from tests.agreeing import EARLY, recorded
from tests.browsing import come_in, hidden, main
from tests.offer_courses import PLACEMENT
from tests.town import MONDAY, NOON, Town, acting
from tests.waiting import past_the_first

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TERMS = {"freedom": "check_ins", "weeks": "6", "next_to": "2026-06-10"}
PAUSE = {"pause_reason": "treatment", "pause_until": "2026-07-01"}


@pytest.fixture
def ase(place: Town) -> Citizen:
    with clock.pinned(NOON):
        case = town.citizen(place.karen)
        past_the_first(case)
        return case


@pytest.fixture
def karen(place: Town) -> Client:
    return come_in(place.karen)


def address(case: Citizen) -> str:
    return f"/borgere/{case.public_id}/"


def seen(client: Client, case: Citizen) -> str:
    with clock.pinned(NOON):
        return html.unescape(main(client.get(address(case)).content.decode()))


def send(client: Client, case: Citizen, part: str, **sent: str) -> HttpResponse:
    """One form of the page sent, its fields named as the page names them."""
    fields = sent if part in ("besked", "ja") else {f"{part}-{k}": v for k, v in sent.items()}
    with clock.pinned(NOON):
        return client.post(address(case), {"del": part} | fields)


SENT = [
    ("aftale", TERMS | {"weeks": "3", "freedom": "shared_steering"}, "aftale", ContactAgreement),
    ("pause", PAUSE, "aftale", ContactAgreement),
    ("kommentar", {"words": "Godt gået."}, "plan", PlanRemark),
    ("trin", {"title": "Ring til Bo", "done_by": "me"}, "plan", PlanRemark),
    ("tilbud", {"offer": PLACEMENT}, "tilbud", OfferCourse),
    (
        "linje",
        {"on": "2026-05-18", "words": "I dag begyndte vi.", "key": "abc1"},
        "sket",
        StoryLine,
    ),
]


@pytest.mark.parametrize(("part", "sent", "where", "kept"), SENT)
def test_what_is_written_on_the_page_is_kept_and_leads_back_to_its_part(
    ase: Citizen, karen: Client, part: str, sent: dict[str, str], where: str, kept: type
) -> None:
    answer = send(karen, ase, part, **sent)
    assert (answer.status_code, answer["Location"]) == (302, f"{address(ase)}#{where}")
    assert kept.objects.filter(citizen=ase).count() == 1
    assert f'id="{where}"' in seen(karen, ase)


@pytest.mark.parametrize(
    ("part", "sent", "typed"),
    [
        ("aftale", TERMS | {"next_to": "2020-01-01", "reason": "Vi talte om det."}, "Vi talte om"),
        ("pause", PAUSE | {"pause_until": "", "reason": "Hun er syg."}, "Hun er syg."),
        ("kommentar", {"words": "x" * 20_000}, "x" * 20_000),
        ("trin", {"title": "", "words": "Det er en god idé."}, "Det er en god idé."),
        ("linje", {"on": "2020-01-01", "words": "Længe siden.", "key": ""}, "Længe siden."),
        ("tilbud", {"offer": "no_such"}, "Vælg et af tilbuddene."),
    ],
)
def test_what_cannot_be_kept_stands_open_with_what_was_typed(
    ase: Citizen, karen: Client, part: str, sent: dict[str, str], typed: str
) -> None:
    answer = send(karen, ase, part, **sent)
    page = html.unescape(main(answer.content.decode()))
    assert answer.status_code == 400
    assert typed in page
    assert page.count("<details") - 1 >= page.count(" open>") == 1


def test_a_message_is_sent_from_the_page_and_one_with_a_number_is_asked_about_first(
    ase: Citizen, karen: Client
) -> None:
    words = "Dit nummer er 010185-4321, ikke?"
    asked = send(karen, ase, "besked", words=words, noegle="abcdefghij")
    page = html.unescape(main(asked.content.decode()))
    assert asked.status_code == 400
    assert words in page
    assert " open>" in page
    assert not TalkMessage.objects.exists()
    sent = send(karen, ase, "besked", words="Vi ses.", noegle="abcdefghik")
    assert sent["Location"] == f"{address(ase)}#venter"
    assert TalkMessage.objects.get().words == "Vi ses."


def test_another_line_from_the_same_page_goes_when_it_is_sent_anew(
    ase: Citizen, karen: Client
) -> None:
    line = {"on": "2026-05-18", "key": "abc1"}
    send(karen, ase, "linje", words="I dag begyndte vi.", **line)
    refused = send(karen, ase, "linje", words="Vi aftalte at tales ved.", **line)
    page = html.unescape(main(refused.content.decode()))
    assert text("errors.sent_already.next") in page
    assert StoryLine.objects.count() == 1
    key = hidden(refused.content.decode())["linje-key"]
    anew = send(karen, ase, "linje", words="Vi aftalte at tales ved.", **line | {"key": key})
    assert anew.status_code == 302
    assert StoryLine.objects.count() == 2


def test_what_the_citizen_asks_is_agreed_to_on_the_page(
    place: Town, ase: Citizen, karen: Client
) -> None:

    with clock.pinned(NOON):
        recorded(place, ase)
        less = Terms(Freedom.CHECK_INS, 12, MONDAY, MONDAY + timedelta(weeks=12))
        asked = agreement_ask(actor=acting(ase), citizen=ase, terms=less, position=EARLY)
    assert 'value="ja"' in seen(karen, ase)
    again = send(karen, ase, "ja", aftale="noget_andet")
    assert again.status_code == 400
    assert send(karen, ase, "ja", aftale=asked.public_id)["Location"].endswith("#aftale")
    asked.refresh_from_db()
    assert asked.state == "in_force"


@pytest.mark.parametrize("part", ["", "ukendt"])
def test_a_form_nobody_knows_changes_nothing(ase: Citizen, karen: Client, part: str) -> None:
    assert send(karen, ase, part, words="Hej").status_code == 400
    assert not PlanRemark.objects.exists()


def test_a_team_mate_reads_and_is_given_no_forms_and_changes_nothing(
    place: Town, ase: Citizen
) -> None:
    place.in_team(place.karen, place.jens)
    jens = come_in(place.jens, purpose="cover")
    page = seen(jens, ase)
    assert "Åse Møller" in page
    assert 'name="del"' not in page
    assert send(jens, ase, "kommentar", words="Hej").status_code == 403
    assert not PlanRemark.objects.exists()


def test_what_is_sent_too_late_comes_back_and_is_kept(place: Town, ase: Citizen) -> None:
    sent = {"del": "kommentar", "kommentar-words": "Godt gået med samtalen i går."}
    with clock.pinned(NOON):
        karen = come_in(place.karen)
        karen.get("/hjaelp/")
    with clock.pinned(NOON + timedelta(minutes=30)):
        assert "pause=gemt" in karen.post(address(ase), sent)["Location"]
        assert not PlanRemark.objects.exists()
        karen = come_in(place.karen)
        offered = html.unescape(karen.get(address(ase)).content.decode())
        assert sent["kommentar-words"] in offered
        assert 'name="del" value="kommentar"' in offered
        assert karen.post(address(ase), sent)["Location"] == f"{address(ase)}#plan"
    assert PlanRemark.objects.get().words == sent["kommentar-words"]
