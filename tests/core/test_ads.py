"""Distances, and which job ads fit a wish: properties over invented ads."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staasted.core.ads import AdFacts, AdOrder, AdWish, Point, ads_matching, km_between
from staasted.core.finding import FindWords, HitKind, index_made

TODAY = date(2026, 5, 18)
WORDS = FindWords(
    stemmer="danish",
    skipped=frozenset({"og", "i"}),
    same={},
    made_of=frozenset({"assistent", "koekken"}),
)
SAID = ("kok", "køkkenassistent", "chauffør", "lager", "lagermedarbejder", "sygeplejerske")
POINTS = st.builds(
    Point,
    latitude=st.floats(min_value=54, max_value=58),
    longitude=st.floats(min_value=8, max_value=15),
)
ANYWHERE = st.builds(
    Point,
    latitude=st.floats(min_value=-90, max_value=90),
    longitude=st.floats(min_value=-180, max_value=180),
)
NEAR_DAYS = st.integers(min_value=-30, max_value=30).map(lambda days: TODAY + timedelta(days=days))


@st.composite
def boards(draw):
    """Some ads with their words."""
    count = draw(st.integers(min_value=0, max_value=8))
    texts, ads = {}, []
    for number in range(count):
        slug = f"ad{number}"
        texts[slug] = ((" ".join(draw(st.lists(st.sampled_from(SAID), max_size=3))), 4.0),)
        ads.append(
            AdFacts(
                slug,
                draw(st.sampled_from(["kitchen", "transport"])),
                draw(NEAR_DAYS),
                draw(st.none() | NEAR_DAYS),
                draw(st.none() | POINTS),
            )
        )
    return ads, index_made(texts, WORDS)


WISHES = st.builds(
    AdWish,
    words=st.sampled_from(["", "og i", "kok", "lager chauffør", "kjøkkenasistent", "zzz"]),
    field=st.sampled_from(["", "kitchen", "transport"]),
    near=st.none() | POINTS,
    within_km=st.none() | st.integers(min_value=0, max_value=300),
    order=st.sampled_from(AdOrder),
)


@given(ANYWHERE, ANYWHERE)
def test_a_distance_is_the_same_both_ways_and_never_longer_than_half_way_round(one, other):
    km = km_between(one, other)
    assert km == pytest.approx(km_between(other, one), abs=1e-6)
    assert 0 <= km <= 20_016
    assert km_between(one, one) == 0


@given(ANYWHERE, ANYWHERE, ANYWHERE)
def test_the_way_round_by_a_third_place_is_never_shorter(one, other, third):
    direct = km_between(one, other)
    assert direct <= km_between(one, third) + km_between(third, other) + 1e-4


def test_a_degree_of_latitude_is_111_km_and_aarhus_to_copenhagen_157():
    assert km_between(Point(55, 10), Point(56, 10)) == pytest.approx(111.2, abs=0.1)
    aarhus, copenhagen = Point(56.1572, 10.2107), Point(55.6761, 12.5683)
    assert km_between(aarhus, copenhagen) == pytest.approx(157, abs=1)


@pytest.mark.parametrize("where", [(91, 0), (0, 181), (float("nan"), 0), (0, float("inf"))])
def test_what_is_no_place_on_the_globe_is_refused(where):
    with pytest.raises(ValueError, match="is nowhere"):
        Point(*where)


@given(boards(), WISHES)
def test_what_is_shown_is_open_of_the_field_and_near_enough(board, wish):
    ads, index = board
    by_slug = {each.slug: each for each in ads}
    found = ads_matching(ads, wish, index=index, on=TODAY)
    shown = [*found.full, *found.partly]
    assert len(shown) == len(set(shown))
    for slug in shown:
        ad = by_slug[slug]
        assert ad.open_on(TODAY)
        assert wish.field in ("", ad.field)
        if wish.bounded:
            assert km_between(wish.near, ad.at) <= wish.within_km


@given(boards(), WISHES)
def test_nothing_that_fits_is_left_out_and_what_has_no_place_is_counted(board, wish):
    ads, index = board
    found = ads_matching(ads, wish, index=index, on=TODAY)
    worded = {each.slug for each in index.find(wish.words)}
    asked = bool(index.asked(wish.words))
    fits = [
        each
        for each in ads
        if each.open_on(TODAY)
        and wish.field in ("", each.field)
        and (not asked or each.slug in worded)
    ]
    shown = {*found.full, *found.partly}
    if not wish.bounded:
        assert shown == {each.slug for each in fits}
        assert found.placeless == 0
    else:
        assert found.placeless == sum(each.at is None for each in fits)
        left = {each.slug for each in fits if each.at is not None} - shown
        assert all(found.km[slug] > wish.within_km for slug in left)


@given(boards(), WISHES)
def test_the_order_is_the_one_that_was_asked_for(board, wish):
    ads, index = board
    by_slug = {each.slug: each for each in ads}
    found = ads_matching(ads, wish, index=index, on=TODAY)
    for some in (found.full, found.partly):
        ordered = [by_slug[slug] for slug in some]
        if wish.order is AdOrder.NEWEST:
            days = [each.published_on for each in ordered]
            assert days == sorted(days, reverse=True)
        elif wish.order is AdOrder.DEADLINE:
            last = [each.deadline_on or date.max for each in ordered]
            assert last == sorted(last)
        elif wish.order is AdOrder.NEAREST:
            away = [found.km.get(each.slug, float("inf")) for each in ordered]
            assert away == sorted(away)


@given(boards(), WISHES)
def test_a_wider_circle_shows_all_a_narrower_one_shows(board, wish):
    ads, index = board
    narrow = ads_matching(ads, wish, index=index, on=TODAY)
    wide = AdWish(wish.words, wish.field, wish.near, (wish.within_km or 0) + 50, wish.order)
    if wish.bounded:
        assert {*narrow.full} <= {*ads_matching(ads, wide, index=index, on=TODAY).full}


def test_the_last_day_of_a_deadline_one_may_still_apply():
    yesterday = TODAY - timedelta(days=1)
    ads = [
        AdFacts("last", "kitchen", TODAY, TODAY),
        AdFacts("gone", "kitchen", TODAY, yesterday),
    ]
    index = index_made({"last": (("kok", 4.0),), "gone": (("kok", 4.0),)}, WORDS)
    assert ads_matching(ads, AdWish("kok"), index=index, on=TODAY).full == ("last",)


def test_an_ad_with_all_the_words_stands_apart_from_one_with_some():
    texts = {"both": (("kok på lager", 4.0),), "one": (("kok", 4.0),)}
    ads = [AdFacts(slug, "kitchen", TODAY) for slug in texts]
    found = ads_matching(ads, AdWish("kok lager"), index=index_made(texts, WORDS), on=TODAY)
    assert (found.full, found.partly) == (("both",), ("one",))


@pytest.mark.parametrize(
    ("typed", "how", "loud"),
    [
        ("kokken", HitKind.WORD, 4.0),
        ("assistent", HitKind.WORD, 2.8),
        ("chaufførassistent", HitKind.PART, 4.0),
        ("chauf", HitKind.BEGINS, 4.0),
        ("chaufør", HitKind.NEAR, 4.0),
    ],
)
def test_why_an_ad_was_found_is_told_word_by_word(typed, how, loud):
    index = index_made({"one": (("kok chauffør køkkenassistent", 4.0),)}, WORDS)
    (hit,) = index.hits(typed, "one")
    assert (hit.how, hit.loud) == (how, loud)


@given(boards(), WISHES)
def test_every_ad_that_words_found_says_why(board, wish):
    _, index = board
    for each in index.find(wish.words):
        hits = index.hits(wish.words, each.slug)
        assert hits
        assert each.share < 1 or len(hits) == len(index.asked(wish.words))


def test_a_part_of_a_compound_is_not_the_whole_of_it():
    texts = {
        "own": (("lagerassistent", 4.0),),
        "both": (("assistent på et lager", 4.0),),
        "part": (("køkkenassistent", 4.0),),
    }
    ads = [AdFacts(slug, "kitchen", TODAY) for slug in texts]
    wish, index = AdWish("lagerassistent"), index_made(texts, WORDS)
    found = ads_matching(ads, wish, index=index, on=TODAY)
    assert (set(found.full), found.partly) == ({"own", "both"}, ("part",))
