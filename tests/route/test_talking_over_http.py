"""Writing to each other and wanting help, at a keyboard."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.models import ReadLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.files.models import CitizenFile
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Draft, Person
from staasted.apps.org.staffing import absence_record
from staasted.apps.talking.models import HelpWish, TalkMessage
from tests import town
from tests.browsing import come_in, hidden, main
from tests.ending import close_case
from tests.keeping_files import PDF, TXT
from tests.talking import answers, wants_help, writes
from tests.town import MONDAY, NOON, Town, build_town, bystanders

pytestmark = pytest.mark.django_db
TALK, HELP = "/mit-forloeb/beskeder/", "/mit-forloeb/jeg-vil-have-hjaelp/"


@pytest.fixture
def place(db: None) -> Town:
    return build_town()


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def page(client: Client, address: str) -> str:
    return main(client.get(address).content.decode())


def form_of(client: Client, address: str) -> dict[str, str]:
    return hidden(client.get(address).content.decode())


def with_(ase: Citizen) -> str:
    return f"/borgere/{ase.public_id}/beskeder/"


def test_a_question_a_file_an_answer_and_what_each_has_read(place: Town, ase: Citizen) -> None:
    own, coach = come_in(ase.person), come_in(place.karen)
    shown = page(own, TALK)
    assert "Du skriver med Karen Østergård." in shown
    assert "får du svar senest onsdag den 20. maj" in shown
    sent = form_of(own, TALK) | {
        "words": "Her er mit cv.",
        "fil": SimpleUploadedFile("010180-1234 cv.pdf", PDF),
    }
    said = main(own.post(TALK, sent, follow=True).content.decode())
    assert "Beskeden er sendt. Du får svar senest onsdag den 20. maj." in said
    assert "Ikke læst endnu." in said
    assert "… cv.pdf" in said
    waiting = page(coach, "/beskeder/")
    assert "Åse Møller" in waiting
    assert "onsdag den 20. maj" in waiting
    opened = page(coach, with_(ase))
    assert "Her er mit cv." in opened
    link = re.search(r'href="(/borgere/[^"]*/filer/[^"]*)"', opened)
    assert coach.get(link[1]).content == PDF
    assert "Læst mandag den 18. maj kl. 12.00." in page(own, TALK)
    coach.post(with_(ase), form_of(coach, with_(ase)) | {"words": "Det ser godt ud."})
    assert "Ingen venter på svar" in page(coach, "/beskeder/")
    assert "Ny" in page(own, TALK)
    assert "Det ser godt ud." in page(own, TALK)
    assert "Læst mandag" in page(coach, with_(ase))


def test_the_same_form_pressed_twice_is_one_message(ase: Citizen) -> None:
    client = come_in(ase.person)
    sent = form_of(client, TALK) | {"words": "Hej"}
    client.post(TALK, sent)
    client.post(TALK, sent)
    assert TalkMessage.objects.count() == 1


def test_what_looks_like_a_cpr_number_is_asked_about_once_and_never_blocked(ase: Citizen) -> None:
    client = come_in(ase.person)
    sent = form_of(client, TALK) | {"words": "Mit nummer er 010180-1234."}
    answer = client.post(TALK, sent)
    asked = main(answer.content.decode())
    assert answer.status_code == 400
    assert "Har du skrevet et CPR-nummer?" in asked
    assert "Mit nummer er 010180-1234." in asked, "nothing written is lost"
    assert not TalkMessage.objects.exists()
    client.post(TALK, hidden(answer.content.decode()) | {"words": "Mit nummer er 010180-1234."})
    assert TalkMessage.objects.count() == 1


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (("virus.exe", b"MZ\x90\x00"), "Vi kan tage imod PDF"),
        (("tom.pdf", b""), "Der er ikke noget i den."),
        (("stor.txt", b"a" * 10_000_001), "Den fylder mere end 10 MB."),
    ],
)
def test_a_file_that_cannot_be_taken_keeps_the_words(
    ase: Citizen, file: tuple[str, bytes], says: str
) -> None:
    client = come_in(ase.person)
    sent = form_of(client, TALK) | {"words": "Med fil", "fil": SimpleUploadedFile(*file)}
    answer = client.post(TALK, sent)
    assert answer.status_code == 400
    assert says in main(answer.content.decode())
    assert "Med fil" in main(answer.content.decode())
    assert not TalkMessage.objects.exists()
    assert not CitizenFile.objects.exists()


def test_more_files_than_one_form_takes_are_refused_with_a_sentence(ase: Citizen) -> None:
    client = come_in(ase.person)
    files = [SimpleUploadedFile(f"{number}.txt", TXT) for number in range(4)]
    answer = client.post(TALK, form_of(client, TALK) | {"words": "Fire", "fil": files})
    assert "Du har valgt mere end 3 filer." in main(answer.content.decode())
    assert not TalkMessage.objects.exists()


def test_what_is_sent_after_the_sitting_has_ended_comes_back(ase: Citizen) -> None:
    def come_again(minutes: int) -> Client:
        with clock.pinned(NOON + timedelta(minutes=minutes)):
            client = come_in(ase.person)
            client.get("/hjaelp/")
        return client

    client = come_again(0)
    with clock.pinned(NOON + timedelta(minutes=40)):
        late = client.post(TALK, {"words": "Det tog tid at skrive.", "noegle": "a"})
    assert "pause=gemt" in late.url
    assert not TalkMessage.objects.exists()
    back = come_again(41)
    with clock.pinned(NOON + timedelta(minutes=41)):
        assert "Det tog tid at skrive." in back.get(TALK).content.decode()
        back.post(TALK, form_of(back, TALK) | {"words": "Det tog tid at skrive."})
    assert TalkMessage.objects.count() == 1
    assert not Draft.objects.exists()


def test_while_the_coach_is_away_the_page_names_who_answers(place: Town, ase: Citizen) -> None:
    around = bystanders(place, ase)
    absence_record(actor=OPERATOR, person=place.karen, from_on=MONDAY)
    absence_record(actor=OPERATOR, person=around["silent_mate"], from_on=MONDAY)
    client = come_in(ase.person, role="citizen")
    says = "Karen Østergård er her ikke lige nu. Mikkel Mageskifte"
    assert says in page(client, TALK)
    assert says in page(client, HELP)
    writes(ase)
    mate = come_in(around["mate"])
    assert "1 venter hos kolleger" in page(mate, "/beskeder/")
    mate.post("/formaal/", {"formaal": "cover"})
    assert "Åse Møller" in page(mate, "/beskeder/")
    mate.post(with_(ase), form_of(mate, with_(ase)) | {"words": "Hej, jeg svarer for Karen."})
    assert "Hej, jeg svarer for Karen." in page(client, TALK)


def test_a_team_mate_reads_along_and_neither_answers_nor_marks(place: Town, ase: Citizen) -> None:
    writes(ase)
    mate = come_in(bystanders(place, ase)["mate"], purpose="team_advice")
    assert "Du kan læse med." in page(mate, with_(ase))
    assert TalkMessage.objects.get().read_at is None
    assert mate.post(with_(ase), {"words": "Hej", "noegle": "a"}).status_code == 403
    assert mate.post(with_(ase), {"gjort": "intet-svar"}).status_code == 403


def test_who_acts_for_a_citizen_writes_in_their_own_name(place: Town, ase: Citizen) -> None:
    helper = come_in(bystanders(place, ase)["representative"])
    helper.post("/paa-vegne-af/", {"borger": ase.public_id})
    helper.post(TALK, form_of(helper, TALK) | {"words": "Jeg skriver for Åse."})
    assert "Regitze Ret for borgeren" in page(come_in(place.karen), with_(ase))


def test_needs_no_answer_is_said_to_the_citizen(place: Town, ase: Citizen) -> None:
    writes(ase, "Tak for i dag!")
    coach = come_in(place.karen)
    coach.post(with_(ase), {"gjort": "intet-svar"})
    assert "Læst. Der er ikke brug for et svar." in page(come_in(ase.person), TALK)


def test_on_a_closed_case_one_reads_and_does_not_write(place: Town, ase: Citizen) -> None:
    writes(ase)
    answers(ase, place.karen, "Held og lykke!")
    close_case(ase, place.karen)
    client = come_in(ase.person)
    shown = page(client, TALK)
    assert "Held og lykke!" in shown
    assert "<textarea" not in shown
    sent = client.post(TALK, {"words": "Hej igen", "noegle": "a"})
    assert sent.status_code == 400
    assert "Held og lykke!" in main(sent.content.decode())


def test_one_press_and_help_is_on_its_way(place: Town, ase: Citizen) -> None:
    client, coach = come_in(ase.person), come_in(place.karen)
    shown = page(client, HELP)
    assert 'href="tel:112"' in shown
    assert "lægevagten" in shown
    assert "Karen Østergård kontakter dig." in shown
    said = main(client.post(HELP, {}, follow=True).content.decode())
    assert "Du bad om hjælp mandag den 18. maj kl. 12.00" in said
    assert "senest tirsdag den 19. maj" in said
    assert 'href="tel:112"' in said
    assert "Vil have hjælp" in page(coach, "/beskeder/")
    assert "Borgeren vil have hjælp" in page(coach, with_(ase))
    coach.post(with_(ase), {"gjort": "talt"})
    assert HelpWish.objects.get().state == "helped"
    assert "I talte sammen mandag" in page(client, HELP)


def test_the_offices_own_numbers_are_shown(ase: Citizen, settings: pytest.FixtureRequest) -> None:
    own = settings.STAASTED.model_copy(
        update={"doctor_phone": "70 11 31 31", "crisis_line": "Linjen, 70 20 12 01"}
    )
    settings.STAASTED = own
    shown = page(come_in(ase.person), HELP)
    assert 'href="tel:70113131"' in shown
    assert "Linjen, 70 20 12 01" in shown


def test_help_can_be_taken_back(ase: Citizen) -> None:
    client = come_in(ase.person)
    wants_help(ase, "Jeg er bange for at miste min bolig.")
    assert "Jeg er bange for at miste min bolig." in page(client, HELP)
    client.post(HELP, {"tilbage": "1"})
    assert HelpWish.objects.get().state == "withdrawn"


def test_from_messages_one_asks_to_be_called(ase: Citizen) -> None:
    client = come_in(ase.person)
    link = re.search(r'href="([^"]*ring-op[^"]*)"', page(client, TALK))
    assert "Bed os ringe" in page(client, link[1].replace("&amp;", "&"))


def test_each_reading_says_who_whom_and_why(place: Town, ase: Citizen) -> None:
    coach = come_in(place.karen)
    for address, name in ((with_(ase), "talk_with"), ("/beskeder/", "talks")):
        writes(ase)
        coach.get(address)
        left = ReadLog.objects.latest("id")
        assert (left.page, left.citizens) == (name, f"|{ase.public_id}|")


def test_a_protected_name_is_told_to_the_coach_alone(place: Town, ase: Citizen) -> None:
    around = bystanders(place, ase)
    Person.objects.filter(pk=ase.person_id).update(protected=True)
    writes(ase)
    wants_help(ase)
    assert "Åse Møller" in page(come_in(place.karen), "/beskeder/")
    absence_record(actor=OPERATOR, person=place.karen, from_on=MONDAY)
    covering = come_in(around["mate"], purpose="cover")
    assert "Åse Møller" not in page(covering, "/beskeder/")
