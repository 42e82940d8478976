"""The identity file: what it must say, who may read it, and what the system check makes of it."""

from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.test import Client

from staasted.catalog.identity import read_identity
from staasted.catalog.reader import CatalogError
from staasted.config.wiring import wire
from staasted.integrations.identity_level import assurance_of
from staasted.ports.adapters import redirect_providers, redirect_providers_use
from staasted.ports.identity import Assurance
from tests.identity.files import BROKER, MUNICIPALITY, ROLES
from tests.town import build_town

GOOD = BROKER.format(issuer="https://broker.example") + MUNICIPALITY.format(certificate="      M")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "identity.yaml"
    written.write_text(GOOD, encoding="utf-8")
    written.chmod(0o600)
    return written


def test_the_providers_stand_in_the_files_order(file: Path) -> None:
    assert [(p.slug, p.protocol) for p in read_identity(file)] == [
        ("mitid", "oidc"),
        ("kommune", "saml"),
    ]


FAULTS = {
    "over plain http": (("https://broker", "http://broker"), "https://"),
    "citizens without a level": (("client_id:", "assurance: false\n  client_id:"), "assurance"),
    "no secret": (("client_secret: hemmelig-for-kommunen", ""), "client_secret"),
    "a field nobody knows": (("client_id:", "colour: red\n  client_id:"), "colour"),
    "saml for citizens": (("audience: staff", "audience: citizens"), "audience"),
    "a protocol nobody speaks": (("protocol: oidc", "protocol: nemid"), "protocol"),
    "the demo's name": (("mitid:", "demo:"), "demo"),
    "no certificate": (("- |\n      M", "[]"), "certificates"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_is_named_with_its_place_and_remedy(file: Path, what: str) -> None:
    (old, new), word = FAULTS[what]
    assert old in GOOD
    file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogError) as error:
        read_identity(file)
    assert word in str(error.value)
    assert "→" in str(error.value)


def test_a_secret_others_can_read_is_no_secret(file: Path) -> None:
    file.chmod(0o640)
    with pytest.raises(CatalogError, match="chmod 600"):
        read_identity(file)


def test_a_secret_never_shows_in_an_error_or_a_repr(file: Path) -> None:
    assert "hemmelig" not in repr(read_identity(file))


def test_the_wiring_takes_the_file_and_the_check_names_what_is_broken(
    file: Path, settings, tmp_path: Path
) -> None:
    roles = tmp_path / "roles.yaml"
    roles.write_text(ROLES, encoding="utf-8")
    chosen = {"identity_file": file, "role_map": roles}
    settings.STAASTED = settings.STAASTED.model_copy(update=chosen)
    try:
        wire()
        assert [provider.slug for provider in redirect_providers()] == ["mitid", "kommune"]
        roles.write_text("kommune: 7", encoding="utf-8")
        said = [str(found.msg) for found in run_checks() if found.id == "staasted.identity"]
        assert len(said) == 1
        assert "roles.yaml" in said[0]
    finally:
        redirect_providers_use([])


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("https://data.gov.dk/concept/core/nsis/loa/Substantial", Assurance.SUBSTANTIAL),
        ("https://data.gov.dk/concept/core/nsis/High", Assurance.HIGH),
        ("SUBSTANTIAL", Assurance.SUBSTANTIAL),
        ("Low", Assurance.LOW),
        ("3", None),
        ("", None),
        (None, None),
        (["High"], None),
        ("https://evil.example/High", None),
    ],
)
def test_levels_are_read_as_danish_providers_write_them(written: object, level: object) -> None:
    assert assurance_of(written) is level


@pytest.mark.django_db
def test_without_a_provider_the_login_page_says_so_and_how_to_mend_it() -> None:
    page = Client().get("/log-ind/").content.decode()
    assert "Login er ikke klar endnu" in page
    assert "STAASTED_IDENTITY_FILE" in page


@pytest.mark.django_db
def test_the_login_page_offers_each_group_its_own_way(trust) -> None:
    trust(GOOD)
    page = Client().get("/log-ind/?next=/borgere/").content.decode()
    assert "Log ind med MitID" in page
    assert "Log ind med Ådal Kommune" in page
    assert "/log-ind/via/mitid/?next=/borgere/" in page
    assert "<script" not in page.partition("<main")[2]


@pytest.mark.django_db
def test_the_demo_stays_as_it_is(trust) -> None:
    trust(GOOD)
    place = build_town()
    assert "Hvem vil du være?" in Client().get("/log-ind/").content.decode()
    answer = Client().post("/log-ind/", {"person": place.karen.public_id})
    assert answer.status_code == 302
