"""A file of job ads from anywhere: what is read of it, and what no file can do."""

import json
import os
from datetime import date
from unicodedata import category

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from staasted.cli.ads import ads as ads_command
from staasted.core.ads import AdRefused, ad_read
from staasted.core.ads.ad import RAW, TEXT, plain
from staasted.integrations import ads_file
from staasted.integrations.ads_file import AdFiles
from staasted.ports import adapters
from staasted.ports.ads import MOST_ADS, AdsNotRead, RowRefused
from tests.ads import folder_with, row
from tests.town import MONDAY, NOON

CSV = "id;title;employer;published;postal_code\n1;Kok;Ådal Gartneri;2026-05-18;9999\n"


def read(source: AdFiles):
    return source.read(on=MONDAY, now=NOON)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ads.json", json.dumps([row("1", postal_code="9999")])),
        ("ads.json", json.dumps({"ads": [row("1", postal_code="9999")]})),
        ("ads.ndjson", json.dumps(row("1", postal_code="9999")) + "\n\n"),
        ("ads.csv", CSV),
        ("ads.CSV", CSV.replace(";", ",")),
        ("ads.csv", "\ufeff" + CSV),
    ],
)
def test_an_ad_is_the_same_in_every_kind_of_file(tmp_path, name, content):
    found = read(folder_with(tmp_path, content, name))
    (ad,) = found.ads
    told = (ad.ref, ad.title, ad.employer, ad.published_on, ad.postal_code)
    assert told == ("1", "Kok", "Ådal Gartneri", date(2026, 5, 18), "9999")
    assert found.refused == ()


def test_the_newest_file_is_the_feed_and_what_is_no_feed_is_left_alone(tmp_path):
    folder_with(tmp_path, [row("old")], "b.json")
    os.utime(tmp_path / "b.json", (1, 1))
    folder_with(tmp_path, [row("hidden")], ".c.json")
    folder_with(tmp_path, "no ads", "readme.txt")
    (tmp_path / "d.json").mkdir()
    (ad,) = read(folder_with(tmp_path, [row("new")], "a.json")).ads
    assert ad.ref == "new"


HOSTILE = {
    "unreadable_json": (b"{", "not_understood"),
    "a_word": (b'"ads"', "not_understood"),
    "not_a_number": (b'[{"id": NaN}]', "not_understood"),
    "very_deep": (b"[" * 100_000, "not_understood"),
    "endless_digits": (b'[{"id": ' + b"9" * 5_000 + b"}]", "not_understood"),
    "latin_1": ("[{'title': 'Kø'}]".encode("latin-1"), "not_text"),
    "nul": (b"[\x00]", "not_text"),
    "empty": (b"[]", "no_rows"),
    "nothing_but_faults": (b"[1, 2, {}]", "mostly_refused"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_file_that_cannot_be_used_says_why_and_nothing_of_what_it_holds(tmp_path, case):
    content, code = HOSTILE[case]
    with pytest.raises(AdsNotRead) as refused:
        read(folder_with(tmp_path, content))
    assert str(refused.value) == code


def test_a_table_that_is_none_is_refused(tmp_path):
    for content in ('id;title\n"unclosed', "", "id;title\n" + "x" * 200_000 + ";y\n"):
        with pytest.raises(AdsNotRead):
            read(folder_with(tmp_path, content, "ads.csv"))


def test_more_rows_or_bytes_than_are_read_are_refused(tmp_path, monkeypatch):
    with pytest.raises(AdsNotRead, match="too_many"):
        read(folder_with(tmp_path, [row(str(n)) for n in range(MOST_ADS + 1)]))
    monkeypatch.setattr(ads_file, "FILE_BYTES", 1_000)
    with pytest.raises(AdsNotRead, match="too_large"):
        read(folder_with(tmp_path, [row("1", text="x" * 2_000)]))


def test_rows_that_are_no_ads_are_named_and_the_others_are_read(tmp_path):
    rows = [row("1"), row("2", link="javascript:alert(1)"), row("3"), row("1", "Bager")]
    found = read(folder_with(tmp_path, rows))
    assert found.refused == (RowRefused(2, "no_link"),)
    assert {ad.ref: ad.title for ad in found.ads} == {"1": "Bager", "3": "Kok"}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"title": ""}, "lacks"),
        ({"title": "<b></b>"}, "lacks"),
        ({"title": "x" * 201}, "too_long"),
        ({"employer": ["a"]}, "not_plain"),
        ({"published": "i går"}, "no_day"),
        ({"published": "0001-01-01"}, "no_day"),
        ({"deadline": "2026-02-30"}, "no_day"),
        ({"latitude": 91, "longitude": 0}, "no_place"),
        ({"latitude": 55}, "no_place"),
        ({"latitude": "nan", "longitude": "nan"}, "no_place"),
        ({"link": "data:text/html,x"}, "no_link"),
        ({"link": "https://user:secret@job.example/"}, "no_link"),
        ({"link": "https://127.0.0.1/"}, "no_link"),
        ({"link": "//job.example"}, "no_link"),
    ],
)
def test_a_row_that_is_no_ad_says_why(more, code):
    with pytest.raises(AdRefused) as refused:
        ad_read(row("1", **more))
    assert refused.value.code == code


