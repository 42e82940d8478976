"""A letter that may have gone, or that nobody carries, is told to who wrote it and who runs us."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.letters.carrying import (
    Carriage,
    carriage_of,
    letter_carriage_settle,
    letters_left,
    letters_unsure,
)
from staasted.apps.letters.models import Letter, LetterCarried
from staasted.apps.operations.problems import problems_of
from staasted.apps.operations.status import status_now
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Installation
from staasted.apps.org.selectors import is_demo
from staasted.core.errors import DomainError
from tests import town
from tests.browsing import Browser, main
from tests.ending import close_case
from tests.talking import posts, posts_in
from tests.town import NOON, Town

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=10)


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


@pytest.fixture
def letter(place: Town, ase: Citizen) -> Iterator[Letter]:
    """One to Åse, at noon; ten minutes later it is looked at."""
    with clock.pinned(NOON):
        sent = posts(ase, place.karen)
    with clock.pinned(LATER):
        yield sent


def broken(letter: Letter) -> None:
    LetterCarried.objects.create(letter=letter, carrier="demo", tried_at=NOON)


def page_of(place: Town, letter: Letter) -> str:
    return f"/borgere/{letter.citizen.public_id}/breve/{letter.public_id}/"


def codes() -> set[str]:
    return {problem.code for problem in problems_of(status_now(now=LATER, demo=is_demo()))}


def test_each_letter_says_how_far_it_is(letter: Letter, ase: Citizen) -> None:
    assert carriage_of(letter, now=LATER) is Carriage.WAITING
    mark = LetterCarried.objects.create(letter=letter, carrier="demo", tried_at=NOON)
    assert carriage_of(letter, now=LATER - timedelta(seconds=1)) is Carriage.WAITING
    assert carriage_of(letter, now=LATER) is Carriage.UNSURE
    mark.done_at = LATER
    mark.save()
    assert carriage_of(letter, now=LATER) is Carriage.CARRIED
    assert carriage_of(posts_in(ase), now=LATER) is None


def test_a_letter_that_may_have_gone_is_a_problem_until_somebody_says(
    place: Town, letter: Letter
) -> None:
    broken(letter)
    assert (letters_unsure(now=LATER).count(), letters_left(demo=True).count()) == (1, 0)
    assert "letters_unsure" in codes()
    karen = Browser(place.karen)
    assert "Vi ved ikke, om brevet er sendt" in main(karen.get(page_of(place, letter)))
    said = main(karen.post(page_of(place, letter), brev="frem"))
    assert "Brevet er sendt videre" in said
    assert "letters_unsure" not in codes()
    assert ActLog.objects.get(act="letter_carriage_settle").facts == {"arrived": True}


def test_it_is_sent_again_where_it_did_not_come(place: Town, letter: Letter) -> None:
    broken(letter)
    assert "på vej ud" in main(Browser(place.karen).post(page_of(place, letter), brev="igen"))
    assert not LetterCarried.objects.exists()


def test_one_that_is_going_is_not_settled(place: Town, letter: Letter) -> None:
    LetterCarried.objects.create(letter=letter, carrier="demo", tried_at=LATER)
    with pytest.raises(DomainError, match="letter_moved_on"):
        letter_carriage_settle(actor=place.counsellor(), letter=letter, arrived=True)
    page = Browser(place.karen).post(page_of(place, letter), brev="igen")
    assert "i mellemtiden" in page
    assert LetterCarried.objects.exists()


def test_where_nobody_carries_letters_it_is_told_while_the_case_is_open(
    place: Town, letter: Letter
) -> None:
    assert "letters_stay_here" not in codes(), "a demo writes files"
    karen = Browser(place.karen)
    Installation.objects.all().delete()
    assert carriage_of(letter, now=LATER) is Carriage.STAYS_HERE
    assert (letters_unsure(now=LATER).count(), letters_left(demo=False).count()) == (0, 1)
    assert "letters_stay_here" in codes()
    assert "kun på borgerens side" in main(karen.get(page_of(place, letter)))
    close_case(letter.citizen, place.karen)
    assert letters_left(demo=False).count() == 0
