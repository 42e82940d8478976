"""Everything that can be offered: how many there are, and that each says all of it."""

import re
import shutil
from collections import Counter
from datetime import date

import pytest

from staasted.catalog.english import english
from staasted.catalog.loader import catalog, read_catalog
from staasted.catalog.offers import Offer
from staasted.catalog.reader import FOLDER, CatalogError, read_entry
from staasted.catalog.rules.sections import cited
from staasted.catalog.speech import weekday
from staasted.catalog.texts import text
from staasted.core.axes import SEATED
from staasted.core.offering import OfferWay
from tests.house.reading import measured, sentences_in

OFFERS = tuple(catalog().offers.values())
EACH = pytest.mark.parametrize("offer", OFFERS, ids=[offer.slug for offer in OFFERS])
SAID = ("name", "description", "for_whom", "asks", "when", "evidence")
MOST_LIX = 30


def test_there_are_at_least_forty_eight_offers_and_one_file_each():
    files = {path.stem for path in (FOLDER / "offers").glob("*.yaml")}
    assert len(OFFERS) >= 48
    assert {offer.slug for offer in OFFERS} == files
    names = Counter(offer.da.name for offer in OFFERS)
    assert [name for name, count in names.items() if count > 1] == []


def test_every_need_every_whom_and_every_way_has_several_offers():
    needs = Counter(need for offer in OFFERS for need in offer.needs)
    targets = Counter(target for offer in OFFERS for target in offer.targets)
    ways = Counter(way for offer in OFFERS for way in offer.ways)
    assert set(needs) == set(catalog().offer_needs)
    assert set(targets) == set(catalog().offer_targets)
    assert min(needs.values()) >= 1
    assert min(targets.values()) >= 1
    assert all(ways[way] >= 20 for way in OfferWay)


@EACH
def test_an_offer_says_every_thing_in_both_languages(offer):
    for field in SAID:
        danish = getattr(offer.da, field)
        if danish is None and field == "evidence":
            continue
        assert danish.strip(), field
        assert english()[danish.strip()], field
        assert field == "name" or danish.endswith("."), field


@EACH
@pytest.mark.parametrize("spoken", ["danish", "english"])
def test_an_offer_is_easy_to_read(offer, spoken):
    said = [getattr(offer.da, field) for field in SAID if getattr(offer.da, field)]
    said = said if spoken == "danish" else [english()[one] for one in said]
    assert measured(said).lix <= MOST_LIX, measured(said)


@EACH
def test_what_is_known_of_it_is_one_sentence_with_a_source_or_that_nobody_knows(offer):
    said = offer.da.evidence
    assert (said is None) == (offer.evidence_source is None)
    assert said is None or len(list(sentences_in(said))) == 1


def test_most_offers_say_honestly_that_nobody_knows():
    known = [offer.slug for offer in OFFERS if offer.evidence_source]
    assert text("offering.one.unknown") == "Det ved vi ikke endnu."
    assert sorted(known) == ["career_talk", "coordinator", "job_club", "video_sparring"]


@EACH
def test_a_section_names_one_of_our_acts_and_leads_to_its_text(offer):
    if offer.section is None:
        assert offer.eli is None
        return
    found = cited(offer.section)
    assert found.sections
    assert found.act in catalog().acts
    number, year = found.act.split()[1].split("/")
    assert offer.eli == f"https://www.retsinformation.dk/eli/lta/{year}/{number}"


@EACH
def test_when_it_begins_is_said_as_it_is_reckoned(offer):
    for rounds in offer.rounds:
        assert weekday(rounds.first_on.isoweekday()) in offer.da.when.lower()
        clock = f"kl. {rounds.at.hour}" + (f".{rounds.at:%M}" if rounds.at.minute else "")
        assert clock in offer.da.when
        assert rounds.first_on >= date(2026, 1, 1)


@EACH
def test_a_place_is_taken_in_rounds_or_at_a_meeting(offer):
    assert (OfferWay.TAKE in offer.ways) == bool(offer.rounds or offer.form)
    assert offer.form is None or offer.form in SEATED


def test_nobody_is_asked_for_their_age_origin_or_gender():
    asked = re.compile(r"\b(alder|køn|national|etnisk|senior|age|origin|år)\b", re.IGNORECASE)
    topics = {**catalog().offer_needs, **catalog().offer_targets}
    assert [slug for slug, each in topics.items() if asked.search(f"{slug} {each.da.name}")] == []


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "catalog")


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("needs: [debt]", "needs: [dept]", "dept is no need → use one of offer_needs.yaml"),
        ("needs: [debt]", "needs: []", "needs"),
        ("needs: [debt]\n", "", "needs: Field required → add the field"),
        ("ways: [request, call]", "ways: [take, call]", "give it rounds"),
        ("ways: [request, call]", "ways: [grab]", "ways.0"),
        ("ways: [request, call]", "ways: [call]\nseats: 0", "seats"),
        ("ways: [request, call]", "ways: [call]\ntargets: [martians]", "martians is nobody"),
        ("ways: [request, call]", "ways: [call]\nsection: LBK 280/2024 § 12", "write both"),
        ("ways: [request, call]", "ways: [take]\nform: individual", "individual has no seats"),
        ("ways: [request, call]", "ways: [call]\ncolour: red", "colour"),
        ("when: ", "evidence: Det virker.\n  when: ", "write both, or neither"),
        ("ways: [request, call]", "ways: [call]\nevidence_source: Nogen", "write both"),
        ("slug: debt_advice", "slug: debts", "let the file be named as the offer is"),
        ("order: 520", "order: 10", "has the number 10 too"),
        ('asks: "At du', 'asks: "" # At du', "asks"),
    ],
)
def test_an_offer_that_is_wrong_is_refused_with_its_place_and_a_remedy(copy, before, after, what):
    file = copy / "offers" / "debt_advice.yaml"
    spoiled = file.read_text(encoding="utf-8").replace(before, after, 1)
    assert spoiled != file.read_text(encoding="utf-8")
    file.write_text(spoiled, encoding="utf-8")
    with pytest.raises(CatalogError, match=re.escape(what)):
        _read(copy, file)


def _read(folder, file):
    """The one file first: all of it is read only where that says nothing."""
    read_entry(Offer, file)
    read_catalog(folder)
