"""The format docs/law-as-data.md describes is the one that is read: its examples hold."""

import re
from pathlib import Path

from staasted.catalog.loader import catalog
from staasted.catalog.rules.folder import read_law
from staasted.catalog.rules.kinds import CEILINGS, KINDS
from staasted.catalog.rules.running import Cases

PAPER = (Path(__file__).parents[2] / "docs" / "law-as-data.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAPER, flags=re.DOTALL)


def test_every_example_is_read_and_every_case_in_it_holds(tmp_path):
    known = catalog()
    runner = Cases(known.rules, known.clocks, known.law_files)
    rules, cases = 0, 0
    for number, example in enumerate(EXAMPLES):
        path = tmp_path / f"{number}.yaml"
        path.write_text(example, encoding="utf-8")
        file = read_law(path)
        rules += len(file.rules)
        for case in file.cases:
            assert runner.run(case) == (), case.name
            cases += 1
    assert (rules, cases) == (1, 4)


def test_every_kind_has_its_row():
    told = set(re.findall(r"^\| `([a-z_]+)` \|", PAPER, flags=re.MULTILINE))
    assert set(KINDS) <= told
    assert all(what in PAPER for what in CEILINGS)
