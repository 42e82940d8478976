"""Staff with a login of the house's own: set up once, then name, password and a code."""

import re
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client
from typer.testing import CliRunner

from staasted.apps.audit.models import ActLog
from staasted.apps.org.clock import clock
from staasted.apps.org.local_login import setup_finish
from staasted.apps.org.models import Account, LocalLogin
from staasted.apps.org.second_factor import Factors, new_secret
from staasted.cli.main import app
from staasted.ports.identity import LoginRefused
from tests.identity.telephone import Telephone

pytestmark = pytest.mark.django_db
PASSWORD = "en hund går i regn"
AT = "/log-ind/lokal/"


def command(*words: str) -> tuple[int, str]:
    """What the command line answers."""
    outcome = CliRunner().invoke(app, ["staff", *words])
    return outcome.exit_code, outcome.output


def added(username: str = "kho") -> str:
    """Add Karen with a login of the house's own; the code printed."""
    words = ("--name", "Karen Holm", "--role", "administrator", "--local", username)
    exit_code, said = command("add", *words)
    assert exit_code == 0, said
    return re.search(r"[a-z0-9]{5}(?:-[a-z0-9]{5}){3}", said)[0]


@dataclass
class Karen:
    """Karen at a browser, with the telephone that makes her codes."""

    client: Client = field(default_factory=Client)
    telephone: Telephone = field(default_factory=Telephone)
    spare: list[str] = field(default_factory=list)

    def opens_setup(self, code: str, password: str = PASSWORD, name: str = "kho") -> HttpResponse:
        sent = {"username": name, "code": code, "password": password}
        return self.client.post(f"{AT}opret/", sent)

    def sets_up(self, code: str) -> HttpResponse:
        """The whole first time."""
        assert self.opens_setup(code).status_code == 302
        shown = self.client.get(f"{AT}opret/kode/").content.decode()
        self.telephone.secret = re.search(r"<code>([A-Z2-7 ]+)</code>", shown)[1]
        answer = self.client.post(f"{AT}opret/kode/", {"code": self.telephone.code()})
        self.spare = re.findall(r"<code>(\d{8})</code>", answer.content.decode())
        return answer

    def gives(self, password: str = PASSWORD, name: str = "kho", **sent: str) -> HttpResponse:
        """Name and password."""
        return self.client.post(AT, {"username": name, "password": password, **sent})

    def says(self, code: str) -> HttpResponse:
        return self.client.post(f"{AT}kode/", {"code": code})


@pytest.fixture
def karen() -> Karen:
    """Karen, who has set her login up and gone home."""
    someone = Karen()
    answer = someone.sets_up(added())
    assert answer.status_code == 200
    someone.client.post("/log-ud/")
    return someone


def test_the_first_time_ends_logged_in_with_ten_spare_codes() -> None:
    karen = Karen()
    answer = karen.sets_up(added())
    assert len(karen.spare) == 10
    assert "no-store" in answer["Cache-Control"]
    assert karen.client.get("/indlaesninger/").status_code == 200
    assert Account.objects.get().provider == "lokal"


def test_a_password_and_a_code_come_in(karen: Karen) -> None:
    before = karen.gives(next="/indlaesninger/ny/")
    assert before["Location"] == f"{AT}kode/"
    answer = karen.says(karen.telephone.next_code())
    assert (answer.status_code, answer["Location"]) == (302, "/indlaesninger/ny/")
    assert karen.client.get("/indlaesninger/").status_code == 200


def test_a_password_alone_opens_nothing(karen: Karen) -> None:
    karen.gives()
    assert karen.client.get("/indlaesninger/").status_code == 302
    assert Client().get(f"{AT}kode/")["Location"] == AT


def test_half_a_login_waits_ten_minutes_and_no_longer(karen: Karen) -> None:
    karen.gives()
    with clock.pinned(clock.now() + timedelta(minutes=11)):
        assert karen.says(karen.telephone.next_code())["Location"] == AT
    assert karen.client.get("/indlaesninger/").status_code == 302


@pytest.mark.parametrize(
    ("name", "password"),
    [("kho", "en kat går i regn"), ("nobody", PASSWORD), ("", ""), ("kho", "")],
)
def test_a_wrong_name_and_a_wrong_password_meet_the_same_words(
    karen: Karen, name: str, password: str
) -> None:
    answer = karen.gives(password, name)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Navn og adgangskode passer ikke sammen" in page
    assert not password or password not in page


def test_a_code_opens_once(karen: Karen) -> None:
    code = karen.telephone.next_code()
    karen.gives()
    assert karen.says(code).status_code == 302
    karen.client.post("/log-ud/")
    karen.gives()
    assert karen.says(code).status_code == 403
    assert karen.says(karen.telephone.code()).status_code == 403, "nor does an older one"


def test_a_spare_code_opens_once(karen: Karen) -> None:
    for answer in (302, 403):
        karen.gives()
        assert karen.says(karen.spare[0]).status_code == answer
        karen.client.post("/log-ud/")


@pytest.mark.parametrize("code", ["", "000000", "abc", "１２３４５６", "0" * 500])
def test_a_wrong_code_opens_nothing(karen: Karen, code: str) -> None:
    karen.gives()
    assert karen.says(code).status_code == 403


@pytest.mark.parametrize("code", ["", "aaaaa-aaaaa-aaaaa-aaaaa"])
def test_a_wrong_set_up_code_begins_nothing(code: str) -> None:
    added()
    assert Karen().opens_setup(code).status_code == 403
    assert Client().get(f"{AT}opret/kode/")["Location"] == f"{AT}opret/"


