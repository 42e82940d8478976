"""Texts: found by key, complete, and in plain Danish."""

import ast
import re
from string import Formatter

import pytest

import staasted.core
from staasted.catalog.loader import catalog
from staasted.catalog.reader import FOLDER, CatalogError
from staasted.catalog.texts import MissingText, read_texts, text, texts
from staasted.core.axes import Freedom, Outcome

CORE = FOLDER.parent / "core"
MOST_WORDS = 20
OURS = ("errors.", "reasons.")


def test_a_text_is_filled_with_its_values():
    said = text("reasons.interval_check_ins", weeks=6)
    assert said == "Du styrer selv, og vi taler ved hver 6. uge."


def test_an_unknown_key_and_a_missing_value_are_refused():
    with pytest.raises(MissingText, match=r"reasons\.nothing"):
        text("reasons.nothing")
    with pytest.raises(MissingText, match="weeks"):
        text("reasons.interval_check_ins")


def test_nested_keys_are_dotted_under_the_room(tmp_path):
    (tmp_path / "hall.da.yaml").write_text("home:\n  title: Hej\n", encoding="utf-8")
    (tmp_path / "empty.da.yaml").write_text("", encoding="utf-8")
    assert read_texts(tmp_path) == {"hall.home.title": "Hej"}


def test_what_is_no_sentence_is_refused(tmp_path):
    (tmp_path / "hall.da.yaml").write_text("number: 3\n", encoding="utf-8")
    with pytest.raises(CatalogError, match="put the sentence in quotes"):
        read_texts(tmp_path)


def raised_by_core() -> set[str]:
    """Every DomainError code in the core's own files."""
    return {
        node.args[0].value
        for path in CORE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "DomainError"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


def test_every_refusal_of_the_core_says_what_why_and_what_next():
    codes = raised_by_core()
    assert len(codes) > 8
    for code in codes:
        for part in ("what", "why", "next"):
            assert f"errors.{code}.{part}" in texts()


def test_every_error_text_has_the_same_three_parts():
    parts = [key.split(".")[1:] for key in texts() if key.startswith("errors.")]
    codes = {part[0] for part in parts}
    expected = {(code, part) for code in codes for part in ("what", "why", "next")}
    assert {tuple(part) for part in parts} == expected


def test_every_reason_code_has_a_sentence():
    codes = {
        *(f"not_held_{outcome.value}" for outcome in Outcome if outcome is not Outcome.HELD),
        *(f"interval_{freedom.value}" for freedom in Freedom),
        *(f"answered_{r.slug}" for e in catalog().versions.values() for r in e.rules),
        *quoted("conversation/ledger.py"),
        *READINGS_AND_RELIEFS,
        *quoted("cadence/propose.py"),
        *quoted("slots/search.py"),
        *quoted("screening/follow.py"),
    }
    assert {code for code in codes if f"reasons.{code}" not in texts()} == set()


READINGS_AND_RELIEFS = {
    *("left_early", "month_without_that_day", "calendar_week", "approximate"),
    *("outside_course", "standby", "documented_relief", "share_exemption"),
}
REFUSALS = {"length_off_grid", "time_without_zone"} | {
    f"screening_{what}_unknown" for what in ("question", "answer")
}


def quoted(file: str) -> set[str]:
    """Every string in a core file that has the shape of a reason code."""
    tree = ast.parse((CORE / file).read_text(encoding="utf-8"))
    words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    codes = {w for w in words if isinstance(w, str) and re.fullmatch(r"[a-z]+(_[a-z]+)+", w)}
    fragments = {code for code in codes if code.endswith("_")}
    return codes - REFUSALS - fragments


def sentences() -> list[tuple[str, str]]:
    """Every sentence of ours with its key, the entries' own among them."""
    found = [(key, said) for key, said in texts().items() if key.startswith(OURS)]
    for folder in (catalog().law, catalog().offers, catalog().purposes):
        for slug, entry in folder.items():
            found += [(slug, said) for said in entry.da.model_dump().values() if said]
    found += [
        (s, said) for s, e in catalog().law.items() for said in e.told_staff.model_dump().values()
    ]
    found += [(slug, n.da.sentence) for slug, n in catalog().policy.numbers.items()]
    parts = [(key, part) for key, said in found for part in re.split(r"(?<=[.?!])\s+", said)]
    return [(key, part) for key, part in parts if part]


def test_no_sentence_is_longer_than_one_breath():
    assert len(sentences()) > 150
    long = {key: said for key, said in sentences() if len(said.split()) > MOST_WORDS}
    assert long == {}


def test_all_our_sentences_together_are_easy_to_read():
    words = [re.sub(r"\W", "", w) for _, said in sentences() for w in said.split()]
    words = [word for word in words if word]
    lix = len(words) / len(sentences()) + 100 * sum(len(w) > 6 for w in words) / len(words)
    assert lix <= 30


def test_every_placeholder_has_a_plain_name():
    for key, said in texts().items():
        names = [name for _, name, _, _ in Formatter().parse(said) if name is not None]
        assert all(name.isidentifier() for name in names), key


def test_the_core_itself_is_found():
    assert CORE.samefile(staasted.core.__path__[0])
