"""Names come from the glossary first."""

import ast

import yaml

from tests.house.tree import SOURCE, name_of, python_files, syntax

GLOSSARY = SOURCE / "catalog" / "glossary.yaml"


def test_every_public_class_of_core_stands_in_the_glossary():
    terms = yaml.safe_load(GLOSSARY.read_text(encoding="utf-8"))["terms"]
    known = {term["identifier"] for term in terms}
    classes = [
        (node.name, name_of(path))
        for path in python_files(SOURCE / "core")
        for node in syntax(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    assert len(classes) > 15
    assert [f"{name} ({file})" for name, file in classes if name not in known] == []


def test_a_danish_word_has_one_identifier():
    terms = yaml.safe_load(GLOSSARY.read_text(encoding="utf-8"))["terms"]
    words = [term["danish"] for term in terms]
    assert len(words) > 20
    assert sorted({word for word in words if words.count(word) > 1}) == []
