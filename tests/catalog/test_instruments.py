"""The screening as data: what it asks, how it is worded, and what the newest one must hold."""

import pytest
import yaml

from staasted.catalog.instruments import InstrumentEntry
from staasted.catalog.language import Language, speaking, speaking_easily
from staasted.catalog.loader import catalog
from staasted.catalog.reader import FOLDER
from tests.house.reading import measured

START = catalog().instruments["start"]
ASKED = {
    "job_goal": {"job_goal_clear"},
    "next_step": {"knows_next_step"},
    "job_search": {"search_works"},
    "belief": {"believes_in_job"},
    "health": {"health_managed"},
    "energy": {"has_energy"},
    "network": {"has_network", "has_support"},
    "skills": {"has_skills"},
    "language": {"language_confident"},
    "digital": {"digital_confident"},
    "everyday": {"can_travel", "care_fits"},
    "money_home": {"money_home_calm"},
    "employer": {"employer_to_return_to"},
    "treatment": {"in_treatment_now"},
    "contact_wishes": {"wish_channel", "wish_time_of_day", "wish_person"},
}
NEVER = {"origin", "gender", "nationality", "diagnosis", "age", "born", "click", "sex", "country"}


def test_the_newest_screening_asks_every_topic_in_twelve_to_sixteen_items():
    assert {item.slug: {q.slug for q in item.questions} for item in START.items} == ASKED
    assert 12 <= len(START.items) <= 16


def test_nothing_is_asked_that_is_never_asked():
    for entry in catalog().versions.values():
        asked = {item.slug for item in entry.items}
        asked |= {part for q in entry.as_instrument().questions for part in q.slug.split("_")}
        assert not asked & NEVER


def test_every_item_says_why_who_sees_and_when_it_is_deleted_in_both_danish_wordings():
    for item in START.items:
        for easily in (False, True):
            with speaking_easily(easily=easily):
                assert all((item.words.why, item.words.who_sees, item.words.deleted))
        assert item.da_easy is not None


def test_easy_danish_is_there_for_every_topic_question_and_rule():
    assert START.da_easy is not None
    assert all(page.da_easy for page in START.pages)
    assert all(q.da_easy for item in START.items for q in item.questions)
    assert all(rule.da_easy is not None for rule in START.rules)


def easy_sentences() -> list[str]:
    found = [START.da_easy.title, START.da_easy.intro]
    found += [words for item in START.items for words in item.da_easy.model_dump().values()]
    found += [q.da_easy for item in START.items for q in item.questions]
    found += [words for rule in START.rules for words in rule.da_easy.model_dump().values()]
    return found


def test_easy_danish_is_easier_than_the_danish():
    danish = [START.da.title, START.da.intro]
    danish += [words for item in START.items for words in item.da.model_dump().values()]
    danish += [q.da for item in START.items for q in item.questions]
    danish += [words for rule in START.rules for words in rule.da.model_dump().values()]
    easy = measured(easy_sentences())
    assert easy.lix < 20
    assert easy.lix < measured(danish).lix - 5


def test_easy_danish_is_spoken_where_it_is_chosen_and_never_in_english():
    question = START.items[0].questions[0]
    assert question.words == question.da
    with speaking_easily(easily=True):
        assert question.words == question.da_easy
        with speaking(Language.ENGLISH):
            assert question.words == "Do you know which job you are going for?"
    assert question.words == question.da


def test_an_older_version_is_still_there_and_is_asked_one_topic_a_page():
    first = catalog().versions["start", 1]
    assert [step.title for step in first.steps] == [item.da.title for item in first.items]
    assert [len(step.items) for step in START.steps] == [2, 2, 2, 2, 2, 2, 2, 1]


def test_pages_that_leave_a_topic_out_are_refused():
    file = FOLDER / "instruments/start/v2.yaml"
    entry = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    entry["pages"] = entry["pages"][1:]
    with pytest.raises(ValueError, match="each topic once"):
        InstrumentEntry.model_validate(entry)


def test_the_mirror_asks_the_same_topics_what_one_expects_and_contributes():
    mirror = catalog().mirrors["start"]
    assert [each.topic for each in mirror.topics] == [item.slug for item in START.items]
    assert [part.slug for part in mirror.parts] == ["expects", "contributes"]
    assert all(any(option.skips for option in part.options) for part in mirror.parts)
    assert mirror.of_version == START.version


def test_every_word_of_an_answer_is_a_word_and_no_number():
    options = {
        o.slug
        for e in catalog().versions.values()
        for q in e.as_instrument().questions
        for o in q.options
    }
    options |= {each for allowed in catalog().mirrors["start"].allowed.values() for each in allowed}
    assert options
    assert not any(option.isdigit() for option in options)
