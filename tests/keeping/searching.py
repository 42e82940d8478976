"""Finds a number however it was put away: written, encoded, packed, in a database or a dump."""

import base64
import binascii
import bz2
import gzip
import io
import lzma
import sqlite3
import subprocess
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from staasted.apps.backups.postgres_tools import _found

DEPTH = 4  # archives in archives


def shapes(number: str) -> set[bytes]:
    """Every way ten digits could stand in a file."""
    written = {number, f"{number[:6]}-{number[6:]}", f"{number[:6]} {number[6:]}"}
    plain = {each.encode() for each in written}
    plain |= {each.encode(code) for each in written for code in ("utf-16-le", "utf-16-be")}
    coded = {part for each in plain for part in in_base64(each)}
    return plain | coded | {binascii.hexlify(each) for each in plain}


def in_base64(content: bytes) -> Iterator[bytes]:
    """The middle of its base64 at each of the three places it can begin at."""
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + content)
        usable = coded[-(-before * 8 // 6) : (len(content) + before) * 8 // 6]
        yield usable
        yield usable.replace(b"+", b"-").replace(b"/", b"_")


def contents(content: bytes, depth: int = DEPTH) -> Iterator[bytes]:
    """The content itself, and what lies packed in it."""
    yield content
    if depth:
        for inner in unpacked(content):
            yield from contents(inner, depth - 1)


def unpacked(content: bytes) -> Iterator[bytes]:
    for unpack in (gzip.decompress, bz2.decompress, lzma.decompress, zlib.decompress):
        with suppress(OSError, EOFError, lzma.LZMAError, zlib.error, ValueError):
            yield unpack(content)
    with suppress(tarfile.TarError), tarfile.open(fileobj=io.BytesIO(content)) as tar:
        for member in tar.getmembers():
            yield member.name.encode()
            if held := tar.extractfile(member):
                yield held.read()
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield from (archive.read(name) for name in archive.namelist())


def tables(path: Path) -> Iterator[bytes]:
    """What a database file holds, value by value: a page's end may part a number in two."""
    if path.read_bytes().startswith(b"SQLite format 3\0"):
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as held:
            named = held.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for (name,) in named:
                for row in held.execute(f'SELECT * FROM "{name}"'):
                    for value in row:
                        yield value if isinstance(value, bytes) else str(value).encode()
    elif path.read_bytes().startswith(b"PGDMP"):
        tool = _found("pg_restore")
        assert tool
        yield subprocess.run([tool, "--file=-", path], capture_output=True, check=True).stdout


def found_in(places: Iterable[Path], numbers: Iterable[str]) -> list[str]:
    """Names of the files that hold any of the numbers in any shape."""
    wanted = {shape for number in numbers for shape in shapes(number)}
    hit = []
    for path in sorted(file for place in places for file in files_of(place)):
        every = (part for whole in parts(path) for part in contents(whole))
        if any(shape in part for part in every for shape in wanted):
            hit.append(path.name)
    return hit


def parts(path: Path) -> Iterator[bytes]:
    yield path.name.encode()
    yield path.read_bytes()
    yield from tables(path)


def files_of(place: Path) -> list[Path]:
    return [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]
