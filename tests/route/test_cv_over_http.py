"""Mit CV over HTTP: written, read by whoever may, on paper, as a PDF, as a file and from one."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from staasted.apps.audit.models import ReadLog
from staasted.apps.citizens.models import Citizen
from staasted.apps.profiles.models import Profile, ProfileEntry
from staasted.core.resume import About, EntryKind
from tests import town
from tests.browsing import Browser, come_in, hidden, main, refused
from tests.ending import close_case
from tests.profiles import FILE, about, entry, share
from tests.town import Town, build_town, bystanders

pytestmark = pytest.mark.django_db

CV, NEW = "/mit-forloeb/cv/", "/mit-forloeb/cv/nyt/"
WORK = {"title": "Kok", "organisation": "Kantinen", "started": "3-2019", "ended": "6/2021"}
SECRET = "Jeg drømmer om havet"


@pytest.fixture
def place() -> Town:
    return build_town()


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def sent(told: object) -> SimpleUploadedFile:
    content = told if isinstance(told, bytes) else json.dumps(told).encode()
    return SimpleUploadedFile("cv.json", content, "application/json")


def pdf(client: Client) -> PdfReader:
    answer = client.get(f"{CV}pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]
    return PdfReader(BytesIO(answer.content))


def test_the_ways_lead_to_the_cv_and_an_empty_one_says_how_to_begin(ase: Citizen) -> None:
    browser = Browser(ase.person)
    for page in ("/mit-forloeb/", "/mit-forloeb/plan/"):
        assert CV in main(browser.get(page))
    page = main(browser.get(CV))
    assert "Begynd, hvor du vil" in page
    assert "Ingen andre end dig" in page
    assert f"{CV}pdf/" not in page, "there is nothing to print"


def test_work_is_written_changed_moved_and_deleted_after_a_question(ase: Citizen) -> None:
    browser = Browser(ase.person)
    words = "Varm mad til 200\n- Bestilte varer\n- Lærte elever op"
    page = main(browser.post(f"{NEW}?slags=work", **WORK, words=words))
    assert "Kantinen, marts 2019 til juni 2021" in page
    assert "<li>Bestilte varer</li>" in page
    row = ProfileEntry.objects.get()
    edit = f"{CV}{row.public_id}/"
    assert 'value="03-2019"' in browser.get(edit)
    page = main(browser.post(edit, **WORK | {"ended": ""}, version="1"))
    assert "Kantinen, siden marts 2019" in page
    browser.post(f"{NEW}?slags=work", title="Tjener")
    browser.post(CV, ned=row.public_id)
    page = main(browser.get(CV))
    assert page.index("Tjener") < page.index("Kok")
    assert "Det kan ikke hentes tilbage" in browser.post(f"{edit}slet/")
    assert ProfileEntry.objects.count() == 2, "asked first"
    assert "Det er slettet" in browser.post(f"{edit}slet/", slet="ja")
    assert ProfileEntry.objects.get().title == "Tjener"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"started": "i går"}, "for eksempel 03-2021"),
        ({"started": "2021", "ended": "2019"}, "slutter, før det begynder"),
        ({"title": "", "organisation": ""}, "Der mangler, hvad det er"),
        ({"words": "x" * 5001}, "højst 5000 tegn"),
        ({"title": "Født 010190-1234"}, "ligner et cpr-nummer"),
    ],
)
def test_a_refusal_says_why_and_what_was_typed_stands(
    ase: Citizen, words: dict[str, str], says: str
) -> None:
    page = refused(Browser(ase.person), f"{NEW}?slags=work", **WORK | {"words": SECRET} | words)
    assert says in page
    assert words.get("words", SECRET) in page
    assert not ProfileEntry.objects.exists()


def test_contact_details_stand_on_the_cv_only_when_they_are_chosen(ase: Citizen) -> None:
    browser = Browser(ase.person)
    told = {"email": "ase@eksempel.dk", "phone": "20304050", "headline": "Kok"}
    page = main(browser.post(f"{CV}om-mig/", **told, shown="email", version="0"))
    assert "Står ikke på CV&#39;et: 20304050" in page
    paper = main(browser.get(f"{CV}papir/"))
    said = pdf(browser.client).pages[0].extract_text()
    basics = browser.client.get(f"{CV}fil/").json()["basics"]
    assert basics == {"name": ase.person.name, "label": "Kok", "email": "ase@eksempel.dk"}
    for shown in (paper, said):
        assert "ase@eksempel.dk" in shown
        assert "20304050" not in shown
    assert "navn@eksempel.dk" in refused(browser, f"{CV}om-mig/", email="ase", version="1")


def test_a_window_that_is_not_up_to_date_shows_both(ase: Citizen) -> None:
    row = entry(ase)
    browser, edit = Browser(ase.person), f"{CV}{row.public_id}/"
    browser.post(edit, title="Fra den ene fane", version="1")
    page = refused(browser, edit, title="Fra den anden fane", version="1")
    assert "Fra den ene fane" in page
    assert 'value="Fra den anden fane"' in page
    browser.post(edit, title="Fra den anden fane", **hidden(page) | {"csrfmiddlewaretoken": ""})
    assert ProfileEntry.objects.get().title == "Fra den anden fane"
    about(ase)
    assert "Køkkenassistent" in refused(browser, f"{CV}om-mig/", headline="Tjener", version="0")


def test_the_pdf_reads_back_is_tagged_and_speaks_the_readers_language(ase: Citizen) -> None:
    entry(ase, title="Kok", organisation="Kantinen", words='#read("/etc/passwd")\n- *Varer*')
    entry(ase, EntryKind.SKILL, title="Kasse", words="kort\nkontant")
    browser = Browser(ase.person)
    reader = pdf(browser.client)
    said = reader.pages[0].extract_text()
    for words in (ase.person.name, "Arbejde", "Kok", '#read("/etc/passwd")', "*Varer*"):
        assert words in said
    assert "kort, kontant" in said
    root = reader.trailer["/Root"]
    assert (root["/Lang"], reader.metadata.title) == ("da", ase.person.name)
    assert "/StructTreeRoot" in root
    browser.post("/sprog/", language="en", next=CV)
    assert pdf(browser.client).trailer["/Root"]["/Lang"] == "en"


def test_a_sign_the_pdf_cannot_hold_is_named_with_where_it_stands(ase: Citizen) -> None:
    entry(ase, title="Kok", words="Glad 🙂")
    answer = Browser(ase.person).client.get(f"{CV}pdf/")
    assert answer.status_code == 409
    page = main(answer.content.decode())
    assert "Tegnet 🙂" in page
    assert "Det står ved: Kok" in page
    assert f"{CV}papir/" in page
    assert f'href="{CV}"' in page


def test_a_file_is_looked_at_first_and_then_taken_in(ase: Citizen) -> None:
    about(ase, About(headline="Køkkenassistent"))
    browser = Browser(ase.person)
    page = browser.client.post(f"{CV}hent-ind/", {"fil": sent(FILE)}).content.decode()
    for words in (
        "Kok, Kantinen",
        "Dansk",
        "ase@eksempel.dk",
        "awards",
        "Nu står der “Køkkenassistent”",
    ):
        assert words in main(page)
    assert not ProfileEntry.objects.exists(), "nothing before the yes"
    held = {"indhold": json.dumps(FILE), "tag": "headline"}
    page = main(browser.post(f"{CV}hent-ind/", **held))
    assert "Filen er hentet ind" in page
    assert "Årets kok" not in page
    assert Profile.objects.get().headline == "Kok"
    told = browser.client.get(f"{CV}fil/").json()
    assert (told["work"], told["awards"]) == (FILE["work"], FILE["awards"])
    assert "email" not in told["basics"], "not chosen for the CV"


def test_the_yes_of_the_page_brings_the_file_it_showed(ase: Citizen) -> None:
    browser = Browser(ase.person)
    told = {"work": [{"position": 'Kok "på" <b>', "name": "A & B"}]}
    page = browser.client.post(f"{CV}hent-ind/", {"fil": sent(told)}).content.decode()
    shown = hidden(page)["indhold"]
    held = shown.replace("&#34;", '"').replace("&lt;", "<").replace("&gt;", ">")
    browser.post(f"{CV}hent-ind/", indhold=held.replace("&#39;", "'").replace("&amp;", "&"))
    row = ProfileEntry.objects.get()
    assert (row.title, row.organisation) == ('Kok "på" <b>', "A & B")


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (b"%PDF-1.7", "linje 1"),
        (b"\xff\xfe", "Den er ikke tekst"),
        (b"[" * 100_000, "lag inde i hinanden"),
        (b"x" * 300_000, "mere end 200 kilobyte"),
        ({"hej": 1}, "ingen af de dele"),
        ({"work": [{"position": "Kok", "startDate": "nu"}]}, "work 1"),
        ({"work": [{"position": 1}]}, "work 1 position"),
        ({"basics": {"summary": "0101901234"}}, "ligner et cpr-nummer"),
    ],
)
def test_a_file_that_cannot_be_taken_in_says_what_and_where(
    ase: Citizen, told: object, says: str
) -> None:
    client = Browser(ase.person).client
    answer = client.post(f"{CV}hent-ind/", {"fil": sent(told)})
    assert answer.status_code == 400
    assert says in answer.content.decode()
    answer = client.post(f"{CV}hent-ind/")
    assert "Du har ikke valgt en fil" in answer.content.decode()
    forged = client.post(f"{CV}hent-ind/", {"indhold": "{"})
    assert forged.status_code == 400
    assert not ProfileEntry.objects.exists()


def test_the_coach_reads_it_while_it_is_shared_and_it_is_noted(place: Town, ase: Citizen) -> None:
    entry(ase, title=SECRET)
    about(ase)
    karen, theirs = Browser(place.karen), f"/borgere/{ase.public_id}/cv/"
    assert "deler ikke noget CV" in karen.get(theirs)
    browser = Browser(ase.person)
    assert "Din coach kan nu læse" in browser.post(f"{CV}deling/", **{"del": "ja"})
    page = main(karen.get(theirs))
    assert SECRET in page
    assert "20 30 40 50" not in page, "not on the CV"
    reads = ReadLog.objects.filter(citizens__contains=f"|{ase.public_id}|")
    assert reads.filter(actor=place.karen.public_id).exists()
    browser.post(f"{CV}deling/", **{"del": "nej"})
    assert SECRET not in karen.get(theirs)


def test_it_is_nothing_to_a_partner_a_lead_and_the_front_desk(place: Town, ase: Citizen) -> None:
    share(ase)
    people, theirs = bystanders(place, ase), f"/borgere/{ase.public_id}/cv/"
    for who in (people["partner"], people["front_desk"], place.lead):
        assert come_in(who).get(theirs).status_code == 403


def test_whoever_acts_for_the_citizen_reads_and_writes_what_is_shared(
    place: Town, ase: Citizen
) -> None:
    row = entry(ase, title=SECRET)
    about(ase)
    client = come_in(bystanders(place, ase)["representative"])
    client.post("/paa-vegne-af/", {"borger": ase.public_id})
    edit, everything = f"{CV}{row.public_id}/", "/mit-forloeb/alt-om-mig/fil/"
    assert "ikke delt med dig" in client.get(CV).content.decode()
    assert SECRET not in client.get(everything).content.decode()
    for rest in ("papir/", "pdf/", "fil/", "om-mig/", "nyt/"):
        assert client.get(f"{CV}{rest}").status_code == 404
    assert client.get(edit).status_code == 404
    share(ase)
    assert SECRET in client.get(CV).content.decode()
    assert SECRET in client.get(everything).content.decode()
    client.post(edit, {"title": "Rettet for Åse", "version": "1"})
    assert ProfileEntry.objects.get().title == "Rettet for Åse"
    for closed in ("deling/", "slet/", "hent-ind/", f"{row.public_id}/slet/"):
        assert client.get(f"{CV}{closed}").status_code == 403


def test_nobody_opens_another_citizens_entry(place: Town, ase: Citizen) -> None:
    row = entry(ase)
    client = Browser(town.citizen(place.karen, name="Bo Holm").person).client
    for rest in ("", "slet/"):
        assert client.get(f"{CV}{row.public_id}/{rest}").status_code == 404
    client.post(f"{CV}{row.public_id}/", {"title": "Andet", "version": "1"})
    client.post(CV, {"op": row.public_id})
    assert ProfileEntry.objects.get().title == "Kok"


def test_it_stays_after_closing_and_is_erased_by_its_citizen(place: Town, ase: Citizen) -> None:
    entry(ase, title=SECRET)
    close_case(ase, place.karen)
    browser = Browser(ase.person)
    assert CV in main(browser.get("/mit-forloeb/lukket/"))
    assert "CV&#39;et er stadig dit" in browser.get(CV)
    browser.post(f"{NEW}?slags=language", title="Dansk", level="modersmål")
    about_me = browser.client.get("/mit-forloeb/alt-om-mig/fil/").content.decode()
    assert SECRET in about_me
    browser.post(f"{CV}slet/")
    assert ProfileEntry.objects.count() == 2, "asked first"
    assert "Dit CV er slettet" in browser.post(f"{CV}slet/", slet="ja")
    assert not ProfileEntry.objects.exists()
