"""Finding an offer by what people type: stems, compounds, slips, and whatever else is sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.catalog.language import Language, speaking
from staasted.catalog.loader import catalog
from staasted.catalog.offer_finding import offer_index, offers_found
from staasted.catalog.reader import read_yaml
from staasted.core.finding.words import LONGEST_QUERY, folded, parts, tokens
from tests.house.tree import ROOT

TYPED = read_yaml(ROOT / "tests" / "catalog" / "offer_queries.yaml")
FIRST = 3


def slugs(query):
    return [offer.slug for offer in offers_found(query)]


@pytest.mark.parametrize(("typed", "finds"), [(row["typed"], row["finds"]) for row in TYPED])
def test_what_people_type_finds_what_they_mean_among_the_first_three(typed, finds):
    assert finds in slugs(typed)[:FIRST], slugs(typed)[:6]


def test_the_list_of_what_people_type_is_long_and_names_offers_that_are_there():
    assert len(TYPED) >= 60
    assert len({row["typed"] for row in TYPED}) == len(TYPED)
    assert {row["finds"] for row in TYPED} <= set(catalog().offers)


def test_a_compound_finds_what_its_parts_find():
    assert {"job_search_workshop", "upskilling"} <= set(slugs("jobsøgningskursus"))
    assert {"debt_advice", "budget_evening"} <= set(slugs("gældsrådgivning"))


@pytest.mark.parametrize(
    ("one", "other"),
    [("gæld", "GAELD"), ("søvn", "soevn"), ("få", "faa"), ("sprogcafé", "sprogcafe"), ("ø", "ö")],
)
def test_danish_letters_are_found_however_they_are_typed(one, other):
    assert folded(one) == folded(other)
    assert slugs(one) == slugs(other)


def test_every_offer_is_found_by_its_own_name_in_both_languages():
    for language in Language:
        with speaking(language):
            for offer in catalog().offers.values():
                assert offer.slug in slugs(offer.words.name)[:FIRST], (language, offer.slug)


def test_english_words_find_in_english():
    with speaking(Language.ENGLISH):
        assert slugs("debts")[0] == "debt_advice"
        assert "bicycle_loan" in slugs("bike")
        assert "digital_first_steps" in slugs("log in")


@pytest.mark.parametrize("nothing", ["", "   ", "?!", "jeg har brug for hjælp", "xqzwv"])
def test_what_says_nothing_finds_nothing(nothing):
    assert slugs(nothing) == []


@given(st.text(max_size=400))
def test_nothing_anybody_types_raises_and_the_order_is_the_same_each_time(typed):
    found = slugs(typed)
    assert found == slugs(typed)
    assert len(found) == len(set(found))


@given(st.text(alphabet="jobsøgningkursuæå -", max_size=300))
def test_words_like_ours_never_raise_either(typed):
    assert set(slugs(typed)) <= set(catalog().offers)


def test_only_the_first_characters_and_words_are_looked_at():
    assert slugs("gæld" + " " * LONGEST_QUERY + "cykel") == slugs("gæld")
    assert slugs("x" * 100_000) == []
    words = " ".join(f"ord{number}" for number in range(30))
    assert slugs(words + " gæld") == slugs(words)


def test_equals_stand_in_the_order_of_the_catalogue():
    found = offer_index(Language.DANISH).find("kursus")
    place = {slug: number for number, slug in enumerate(catalog().offers)}
    pairs = [(each.fit, place[each.slug]) for each in found]
    assert pairs == sorted(pairs, key=lambda pair: (-pair[0], pair[1]))


@given(st.lists(st.sampled_from(["gaeld", "job", "kursus", "raadgivning"]), min_size=2, max_size=4))
def test_a_compound_of_known_words_is_taken_apart_again(words):
    known = {"gaeld", "job", "kursus", "raadgivning"}
    assert "".join(parts("".join(words), known)) == "".join(words)
    assert parts("s".join(words), known) == tuple(words)


def test_a_word_is_no_compound_of_itself_and_a_stranger_is_none():
    assert parts("kursus", {"kursus"}) == ()
    assert parts("q" * 60, {"q"})[:2] == ("q", "q")
    assert parts("q" * 61, {"q"}) == ()
    assert tokens("Få 3 timer, tak!") == ["faa", "3", "timer", "tak"]
