"""Letters out and in: kept as they were sent, carried once, marked when they are opened."""

from functools import partial
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.files.checking import file_check
from staasted.apps.letters.access import letters_of, letters_unread
from staasted.apps.letters.models import Letter, LetterCarried, LetterRead
from staasted.apps.letters.services import letter_opened, letters_carry
from staasted.apps.outbox.models import Message
from staasted.apps.retention.services import due_erase
from staasted.core.calendar import add_months
from staasted.core.errors import DomainError
from staasted.integrations.post_demo import LetterFiles
from staasted.ports import adapters
from staasted.ports.post import NotCarried
from tests import town
from tests.ending import close_case
from tests.inviting import call_in, exempt, who_books
from tests.keeping_files import TXT
from tests.talking import posts, posts_in
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def ase(place: Town) -> Citizen:
    return who_books(place)


def test_the_list_reads_letters_and_summonses_newest_first(place: Town, ase: Citizen) -> None:
    exempt(ase)
    call_in(place, ase)
    posts(ase, place.karen)
    posts_in(ase)
    lines = letters_of(ase, office="Ådal Kommune")
    assert {(line.sender, line.own) for line in lines} == {
        ("Ådal Kommune, Karen Østergård", False),
        ("Åse Møller", True),
        ("Ådal Kommune", False),
    }
    assert sum(bool(line.booking) for line in lines) == 1, "the summons lies where it was written"
    assert [line.sent_at for line in lines] == sorted((x.sent_at for x in lines), reverse=True)


@pytest.mark.parametrize("column", ["title", "body", "sender", "may_decide", "complain"])
def test_the_database_changes_no_letter(place: Town, ase: Citizen, column: str) -> None:
    posts(ase, place.karen)
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        Letter.objects.update(**{column: "Noget andet"})


def test_the_database_moves_no_letters_date_and_removes_none(place: Town, ase: Citizen) -> None:
    posts(ase, place.karen)
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        Letter.objects.update(sent_at=NOON.replace(year=2025))
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        Letter.objects.all().delete()


def test_a_letter_to_a_citizen_says_what_they_may_decide_and_how_to_complain(
    place: Town, ase: Citizen
) -> None:
    letter = posts(ase, place.karen)
    assert letter.may_decide
    assert letter.complain
    own = posts_in(ase)
    assert (own.may_decide, own.complain) == ("", "")
    letter.pk, letter.public_id, letter.sent_key, letter.complain = None, "2222222222", "a", ""
    with pytest.raises(IntegrityError), transaction.atomic():
        letter.save(force_insert=True)


def test_what_lacks_something_is_not_sent(ase: Citizen) -> None:
    for lacking in ({"title": " "}, {"title": "a", "body": ""}):
        with pytest.raises(DomainError, match="letter_incomplete"):
            posts_in(ase, **lacking)
    with pytest.raises(DomainError, match="words_too_long"):
        posts_in(ase, body="a" * 15_001)


def test_the_same_form_is_one_letter(ase: Citizen) -> None:
    first = posts_in(ase, key="samenoegle")
    assert posts_in(ase, key="samenoegle") == first
    with pytest.raises(DomainError, match="sent_already"):
        posts_in(ase, key="samenoegle", body="Noget andet.")
    assert Letter.objects.count() == 1


def test_the_citizen_is_told_that_a_letter_lies_here_and_nothing_of_it(
    place: Town, ase: Citizen
) -> None:
    posts_in(ase)
    assert not Message.objects.filter(kind="letter").exists()
    posts(ase, place.karen, "Din ansøgning om revalidering")
    told = Message.objects.get(kind="letter")
    assert told.title == "Der ligger et brev til dig"
    assert "revalidering" not in told.title + told.body
    assert "revalidering" not in str(list(ActLog.objects.values()))


def test_the_first_opening_is_marked_and_no_later_one(place: Town, ase: Citizen) -> None:
    letter = posts(ase, place.karen)
    letter_opened(actor=town.acting(ase), letter=letter)
    letter_opened(actor=town.acting(ase), letter=letter)
    assert LetterRead.objects.get().by == ase.person
    assert ActLog.objects.filter(act="letter_open").count() == 1
    assert letters_of(ase, office="a")[0].read_at == NOON


def test_a_new_letter_stands_with_the_coach_until_it_is_opened(
    place: Town, ase: Citizen, logged: None
) -> None:
    letter = posts_in(ase)
    assert letters_unread(place.counsellor(), on=MONDAY) == [letter]
    assert letters_unread(place.counsellor(place.jens), on=MONDAY) == []
    letter_opened(actor=place.counsellor(), letter=letter)
    assert letters_unread(place.counsellor(), on=MONDAY) == []


def test_a_letter_is_carried_once_and_one_from_the_citizen_never(
    place: Town, ase: Citizen, tmp_path: Path
) -> None:
    posts(ase, place.karen)
    posts_in(ase)
    before = adapters.post("demo")
    adapters.post_register(LetterFiles(tmp_path))
    try:
        assert letters_carry(now=NOON) == 1
        assert letters_carry(now=NOON) == 0
    finally:
        adapters.post_register(before)
    (file,) = tmp_path.iterdir()
    written = file.read_text(encoding="utf-8")
    assert "Du bestemmer selv, om du tager pladsen." in written
    assert "Er du uenig" in written
    carried = LetterCarried.objects.get()
    assert (carried.carrier, carried.ref, carried.done_at) == ("demo", file.name, NOON)


class Away:
    """A carrier that refuses for certain, or breaks half-way."""

    slug = "demo"

    def __init__(self, error: Exception) -> None:
        self.error, self.asked = error, 0

    def carry(self, letter: object) -> str:
        self.asked += 1
        raise self.error


@pytest.mark.parametrize(("error", "asked"), [(NotCarried("no_room"), 2), (OSError("x"), 1)])
def test_what_certainly_did_not_go_is_tried_again_and_what_may_have_gone_is_not(
    place: Town, ase: Citizen, error: Exception, asked: int
) -> None:
    posts(ase, place.karen)
    before, away = adapters.post("demo"), Away(error)
    adapters.post_register(away)
    try:
        for _ in range(2):
            if isinstance(error, OSError) and not away.asked:
                with pytest.raises(OSError, match="x"):
                    letters_carry(now=NOON)
            else:
                letters_carry(now=NOON)
    finally:
        adapters.post_register(before)
    assert away.asked == asked


def test_letters_go_with_the_case(place: Town, ase: Citizen) -> None:
    exempt(ase)
    call_in(place, ase)
    letter = posts(ase, place.karen)
    letter_opened(actor=town.acting(ase), letter=letter)
    letter_opened(actor=town.acting(ase), summons=ase.summonses.get())
    posts_in(ase, files=[file_check(name="bilag.txt", chunks=[TXT])])
    close_case(ase, place.karen)
    for act in (partial(posts, ase, place.karen), partial(posts_in, ase)):
        with pytest.raises(DomainError, match="case_closed"):
            act()
    gone = next(iter(due_erase(actor=OPERATOR, on=add_months(MONDAY, 60))))
    assert {"letters.letter", "letters.letterfile", "letters.letterread"} <= set(gone.rows)
    assert not Letter.objects.exists()