def test_names_nobody_knows_are_left_unread():
    assert ad_read(row("1", salary={"from": [1]})) == ad_read(row("1"))


@pytest.mark.parametrize("link", ["https://job.example/a?b=1", "http://job.example/", ""])
def test_an_ad_leads_to_the_web_or_nowhere(link):
    assert ad_read(row("1", link=link)).link == link


def test_of_markup_what_a_reader_sees_is_left():
    written = (
        "<style>p{}</style><p>Kom &amp; vær med</p><script>alert('x')</script>"
        "<ul><li>Løn</li><li>Mad</li></ul><!-- skjult --> 3 < 4\u202e\x07"
    )
    said = plain(written)
    assert said.split() == ["Kom", "&", "vær", "med", "Løn", "Mad", "3", "<", "4"]
    assert "alert" not in said


@given(st.text(max_size=400))
def test_any_text_becomes_short_plain_text(written):
    said = ad_read(row("1", text=written * 60)).text
    assert len(said) <= TEXT
    assert said == said.strip()
    said.encode()
    assert not {"Cc", "Cs"} & {category(sign) for sign in said if sign != "\n"}


@pytest.mark.parametrize("piece", ["<", "<a", "<!--", "<script>", "&#", "</script", "<a <b <c "])
def test_broken_markup_is_read_in_one_pass(piece):
    assert len(plain(piece * RAW)) <= RAW


@given(
    st.dictionaries(
        st.sampled_from(["id", "title", "employer", "published", "latitude", "link", "text"]),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    )
)
def test_any_row_is_an_ad_or_says_why_not(cells):
    try:
        ad = ad_read(cells)
    except AdRefused:
        return
    assert ad.title
    assert ad.ref


@pytest.mark.django_db
def test_the_command_names_the_rows_at_fault_and_changes_nothing(tmp_path):

    app = typer.Typer()
    app.command()(ads_command)
    adapters.ads_register(folder_with(tmp_path, [row("1"), row("2"), {"id": "3"}]))
    try:
        found = CliRunner().invoke(app)
        assert found.exit_code == 1
        assert "Annonce 3: id, title, employer eller published mangler." in found.output
        assert "2 annoncer kan bruges, 1 kan ikke." in found.output
        folder_with(tmp_path, "[")
        broken = CliRunner().invoke(app)
        assert "Filen kan ikke bruges: filen er ikke JSON" in broken.output
    finally:
        adapters._ads.pop("file", None)
    away = CliRunner().invoke(app)
    assert (away.exit_code, "STAASTED_ADS_FOLDER" in away.output) == (1, True)
