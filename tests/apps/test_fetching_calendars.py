"""Calendars over the net: a real server on this machine, and addresses that lead astray."""

import threading

import pytest

from staasted.integrations.calendars_http import HttpCalendars
from staasted.integrations.open_net import on_the_open_net
from staasted.ports.calendars import Known, NotFetched
from tests.apps.outside_world import HERE, World, outside_world

MOST = 1_000
NEVER = Known()


@pytest.fixture
def world():
    with outside_world() as found:
        yield found


def fetched(world: World, *, address: str = "", known: Known = NEVER, longest: float = 30.0):
    way = HttpCalendars(frozenset({HERE}), longest=longest)
    return way.fetch(address or world.address, known=known, most=MOST)


def refused(world: World, **asked: object) -> str:
    with pytest.raises(NotFetched) as why:
        fetched(world, **asked)
    return why.value.code


def test_a_calendar_comes_with_its_version_and_is_not_sent_twice(world: World) -> None:
    world.content, world.headers = b"BEGIN:VCALENDAR", {"ETag": '"v1"'}
    first = fetched(world)
    assert (first.content, first.known) == (b"BEGIN:VCALENDAR", Known('"v1"'))
    again = fetched(world, known=first.known)
    assert (again.content, again.known) == (None, Known('"v1"'))
    assert world.asked[0]["Accept-Encoding"] == "identity"
    assert "Cookie" not in world.asked[0]


ANSWERS = {401: "needs_login", 403: "needs_login", 404: "gone", 410: "gone"}
WRONG = dict.fromkeys((204, 304, 400, 500, 503), "answers_wrong")


@pytest.mark.parametrize(("status", "code"), (ANSWERS | WRONG).items())
def test_an_answer_without_a_calendar_says_why(world: World, status: int, code: str) -> None:
    world.status = status
    assert refused(world) == code


def test_more_than_may_be_sent_is_not_read_to_its_end(world: World) -> None:
    world.content = b"x" * 5_000_000
    assert refused(world) == "too_large"


def test_half_an_answer_is_none(world: World) -> None:
    world.content, world.headers = b"BEGIN:VCALENDAR", {"Content-Length": "900"}
    assert refused(world) == "cut_off"


def test_whoever_drips_is_cut_off(world: World) -> None:
    world.drips, world.headers = threading.Event(), {"Content-Length": "900"}
    try:
        assert refused(world, longest=0.3) == "too_slow"
    finally:
        world.drips.set()


@pytest.mark.parametrize(
    "onward",
    [
        "http://localhost/x.ics",
        "https://example.com/x.ics",
        "file:///etc/passwd",
        "//example.com/x",
        "http://user:word@127.0.0.1/",
        "",
    ],
)
def test_nobody_is_led_to_another_house_or_around(world: World, onward: str) -> None:
    world.status, world.headers = 302, {"Location": onward}
    assert refused(world) == "led_around"


def test_a_server_that_is_not_there_is_away() -> None:
    with outside_world() as gone:
        address = gone.address
    with pytest.raises(NotFetched, match="away"):
        HttpCalendars(frozenset({HERE})).fetch(address, known=NEVER, most=MOST)


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com/x.ics",
        "ftp://example.com/x.ics",
        "file:///etc/passwd",
        "https://user:word@example.com/x.ics",
        "https://example.com:8443/x.ics",
        "https://example.com:22/x.ics",
        "https:///x.ics",
        "https://example.com/x y.ics",
        "https://example.com/x\r\nHost: other",
        "https://exämple.com/x.ics",
        "https://[::1/x.ics",
        "https://example.com:port/x.ics",
        "https://example.com/" + "x" * 2_000,
        "calendar",
        "",
        "http://127.0.0.1/x.ics",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
def test_only_addresses_over_https_are_accepted(address: str) -> None:
    way = HttpCalendars()
    assert not way.accepts(address)
    with pytest.raises(NotFetched, match="bad_address"):
        way.fetch(address, known=NEVER, most=MOST)


def test_an_ordinary_secret_address_is_accepted() -> None:
    assert HttpCalendars().accepts(
        "https://calendar.example.com/ical/a%40b/private-1/basic.ics?x=1"
    )


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]", "2130706433", "127.1", "0"])
def test_a_name_that_leads_into_this_machine_is_not_asked(world: World, name: str) -> None:
    with pytest.raises(NotFetched, match="not_open"):
        HttpCalendars().fetch(f"https://{name}/x.ics", known=NEVER, most=MOST)
    assert world.asked == []


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.1.2.3"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "240.0.0.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1"),
        *("::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::1", "2001::1"),
        *("nobody", ""),
    ],
)
def test_what_is_not_everybodys_is_not_the_open_net(address: str) -> None:
    assert not on_the_open_net(address)


OPEN = ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]


@pytest.mark.parametrize("address", OPEN)
def test_what_is_everybodys_is(address: str) -> None:
    assert on_the_open_net(address)
