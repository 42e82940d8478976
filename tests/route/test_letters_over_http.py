"""Letters at a keyboard: one list, a receipt, and what one may do about a letter."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from staasted.apps.citizens.models import Citizen
from staasted.apps.letters.models import Letter, LetterRead
from tests.browsing import come_in, hidden, main
from tests.ending import close_case
from tests.inviting import call_in, exempt, who_books
from tests.keeping_files import PDF
from tests.talking import posts, posts_in
from tests.town import Town, build_town, bystanders

pytestmark = pytest.mark.django_db
LIST, NEW = "/mit-forloeb/breve/", "/mit-forloeb/breve/nyt/"


@pytest.fixture
def place(db: None) -> Town:
    return build_town()


@pytest.fixture
def ase(place: Town) -> Citizen:
    return who_books(place)


def test_a_letter_in_with_a_file_has_a_receipt_and_reaches_the_coach(
    place: Town, ase: Citizen
) -> None:
    own, coach = come_in(ase.person), come_in(place.karen)
    sent = hidden(own.get(NEW).content.decode()) | {
        "title": "Jeg er uenig",
        "body": "Jeg kan ikke starte den dag.",
    }
    for _ in range(2):
        with_file = sent | {"fil": SimpleUploadedFile("lægebrev.pdf", PDF)}
        receipt = main(own.post(NEW, with_file, follow=True).content.decode())
    assert "Det her er din kvittering" in receipt
    letter = Letter.objects.get()
    assert letter.public_id in receipt
    assert "lægebrev.pdf" in receipt
    assert "Jeg er uenig" in main(coach.get("/beskeder/").content.decode())
    opened = coach.get(f"/borgere/{ase.public_id}/breve/{letter.public_id}/").content.decode()
    assert "Jeg kan ikke starte den dag." in main(opened)
    assert "Jeg er uenig" not in main(coach.get("/beskeder/").content.decode())
    assert "Åbnet mandag" in main(own.get(LIST).content.decode())


def test_a_letter_out_says_what_one_may_decide_and_how_to_complain(
    place: Town, ase: Citizen
) -> None:
    own, coach = come_in(ase.person), come_in(place.karen)
    address = f"/borgere/{ase.public_id}/breve/nyt/"
    form = coach.get(address).content.decode()
    assert "Er du uenig, så skriv det i et brev her" in main(form)
    sent = hidden(form) | {"title": "Plads på kursus", "body": "Kære Åse", "complain": "Skriv."}
    sent |= {"decision": "none", "language": "da"}
    assert coach.post(address, sent).status_code == 400, "what one may decide is missing"
    coach.post(address, sent | {"may_decide": "Du må gerne sige nej."})
    letter = Letter.objects.get()
    shown = main(own.get(f"{LIST}{letter.public_id}/").content.decode())
    for words in (
        "Du må gerne sige nej.",
        "Er du uenig?",
        "Sendt mandag den 18. maj 2026 kl. 12.00",
    ):
        assert words in shown
    assert LetterRead.objects.get().letter == letter


def test_the_summons_stands_in_the_same_list_and_is_marked_when_opened(
    place: Town, ase: Citizen
) -> None:
    exempt(ase)
    call_in(place, ase)
    client = come_in(ase.person)
    shown = main(client.get(LIST).content.decode())
    assert "/brev/" in shown
    booking = ase.summonses.get().booking.public_id
    client.get(f"/mit-forloeb/samtaler/{booking}/brev/")
    assert LetterRead.objects.get().summons == ase.summonses.get()
    assert "Åbnet mandag" in main(client.get(LIST).content.decode())


def test_letters_can_be_read_and_not_written_once_the_case_is_closed(
    place: Town, ase: Citizen
) -> None:
    letter = posts(ase, place.karen)
    close_case(ase, place.karen)
    client = come_in(ase.person)
    assert "Bekræftelse på plads" in main(client.get(LIST).content.decode())
    assert client.get(f"{LIST}{letter.public_id}/").status_code == 200
    assert NEW not in main(client.get(LIST).content.decode())


def test_a_team_mate_reads_and_marks_nothing(place: Town, ase: Citizen) -> None:
    letter = posts_in(ase)
    mate = come_in(bystanders(place, ase)["mate"], purpose="team_advice")
    assert mate.get(f"/borgere/{ase.public_id}/breve/{letter.public_id}/").status_code == 200
    assert not LetterRead.objects.exists()
