"""Small rooms: files, functions and views stay short unless a reason stands here."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT, SOURCE, name_of, python_files, syntax

FILE, FUNCTION, VIEW = 300, 50, 15  # lines

# path, or path::function → why it may be longer
ALLOWED: dict[str, str] = {}


def places() -> Iterator[tuple[str, int, int]]:
    """Name, lines and most lines of every file, function and view."""
    for path in python_files(ROOT / "src", ROOT / "tests", ROOT / "setup", ROOT / "benchmarks"):
        yield name_of(path), len(path.read_text(encoding="utf-8").splitlines()), FILE
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.FunctionDef):
                most = VIEW if is_view(path, node) else FUNCTION
                yield f"{name_of(path)}::{node.name}", lines_of(node), most


def is_view(path: Path, node: ast.FunctionDef) -> bool:
    """A public function of a room (the shared components apart) that is handed a request."""
    web = SOURCE / "web"
    in_a_room = path.is_relative_to(web) and not path.is_relative_to(web / "ui")
    arguments = node.args.args
    public = not node.name.startswith("_")
    return in_a_room and public and bool(arguments) and arguments[0].arg == "request"


def lines_of(node: ast.FunctionDef) -> int:
    """Lines from ``def`` to the end, without decorators and docstring."""
    end = node.end_lineno or node.lineno
    told = node.body[0] if ast.get_docstring(node) is not None else None
    docstring = (told.end_lineno or told.lineno) - told.lineno + 1 if told else 0
    return end - node.lineno + 1 - docstring


def test_nothing_is_longer_than_it_should_be_without_a_reason():
    seen = list(places())
    assert len(seen) > 200
    long = {name: f"{lines} lines, most {most}" for name, lines, most in seen if lines > most}
    assert {name: why for name, why in long.items() if name not in ALLOWED} == {}
    assert set(ALLOWED) <= set(long), "take out the reasons nothing needs any more"


def test_no_file_is_named_for_being_a_drawer():
    drawers = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
    files = python_files(ROOT / "src", ROOT / "tests", ROOT / "setup", ROOT / "benchmarks")
    assert [name_of(path) for path in files if drawers & {path.stem, path.parent.name}] == []
