"""The repository as the house tests read it: files, syntax trees and texts."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "staasted"
TEXTS = SOURCE / "catalog" / "texts"
TEMPLATES = SOURCE / "web" / "templates"


def name_of(path: Path) -> str:
    """The path as one writes it from the root."""
    return path.relative_to(ROOT).as_posix()


@cache
def syntax(path: Path) -> ast.Module:
    """A Python file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def python_files(*folders: Path) -> list[Path]:
    """Python files below the folders, migrations left out: they record what once was."""
    found = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def source_files() -> list[Path]:
    """The product's own Python files."""
    files = python_files(SOURCE)
    assert len(files) > 40, "the scan does not see the product"
    return files


def template_files() -> list[Path]:
    """Every template of every room."""
    files = sorted(TEMPLATES.rglob("*.html"))
    assert len(files) > 5, "the scan does not see the templates"
    return files


def tracked_files() -> list[Path]:
    """Every file git keeps or would keep."""
    git = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    words = [*git, "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    files = [ROOT / name for name in sorted(set(listed.split("\0"))) if name]
    assert len(files) > 80, "git lists too few files"
    return [path for path in files if path.is_file()]


def docstrings(tree: ast.Module) -> set[ast.Constant]:
    """The docstring nodes of a tree, those below a class's or module's names too."""
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
