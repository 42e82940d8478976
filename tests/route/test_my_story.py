"""The story, rights, what decides and answers after a conversation, as pages."""

from datetime import timedelta

import pytest

from staasted.apps.citizens.models import Citizen
from staasted.apps.feedback.models import FeedbackBox
from staasted.apps.feedback.seals import box_open
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Draft
from staasted.apps.story.models import StoryLine, StoryWording
from staasted.catalog import speech
from staasted.catalog.feedback import WORDS
from tests import town
from tests.browsing import come_in, main
from tests.happenings import FIRST, hold, utc
from tests.talking import answers, posts, writes
from tests.telling import says
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db

HOME, STORY = "/mit-forloeb/", "/mit-forloeb/historien/"
AFTER, PAPER = "/mit-forloeb/hvordan-var-det/", "/mit-forloeb/papir/"


@pytest.fixture
def ase(place: Town) -> Citizen:
    place.in_team(place.karen)
    case = town.citizen(place.karen)
    hold(case, place.karen, utc(2026, 5, 11, 8))
    return case


def shown(client, address: str) -> str:
    return main(client.get(address).content.decode())


def test_a_line_is_written_read_by_the_coach_corrected_and_taken_back(
    place: Town, ase: Citizen
) -> None:
    citizen, karen = come_in(ase.person), come_in(place.karen)
    sent = {"on": MONDAY.isoformat(), "words": "Jeg fik ros på arbejdet.", "key": "abc"}
    assert citizen.post(f"{STORY}ny/", sent).url == STORY
    assert citizen.post(f"{STORY}ny/", sent).url == STORY
    line = StoryLine.objects.get()
    theirs = f"/borgere/{ase.public_id}/historien/"
    assert "Jeg fik ros på arbejdet." in shown(karen, theirs)
    assert f"{theirs}{line.public_id}/" not in shown(karen, theirs), "it is not hers to correct"
    assert karen.get(f"{theirs}{line.public_id}/").status_code == 404
    better = sent | {"words": "Jeg fik ros af chefen.", "seen": "1"}
    assert citizen.post(f"{STORY}{line.public_id}/", better).url == STORY
    told = shown(karen, theirs)
    assert "Jeg fik ros af chefen." in told
    assert "Rettet 1 gang" in told
    assert citizen.post(f"{STORY}{line.public_id}/", {"tilbage": "ja"}).url == STORY
    told = shown(karen, theirs)
    assert "ros" not in told
    assert "Tog en linje tilbage" in told
    assert StoryWording.objects.count() == 2, "what stood is not erased before the case is"


def test_what_is_wrong_with_a_line_is_said_and_nothing_is_lost(ase: Citizen) -> None:
    ahead = (MONDAY + timedelta(days=3)).isoformat()
    answer = come_in(ase.person).post(f"{STORY}ny/", {"on": ahead, "words": "Om lidt", "key": "k"})
    assert answer.status_code == 400
    told = main(answer.content.decode())
    assert "Dagen kan ikke bruges" in told
    assert "Om lidt" in told


def test_two_windows_do_not_correct_over_each_other(ase: Citizen) -> None:
    line, citizen = says(ase), come_in(ase.person)
    first = {"on": MONDAY.isoformat(), "words": "Den ene.", "seen": "1"}
    assert citizen.post(f"{STORY}{line.public_id}/", first).status_code == 302
    answer = citizen.post(f"{STORY}{line.public_id}/", first | {"words": "Den anden."})
    assert answer.status_code == 400
    told = main(answer.content.decode())
    assert "blevet rettet, mens du skrev" in told
    assert "Den anden." in told


def test_the_front_page_says_what_waits(place: Town, ase: Citizen) -> None:
    citizen = come_in(ase.person)
    assert "Det venter" in shown(citizen, HOME), "a conversation may be told of"
    writes(ase)
    answers(ase, place.karen)
    posts(ase, place.karen)
    told = shown(citizen, HOME)
    assert "Sig, hvordan samtalen var" in told
    for way in ("/mit-forloeb/beskeder/", STORY, "/mit-forloeb/mine-rettigheder/"):
        assert way in told
    assert "ny besked fra din coach" in told


