"""Staff log in at the municipality's own provider: good answers, and every bad one."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Words
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from staasted.apps.audit.actor import Role
from staasted.apps.org.models import Account, UsedAnswer
from tests.identity import assertions
from tests.identity.assertions import EMAIL, LOA, NAME, PROVIDER, WRAPS, Said, posted, sign
from tests.identity.files import MUNICIPALITY, ROLES, indented

pytestmark = pytest.mark.django_db
HOST = "http://127.0.0.1"
VIA = "/log-ind/via/kommune/"
Log = pytest.LogCaptureFixture


@dataclass
class Colleague:
    """A member of staff at a browser: the answer is posted without our cookie, as browsers do."""

    client: Client = field(default_factory=lambda: Client(headers={"host": "127.0.0.1"}))

    def asks(self, onward: str = "") -> Said:
        """Press the button; what the provider would answer."""
        answer = self.client.get(VIA, {"next": onward})
        assert answer.status_code == 302, answer.content
        asked = parse_qs(urlsplit(answer["Location"]).query)["SAMLRequest"][0]
        request = OneLogin_Saml2_Utils.decode_base64_and_inflate(asked).decode()
        ref = request.partition('ID="')[2].partition('"')[0]
        return Said(ref, f"{HOST}{VIA}svar/", f"{HOST}{VIA}metadata/")

    def comes_back(self, xml: str) -> HttpResponse:
        """Post an answer, and follow on where the post leads."""
        elsewhere = Client(headers={"host": "127.0.0.1"}, enforce_csrf_checks=True)
        answer = elsewhere.post(f"{VIA}svar/", {"SAMLResponse": posted(xml)})
        if answer.status_code != 302:
            return answer
        self.client.cookies["staasted-saml"] = elsewhere.cookies["staasted-saml"].value
        return self.client.get(answer["Location"])


@pytest.fixture
def ulla(trust: Callable[[str], None], settings, tmp_path: Path) -> Colleague:
    """A colleague at a municipality that trusts its own provider and maps its groups."""
    trust(MUNICIPALITY.format(certificate=indented(assertions.keys("kommune").certificate)))
    (tmp_path / "roles.yaml").write_text(ROLES, encoding="utf-8")
    settings.STAASTED = settings.STAASTED.model_copy(update={"role_map": tmp_path / "roles.yaml"})
    return Colleague()


def refused(answer: HttpResponse, log: Log) -> str:
    """One calm page, one line with a code and nobody in; the code."""
    assert answer.status_code == 403
    assert "Du er ikke logget ind" in answer.content.decode()
    lines = [record.getMessage() for record in log.records if record.name == "staasted.login"]
    assert len(lines) == 1
    assert not Account.objects.exists()
    return lines[0].rpartition("code=")[2]


def test_a_colleague_comes_in_with_the_role_the_group_gives(ulla: Colleague) -> None:
    said = replace(ulla.asks("/borgere/"), others={EMAIL: "un@kommune.example", NAME: "Ulla Nør"})
    answer = ulla.comes_back(said.signed())
    assert (answer.status_code, answer["Location"]) == (302, "/borgere/")
    person = Account.objects.get().person
    assert (person.name, person.email) == ("Ulla Nør", "un@kommune.example")
    assert list(person.roles.values_list("role", "source")) == [(Role.COUNSELLOR, "kommune")]
    assert ulla.client.get("/borgere/").status_code == 200
    assert ulla.client.get("/niveau/").status_code == 403


def test_an_answer_signed_around_the_assertion_too_comes_in(ulla: Colleague) -> None:
    said = ulla.asks()
    assert ulla.comes_back(sign(said.signed())).status_code == 302


BAD: dict[str, tuple[str, Callable[[Said], str]]] = {
    "unsigned": ("no_signed_assertion", lambda s: s.response(s.assertion())),
    "only the envelope signed": (
        "no_signed_assertion",
        lambda s: sign(s.response(s.assertion())),
    ),
    "signed by a stranger": ("invalid_signature", lambda s: s.signed("stranger")),
    "signed with what is broken": (
        "deprecated_signature_method",
        lambda s: s.signed(algorithm=Words.RSA_SHA1),
    ),
    "another name written in": (
        "invalid_signature",
        lambda s: s.signed().replace("ulla.noer", "karen.oest"),
    ),
    "another group written in": (
        "invalid_signature",
        lambda s: s.signed().replace("-COACH", "-LEDER"),
    ),
    "expired": ("assertion_expired", lambda s: replace(s, starts=-9000, ends=-4000).signed()),
    "from tomorrow": ("assertion_too_early", lambda s: replace(s, starts=9000, ends=9900).signed()),
    "for another office": (
        "wrong_audience",
        lambda s: replace(s, audience="https://other.example").signed(),
    ),
    "for another recipient": (
        "wrong_subjectconfirmation",
        lambda s: replace(s, receiver="https://other.example/", destination=s.receiver).signed(),
    ),
    "sent to another address": (
        "wrong_destination",
        lambda s: replace(s, destination="https://other.example/").signed(),
    ),
    "of another provider": (
        "wrong_issuer",
        lambda s: replace(s, issuer="https://e.example").signed(),
    ),
    "not an answer at all": ("unsupported_saml_version", lambda s: "<hello/>"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_answer_is_refused(ulla: Colleague, caplog: Log, what: str) -> None:
    code, made = BAD[what]
    assert refused(ulla.comes_back(made(ulla.asks())), caplog) == code


@pytest.mark.parametrize("how", WRAPS)
def test_an_assertion_slipped_in_beside_the_signed_one_is_refused(
    ulla: Colleague, caplog: Log, how: str
) -> None:
    assert refused(ulla.comes_back(assertions.wrapped(ulla.asks(), how)), caplog)


def test_a_comment_in_the_name_does_not_cut_it(ulla: Colleague) -> None:
    said = replace(ulla.asks(), subject="ulla.noer<!-- x -->.elsewhere")
    assert ulla.comes_back(said.signed()).status_code == 302
    assert Account.objects.get().subject == "ulla.noer.elsewhere"


ENTITY = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
BOMB = (
    "<!DOCTYPE r ["
    '<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghx", strict=True)
    )
    + "]>"
)


@pytest.mark.parametrize("opening", [ENTITY, BOMB, '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x">'])
def test_an_answer_with_a_document_type_is_not_even_read(
    ulla: Colleague, caplog: Log, opening: str
) -> None:
    xml = opening + ulla.asks().signed().replace("ulla.noer", "&x;")
    assert refused(ulla.comes_back(xml), caplog) in {"DTDForbidden", "XMLSyntaxError"}


@pytest.mark.parametrize("sent", [{}, {"SAMLResponse": ""}, {"SAMLResponse": "%%%"}])
def test_whatever_is_posted_is_never_an_error_page(
    ulla: Colleague, caplog: Log, sent: dict[str, str]
) -> None:
    assert refused(ulla.client.post(f"{VIA}svar/", sent), caplog)


@pytest.mark.parametrize("xml", ["", "<", "\x00", "<a>" * 5000, "æøå", "<?xml version='1.0'?>"])
def test_what_is_no_xml_is_refused(ulla: Colleague, caplog: Log, xml: str) -> None:
    assert refused(ulla.comes_back(xml), caplog)


def test_an_answer_opens_one_login(ulla: Colleague) -> None:
    xml = ulla.asks().signed()
    assert ulla.comes_back(xml).status_code == 302
    assert ulla.comes_back(xml).status_code == 403


def test_a_stolen_assertion_does_not_answer_a_thiefs_own_question(
    ulla: Colleague, caplog: Log
) -> None:
    said = replace(ulla.asks(), bound=False)  # a careless provider, which does not say for whom
    stolen = sign(said.assertion())
    assert ulla.comes_back(said.response(stolen)).status_code == 302
    thief = Colleague()
    assert (
        thief.comes_back(replace(said, asked=thief.asks().asked).response(stolen)).status_code
        == 403
    )
    assert "code=replayed" in caplog.text
    assert thief.client.get("/borgere/").status_code == 302


def test_an_assertion_bound_to_one_question_does_not_answer_another(
    ulla: Colleague, caplog: Log
) -> None:
    stolen = sign(ulla.asks().assertion())
    thief = Colleague()
    answer = thief.comes_back(thief.asks().response(stolen))
    assert refused(answer, caplog) == "wrong_subjectconfirmation"


def test_an_answer_nobody_asked_for_is_refused(ulla: Colleague, caplog: Log) -> None:
    said = ulla.asks()
    stranger = Colleague()
    assert refused(stranger.comes_back(said.signed()), caplog) == "not_asked_for"


def test_used_answers_are_forgotten_once_they_would_be_refused_anyway(
    ulla: Colleague, the_clock
) -> None:
    UsedAnswer.objects.create(provider="kommune", ref="old", until=the_clock)
    ulla.comes_back(ulla.asks().signed())
    UsedAnswer.objects.filter(ref="old").update(until=the_clock.replace(year=2020))
    ulla.comes_back(ulla.asks().signed())
    assert not UsedAnswer.objects.filter(ref="old").exists()
    assert UsedAnswer.objects.count() == 2


def test_a_provider_that_must_say_its_level_is_held_to_it(
    ulla: Colleague, trust: Callable[[str], None], caplog: Log
) -> None:
    strict = MUNICIPALITY.replace("assurance: false", "assurance: true")
    trust(strict.format(certificate=indented(assertions.keys("kommune").certificate)))
    low = replace(ulla.asks(), others={LOA: "Low"})
    assert refused(ulla.comes_back(low.signed()), caplog) == "assurance_low"
    assert (
        ulla.comes_back(replace(ulla.asks(), others={LOA: "Substantial"}).signed()).status_code
        == 302
    )


def test_a_number_for_a_name_is_refused_and_one_beside_it_is_not_kept(
    ulla: Colleague, caplog: Log
) -> None:
    named = replace(ulla.asks(), subject="6101901234")
    assert refused(ulla.comes_back(named.signed()), caplog) == "subject_is_a_number"
    beside = replace(
        ulla.asks(), others={"dk:gov:saml:attribute:CprNumberIdentifier": "6101901234"}
    )
    assert ulla.comes_back(beside.signed()).status_code == 302
    assert "6101901234" not in caplog.text


def test_our_description_says_where_answers_go(ulla: Colleague) -> None:
    answer = ulla.client.get(f"{VIA}metadata/")
    assert answer.status_code == 200
    assert f"{HOST}{VIA}svar/" in answer.content.decode()


def test_logging_out_leads_on_to_the_provider(ulla: Colleague) -> None:
    ulla.comes_back(ulla.asks().signed())
    page = ulla.client.post("/log-ud/").content.decode()
    assert f"{PROVIDER}/logout?SAMLRequest=" in page
    assert ulla.client.get("/borgere/").status_code == 302
