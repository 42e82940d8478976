"""Gets the folder ready to run: python setup/prepare.py base|test.

Five steps, each guarded by a stamp (the hash of what it was made from), so that a second
start does nothing. Standard library only: this file runs before anything is installed.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
DESIGN_SYSTEM = [ROOT / "package.json", ROOT / "package-lock.json"]


class SetupError(Exception):
    """A step failed; the message says what to do next."""


def fingerprint(files: Iterable[Path], *words: str) -> str:
    """Hash of the words and of the files' contents."""
    digest = hashlib.sha256("\0".join(words).encode())
    for file in files:
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def stamped(stamp: Path) -> str:
    """What the stamp says, or nothing when the step never finished."""
    return stamp.read_text() if stamp.is_file() else ""


def run(*command: str | Path, remedy: str) -> None:
    """Run one command quietly; when it fails, show what it said and the remedy."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=ROOT,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "UV_LINK_MODE": os.environ.get("UV_LINK_MODE", "copy")},
    )
    if done.returncode:
        raise SetupError(f"{done.stdout.strip()}\n\n{remedy}")


def step(what: str, stamp: Path, key: str, *commands: tuple[str | Path, ...], remedy: str) -> None:
    """Run the commands and stamp them with the key, unless the stamp already says so."""
    if stamped(stamp) == key:
        return
    began = time.monotonic()
    print(f"{what} …", end=" ", flush=True)
    stamp.unlink(missing_ok=True)
    for command in commands:
        run(*command, remedy=remedy)
    stamp.write_text(key)
    print(f"{time.monotonic() - began:.0f} s", flush=True)


def make_venv() -> None:
    """Make the virtual environment, again when the folder was moved or copied."""
    stamp = VENV / "stamp-venv"
    key = fingerprint([], str(ROOT))
    if stamped(stamp) == key and PYTHON.exists():
        return
    try:
        import ensurepip  # noqa: F401 - Debian ships Python without it
    except ImportError as missing:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise SetupError(
            "This Python has no venv with pip in it.\n"
            f"Debian and Ubuntu: sudo apt install python{version}-venv"
        ) from missing
    if VENV.is_symlink():  # making it anew would empty what it points to
        raise SetupError(".venv is a link to another folder.\nRemove the link and try again.")
    VENV.mkdir(exist_ok=True)
    command = (sys.executable, "-m", "venv", "--clear", VENV)
    step("Making .venv", stamp, key, command, remedy="Remove the folder .venv and try again.")


def install_uv() -> None:
    """Install the locked uv with pip: the one tool that is not installed by uv."""
    locked = REQUIREMENTS / "uv.txt"
    command = (PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", locked)
    step(
        "Fetching uv",
        VENV / "stamp-uv",
        fingerprint([locked]),
        command,
        remedy="Is there a way to the package index? Behind a mirror, set PIP_INDEX_URL.",
    )


def package_key(kind: str, extra: list[Path]) -> str:
    """Key of one kind's packages: ``base`` to run, ``test`` to run and test."""
    files = [REQUIREMENTS / f"{kind}.txt", ROOT / "pyproject.toml", *extra]
    return f"{kind} {fingerprint(files)}"


def install_packages(kind: str) -> None:
    """Sync the locked packages and the project itself; never thrown back from test to base."""
    stamp = VENV / "stamp-packages"
    node = [] if shutil.which("npm") else [REQUIREMENTS / "node.txt"]
    if stamped(stamp).startswith("test "):
        kind = "test"
    locked = [REQUIREMENTS / f"{kind}.txt", *node]
    uv = (PYTHON, "-m", "uv", "pip")
    quiet = ("--quiet", "--python", PYTHON)
    step(
        "Fetching the Python packages",
        stamp,
        package_key(kind, node),
        (*uv, "sync", *quiet, "--require-hashes", *locked),
        (*uv, "install", *quiet, "--no-deps", "--no-build-isolation", "--editable", ROOT),
        remedy="Is there a way to the package index? Behind a mirror, set UV_DEFAULT_INDEX.",
    )


def fetch_design_system() -> None:
    """Install the locked design system with the machine's npm, else with the venv's own."""
    npm = shutil.which("npm") or VENV / "bin" / "npm"
    step(
        "Fetching the design system",
        ROOT / "node_modules" / ".stamp",
        fingerprint(DESIGN_SYSTEM),
        (npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"),
        remedy="Is there a way to the npm registry? Behind a mirror, set NPM_CONFIG_REGISTRY.",
    )


def build_assets() -> None:
    """Copy the parts of the design system that the pages use into the build folder."""
    source = ROOT / "src" / "staasted" / "web" / "ui"
    build = Path(os.environ.get("STAASTED_BUILD_DIR", ROOT / "build")).resolve()
    inputs = [*DESIGN_SYSTEM, *sorted(source.rglob("build*.py"))]
    step(
        "Building the assets",
        build / ".stamp",
        fingerprint(inputs, str(build)),
        (PYTHON, "-m", "staasted.web.ui.build", ROOT / "node_modules", build),
        remedy="Remove the folders node_modules and build, and try again.",
    )


def prepare(kind: str) -> None:
    """Every step in order; one process at a time in one folder."""
    folder = os.open(ROOT, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    make_venv()
    install_uv()
    install_packages(kind)
    fetch_design_system()
    build_assets()


if __name__ == "__main__":
    try:
        prepare(sys.argv[1])
    except SetupError as error:
        sys.exit(f"\n\nThe set-up stopped.\n{error}")
    except KeyboardInterrupt:
        sys.exit("\nThe set-up was interrupted; the next start takes it up again.")
