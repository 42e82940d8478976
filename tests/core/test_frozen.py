"""What the core hands out cannot be changed behind anybody's back."""

import ast
from pathlib import Path

import staasted.core

FILES = sorted(Path(staasted.core.__path__[0]).rglob("*.py"))


def dataclasses() -> dict[str, dict[str, bool]]:
    """Every dataclass of the core with what its decorator asks for."""
    return {
        node.name: {word.arg: word.value.value for word in getattr(mark, "keywords", ())}
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        for mark in node.decorator_list
        if ast.unparse(mark).startswith("dataclass")
    }


def test_every_dataclass_is_frozen_and_has_slots():
    found = dataclasses()
    assert len(found) > 25
    loose = {name for name, asked in found.items() if not (asked.get("frozen") and asked["slots"])}
    assert loose == set()
