"""A citizen whose words reach no coach stands on the lead's list until somebody is there."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.models import ReadLog
from staasted.apps.audit.reading import reading
from staasted.apps.citizens.kinds import ConflictKind
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.relating import conflict_mark
from staasted.apps.citizens.services import counsellor_assign
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.staffing import absence_record
from staasted.apps.talking.answering import answering
from staasted.apps.talking.models import HelpWish
from staasted.apps.talking.unanswered import unanswered
from tests import town
from tests.browsing import come_in, main
from tests.talking import posts_in, wants_help, writes
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db
PAGE = "/venter-uden-svar/"
SECRET = "Jeg sover ikke om natten"


@pytest.fixture
def nobodys(place: Town) -> Iterator[Citizen]:
    """Ida, who has no coach, at noon on a Monday."""
    with clock.pinned(NOON):
        yield town.citizen(None, name="Ida Ene")


def shown(place: Town) -> str:
    return main(come_in(place.lead).get(PAGE).content.decode())


def listed(place: Town) -> list[str]:
    with reading(actor=place.leading(), purpose="hand_over", page="unanswered", at=NOON):
        return [row.case.public_id for row in unanswered(place.leading(), on=MONDAY)]


def test_whoever_has_no_coach_and_writes_stands_on_the_leads_list(
    place: Town, nobodys: Citizen
) -> None:
    writes(nobodys, SECRET)
    wants_help(nobodys, SECRET)
    page = shown(place)
    for told in ("Ida Ene", "Ingen coach", "1 besked", "Bad om hjælp", "/niveau/uden-coach/"):
        assert told in page
    assert SECRET not in page
    assert ReadLog.objects.latest("id").purpose == "hand_over"


def test_a_coach_takes_them_off_the_list_and_has_them_on_their_own(
    place: Town, nobodys: Citizen
) -> None:
    writes(nobodys)
    counsellor_assign(citizen=nobodys, counsellor=place.karen, from_on=MONDAY)
    assert "har en, der svarer" in shown(place)
    assert "Ida Ene" in main(come_in(place.karen).get("/beskeder/").content.decode())


def test_the_lead_who_has_spoken_with_somebody_says_so(place: Town, nobodys: Citizen) -> None:
    wish = wants_help(nobodys)
    lead = come_in(place.lead)
    assert lead.post(PAGE, {"talt": wish.public_id}).url == PAGE
    assert HelpWish.objects.get().state == "helped"
    assert lead.post(PAGE, {"talt": wish.public_id}).status_code == 404, "it waits no more"


def test_a_wish_somebody_answers_is_not_the_leads_to_end(place: Town) -> None:
    with clock.pinned(NOON):
        wish = wants_help(town.citizen(place.karen))
        assert come_in(place.lead).post(PAGE, {"talt": wish.public_id}).status_code == 404
    assert HelpWish.objects.get().state == "open"


def test_a_protected_name_is_not_said(place: Town, nobodys: Citizen) -> None:
    writes(nobodys)
    Person.objects.filter(pk=nobodys.person_id).update(protected=True)
    assert "Ida Ene" not in shown(place)


def test_late_ones_say_so_and_help_comes_first(place: Town, nobodys: Citizen) -> None:
    writes(nobodys)
    with clock.pinned(NOON + timedelta(days=7)):
        other = town.citizen(None, name="Bo Sen")
        wants_help(other)
        page = shown(place)
    assert "ver tiden" in page
    assert page.index("Bo Sen") < page.index("Ida Ene")


@pytest.mark.parametrize("team", [False, True])
@pytest.mark.parametrize("away", [(), ("karen",), ("jens",), ("karen", "jens")])
@pytest.mark.parametrize("marked", [(), ("jens",)])
def test_the_list_holds_exactly_those_nobody_answers(
    place: Town, team: bool, away: tuple[str, ...], marked: tuple[str, ...]
) -> None:
    with clock.pinned(NOON):
        case = town.citizen(place.karen)
        writes(case)
        if team:
            place.in_team(place.karen, place.jens)
        for name in away:
            person = getattr(place, name)
            absence_record(actor=OPERATOR, person=person, from_on=MONDAY, to_on=None)
        for name in marked:
            staff = getattr(place, name)
            conflict_mark(
                actor=place.counsellor(),
                citizen=case,
                staff=staff,
                kind=ConflictKind.COLLEAGUE,
                from_on=MONDAY,
            )
        nobody = answering(case, place.karen, on=MONDAY).by is None
        assert (case.public_id in listed(place)) is nobody
    assert nobody is (bool(away) and "karen" in away and (not team or "jens" in (*away, *marked)))


def test_a_letter_nobody_has_opened_stands_there_too_and_says_nothing_of_itself(
    place: Town, nobodys: Citizen
) -> None:
    posts_in(nobodys, title="Klage over min plads")
    page = shown(place)
    assert "1 brev, ingen har åbnet" in page
    assert "Klage" not in page
    with reading(actor=place.leading(), purpose="hand_over", page="unanswered", at=NOON):
        (row,) = unanswered(place.leading(), on=MONDAY)
    assert (row.letters, row.messages) == (1, 0)
    assert row.answer_by > MONDAY, "a letter is promised its answer as a message is"


def test_letters_and_messages_are_counted_each_for_itself(place: Town, nobodys: Citizen) -> None:
    for words in ("Et", "To", "Tre"):
        writes(nobodys, words)
    for _ in range(2):
        posts_in(nobodys)
    page = shown(place)
    assert "3 beskeder" in page
    assert "2 breve" in page
