"""The repository names no package registry's host and no folder of anyone's machine."""

import re

from tests.house.tree import name_of, tracked_files

# Put together here, so that this file does not name them either.
HOSTS = "|".join(
    rf"{host}\.{end}"
    for host, end in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "(?:org|com)")]
)
FOLDERS = r"(?:^|[^A-Za-z0-9._/-])/(?:(?:home|Users)/\w+|root|work|mnt)/"
NAMED = re.compile(f"{HOSTS}|{FOLDERS}", re.MULTILINE)


def test_the_scan_knows_an_address_when_it_sees_one():
    host, folder = "https://" + "pypi" + ".org/simple", "see /" + "home/anna/file"
    assert NAMED.search(host)
    assert NAMED.search(folder)
    assert not NAMED.search("src/work/rooms and tests/home/test_it.py")


def test_no_tracked_file_names_a_registry_or_a_folder_of_a_machine():
    found = [
        f"{name_of(path)}: {match[0].strip()}"
        for path in tracked_files()
        for match in NAMED.finditer(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert found == []
