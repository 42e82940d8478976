"""The contract with the design system: all of its macros run in our environment."""

import pytest
from jinja2 import nodes
from markupsafe import Markup

from staasted.web.ui.macros import as_jinja, macro, macro_environment, safe


def macro_files() -> list[str]:
    return macro_environment().list_templates()


def test_the_package_brings_all_its_macro_files():
    assert len(macro_files()) == 48


@pytest.mark.parametrize("name", macro_files())
def test_a_macro_file_loads(name):
    assert macro_environment().get_template(name).module


@pytest.mark.parametrize("name", macro_files())
def test_every_key_of_every_object_is_a_word_and_not_a_variable(name):
    environment = macro_environment()
    source, _, _ = environment.loader.get_source(environment, name)
    pairs = environment.parse(source).find_all(nodes.Pair)
    assert all(isinstance(pair.key, nodes.Const) for pair in pairs)


def test_only_expressions_are_rewritten():
    assert as_jinja("Husk, tid: {{ f({ text: a === b, id: c }) }}") == (
        'Husk, tid: {{ f({ "text": a == b, "id": c }) }}'
    )


def test_a_key_named_as_a_method_of_a_mapping_is_the_key():
    shown = macro("breadcrumbs/breadcrumbs", "breadcrumbs", items=[{"text": "Her"}])
    assert "Her" in shown


def test_text_and_number_join_as_in_nunjucks():
    options = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]
    shown = macro(
        "radiobuttons/radiobuttons", "radiobuttons", id="form", groupname="form", items=options
    )
    assert 'id="form-option1"' in shown
    assert 'id="form-option2"' in shown


def test_text_is_escaped_however_deep_it_lies_and_markup_is_let_through():
    given = {"a": ["<b>", {"c": Markup("<i>"), "d": "x"}], "n": 3, "none": None}
    assert safe(given) == {"a": ["&lt;b&gt;", {"c": "<i>", "d": "x"}], "n": 3}
