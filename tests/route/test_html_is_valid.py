"""Every page is valid HTML, in each of its states, as html-validate reads the standard."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tests.browser.pages import PAGES, Shown
from tests.browser.scene import Scene, build_scene

ROOT = Path(__file__).resolve().parents[2]
VALIDATOR = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
RULES = {
    "root": True,
    "extends": ["html-validate:standard"],
    "rules": {
        # How it is written, not what it means.
        "no-trailing-whitespace": "off",
        "doctype-style": "off",
        "tel-non-breaking": "off",
        # The design system's own markup: a drawing with a name, a region by its role.
        "aria-label-misuse": "off",
        "prefer-native-element": "off",
        # The main menu stands twice, wide and folded; one of them is shown at a time.
        "unique-landmark": "off",
    },
}


def complaints(folder: Path) -> list[str]:
    """What is wrong with the pages of a folder: page, line and rule."""
    (folder / ".htmlvalidate.json").write_text(json.dumps(RULES))
    node = shutil.which("node") or Path(sys.executable).with_name("node")
    pages = sorted(folder.glob("*.html"))
    command = [str(node), str(VALIDATOR), "--formatter", "json", *map(str, pages)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    told = json.loads(ran.stdout)
    return [
        f"{Path(page['filePath']).name}:{each['line']} {each['ruleId']}: {each['message']}"
        for page in told
        for each in page["messages"]
    ]


def opened(scene: Scene, shown: Shown) -> bytes:
    client = Client()
    if shown.who:
        client.post("/log-ind/", {"person": scene.people[shown.who].public_id})
    return client.get(shown.address.format(**scene.places), follow=True).content


@pytest.mark.django_db
def test_every_page_is_valid_html(tmp_path: Path) -> None:
    scene = build_scene()
    for shown in PAGES:
        (tmp_path / f"{shown.name}.html").write_bytes(opened(scene, shown))
    assert len(list(tmp_path.glob("*.html"))) == len(PAGES) > 80
    assert complaints(tmp_path) == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<p><div>To</div></p>", "close-order"),
        ('<p id="en">Én</p><p id="en">Igen</p>', "no-dup-id"),
        ('<button type="submit"><a href="/">Ja</a></button>', "element-permitted-content"),
    ],
)
def test_what_is_wrong_is_found(tmp_path: Path, body: str, rule: str) -> None:
    page = (
        f'<!doctype html>\n<html lang="da"><head><title>T</title></head><body>{body}</body></html>'
    )
    (tmp_path / "wrong.html").write_text(page)
    assert any(f" {rule}:" in told for told in complaints(tmp_path))
