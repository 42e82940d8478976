"""Where a rule comes from: the shape of a citation, its address, and how well it is supported."""

import pytest

from staasted.catalog.loader import catalog
from staasted.catalog.rules.checking import unconfirmed
from staasted.catalog.rules.file import FileStatus
from staasted.core.law import Grade
from tests.catalog.test_rules_checking import RULE, a_file

CATALOG = catalog()
ELI = "https://www.retsinformation.dk/eli/lta"


@pytest.mark.parametrize(
    ("cites", "act", "section", "address"),
    [
        ("LBK 280/2024 § 31, stk. 3", "LBK 280/2024", "§ 31, stk. 3", f"{ELI}/2024/280"),
        ("BEK 1216/2023 §§ 7 og 8", "BEK 1216/2023", "§§ 7 og 8", f"{ELI}/2023/1216"),
        ("LOV 1750/2025", "LOV 1750/2025", "", f"{ELI}/2025/1750"),
    ],
)
def test_a_citation_is_an_act_a_section_and_an_address(cites, act, section, address):
    (rule,) = a_file({"T-1": RULE | {"cites": cites}}).as_rules()
    assert (rule.source.act, rule.source.section, rule.source.eli) == (act, section, address)
    assert rule.source.citation == cites


def test_what_others_told_us_has_their_words_and_no_address():
    (rule,) = a_file({"T-1": RULE | {"cites": "En side", "grade": "B"}}).as_rules()
    assert (rule.source.citation, rule.source.eli) == ("En side", "")


def test_every_active_citation_has_the_shape_or_is_second_hand():
    for rule in CATALOG.rules:
        if rule.source.eli:
            number, year = rule.source.act.split()[1].split("/")
            assert rule.source.eli == f"{ELI}/{year}/{number}", rule.id
        else:
            assert rule.source.grade is Grade.B, rule.id


def test_what_is_agreed_or_told_by_others_is_flagged_and_nothing_less_is_active():
    flagged = {rule.id for rule in unconfirmed(CATALOG.law_files)}
    for rule in CATALOG.rules:
        assert rule.source.grade not in (Grade.S, Grade.C), rule.id
        secondary = rule.source.grade in (Grade.A_AGREEMENT, Grade.B)
        assert (rule.id in flagged) is (secondary or not rule.source.confirmed), rule.id


def test_a_rule_told_by_others_or_unread_is_flagged_where_it_is_active():
    told = {"T-1": RULE, "T-2": RULE | {"grade": "B"}, "T-3": RULE | {"confirmed": False}}
    assert [rule.id for rule in unconfirmed([a_file(told)])] == ["T-2", "T-3"]
    assert list(unconfirmed([a_file(told, status="planned")])) == []


def test_what_is_planned_gives_no_active_rule():
    planned = [file for file in CATALOG.law_files if file.status is not FileStatus.ACTIVE]
    known = {rule_id for file in planned for rule_id in file.rules}
    assert known
    assert not known & {rule.id for rule in CATALOG.rules}
    assert known <= set(CATALOG.law)
