"""Copies what pages need of the design system from ``node_modules`` to the build folder.

Run at set-up, after the npm client: ``python -m staasted.web.ui.build``. The build
folder is ``build`` beside ``node_modules`` unless ``STAASTED_BUILD_DIR`` names another.
Source: decision 0004.
"""

import hashlib
import os
import re
import shutil
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parents[4]
SERVED = ("css/dkfds.min.css", "js/dkfds.min.js", "img/all-svg-icons.svg", "LICENSE.md")
FONT_LICENCE = "fonts/IBMPlexSans/complete/woff2/license.txt"
CSS_ADDRESS = re.compile(r"url\(\.\./([^)]+)\)")
# The source maps are not copied, and strict static files refuse a comment naming a missing file.
SOURCE_MAP = re.compile(r"\n(?:/\*|//)# sourceMappingURL=\S+?(?:\s*\*/)?\s*$")


def build_assets(node_modules: Path, build_dir: Path) -> None:
    """Fill ``build_dir/dkfds`` (served) and ``build_dir/dkfds-macros`` (read by the pages).

    Does nothing when the stamp says that this version was already copied. Raises
    ``FileNotFoundError`` with the remedy when the package is not installed.
    Source: decision 0004.
    """
    package = node_modules / "dkfds"
    if not (package / "package.json").is_file():
        raise FileNotFoundError(f"{package} is missing. Run: npm ci --ignore-scripts")
    stamp, wanted = build_dir / "dkfds.stamp", _fingerprint(package)
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    stamp.unlink(missing_ok=True)
    _copy_served(package / "dist", _emptied(build_dir / "dkfds"))
    _copy_macros(package / "src", _emptied(build_dir / "dkfds-macros"))
    stamp.write_text(wanted)


def _fingerprint(package: Path) -> str:
    """Digest of the installed package's description and of this file, which decides the copy."""
    parts = (package / "package.json").read_bytes(), Path(__file__).read_bytes()
    return hashlib.sha256(b"".join(parts)).hexdigest()


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _copy_served(dist: Path, target: Path) -> None:
    """Copy the compiled files, and of fonts and icons exactly those the style sheet names."""
    style_sheet = (dist / SERVED[0]).read_text(encoding="utf-8")
    for name in {*SERVED, FONT_LICENCE, *CSS_ADDRESS.findall(style_sheet)}:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(dist / name, target / name)
    for name in SERVED[:2]:
        whole = (target / name).read_text(encoding="utf-8")
        (target / name).write_text(SOURCE_MAP.sub("\n", whole), encoding="utf-8")


def _copy_macros(source: Path, target: Path) -> None:
    """Copy every macro file under the path by which the macros import each other."""
    for macro in (source / "components").rglob("*.njk"):
        copy = target / macro.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(macro, copy)


if __name__ == "__main__":
    build_dir = Path(os.environ.get("STAASTED_BUILD_DIR", PROJECT_ROOT / "build"))
    build_assets(PROJECT_ROOT / "node_modules", build_dir)
