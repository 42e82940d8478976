"""Sections as acts number them, and the rules of the law that rest on what a trial lists."""

from datetime import date

import pytest

from staasted.catalog.loader import catalog
from staasted.catalog.rules.listing import Listing
from staasted.catalog.rules.sections import Sections, cited


def run(number, letter="", *parts, last=None):
    return Sections((number, letter), last or (number, letter), frozenset(parts) or None)


@pytest.mark.parametrize(
    ("text", "act", "sections"),
    [
        ("LBK 280/2024 § 31, stk. 3", "LBK 280/2024", [run(31, "", "3")]),
        ("§ 16, stk. 1 og 3-5", "", [run(16, "", "1", "3", "4", "5")]),
        ("§ 16 a, stk. 1-3", "", [run(16, "a", "1", "2", "3")]),
        ("§§ 17-20", "", [run(17, last=(20, ""))]),
        ("§§ 19-20 b", "", [run(19, last=(20, "b"))]),
        ("§§ 16 og 18", "", [run(16), run(18)]),
        ("§§ 12, 13 og 15", "", [run(12), run(13), run(15)]),
        ("§ 16, stk. 8, og § 18, stk. 5", "", [run(16, "", "8"), run(18, "", "5")]),
        ("§ 18, stk. 2, 1. pkt.", "", [run(18, "", "2 pkt. 1")]),
        ("§ 19, nr. 1", "", [run(19, "", "nr. 1")]),
        ("§ 61, stk. 1, nr. 2, stk. 2", "", [run(61, "", "1 nr. 2", "2")]),
        ("§ 44, stk. 1, nr. 1-2", "", [run(44, "", "1 nr. 1", "1 nr. 2")]),
        ("§ 31, 3. pkt.", "", [run(31, "", "pkt. 3")]),
        ("§§ 31 – 34", "", [run(31, last=(34, ""))]),
        ("§§ 31 til 34", "", [run(31, last=(34, ""))]),
        ("§ 13 b, stk. 1, 4-5 og 7", "", [run(13, "b", "1", "4", "5", "7")]),
        ("LOV 1750/2025", "LOV 1750/2025", []),
    ],
)
def test_a_citation_names_act_sections_and_subsections(text, act, sections):
    found = cited(text)
    assert (found.act, list(found.sections)) == (act, sections)


@pytest.mark.parametrize("text", ["stk. 3", "§ stk. 3", "kapitel 7", "LBK 1/2020 kapitel 7"])
def test_what_names_no_section_is_refused_with_the_way_to_write_it(text):
    with pytest.raises(ValueError, match="write it as § 31"):
        cited(text)


@pytest.mark.parametrize("text", ["§§ 34-31", "§§ 1-99999999", "§ 31, stk. 1-99999999"])
def test_a_run_that_leads_nowhere_is_refused(text):
    with pytest.raises(ValueError, match=r"upwards|so many subsections"):
        cited(text)


def test_every_citation_of_the_law_can_be_read():
    told = [rule for rule in catalog().rules if rule.source.eli]
    assert len(told) > 300
    assert all(cited(rule.source.citation).act == rule.source.act for rule in told)


def covers(listed, citation, act="LAB", **told):
    """Whether a listing lifts a rule of today's that cites so."""
    listing = Listing.of(act, [listed], only=told.get("only", ()), keeps=told.get("keeps", ()))
    rule = next(r for r in catalog().rules if r.source.citation == citation)
    found = listing.rules([rule], catalog().acts, rule.groups, rule.from_on, rule.from_on)
    return rule.id in found


