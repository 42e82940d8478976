"""The papers tell the truth: files exist, settings are told, dependencies are argued."""

import json
import re
import tomllib

from staasted.config.environment import PROJECT_ROOT, Environment
from tests.house.tree import ROOT

DOCS = ROOT / "docs"
PATH = re.compile(r"`((?:src|tests|docs|setup|requirements|\.ci)/[^`*<>{}\s]*)`")
DEPENDENCY = re.compile(r"^[A-Za-z0-9_.-]+")


def paths_named_in(name: str) -> set[str]:
    """Every path from the root that a page of the docs puts in backticks."""
    return set(PATH.findall((DOCS / name).read_text(encoding="utf-8")))


def test_every_file_the_route_names_exists():
    named = paths_named_in("route.md")
    assert len(named) > 15
    assert sorted(path for path in named if not (ROOT / path).exists()) == []


def test_every_place_a_new_thing_goes_exists():
    named = paths_named_in("where-to-put-it.md")
    assert len(named) > 8
    assert sorted(path for path in named if not (ROOT / path).exists()) == []


def default_as_told(value: object) -> str:
    """A default as the page writes it: folders from the root, nothing as a dash."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return f"`{value}`".lower()
    return f"`{value}`".replace(f"{PROJECT_ROOT}/", "")


def test_every_setting_is_told_with_its_default():
    told = (DOCS / "settings.md").read_text(encoding="utf-8")
    assert len(Environment.model_fields) > 5
    for field, setting in Environment.model_fields.items():
        name = str(setting.validation_alias or f"STAASTED_{field.upper()}")
        row = f"| `{name}` | {default_as_told(setting.default)} |"
        assert row in told, f"docs/settings.md lacks the row {row} {setting.description} |"


def direct_dependencies() -> set[str]:
    """What pyproject.toml, requirements/*.in and package.json ask for by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"].values()
    asked = [*project["dependencies"], *(name for extra in extras for name in extra)]
    for listed in (ROOT / "requirements").glob("*.in"):
        asked += listed.read_text().split()
    package = json.loads((ROOT / "package.json").read_text())
    node = {**package["dependencies"], **package["devDependencies"]}
    return {DEPENDENCY.match(name)[0].lower() for name in asked} | set(node)


def test_every_dependency_is_argued_for():
    record = (DOCS / "decisions" / "0006-dependencies.md").read_text(encoding="utf-8")
    argued = {name.lower() for name in re.findall(r"^\| `([^`]+)` \|", record, re.MULTILINE)}
    assert len(argued) > 20
    assert direct_dependencies() == argued
