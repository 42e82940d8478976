"""What set-up copies of the design system, and that it can be served."""

import json
import re

import pytest
from django.core.management import call_command

from staasted.web.ui.build import PROJECT_ROOT, build_assets

NODE_MODULES = PROJECT_ROOT / "node_modules"


def test_the_second_build_touches_nothing(tmp_path):
    build_assets(NODE_MODULES, tmp_path)
    sheet = tmp_path / "dkfds" / "css" / "dkfds.min.css"
    sheet.write_text("kept", encoding="utf-8")
    build_assets(NODE_MODULES, tmp_path)
    assert sheet.read_text(encoding="utf-8") == "kept"


def test_no_source_is_copied_and_the_licence_goes_along(tmp_path):
    build_assets(NODE_MODULES, tmp_path)
    assert not [*tmp_path.rglob("*.scss"), *tmp_path.rglob("*.map")]
    assert (tmp_path / "dkfds" / "LICENSE.md").is_file()


def test_a_missing_package_is_reported_with_its_remedy(tmp_path):
    with pytest.raises(FileNotFoundError, match="npm ci --ignore-scripts"):
        build_assets(tmp_path, tmp_path)


def test_every_address_in_the_style_sheets_can_be_served(tmp_path, settings):
    """Strict collecting fails on the first address that leads nowhere."""
    strict = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": strict}
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").is_file()
    assert list(tmp_path.glob("ui/staasted.*.css"))


def test_the_lock_pins_exactly_and_names_no_address():
    lock = (PROJECT_ROOT / "package-lock.json").read_text(encoding="utf-8")
    wanted = json.loads((PROJECT_ROOT / "package.json").read_text(encoding="utf-8"))
    versions = [*wanted["dependencies"].values(), *wanted["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)
    assert "resolved" not in lock
    assert "http" not in lock
