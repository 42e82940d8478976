"""Every sentence people see lies in the catalogue."""

import ast

from tests.house.prose import prose_in_python, prose_in_template
from tests.house.tree import SOURCE, name_of, source_files, syntax, template_files

# file → why it may hold Danish that is not in the catalogue
ALLOWED: dict[str, str] = {
    "src/staasted/catalog/gsm.py": "the alphabet of short messages",
    "src/staasted/config/environment.py": "the default name of the demo's office",
}


def test_the_scan_knows_prose_when_it_hears_it():
    template = '<h1 title="Hej">{{ t("a.b") }}</h1>\n<p>Velkommen</p>{{ button("Gem det her") }}'
    assert {line for line, _ in prose_in_template(template)} == {1, 2}
    assert len(prose_in_template(template)) == 3
    python = ast.parse('"""Hvad så."""\nx = "Du skal ikke gøre noget"\ny = "a.b"')
    assert [line for line, _ in prose_in_python(python, room=False)] == [2]


def test_no_template_says_anything_of_its_own():
    found = [
        f"{name_of(path)}:{line} says {words!r}"
        for path in template_files()
        for line, words in prose_in_template(path.read_text(encoding="utf-8"))
    ]
    assert not found, "Put the words in the catalogue and call t():\n" + "\n".join(found)


def test_no_python_says_anything_of_its_own():
    rooms = (SOURCE / "web", SOURCE / "cli")
    found = [
        f"{name_of(path)}:{line} says {words!r}"
        for path in source_files()
        if name_of(path) not in ALLOWED
        for line, words in prose_in_python(
            syntax(path), room=any(path.is_relative_to(room) for room in rooms)
        )
    ]
    assert not found, "Put the words in the catalogue and call text():\n" + "\n".join(found)
