"""PostgreSQL's own ``pg_dump`` and ``pg_restore``, called with the password out of sight."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from psycopg.conninfo import make_conninfo

from staasted.apps.backups.refusing import BackupReason, BackupRefused

_DEBIAN = Path("/usr/lib/postgresql")
_CONNECTING = {"sslmode", "sslrootcert", "sslcert", "sslkey", "service", "passfile"}


def address_of(held: Mapping[str, object]) -> dict[str, str]:
    """How to connect, out of Django's table of settings; the password is one of the parts."""
    options = held.get("OPTIONS")
    parts = {
        "host": held.get("HOST"),
        "port": held.get("PORT"),
        "user": held.get("USER"),
        "password": held.get("PASSWORD"),
        "dbname": held.get("NAME"),
        **{k: v for k, v in (options or {}).items() if k in _CONNECTING},  # type: ignore[union-attr]
    }
    return {name: str(value) for name, value in parts.items() if value}


def tool_run(tool: str, address: Mapping[str, str], *words: str) -> None:
    """Run one of them. Errors: BackupRefused, which never quotes what the tool read."""
    program = _found(tool)
    if program is None:
        raise BackupRefused(BackupReason.NO_TOOL, tool=tool)
    apart = {name: part for name, part in address.items() if name != "password"}
    everywhere = {**os.environ, "PGPASSWORD": address.get("password", ""), "LC_MESSAGES": "C"}
    done = subprocess.run(
        [program, "--no-password", f"--dbname={make_conninfo('', **apart)}", *words],
        env=everywhere,
        capture_output=True,
        check=False,
        text=True,
        errors="replace",
    )
    if done.returncode == 0:
        return
    if "version mismatch" in done.stderr or "unsupported version" in done.stderr:
        raise BackupRefused(BackupReason.TOOL_TOO_OLD, tool=tool)
    raise BackupRefused(BackupReason.TOOL_FAILED, tool=tool, code=done.returncode)


def _found(tool: str) -> str | None:
    """The newest of Debian's, which can read every older server; else the one on the path."""
    folders = sorted(_DEBIAN.glob("*/bin"), key=_major, reverse=True)
    newest = next((str(f / tool) for f in folders if os.access(f / tool, os.X_OK)), None)
    return newest or shutil.which(tool)


def _major(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0.0
