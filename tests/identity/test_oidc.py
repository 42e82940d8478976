"""A citizen logs in with MitID: a real provider, the whole way there and back over HTTP."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from staasted.apps.audit.actor import Role
from staasted.apps.audit.models import ActLog
from staasted.apps.org.models import Account, Person
from staasted.apps.org.services import person_register, role_grant
from tests.identity.files import BROKER
from tests.identity.visitor import Visitor
from tests.town import LONG_AGO, replacement_number

NSIS = "https://data.gov.dk/concept/core/nsis/"
Log = pytest.LogCaptureFixture
Do = Callable[[str], None]


@pytest.fixture
def number() -> str:
    return replacement_number()


@pytest.fixture
def ase(transactional_db: None, number: str) -> Person:
    """Åse, a citizen whose CPR number came with the caseload file."""
    person = person_register(name="Åse Dam", cpr=number)
    role_grant(person=person, role=Role.CITIZEN, from_on=LONG_AGO)
    return person


def refused(answer: requests.Response, log: Log, code: str) -> str:
    """One calm page with a way forward, and one line with the code; the page."""
    assert answer.status_code == 403
    assert "tel:70000000" in answer.text
    lines = [record.getMessage() for record in log.records if record.name == "staasted.login"]
    assert lines == [f"login refused provider=mitid code={code}"]
    assert not Account.objects.exists()
    return answer.text


def test_a_citizen_comes_in_and_an_account_is_made_the_first_time(
    ase: Person, number: str, mitid: str, visitor: Visitor
) -> None:
    for _ in range(2):
        answer = visitor.log_in(dk__cpr=number)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    account = Account.objects.get()
    assert (account.person, account.provider, account.subject) == (ase, "mitid", "9a1c")
    assert visitor.go("/").headers["Location"] == "/mit-forloeb/"
    assert ActLog.objects.filter(act="account_make").count() == 1


def test_the_way_there_carries_state_nonce_and_a_challenge_of_its_own_each_time(
    ase: Person, mitid: str, visitor: Visitor
) -> None:
    asked = [parse_qs(urlsplit(visitor.depart()).query) for _ in range(2)]
    for one in asked:
        assert one["response_type"] == ["code"]
        assert one["code_challenge_method"] == ["S256"]
        assert one["redirect_uri"][0].endswith("/log-ind/via/mitid/tilbage/")
    for secret in ("state", "nonce", "code_challenge"):
        assert asked[0][secret] != asked[1][secret]
        assert len(asked[0][secret][0]) >= 16


@pytest.mark.parametrize("level", ["Substantial", "High", "loa/Substantial"])
def test_a_level_that_is_enough_comes_in(
    ase: Person, number: str, mitid: str, visitor: Visitor, level: str
) -> None:
    assert visitor.log_in(dk__cpr=number, loa=NSIS + level).status_code == 302
    assert Account.objects.get().person == ase


@pytest.mark.parametrize(
    ("level", "code"),
    [
        (NSIS + "Low", "low"),
        ("LOW", "low"),
        ("", "none"),
        (None, "none"),
        (3, "none"),
        ("https://evil.example/nsis/High", "none"),
        (NSIS + "Highest", "none"),
    ],
)
def test_a_level_that_is_too_low_or_unknown_is_refused_with_a_way_forward(
    ase: Person, number: str, mitid: str, visitor: Visitor, caplog: Log, level: object, code: str
) -> None:
    answer = visitor.log_in(dk__cpr=number, loa=level)
    assert "MitID-app" in refused(answer, caplog, f"assurance_{code}")


def test_the_office_can_ask_for_more(
    ase: Person, number: str, mitid: str, visitor: Visitor, caplog: Log, settings
) -> None:
    settings.STAASTED = settings.STAASTED.model_copy(update={"assurance": "high"})
    answer = visitor.log_in(dk__cpr=number, loa=NSIS + "Substantial")
    refused(answer, caplog, "assurance_substantial")


def test_a_number_nobody_here_has_is_met_with_a_telephone(
    ase: Person, mitid: str, visitor: Visitor, caplog: Log
) -> None:
    said = refused(visitor.log_in(dk__cpr=replacement_number()), caplog, "unknown")
    assert "Ring til os" in said


def test_a_login_without_a_number_opens_nothing(
    ase: Person, mitid: str, visitor: Visitor, caplog: Log
) -> None:
    refused(visitor.log_in(), caplog, "no_cpr")


def test_a_number_with_a_hyphen_is_the_same_number(
    ase: Person, number: str, mitid: str, visitor: Visitor
) -> None:
    assert visitor.log_in(dk__cpr=f"{number[:6]}-{number[6:]}").status_code == 302


def test_who_is_known_comes_in_though_the_broker_no_longer_sends_the_number(
    ase: Person, number: str, mitid: str, visitor: Visitor
) -> None:
    visitor.log_in(dk__cpr=number)
    assert Visitor(visitor.home).log_in().status_code == 302


def test_a_known_login_that_suddenly_carries_somebody_elses_number_is_refused(
    ase: Person, number: str, mitid: str, visitor: Visitor
) -> None:
    other = replacement_number()
    person_register(name="Bo Friis", cpr=other)
    visitor.log_in(dk__cpr=number)
    again = Visitor(visitor.home)
    assert again.log_in(dk__cpr=other).status_code == 403


def test_a_known_login_that_suddenly_carries_a_number_nobody_here_has_is_refused(
    ase: Person, number: str, mitid: str, visitor: Visitor, caplog: Log
) -> None:
    visitor.log_in(dk__cpr=number)
    again = Visitor(visitor.home)
    assert again.log_in(dk__cpr=replacement_number()).status_code == 403
    lines = [record.getMessage() for record in caplog.records if record.name == "staasted.login"]
    assert lines == ["login refused provider=mitid code=other_number"]
    assert again.go("/mit-forloeb/").status_code == 302


WRONGS = {
    "other_nonce": "nonce",
    "no_nonce": "MissingRequiredClaimError",
    "other_issuer": "InvalidIssuerError",
    "other_audience": "InvalidAudienceError",
    "other_party": "azp",
    "expired": "ExpiredSignatureError",
    "no_end": "MissingRequiredClaimError",
    "from_tomorrow": "ImmatureSignatureError",
    "strange_key": "InvalidSignatureError",
    "tampered": "InvalidSignatureError",
    "public_key_as_secret": "InvalidAlgorithmError",
    "unknown_key": "key",
    "unsigned": "InvalidAlgorithmError",
    "rubbish": "DecodeError",
    "no_token": "unreadable",
    "other_subject": "userinfo_subject",
}


@pytest.mark.parametrize("wrong", WRONGS)
def test_an_answer_that_is_not_the_providers_own_to_us_now_is_refused(
    ase: Person, number: str, mitid: str, visitor: Visitor, caplog: Log, fault: Do, wrong: str
) -> None:
    fault(wrong)
    refused(visitor.log_in(dk__cpr=number), caplog, WRONGS[wrong])


def test_a_description_of_another_issuer_is_refused_before_anybody_is_sent_away(
    ase: Person, mitid: str, visitor: Visitor, caplog: Log, fault: Do
) -> None:
    fault("other_description")
    refused(visitor.go("/log-ind/via/mitid/"), caplog, "discovery_issuer")


def test_an_answer_opens_one_login_in_the_browser_that_asked(
    ase: Person, number: str, mitid: str, visitor: Visitor, caplog: Log
) -> None:
    claims = {"loa": NSIS + "High", "dk.cpr": number}
    back = visitor.identify(visitor.depart(), "9a1c", **claims)
    refused(Visitor(visitor.home).go(back), caplog, "state")
    assert visitor.go(back).status_code == 302
    assert visitor.go(back).status_code == 403


def test_who_gives_up_at_the_provider_may_try_again(
    ase: Person, mitid: str, visitor: Visitor, caplog: Log
) -> None:
    state = parse_qs(urlsplit(visitor.depart()).query)["state"][0]
    answer = visitor.go(f"/log-ind/via/mitid/tilbage/?error=access_denied&state={state}")
    assert "Prøv igen" in refused(answer, caplog, "login_cancelled")


def test_a_provider_that_does_not_answer_is_told_in_words(
    transactional_db: None, trust: Do, visitor: Visitor, caplog: Log
) -> None:
    trust(BROKER.format(issuer="http://127.0.0.1:9"))
    refused(visitor.go("/log-ind/via/mitid/"), caplog, "login_provider_silent")


@pytest.mark.parametrize(
    "sent", ["", "?code=x", "?state=x", "?code=x&state=x", "?error=x&state=", "?code=%00&state=%00"]
)
def test_whatever_stands_in_the_address_back_is_never_an_error_page(
    transactional_db: None, mitid: str, visitor: Visitor, sent: str
) -> None:
    visitor.depart()
    assert visitor.go(f"/log-ind/via/mitid/tilbage/{sent}").status_code in {400, 403}


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil", "x"])
def test_nobody_is_sent_elsewhere_afterwards(
    ase: Person, number: str, mitid: str, visitor: Visitor, elsewhere: str
) -> None:
    answer = visitor.log_in(onward=elsewhere, dk__cpr=number)
    assert answer.headers["Location"] == "/"


def test_a_saved_address_is_opened_afterwards(
    ase: Person, number: str, mitid: str, visitor: Visitor
) -> None:
    answer = visitor.log_in(onward="/mit-forloeb/tilbud/", dk__cpr=number)
    assert answer.headers["Location"] == "/mit-forloeb/tilbud/"


def test_the_sitting_gets_a_new_key_at_log_in(
    ase: Person, number: str, mitid: str, visitor: Visitor
) -> None:
    visitor.depart()
    before = visitor.session.cookies["sessionid"]
    visitor.log_in(dk__cpr=number)
    after = visitor.session.cookies["sessionid"]
    assert before != after
    stranger = Visitor(visitor.home)
    stranger.session.cookies.set("sessionid", before)
    assert stranger.go("/mit-forloeb/").headers["Location"].startswith("/log-ind/")


def test_a_citizens_login_opens_no_room_of_staff(
    ase: Person, number: str, mitid: str, visitor: Visitor
) -> None:
    role_grant(person=ase, role=Role.LEAD, from_on=LONG_AGO)
    visitor.log_in(dk__cpr=number)
    assert visitor.go("/niveau/").status_code == 403
    assert "Som leder" not in visitor.go("/rolle/").text


def test_a_provider_nobody_set_up_is_not_found(transactional_db: None, visitor: Visitor) -> None:
    for part in ("", "tilbage/", "metadata/"):
        assert visitor.go(f"/log-ind/via/mitid/{part}").status_code == 404
