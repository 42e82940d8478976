"""Asks axe what is wrong with a page, and says it so that it can be mended."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Every rule is asked; what is right is counted, since telling each of its places costs much.
LOOK = """async tags => {
  const rules = {type: "tag", values: tags};
  const found = await axe.run(document, {runOnly: rules, resultTypes: ["violations"]});
  return {violations: found.violations, passes: found.passes.length};
}"""


def violations(page: Page, script: Path) -> list[str]:
    """One text per violated rule, with the elements; axe itself must have checked something.

    The script runs through the browser's debugger, which a page's own security policy does
    not bind: the page is checked as it is served.
    """
    page.evaluate(script.read_text(encoding="utf-8"))
    result: dict[str, Any] = page.evaluate(LOOK, WCAG)
    assert result["passes"], f"axe checked nothing on {page.url}"
    return [_told(violation) for violation in result["violations"]]


def _told(violation: dict[str, Any]) -> str:
    places = [
        f"    {' '.join(map(str, node['target']))}\n      {node['html'][:200]}"
        for node in violation["nodes"]
    ]
    return "\n".join([f"  {violation['id']} ({violation['impact']}): {violation['help']}", *places])