def test_an_agreed_day_that_passed_is_said_so_and_leads_to_a_time(
    place: Town, ase: Citizen
) -> None:
    hold(ase, place.karen, utc(2026, 5, 12, 8), purpose=FIRST, channel="in_person")
    with clock.pinned(NOON + timedelta(days=60)):
        citizen = come_in(ase.person)
        for page in (shown(citizen, HOME), shown(citizen, PAPER)):
            assert "Det er ikke sket endnu" in page
        assert "/mit-forloeb/book/" in shown(citizen, HOME)


def test_the_whole_course_is_on_one_paper(ase: Citizen) -> None:
    says(ase)
    told = shown(come_in(ase.person), PAPER)
    for words in ("Her er du", "Jeg begyndte i praktik", "Talte sammen", "Åse Møller"):
        assert words in told


def test_rights_name_their_section_or_say_that_nobody_here_has_read_it(ase: Citizen) -> None:
    told = shown(come_in(ase.person), "/mit-forloeb/mine-rettigheder/")
    for words in ("§ 32, stk. 1", "§ 204", "forvaltningsloven", "vores eget løfte"):
        assert words in told
    assert "/mit-forloeb/aftale/aendring/" in told


def test_what_decides_shows_the_rules_of_today_and_what_they_saw(ase: Citizen) -> None:
    told = shown(come_in(ase.person), "/mit-forloeb/hvad-afgoer/")
    assert "Der findes ingen score om dig" in told
    for words in ("Samtaler, vi har holdt", "Kontanthjælp", "LBK 280/2024"):
        assert words.lower() in told.lower(), words


def test_each_rule_says_what_it_looked_at(ase: Citizen) -> None:
    told = shown(come_in(ase.person), "/mit-forloeb/hvad-afgoer/")
    rules = told.split("Det, reglen så på")[1:]
    assert rules, "every rule that asks something shows what it saw"
    for saw in rules:
        assert "Målgruppe" in saw
    day = speech.day_year(ase.conversations.earliest("starts_at").starts_at.date())
    assert any(f"Samtale {day}" in saw for saw in rules), rules


def test_a_no_and_an_answer_look_alike_and_the_next_page_is_the_same(
    place: Town, ase: Citizen
) -> None:
    other = town.citizen(place.karen, name="Bo Friis")
    hold(other, place.karen, utc(2026, 5, 12, 8))
    citizen, bo = come_in(ase.person), come_in(other.person)
    answered = citizen.post(AFTER, {"untold_heard": "fully", f"untold_{WORDS}": "Godt."})
    declined = bo.post(AFTER, {"nej": "tak"})
    assert (answered.status_code, answered.url) == (declined.status_code, declined.url)
    (box,) = FeedbackBox.objects.all()
    assert box_open(box) == [{"heard": "fully", WORDS: "Godt."}]
    for client in (citizen, bo):
        assert "ingen samtale at svare om" in shown(client, AFTER)


def test_an_empty_answer_is_said_to_be_empty(ase: Citizen) -> None:
    answer = come_in(ase.person).post(AFTER, {})
    assert answer.status_code == 400
    assert "Vælg mindst ét svar" in main(answer.content.decode())


def test_what_was_half_answered_is_never_kept_when_the_sitting_ends(ase: Citizen) -> None:
    citizen = come_in(ase.person)
    citizen.post(AFTER, {f"untold_{WORDS}": "Kun jeg ved det", "gem_kladde": "ja"})
    assert not Draft.objects.exists()
    citizen = come_in(ase.person)
    citizen.post(f"{STORY}ny/", {"words": "Det her gemmes", "gem_kladde": "ja"})
    assert Draft.objects.count() == 1, "as other forms are"


def test_nobody_is_asked_once_the_days_are_over(ase: Citizen) -> None:
    with clock.pinned(NOON + timedelta(days=30)):
        assert "ingen samtale at svare om" in shown(come_in(ase.person), AFTER)
