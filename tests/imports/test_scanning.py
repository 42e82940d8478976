"""A file is looked at by the scanner before any of it is kept."""

import html
import shutil
import socket
from collections.abc import Iterator

import pytest

from staasted.apps.imports.upload_files import upload_folder
from staasted.apps.imports.upload_models import ImportUpload
from staasted.catalog.texts import text
from staasted.integrations.scanning_clamav import PIECE, ClamAv
from staasted.ports import adapters
from staasted.ports.scanning import ScannerAway
from tests.browsing import Browser
from tests.files import administrator
from tests.imports.daemon import EICAR, daemon
from tests.town import build_town
from tests.uploading import GOOD, send

SHORT = {"connect": 0.2, "answer": 0.2, "presence": 0.2}


@pytest.fixture
def browser(db: None) -> Iterator[Browser]:
    build_town()
    yield Browser(administrator("Ulla Nør"))
    adapters.scanner_use(None)
    shutil.rmtree(upload_folder(), ignore_errors=True)


def nothing_is_kept() -> bool:
    return not ImportUpload.objects.exists() and not (
        upload_folder().exists() and list(upload_folder().iterdir())
    )


def test_a_file_nothing_is_found_in_goes_on_whole(browser: Browser) -> None:
    with daemon() as clamd:
        adapters.scanner_use(ClamAv(clamd.address))
        send(browser, GOOD)
        assert clamd.seen == [GOOD]
    assert ImportUpload.objects.get().state == "waiting"


def test_what_the_scanner_finds_is_refused_with_a_sentence_and_not_kept(browser: Browser) -> None:
    with daemon() as clamd:
        adapters.scanner_use(ClamAv(clamd.address))
        said = send(browser, GOOD + EICAR)
    assert browser.response.status_code == 400
    assert html.unescape(text("imports.file.infected.reason")) in said
    assert nothing_is_kept()


@pytest.mark.parametrize("mood", ["silent", "hangs up", "nonsense"])
def test_a_scanner_that_gives_no_verdict_refuses_the_file(browser: Browser, mood: str) -> None:
    with daemon(mood) as clamd:
        adapters.scanner_use(ClamAv(clamd.address, **SHORT))
        said = send(browser, GOOD)
    assert browser.response.status_code == 400
    assert text("imports.file.scanner_away.reason") in said
    assert nothing_is_kept()


def test_a_scanner_that_is_away_refuses_the_file(browser: Browser) -> None:
    adapters.scanner_use(ClamAv(nobody_at()))
    assert text("imports.file.scanner_away.reason") in send(browser, GOOD)
    assert nothing_is_kept()


def test_without_a_scanner_files_are_taken_in(browser: Browser) -> None:
    send(browser, GOOD)
    assert ImportUpload.objects.get().state == "waiting"


def nobody_at() -> str:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"127.0.0.1:{free.getsockname()[1]}"


@pytest.mark.parametrize("size", [0, 1, PIECE, PIECE + 1, 3 * PIECE])
def test_every_byte_reaches_the_scanner_in_pieces(size: int) -> None:
    content = bytes(number % 251 for number in range(size))
    with daemon() as clamd:
        assert ClamAv(clamd.address).found_in(content) == ""
        assert clamd.seen == [content]
        assert ClamAv(clamd.address).found_in(content + EICAR) == "Eicar-Signature"


@pytest.mark.parametrize(
    ("mood", "code"),
    [("silent", "timeout"), ("nonsense", "no_verdict"), ("hangs up", "no_verdict")],
)
def test_why_there_is_no_verdict_is_a_word(mood: str, code: str) -> None:
    with daemon(mood) as clamd, pytest.raises(ScannerAway) as away:
        ClamAv(clamd.address, **SHORT).found_in(b"a")
    assert away.value.code in {code, "unreachable"}


def test_a_file_past_the_daemons_own_bound_is_no_good_file() -> None:
    with daemon(most=10) as clamd, pytest.raises(ScannerAway, match="size_limit"):
        ClamAv(clamd.address).found_in(b"a" * 11)


@pytest.mark.parametrize("address", ["nonsense", "/nowhere/at/all.ctl", "127.0.0.1:x"])
def test_an_address_that_is_none_is_a_scanner_that_is_away(address: str) -> None:
    with pytest.raises(ScannerAway, match="unreachable"):
        ClamAv(address).found_in(b"a")
    assert not ClamAv(address).answers()


def test_a_scanner_that_is_there_says_so_and_a_silent_one_does_not() -> None:
    with daemon() as clamd:
        assert ClamAv(clamd.address).answers()
    with daemon("silent") as clamd:
        assert not ClamAv(clamd.address, **SHORT).answers()
