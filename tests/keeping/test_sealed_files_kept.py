"""A citizen's own file lies in every backup, sealed, and is read again after a restore."""

from pathlib import Path

import pytest

from tests.installation import Installation

pytestmark = pytest.mark.django_db

SECRET = "Jeg sover ikke om natten, og det ved kun min coach."
KEEP = f"""
from staasted.apps.citizens.models import Citizen
from tests.keeping_files import file_kept
file_kept(Citizen.objects.filter(closed_on=None).first(), content="{SECRET}".encode())
"""
OPEN = """
from staasted.apps.files.models import FileContent
from staasted.apps.files.seals import content_open
row = FileContent.objects.latest("pk")
print(content_open(row).decode())
"""


def backed_up(place: Installation, folder: Path, key_copies: Path) -> tuple[Path, Path]:
    """A backup of a town in which somebody has a file, and the copy of its keys."""
    place.python(KEEP)
    assert place.python(OPEN).strip() == SECRET
    place.fine("backup", folder, "--keys-to", key_copies)
    (backup,) = (path for path in folder.iterdir() if path.is_dir())
    (keys,) = key_copies.iterdir()
    return backup, keys


def test_a_file_is_read_again_where_the_backup_is_put_back(
    lived_in: Installation, elsewhere: Installation, folder: Path, key_copies: Path
) -> None:
    backup, keys = backed_up(lived_in, folder, key_copies)
    elsewhere.fine("restore", backup, "--keys", keys)
    assert elsewhere.python(OPEN).strip() == SECRET


def test_whoever_has_the_backup_alone_reads_no_file(
    lived_in: Installation, folder: Path, key_copies: Path
) -> None:
    backup, _ = backed_up(lived_in, folder, key_copies)
    written = b"".join(path.read_bytes() for path in backup.rglob("*") if path.is_file())
    assert len(written) > len(SECRET)
    assert SECRET.encode() not in written
    assert SECRET.split(",", maxsplit=1)[0].encode() not in written
