"""A profile as JSON Resume and back: nothing lost, nothing that breaks the format's rules."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from staasted.core.errors import DomainError
from staasted.core.resume import (
    ASKED,
    CONTACT,
    About,
    Entry,
    EntryKind,
    Resume,
    about_fitted,
    entry_fitted,
    month_read,
    month_written,
    resume_parsed,
    resume_read,
    resume_written,
)
from staasted.core.resume.plain import one_line, several_lines
from tests.profiles import FILE

MOST, ENTRIES, KILOBYTES = 5000, 100, 200
ISO = "^([1-2][0-9]{3}-[0-1][0-9]-[0-3][0-9]|[1-2][0-9]{3}-[0-1][0-9]|[1-2][0-9]{3})$"
DATE = {"type": "string", "pattern": ISO}
TEXT, TEXTS = {"type": "string"}, {"type": "array", "items": {"type": "string"}}


def rows(**properties: object) -> dict[str, object]:
    """A section of the format: a list of objects with these."""
    return {"type": "array", "items": {"type": "object", "properties": properties}}


def spell(place: str, what: str) -> dict[str, object]:
    told = {place: TEXT, what: TEXT, "startDate": DATE, "endDate": DATE, "summary": TEXT}
    return rows(**told, highlights=TEXTS, courses=TEXTS, studyType=TEXT)


RULES = {
    "type": "object",
    "properties": {
        "basics": {
            "type": "object",
            "properties": dict.fromkeys(("name", "label", "email", "phone", "url", "summary"), TEXT)
            | {
                "location": {
                    "type": "object",
                    "properties": dict.fromkeys(("address", "postalCode", "city"), TEXT),
                }
            },
            "additionalProperties": False,
        },
        "work": spell("name", "position"),
        "volunteer": spell("organization", "position"),
        "education": spell("institution", "area"),
        "certificates": rows(name=TEXT, date=DATE, issuer=TEXT, url=TEXT),
        "skills": rows(name=TEXT, level=TEXT, keywords=TEXTS),
        "languages": rows(language=TEXT, fluency=TEXT),
        "references": rows(name=TEXT, reference=TEXT),
        "$schema": TEXT,
    },
    "additionalProperties": False,
}
"""What the format says of everything we write. Source: JSON Resume's schema, 1.0.0."""

line = st.text(max_size=60).map(one_line)
lines = st.text(max_size=300).map(several_lines)
months = st.one_of(
    st.just(""),
    st.integers(1950, 2050).map(str),
    st.dates().filter(lambda on: 1900 <= on.year <= 2100).map(lambda on: on.isoformat()[:7]),
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """An entry as the house keeps it."""
    kind = draw(st.sampled_from(EntryKind))
    drawn = {"words": lines, "started": months, "ended": months}
    told = {name: draw(drawn.get(name, line)) for name in ASKED[kind]}
    told["title"] = told["title"] or "Kok"
    if told.get("ended", "") and told.get("started", "") > told["ended"]:
        told["ended"] = ""
    try:
        return entry_fitted(Entry(kind, **told), most=MOST)
    except DomainError:
        return Entry(kind, title="Kok")


@st.composite
def resumes(draw: st.DrawFn) -> Resume:
    """A whole profile as the house keeps it."""
    told = {name: draw(line) for name in ("name", "headline", "address", "city")}
    about = About(**told, summary=draw(lines), email=draw(st.sampled_from(["", "a@b.dk"])))
    drawn = tuple(draw(st.lists(entries(), max_size=8)))
    kinds = list(EntryKind)
    ordered = tuple(sorted(drawn, key=lambda each: kinds.index(each.kind)))
    try:
        return Resume(about_fitted(about, most=MOST), ordered)
    except DomainError:
        return Resume(About(name="Åse"), ordered)


def read(told: object) -> Resume:
    content = json.dumps(told, ensure_ascii=False).encode(errors="surrogatepass")
    parsed = resume_parsed(content, kilobytes=KILOBYTES)
    return resume_read(parsed, entries=ENTRIES, most=MOST)


@given(resumes())
def test_a_profile_written_as_a_file_is_read_as_the_same_profile(resume: Resume) -> None:
    assert read(resume_written(resume)) == resume


@given(resumes())
def test_the_file_follows_the_rules_of_the_format_and_has_nothing_empty(resume: Resume) -> None:
    told = resume_written(resume)
    Draft7Validator(RULES).validate(told)
    sections = (each for each in told.values() if isinstance(each, list))
    assert all(value for section in sections for row in section for value in row.values())
    assert all(told["basics"].values())


def test_what_the_house_does_not_show_comes_along_in_the_next_file() -> None:
    told = resume_written(read(FILE))
    assert {key: told[key] for key in FILE} == FILE
    assert read(told) == read(FILE)


def test_what_is_not_chosen_for_the_cv_is_not_in_the_file() -> None:
    about = About("Åse", email="a@b.dk", phone="1", address="Vej 1", postal_code="8000", city="By")
    beside = {"location": {"region": "Jylland"}, "url": "http://gammel.dk"}
    told = resume_written(Resume(About(**_fields(about), extra=beside)), shown=("city",))
    assert told["basics"] == {
        "name": "Åse",
        "location": {"postalCode": "8000", "city": "By", "region": "Jylland"},
    }
    everything = resume_written(Resume(about), shown=CONTACT)["basics"]
    assert (everything["email"], everything["phone"]) == ("a@b.dk", "1")


def _fields(about: About) -> dict[str, str]:
    return {name: getattr(about, name) for name in about.__slots__ if name != "extra"}


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("3-2021", "2021-03"),
        ("03/2021", "2021-03"),
        ("3.2021", "2021-03"),
        ("2021", "2021"),
        ("2021-03", "2021-03"),
        ("14.3.2021", "2021-03-14"),
        ("2021-03-14", "2021-03-14"),
        ("  ", ""),
    ],
)
def test_a_month_is_read_as_people_write_it(written: str, iso: str) -> None:
    assert month_read(written) == iso
    assert month_read(month_written(iso)) == iso
    assert month_written(month_written(iso)) == month_written(iso), "typed again as it was typed"


