"""The duty to have an exact copy of what was sent: letter, files and date, as they went."""

from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from staasted.apps.citizens.models import Citizen
from staasted.apps.files.checking import file_check
from staasted.apps.letters.models import Letter
from staasted.apps.org.models import Person
from tests.browsing import come_in, main
from tests.inviting import call_in, exempt
from tests.keeping_files import TXT
from tests.talking import posts, posts_in
from tests.town import Town

pytestmark = pytest.mark.django_db
WORDS = ("Bekræftelse på plads", "Kære Åse", "Du har fået en plads.", "Er du uenig?")


def pdf(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def said(paper: PdfReader) -> str:
    return " ".join(page.extract_text() for page in paper.pages)


def test_both_sides_get_the_same_paper_of_a_letter_and_it_holds_every_word(
    place: Town, ase: Citizen
) -> None:
    letter = posts(ase, place.karen)
    own = come_in(ase.person).get(f"/mit-forloeb/breve/{letter.public_id}/pdf/")
    coach = come_in(place.karen).get(f"/borgere/{ase.public_id}/breve/{letter.public_id}/pdf/")
    assert own["Content-Type"] == "application/pdf"
    assert f'filename="brev-{letter.public_id}.pdf"' in own["Content-Disposition"]
    assert said(pdf(own.content)) == said(pdf(coach.content))
    for words in (*WORDS, "Ådal Kommune, Karen Østergård", letter.public_id):
        assert words in said(pdf(own.content))


def test_the_paper_can_be_read_aloud(place: Town, ase: Citizen) -> None:
    letter = posts(ase, place.karen)
    own = come_in(ase.person).get(f"/mit-forloeb/breve/{letter.public_id}/pdf/")
    root = pdf(own.content).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "da"


def test_the_paper_names_the_files_that_went_with_the_letter(ase: Citizen) -> None:
    letter = posts_in(ase, files=[file_check(name="bilag.txt", chunks=[TXT])])
    own = come_in(ase.person).get(f"/mit-forloeb/breve/{letter.public_id}/pdf/")
    assert "bilag.txt" in said(pdf(own.content))


def test_a_letter_in_english_is_so_on_paper_whoever_asks(place: Town, ase: Citizen) -> None:
    letter = posts(ase, place.karen, language="en", title="A place for you")
    own = come_in(ase.person).get(f"/mit-forloeb/breve/{letter.public_id}/pdf/")
    assert pdf(own.content).trailer["/Root"]["/Lang"] == "en"
    assert "Sent Monday 18 May 2026" in said(pdf(own.content))


def test_the_summons_is_the_same_paper_on_both_sides(place: Town, ase: Citizen) -> None:
    exempt(ase)
    call_in(place, ase)
    summons = ase.summonses.get()
    booking = summons.booking.public_id
    own = come_in(ase.person).get(f"/mit-forloeb/samtaler/{booking}/brev/pdf/")
    coach = come_in(place.karen).get(f"/samtaler/{booking}/indkaldelse/pdf/")
    assert said(pdf(own.content)) == said(pdf(coach.content))
    flat = " ".join(said(pdf(own.content)).split())
    for line in summons.body.splitlines():
        assert " ".join(line.split()) in flat


def test_a_new_name_changes_no_letter_that_was_sent(place: Town, ase: Citizen) -> None:
    letter = posts(ase, place.karen)
    Person.objects.filter(pk=place.karen.pk).update(name="Karen Nygift")
    own = come_in(ase.person).get(f"/mit-forloeb/breve/{letter.public_id}/pdf/")
    assert "Karen Østergård" in said(pdf(own.content))


@pytest.mark.parametrize("column", ["title", "body", "decision", "language", "sent_at"])
def test_the_database_changes_no_part_of_it(place: Town, ase: Citizen, column: str) -> None:
    letter = posts(ase, place.karen)
    other = letter.sent_at.replace(year=2025) if column == "sent_at" else "en"
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        Letter.objects.update(**{column: other})


def test_a_sign_our_letters_lack_is_named_and_the_page_prints_all_the_same(
    place: Town, ase: Citizen
) -> None:
    letter = posts(ase, place.karen, title="Til lykke \N{PARTY POPPER}")
    answer = come_in(ase.person).get(f"/mit-forloeb/breve/{letter.public_id}/pdf/")
    assert answer.status_code == 409
    assert "\N{PARTY POPPER}" in main(answer.content.decode())
