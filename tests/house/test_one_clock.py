"""One object reads the time; everything else is told it."""

import ast
from collections.abc import Iterator

from tests.house.tree import SOURCE, name_of, source_files, syntax

THE_CLOCK = SOURCE / "apps" / "org" / "clock.py"
READS_THE_TIME = {"now", "utcnow", "today", "localdate", "localtime", "time_ns"}
IMPORTED = {
    ("time", "time"),
    ("time", "time_ns"),
    ("django.utils.timezone", "now"),
    ("django.utils.timezone", "localdate"),
    ("django.utils.timezone", "localtime"),
    ("django.db.models.functions", "Now"),
}
MODEL_CLOCKS = {"auto_now", "auto_now_add"}


def time_reads(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and words of everything in a file that asks for the time other than the clock."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="time"), attr="time"):
                yield node.lineno, "time.time"
            case ast.Attribute(value=receiver, attr=attr) if attr in READS_THE_TIME:
                spoken = ast.unparse(receiver)
                if spoken.rpartition(".")[2] in {"datetime", "date", "timezone", "dt", "time"}:
                    yield node.lineno, f"{spoken}.{attr}"
            case ast.ImportFrom(module=module, names=names):
                taken = [(module, alias.name) for alias in names]
                yield from ((node.lineno, ".".join(map(str, t))) for t in taken if t in IMPORTED)
            case ast.keyword(arg=arg) if arg in MODEL_CLOCKS:
                yield node.value.lineno, str(arg)


def test_the_scan_knows_a_time_read_when_it_sees_one():
    seen = list(time_reads(ast.parse("from time import time\ndatetime.now(UTC)\ndate.today()")))
    assert [line for line, _ in seen] == [1, 2, 3]
    assert list(time_reads(syntax(THE_CLOCK))), "the clock itself must be caught"


def test_nothing_but_the_clock_reads_the_time():
    found = [
        f"{name_of(path)}:{line} reads {words}"
        for path in source_files()
        if path != THE_CLOCK
        for line, words in time_reads(syntax(path))
    ]
    assert not found, "Take `now` or `on` as an argument, or ask apps.org.clock:\n" + "\n".join(
        found
    )