@pytest.mark.parametrize(
    ("listed", "citation", "lifted"),
    [
        ("§ 31", "LBK 280/2024 § 31, stk. 3", True),
        ("§ 31, stk. 3", "LBK 280/2024 § 31, stk. 3", True),
        ("§ 31, stk. 1-2", "LBK 280/2024 § 31, stk. 3", False),
        ("§ 31, stk. 3", "LBK 280/2024 § 34, stk. 1-2", False),
        ("§§ 31-34", "LBK 280/2024 § 34, stk. 1-2", True),
        ("§ 31, stk. 3, nr. 1", "LBK 280/2024 § 31, stk. 3", False),
        ("§ 31, 3. pkt.", "LBK 280/2024 § 31, stk. 3", False),
        ("§ 18, stk. 2", "LBK 990/2014 § 18, stk. 2, 1. pkt.", True),
        ("§ 18, stk. 2, 2. pkt.", "LBK 990/2014 § 18, stk. 2, 1. pkt.", False),
        ("§ 34, stk. 1", "LBK 280/2024 § 34, stk. 1-2", False),
        ("LBK 280/2024 § 31", "LBK 280/2024 § 31, stk. 3", True),
        ("LBK 701/2022 § 31", "LBK 280/2024 § 31, stk. 3", False),
        ("LOV 1750/2025", "LOV 1750/2025", True),
        ("§ 31", "LOV 1750/2025", False),
        ("§ 16, stk. 8", "LBK 990/2014 § 16, stk. 8, og § 18, stk. 5", False),
        ("§§ 16-18", "LBK 990/2014 § 16, stk. 8, og § 18, stk. 5", True),
        ("§§ 16-18", "LBK 710/2011 §§ 16-18", True),
        ("§§ 16-20", "LBK 990/2014 § 20 a, stk. 1", False),
        ("§§ 16-20 b", "LBK 990/2014 § 20 a, stk. 1", True),
    ],
)
def test_a_rule_is_lifted_when_every_section_it_cites_is_listed(listed, citation, lifted):
    assert covers(listed, citation) is lifted


def test_a_listing_is_of_one_act_and_may_be_narrowed_to_lines():
    citation = "LBK 280/2024 § 31, stk. 3"
    assert not covers("§ 31", citation, act="SDP")
    assert covers("§ 31", citation, only=("conversations",))
    assert not covers("§ 31", citation, only=("offers",))
    assert not covers("§ 31", citation, keeps=("conversations.number",))
    with pytest.raises(ValueError, match="which act"):
        Listing.of("", ["§ 31"], only=(), keeps=())


def test_a_section_no_rule_rests_on_is_named():
    listing = Listing.of("LAB", ["§ 31, stk. 3", "§§ 900-901 b"], only=(), keeps=())
    assert listing.unused(catalog().rules, catalog().acts, date(2024, 1, 1)) == ("§§ 900-901 b",)


def test_only_rules_of_the_groups_and_the_days_are_lifted():
    listing = Listing.of("LAB", ["§ 31"], only=(), keeps=())
    law, day = catalog(), date(2025, 1, 1)
    groups = frozenset({"group:cash_benefit_job_ready"})
    found = listing.rules(law.rules, law.acts, groups, day, day)
    assert "V5-OT-1" in found
    assert not listing.rules(law.rules, law.acts, frozenset({"group:none"}), day, day)
    before = listing.rules(law.rules, law.acts, groups, date(2012, 1, 1), date(2012, 1, 2))
    assert "V5-OT-1" not in before
    after = listing.rules(law.rules, law.acts, groups, date(2026, 12, 1), None)
    assert "V5-OT-1" in after, "a window opened under it may fall due later"


def test_sections_are_read_in_the_numbering_of_the_day():
    law, all_groups = catalog(), frozenset(catalog().target_groups)
    listing = Listing.of("LAB", ["§§ 31-34"], only=(), keeps=())
    old = listing.rules(law.rules, law.acts, all_groups, date(2018, 1, 1), date(2019, 12, 31))
    new = listing.rules(law.rules, law.acts, all_groups, date(2020, 1, 1), date(2020, 12, 31))
    assert "OF-U3" in {rule[:5] for rule in old}
    assert not {rule for rule in new if rule.startswith("OF-U3")}
    assert not old & new