def test_a_set_up_code_works_once_and_for_two_days(karen: Karen) -> None:
    code = added("jens")
    with clock.pinned(clock.now() + timedelta(days=2, minutes=1)):
        assert Karen().opens_setup(code, name="jens").status_code == 403
    _, said = command("renew", "--local", "kho")
    fresh = re.search(r"[a-z0-9]{5}(?:-[a-z0-9]{5}){3}", said)[0]
    assert Karen().sets_up(fresh).status_code == 200
    assert Karen().opens_setup(fresh).status_code == 403


def test_a_set_up_that_is_not_finished_stores_nothing_and_can_be_begun_again() -> None:
    code, karen = added(), Karen()
    karen.opens_setup(code)
    assert karen.client.post(f"{AT}opret/kode/", {"code": "000000"}).status_code == 403
    assert LocalLogin.objects.get().password == ""
    assert not Authenticator.objects.exists()
    assert Karen().sets_up(code).status_code == 200


@pytest.mark.parametrize("password", ["kort", "password1234", "123456789012345"])
def test_a_password_easy_to_guess_is_refused_in_words(password: str) -> None:
    answer = Karen().opens_setup(added(), password)
    assert answer.status_code == 403
    assert "let at gætte" in answer.content.decode()


def test_a_new_code_takes_password_and_telephone_away_and_ends_the_sitting(karen: Karen) -> None:
    karen.gives()
    karen.says(karen.telephone.next_code())
    assert karen.client.get("/indlaesninger/").status_code == 200
    assert command("renew", "--local", "kho")[0] == 0
    assert karen.client.get("/indlaesninger/").status_code == 302
    assert karen.gives().status_code == 403
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("name", ["k", "Karen Holm", "kho", "../kho", "x" * 61])
def test_a_name_that_cannot_be_used_adds_nobody(karen: Karen, name: str) -> None:
    words = ("--name", "Kaj Holm", "--role", "lead", "--local", name)
    exit_code, said = command("add", *words)
    assert exit_code == 1
    assert "navn" in said
    assert Account.objects.count() == 1


def renewed(username: str = "kho") -> str:
    """Take the login back and print a new code; the code."""
    _, said = command("renew", "--local", username)
    return re.search(r"[a-z0-9]{5}(?:-[a-z0-9]{5}){3}", said)[0]


def test_a_new_code_shuts_out_whoever_opened_the_set_up_with_the_old_one() -> None:
    stranger, leaked = Karen(), added()
    assert stranger.opens_setup(leaked).status_code == 302
    shown = stranger.client.get(f"{AT}opret/kode/").content.decode()
    stranger.telephone.secret = re.search(r"<code>([A-Z2-7 ]+)</code>", shown)[1]
    fresh = renewed()
    assert stranger.client.get(f"{AT}opret/kode/")["Location"] == f"{AT}opret/"
    answer = stranger.client.post(f"{AT}opret/kode/", {"code": stranger.telephone.code()})
    assert answer["Location"] == f"{AT}opret/"
    assert LocalLogin.objects.get().password == ""
    assert Karen().sets_up(fresh).status_code == 200


def test_a_set_up_renewed_while_it_is_finished_stores_nothing() -> None:
    stranger, leaked = Karen(), added()
    stranger.opens_setup(leaked)
    opened = LocalLogin.objects.select_related("account__person").get()
    renewed()
    with pytest.raises(LoginRefused):
        setup_finish(opened, password="x", sealed=new_secret(), code="000000")
    assert LocalLogin.objects.get().password == ""
    assert LocalLogin.objects.get().setup_hash


def test_renewing_a_name_nobody_has_says_so() -> None:
    assert command("renew", "--local", "nobody")[0] == 1


def test_secrets_lie_sealed_and_passwords_hashed_and_acts_are_logged(karen: Karen) -> None:
    secret = karen.telephone.secret.replace(" ", "")
    kept = str([factor.data for factor in Authenticator.objects.all()])
    assert secret not in kept
    assert karen.spare[0] not in kept
    sealed = Authenticator.objects.get(type="totp").data["secret"]
    assert Factors().decrypt(sealed) == secret
    assert LocalLogin.objects.get().password.startswith("argon2$argon2id$")
    acts = list(ActLog.objects.values_list("act", flat=True))
    assert "local_login_offer" in acts
    assert "local_login_set_up" in acts


def test_the_sitting_gets_a_new_key_at_each_step(karen: Karen) -> None:
    karen.client.get(AT)
    keys = [karen.client.cookies["sessionid"].value]
    karen.gives()
    keys.append(karen.client.cookies["sessionid"].value)
    karen.says(karen.telephone.next_code())
    keys.append(karen.client.cookies["sessionid"].value)
    assert len(set(keys)) == 3


def test_nobody_is_sent_elsewhere(karen: Karen) -> None:
    karen.gives(next="https://evil.example/")
    assert karen.says(karen.telephone.next_code())["Location"] == "/"


@pytest.mark.parametrize("sent", ["{", "[]", "7", "{}", '{"response": 7}', '{"response": {}}'])
def test_whatever_is_sent_as_a_passkey_is_a_refusal(karen: Karen, sent: str) -> None:
    assert karen.client.post(AT, {"passkey": sent}).status_code == 403


def test_the_login_page_shows_the_way_only_where_somebody_has_such_a_login() -> None:
    assert AT not in Client().get("/log-ind/").content.decode()
    added()
    assert AT in Client().get("/log-ind/").content.decode()
