"""Every component: no text becomes a tag, and nothing a strict content policy would stop."""

import re
from html.parser import HTMLParser

import pytest
from markupsafe import Markup

from staasted.web.ui.components import COMPONENTS, ui

ATTACK = "<script>alert(1)</script>\"' onclick=alert(1) {{ 7 * 7 }}"
OPTIONS = [{"value": ATTACK, "text": ATTACK, "hint": ATTACK}]
CONTROL = {"hint": ATTACK, "error": ATTACK, "control_id": ATTACK}
CALLS = {
    "accordion": lambda: ui.accordion([{"title": ATTACK, "content": ATTACK}]),
    "alert": lambda: ui.alert(ATTACK, variant=ATTACK, heading=ATTACK),
    "back_link": lambda: ui.back_link(ATTACK, text=ATTACK),
    "badge": lambda: ui.badge(ATTACK, variant=ATTACK),
    "breadcrumbs": lambda: ui.breadcrumbs([{"text": ATTACK, "href": ATTACK}, {"text": ATTACK}]),
    "button": lambda: ui.button(
        ATTACK, variant=ATTACK, name=ATTACK, value=ATTACK, icon=ATTACK, kind=ATTACK
    ),
    "card": lambda: ui.card(ATTACK, ATTACK, href=ATTACK, subheading=ATTACK),
    "checkbox": lambda: ui.checkbox(ATTACK, ATTACK, **CONTROL),
    "checkboxes": lambda: ui.checkboxes(ATTACK, ATTACK, OPTIONS, values=[ATTACK], **CONTROL),
    "details": lambda: ui.details(ATTACK, ATTACK),
    "footer": lambda: ui.footer([{"content": ATTACK, "columnSize": ATTACK}]),
    "icon": lambda: ui.icon(ATTACK, label=ATTACK, classes=ATTACK),
    "known_select": lambda: ui.known_select(
        ATTACK, ATTACK, ((ATTACK, ATTACK),), value=ATTACK, required=True
    ),
    "link_button": lambda: ui.link_button(ATTACK, ATTACK, variant=ATTACK, icon=ATTACK),
    "pagination": lambda: ui.pagination(2, 3, query=ATTACK),
    "radios": lambda: ui.radios(ATTACK, ATTACK, OPTIONS, value=ATTACK, **CONTROL),
    "select": lambda: ui.select(ATTACK, ATTACK, OPTIONS, value=ATTACK, **CONTROL),
    "skip_link": ui.skip_link,
    "stepguide": lambda: ui.stepguide(ATTACK, ATTACK),
    "structured_list": lambda: ui.structured_list(
        [{"label": ATTACK, "value": ATTACK, "href": ATTACK, "action": ATTACK}]
    ),
    "table": lambda: ui.table(ATTACK, [ATTACK, ATTACK], [[ATTACK, ATTACK]]),
    "text_input": lambda: ui.text_input(
        ATTACK, ATTACK, kind=ATTACK, value=ATTACK, autocomplete=ATTACK, **CONTROL
    ),
    "textarea": lambda: ui.textarea(ATTACK, ATTACK, value=ATTACK, **CONTROL),
}


class Tags(HTMLParser):
    """Collects the tags and attributes a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_every_component_a_page_may_use_is_tried_here_or_with_the_forms():
    tried_with_forms = {"field", "error_summary"}
    assert {component.__name__ for component in COMPONENTS} == set(CALLS) | tried_with_forms


@pytest.mark.parametrize("name", CALLS)
def test_no_text_becomes_a_tag_or_an_attribute(name):
    shown = CALLS[name]()
    seen = Tags(shown)
    assert isinstance(shown, Markup)
    assert "script" not in seen.tags
    assert not {name for name in seen.attributes if name.startswith("on") or name == "style"}
    assert "&amp;lt;" not in shown, "escaped twice"


@pytest.mark.parametrize("name", sorted(set(CALLS) - {"skip_link"}))
def test_the_text_itself_is_shown_and_not_lost(name):
    assert re.search("&lt;script&gt;|%3Cscript%3E", CALLS[name]())


def test_markup_given_as_content_stays_markup():
    assert "<em>nu</em>" in ui.alert(Markup("<p><em>nu</em></p>"))
    assert "<em>nu</em>" in ui.details("Hvorfor?", Markup("<em>nu</em>"))


def test_words_and_markup_that_read_alike_are_each_shown_as_what_they_are():
    assert "&lt;em&gt;nu&lt;/em&gt;" in ui.badge("<em>nu</em>")
    assert "<em>nu</em>" in ui.badge(Markup("<em>nu</em>"))
    assert "&lt;em&gt;nu&lt;/em&gt;" in ui.badge("<em>nu</em>")


def test_what_is_rendered_once_is_told_apart_by_all_it_is_given():
    shown = [
        ui.badge("Passet", variant="error"),
        ui.badge("Passet", variant="warning"),
        ui.badge("Passet"),
        ui.button("Passet"),
        ui.button("Passet", name="valg", value="1"),
        ui.button("Passet", name="valg", value="2"),
    ]
    assert len(set(shown)) == len(shown)


def test_a_table_tells_each_cell_its_column_without_a_script():
    shown = ui.table("Samtaler", ["Dag", "Form"], [["mandag", "Video"]])
    assert '<th scope="row" data-title="Dag">mandag</th>' in shown
    assert '<td data-title="Form">Video</td>' in shown


def test_a_row_that_does_not_fit_its_table_is_refused():
    with pytest.raises(ValueError, match="needs 2 cells"):
        ui.table("Samtaler", ["Dag", "Form"], [["mandag"]])
