"""``staasted generate``: files in a folder, with no database and no key."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.imports.invented import ON, town

pytestmark = pytest.mark.any_database


def generate(out: Path, *options: str, data: Path) -> subprocess.CompletedProcess[str]:
    """The command as a program of its own, with an empty data folder."""
    words = ["generate", "--on", ON.isoformat(), "--out", str(out), *options]
    command = [sys.executable, "-c", "from staasted.cli.main import run; run()", *words]
    environment = {**os.environ, "STAASTED_DATA_DIR": str(data)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_it_writes_the_three_files_and_needs_nothing_else(tmp_path):
    data, out = tmp_path / "data", tmp_path / "files" / "aadal"
    done = generate(out, "--citizens", "600", "--seed", "1", data=data)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in out.iterdir()) == [
        "caseload.csv",
        "conversations.csv",
        "offers.csv",
    ]
    assert (out / "conversations.csv").read_bytes() == town().conversations
    assert "600 borgere" in done.stdout
    assert not data.exists()


def test_a_folder_nobody_can_write_in_is_said(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    done = generate(blocked, data=tmp_path / "data")
    assert done.returncode == 1
    assert "--out" in done.stderr
