"""An address a person may be sent to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.core.errors import DomainError
from staasted.core.weblink import MOST, weblink

GOOD = (
    "https://meet.jit.si/aadal-4f",
    "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%7d",
    "https://join.vconf.dk:443/room?pin=1#x",
)


@pytest.mark.parametrize("link", GOOD)
def test_an_address_stands_as_it_was_written(link):
    assert weblink(f"  {link}\n") == link


@pytest.mark.parametrize(
    "link",
    [
        "",
        "meet.jit.si/x",
        "http://meet.jit.si/x",
        "javascript:alert(1)",
        "data:text/html,x",
        "https:",
        "https:///x",
        "https://localhost/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://2130706433/x",
        "https://meet.example:8443/x",
        "https://meet.example:x/x",
        "https://bank.dk@ond.example/x",
        "https://meet.example/a b",
        "https://meet.example/a\nb",
        "https://meet.example\\@ond.example/",
        'https://meet.example/"onclick="x',
        "https://meet.example/<script>",
        "https://mеet.example/x",
        "https://meet..example/x",
        "//meet.example/x",
        "https://meet.example/" + "x" * MOST,
    ],
)
def test_what_is_no_such_address_is_refused(link):
    with pytest.raises(DomainError, match="no_weblink"):
        weblink(link)


@given(st.text(max_size=80), st.sampled_from(["", "https://", "https://a.dk/", "HTTPS://a.dk"]))
def test_whatever_is_written_is_refused_or_plain_https(written, before):
    try:
        link = weblink(before + written)
    except DomainError:
        return
    assert link.lower().startswith("https://")
    assert link.isascii()
    assert link.isprintable()
    assert not set(link) & set(" \"'<>\\")