@pytest.mark.parametrize("written", ["13-2021", "marts", "1899", "2101-01", "2021-02-30", "٣-٢٠٢١"])
def test_what_is_no_month_is_refused(written: str) -> None:
    with pytest.raises(DomainError, match="profile_no_month"):
        month_read(written)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (Entry(EntryKind.WORK), "profile_untitled"),
        (Entry(EntryKind.SKILL, organisation="Skolen"), "profile_untitled"),
        (Entry(EntryKind.WORK, "x" * 201), "profile_too_long"),
        (Entry(EntryKind.WORK, "Kok", words="x" * 5001), "profile_too_long"),
        (Entry(EntryKind.WORK, "Kok", started="2021", ended="2020-12"), "profile_ends_first"),
        (Entry(EntryKind.WORK, "Kok", words="Født 010190-1234"), "profile_with_cpr"),
    ],
)
def test_what_does_not_belong_in_a_profile_is_refused(entry: Entry, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        entry_fitted(entry, most=MOST)


def test_signs_nobody_sees_and_lines_of_windows_are_taken_out() -> None:
    entry = Entry(EntryKind.WORK, "Kok\x00\u202e\tog  \ud800tjener", words="a\r\n\r\n- b\x07 \r\n")
    fitted = entry_fitted(entry, most=MOST)
    assert (fitted.title, fitted.words) == ("Kok og tjener", "a\n\n- b")


@pytest.mark.parametrize(
    ("about", "code"),
    [
        (About(email="ikke en adresse"), "profile_no_email"),
        (About(link="javascript:alert(1)"), "no_weblink"),
        (About(summary="x" * 5001), "profile_too_long"),
        (About(address="010190-1234"), "profile_with_cpr"),
        (About(phone="0101901234"), "profile_with_cpr"),
    ],
)
def test_what_one_says_of_oneself_is_looked_at_too(about: About, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        about_fitted(about, most=MOST)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"x" * (KILOBYTES * 1024 + 1), "resume_too_large"),
        (b"\xff\xfe\x00", "resume_not_text"),
        (b"%PDF-1.7", "resume_not_json"),
        (b'{"a": NaN}', "resume_not_json"),
        (b'{"a": 1e999}', "resume_not_json"),
        (b'{"a": ' + b"9" * 5000 + b"}", "resume_not_json"),
        (b'{"a": 1, "a": 2}', "resume_twice"),
        (b"[" * 100_000, "resume_too_deep"),
        (b'{"awards": ' + b"[" * 13 + b"]" * 13 + b"}", "resume_too_deep"),
        (b'{"a": "\\', "resume_not_json"),
    ],
)
def test_hostile_bytes_are_refused_with_a_reason(content: bytes, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        resume_parsed(content, kilobytes=KILOBYTES)


@pytest.mark.parametrize(
    ("told", "code", "where"),
    [
        ([], "resume_wrong_kind", "JSON"),
        ({}, "resume_empty", None),
        ({"basics": "Åse"}, "resume_wrong_kind", "basics"),
        ({"work": {}}, "resume_wrong_kind", "work"),
        ({"work": [{"position": 3}]}, "resume_wrong_kind", "work 1 position"),
        ({"work": [{"position": "Kok"}, {"url": "x"}]}, "resume_wrong", "work 2"),
        ({"work": [{"position": "Kok", "startDate": "i går"}]}, "resume_wrong", "work 1"),
        ({"skills": [{"name": "x", "keywords": [[]]}]}, "resume_wrong_kind", "skills 1 keywords"),
        ({"skills": [{"name": "x"}] * 101}, "resume_too_many", None),
        ({"basics": {"email": "x"}}, "resume_wrong", "basics"),
        ({"work": [], "awards": [{"title": "0101901234"}]}, "resume_with_cpr", None),
    ],
)
def test_a_file_that_is_wrong_says_where(told: Any, code: str, where: str | None) -> None:
    with pytest.raises(DomainError, match=code) as refused:
        read(told)
    assert refused.value.values.get("where") == where


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda held: (
        st.lists(held, max_size=4)
        | st.dictionaries(st.sampled_from(["basics", "work", "name", "position", "x"]), held)
    ),
    max_leaves=12,
)


@given(json_values)
def test_whatever_the_file_holds_it_is_read_or_refused_in_words(told: Any) -> None:
    refused, resume = "", None
    try:
        resume = read(told)
    except DomainError as error:
        refused = error.code
    if resume is None:
        assert refused.startswith("resume_")
    else:
        assert read(resume_written(resume)) == resume
