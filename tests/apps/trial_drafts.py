"""A draft of a trial in a folder of one's own, and the catalogue that knows it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from staasted.apps.trials import selectors
from staasted.catalog.loader import OWN_FOLDERS, catalog

DRAFT = """
slug: letter_of_monday
title: Brevet fra mandag
status: draft
municipalities: [viborg]
from_on: 2026-05-01
to_on: 2028-12-31
cites: BEK 1184/2019 § 22
grade: A
da: {name: Aftalte samtaler, freed: Intet bestemt antal., promise: Lige så mange som før.}
parts:
  LM-1:
    mode: waive
    groups: [cash_benefit_job_ready]
    act: LAB
    lifts: ["§ 31, stk. 1 og 3"]
    only: [conversations]
    keeps: [conversations.first]
    adds:
      LM-F:
        asks: {kind: rolling_count, clock: same_benefit, number: 1, months: 3}
        line: conversations.floor
        da: {name: Mindst hver tredje måned, why: Det har vi lovet.}
    da: {freed: Intet bestemt antal., promise: Lige så mange som før.}
cases:
  - name: Aftalt kontakt i stedet for et antal
    on: 2026-12-20
    person:
      lives_in: viborg
      periods:
        - group: cash_benefit_job_ready
          benefit: cash_benefit
          from_on: 2026-05-04
          days: {first_request: 2026-05-04}
    expect:
      V5-OT-1: {status: lifted, trial: LM-1, without: {due: 2026-11-04, required: 4}}
      LM-F: {due: 2026-08-04, status: breach}
"""


@contextmanager
def own_folder(where: Path, *drafts: str) -> Iterator[Path]:
    """The catalogue with these trials in a folder of one's own, and as it was afterwards."""
    (where / "trials").mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(drafts):
        (where / "trials" / f"{number}.yaml").write_text(content, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(OWN_FOLDERS, str(where))
        forget()
        try:
            yield where
        finally:
            patch.undo()
            forget()
            catalog()


def forget() -> None:
    """Let the catalogue and the books made of it be read anew."""
    catalog.cache_clear()
    selectors._book.cache_clear()
