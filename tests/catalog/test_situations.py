"""What can change for a citizen: every kind asks what it needs and says what it tells."""

from pathlib import Path

import pytest

from staasted.catalog.loader import catalog
from staasted.catalog.reader import CatalogError, read_entries
from staasted.catalog.situations import Situation
from staasted.core.law import Hears

KINDS = catalog().situations
LESSENS = (Hears.RELIEF, Hears.FACT)
ASKED = {
    "treatment": ("treatment_begins", "treatment_ends"),
    "assessment": ("assessment_begins", "assessment_ends"),
    "job on the way": ("job_on_the_way",),
    "employer to return to": ("employer_to_return_to", "season_over"),
    "move": ("moving",),
    "leave": ("leave",),
    "early follow-up, own and the employer's": ("early_follow_up", "employer_wants_follow_up"),
    "both parties' expected length of illness": ("expected_length",),
}


@pytest.mark.parametrize("wanted", sorted(ASKED))
def test_everything_the_effort_asks_about_can_be_told(wanted: str) -> None:
    assert set(ASKED[wanted]) <= set(KINDS)


def test_both_parties_say_how_long_an_illness_lasts() -> None:
    words = KINDS["expected_length"].words
    assert words.begins
    assert words.theirs


@pytest.mark.parametrize("slug", sorted(KINDS))
def test_what_may_lessen_a_duty_waits_for_a_human_and_names_its_section(slug: str) -> None:
    kind = KINDS[slug]
    if any(tells.hears in LESSENS for tells in kind.tellings):
        assert kind.confirmed
    if kind.confirmed:
        assert kind.cites.startswith("LBK ")
        assert kind.law_url.startswith("https://")


@pytest.mark.parametrize("slug", sorted(KINDS))
def test_what_relieves_by_law_asks_for_its_paper(slug: str) -> None:
    kind = KINDS[slug]
    if any(tells.hears is Hears.RELIEF for tells in kind.tellings):
        assert kind.words.paper


BROKEN = {
    "needs an answer to a question it does not ask": "needs: [ends]",
    "tells the law something and names no section": "tells: [{day: follow_up_request}]",
    "tells two things at once": "cites: LBK 1/2024 § 1\n  tells: [{day: birth, fact: employed}]",
    "cites what is no section": "cites: LBK 280/2024 afsnit 3",
}


@pytest.mark.parametrize("fault", sorted(BROKEN))
def test_a_kind_that_cannot_be_used_is_refused_by_name(fault: str, tmp_path: Path) -> None:
    file = tmp_path / "situations.yaml"
    words = "da: {name: Nyt, follows: Vi ser det., staff: Se det.}"
    file.write_text(f"new_thing:\n  source: decision 0040\n  {BROKEN[fault]}\n  {words}\n")
    with pytest.raises(CatalogError, match="new_thing"):
        read_entries(Situation, file)
