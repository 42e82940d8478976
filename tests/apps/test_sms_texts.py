"""Every SMS the house can write is one message, at its longest, in both languages."""

from datetime import UTC, datetime, timedelta
from itertools import product
from types import SimpleNamespace

import pytest

from staasted.apps.booking.reminder_words import COACH, OFFICE, reminder_sms
from staasted.catalog.gsm import MOST, septets
from staasted.catalog.language import Language, speaking
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text, texts
from staasted.core.axes import Channel, Origin

ROOM = 20
"""Septets of our address that every text has room for, at its longest. Source: docs/settings.md."""
LINK = 45
"""Septets of a link to a video room the text about it has room for. Source: decision 0032."""
PHONE = "+4570000000"
NO_TEMPLATE = (
    *("messages.sms.when", "messages.sms.what.", "messages.sms.weekday."),
    *("messages.sms.channel.", "messages.sms.on"),
)
STARTS_AT = datetime(2026, 12, 30, 9, 30, tzinfo=UTC)


def templates() -> list[str]:
    found = [key for key in texts() if key.startswith("messages.sms.")]
    own = [key for key in found if not key.startswith(NO_TEMPLATE) and "{" in texts()[key]]
    assert len(own) >= 5
    return own


def longest(key: str) -> str:
    whens = [
        text("messages.sms.when", weekday=said, day=30, month=12, clock="10.30")
        for name, said in texts().items()
        if name.startswith("messages.sms.weekday.")
    ]
    channels = [said for name, said in texts().items() if name.startswith("messages.sms.channel.")]
    whats = [said for name, said in texts().items() if name.startswith("messages.sms.what.")]
    values = {
        "what": max(whats, key=septets),
        "when": max(whens, key=septets),
        "day": max(whens, key=septets).partition(" kl")[0].partition(" at")[0],
        "how": max(channels, key=septets),
        "coach": "Å" * COACH,
        "office": "Å" * OFFICE,
        "address": "x" * (LINK if key.endswith(".video") else ROOM),
        "phone": PHONE,
    }
    return text(key, **values)


@pytest.mark.parametrize("language", Language)
def test_every_template_at_its_longest_is_one_message(language: Language) -> None:
    with speaking(language):
        found = {key: septets(longest(key)) for key in templates()}
        assert septets(text("messages.sms.coach")) <= COACH + 2
    assert {key: number for key, number in found.items() if number > MOST} == {}


def booking(*, coach: str, channel: str, origin: str, form: str = "individual") -> SimpleNamespace:
    return SimpleNamespace(
        starts_at=STARTS_AT,
        counsellor=SimpleNamespace(name=coach),
        channel=channel,
        origin=origin,
        form=form,
        purpose=next(iter(catalog().purposes)),
    )


COACHES = ("Å" * 200, "Łukasz Żółć", "Ирина Петрова", "€" * 20, "Bo")
ADDRESSES = (
    "",
    "https://staasted.aadal.dk",
    "https://" + "x" * 200,
    "https://€€€€€€.dk/[~]",
    "https://šø.dk",
)
PHONES = ("70 00 00 00", "+45 70 00 00 00")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("coach", "address"), list(product(COACHES, ADDRESSES)))
def test_whatever_stands_in_the_fields_an_sms_is_one_message(
    language: Language, coach: str, address: str, settings: object
) -> None:
    for phone, channel, origin, hours, shared in product(
        PHONES, Channel, (Origin.OWN_CHOICE, Origin.SUMMONED), (2, 10, 48), (False, True)
    ):
        house = {"public_url": address, "office_phone": phone, "office_name": coach}
        settings.STAASTED = settings.STAASTED.model_copy(update=house)
        held = booking(coach=coach, channel=channel, origin=origin)
        at = STARTS_AT - timedelta(hours=hours)
        with speaking(language):
            told = reminder_sms(held, at=at, shared_phone=shared)
        assert septets(told.body) <= MOST
        assert phone.replace(" ", "") in told.body, "there is always a way on"
        assert told.title == ""


def test_an_address_that_is_too_long_is_left_out_and_the_telephone_stays(settings: object) -> None:
    held = booking(coach="Karen", channel="phone", origin="own_choice")
    said = {}
    for address in ("https://a.dk", f"https://{'a' * 30}.dk", f"https://{'a' * 60}.dk"):
        settings.STAASTED = settings.STAASTED.model_copy(update={"public_url": address})
        said[address] = reminder_sms(
            held, at=STARTS_AT - timedelta(hours=48), shared_phone=False
        ).body
    short, longer, longest_of_all = said
    assert short in said[short]
    assert longer not in said[longer]
    assert longer.removeprefix("https://") in said[longer]
    assert "aaa" not in said[longest_of_all]
    assert "ring på 70000000" in said[longest_of_all]


def test_a_seat_in_a_meeting_on_video_is_told_without_a_room(settings: object) -> None:
    """The link is the meeting's, and stands behind the log-in."""
    house = {"public_url": "https://a.dk"}
    settings.STAASTED = settings.STAASTED.model_copy(update=house)
    at = STARTS_AT - timedelta(hours=2)
    said = {}
    for form in ("individual", "industry_meeting"):
        held = booking(coach="Karen", channel="video", origin="own_choice", form=form)
        said[form] = reminder_sms(held, at=at, shared_phone=False).body
    assert house["public_url"] in said["individual"]
    assert house["public_url"] not in said["industry_meeting"]
    assert settings.STAASTED.office_phone.replace(" ", "") in said["industry_meeting"]
