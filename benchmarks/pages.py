"""Pages: queries and processor time of each, then requests a second from the real server.

PostgreSQL of one's own, the product's own server beside it on the same machine, and wrk.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from benchmarks.process import installation_make

ROOT = Path(__file__).resolve().parents[1]
ON = date(2026, 5, 18)
CITIZENS = 400
TIMES = 25  # requests of each page, after three that warm it
QUERIES_BAR, CPU_BAR = 10, 8.0  # ms of the processor for a list page
SECONDS, CONNECTIONS = 10, 8
STEADY = 50  # requests a second of the mixed load that the bar names
P95_BAR = 300  # ms at that load
PORT = 8947
PATIENCE = 180  # seconds, also on a busy machine
MILLI = 1000
BAD = 400
LISTS = {
    "counsellor": ("/borgere/", "/borgere/?orden=frist", "/i-dag/", "/team/"),
    "lead": ("/niveau/", "/niveau/uden-coach/", "/aabnet-med-begrundelse/"),
    "administrator": ("/indlaesninger/",),
    "front_desk": ("/reception/?navn=an",),
}
OWN = ("/mit-forloeb/", "/mit-forloeb/tilbud/", "/mit-forloeb/hvem-har-set-min-sag/")
SCRIPT = """
local asked = {}
for line in io.lines(os.getenv("STAASTED_ASKED")) do
  local path, cookie = line:match("^(%S+) (.+)$")
  asked[#asked + 1] = wrk.format("GET", path, {["Host"] = "127.0.0.1", ["Cookie"] = cookie})
end
local at = math.random(#asked)
function request() at = at % #asked + 1; return asked[at] end
local wait = tonumber(os.getenv("STAASTED_WAIT"))
if wait > 0 then function delay() return wait * (0.5 + math.random()) end end
function done(summary, latency)
  io.write(string.format("RESULT %d %d %d %.2f %.2f %.2f\\n", summary.requests, summary.duration,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000))
end
"""


@dataclass(frozen=True)
class Load:
    """One run of wrk: requests a second, errors, and milliseconds for 50, 95 and 99 of 100."""

    rate: float
    errors: int
    half: float
    most: float
    nearly_all: float


def main(words: list[str]) -> int:
    """Measure and print; 1 where a request failed or a page asks more than it may."""
    options = argparse.ArgumentParser(prog="python -m benchmarks pages")
    options.add_argument("--citizens", type=int, default=CITIZENS)
    citizens = options.parse_args(words).citizens
    sys.path.insert(0, str(ROOT / "setup"))
    import postgres

    if shutil.which("wrk") is None:
        raise SystemExit("wrk is missing: sudo apt install wrk")
    with postgres.private_postgres() as address:
        os.environ["DATABASE_URL"] = address
        installation_make()
        _town(citizens)
        over = _each_page()
        failed = _server()
    return int(over or failed)


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _town(citizens: int) -> None:
    from staasted.cli.adal import adal_load
    from staasted.cli.static import static_collect

    began = time.perf_counter()
    adal_load(citizens=citizens, on=ON, report=lambda _: None)
    static_collect()
    say(f"{citizens} citizens of Ådal on PostgreSQL in {time.perf_counter() - began:.0f} s")


def _people() -> Mapping[str, list[str]]:
    """Role → public ids, as the log-in page lists them."""
    from staasted.apps.org.selectors import demo_logins

    found: dict[str, list[str]] = {}
    for person in demo_logins():
        found.setdefault(person.role.value, []).append(person.public_id)
    return found


def _client(person: str, role: str) -> Any:
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    client.post("/log-ind/", {"person": person})
    client.post("/rolle/", {"role": role})
    if role == "counsellor":
        client.post("/formaal/", {"formaal": "cover"})
    return client


def _each_page() -> bool:
    """Print queries and processor time of every list page; whether one asks too much."""
    say(f"{'page':<42}{'queries':>9}{'ms CPU':>9}{'of the bar':>12}")
    people, over = _people(), False
    pages = [(role, path) for role, paths in LISTS.items() for path in paths]
    for role, path in [*pages, *(("citizen", path) for path in OWN)]:
        queries, cpu = _measured(_client(people[role][0], role), path)
        over = over or queries > QUERIES_BAR
        say(f"{path:<42}{queries:>9}{cpu:>9.1f}{cpu / CPU_BAR:>12.2f}")
    return over


def _measured(client: Any, path: str) -> tuple[int, float]:
    """Queries, and the median of the processor's milliseconds, of one page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(3):
        answer = client.get(path)
    if answer.status_code >= BAD:
        raise SystemExit(f"{path} answered {answer.status_code}")
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    queries = len(captured)  # the next request forgets them
    taken = []
    for _ in range(TIMES):
        began = time.process_time()
        client.get(path)
        taken.append((time.process_time() - began) * MILLI)
    return queries, statistics.median(taken)


def _server() -> bool:
    """Print what the real server does under load; whether any request failed."""
    asked = list(_asked())
    with tempfile.TemporaryDirectory() as folder, _serving():
        flat_out = _wrk(Path(folder), asked, wait=0)
        wait = CONNECTIONS * MILLI // STEADY
        steady = _wrk(Path(folder), asked, wait=wait)
    say(f"{len(asked)} sorts of request, {CONNECTIONS} connections, {SECONDS} s each")
    say(f"{'load':<12}{'requests/s':>12}{'errors':>8}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}")
    for name, load in (("flat out", flat_out), ("steady", steady)):
        say(
            f"{name:<12}{load.rate:>12.0f}{load.errors:>8}{load.half:>9.1f}"
            f"{load.most:>9.1f}{load.nearly_all:>9.1f}"
        )
    say(f"p95 at a steady load: {steady.most / P95_BAR:.2f} of the bar of {P95_BAR} ms")
    return bool(flat_out.errors or steady.errors)


def _asked() -> Iterator[str]:
    """A path and the cookie of somebody who may ask for it, a line each."""
    from django.conf import settings

    people = _people()
    for role, paths in {**LISTS, "citizen": OWN}.items():
        for person in people[role][:10]:
            client = _client(person, role)
            cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
            for path in paths:
                yield f"{path} {settings.SESSION_COOKIE_NAME}={cookie}"


@contextmanager
def _serving() -> Iterator[None]:
    """The product's own server, as ``staasted serve`` starts it."""
    from django.db import connections

    connections.close_all()
    command = "from staasted.cli.main import run; run()"
    words = [sys.executable, "-c", command, "serve", "--port", str(PORT)]
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    try:
        _await(server)
        yield
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _await(server: subprocess.Popen[bytes]) -> None:
    for _ in range(PATIENCE * 5):
        try:
            with urlopen(f"http://127.0.0.1:{PORT}/hjaelp/", timeout=5):  # nosec B310 # our own server
                return
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.2)
    raise SystemExit("the server did not start")


def _wrk(folder: Path, asked: Sequence[str], *, wait: int) -> Load:
    """Run wrk once; ``wait`` is the mean pause of a connection in ms, 0 for none."""
    script, lines = folder / "asked.lua", folder / "asked.txt"
    script.write_text(SCRIPT)
    lines.write_text("\n".join(asked) + "\n")
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", str(script)]
    told = {"STAASTED_ASKED": str(lines), "STAASTED_WAIT": str(wait)}
    ran = subprocess.run(
        [*command, f"http://127.0.0.1:{PORT}"],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | told,
    )
    (line,) = [line for line in ran.stdout.splitlines() if line.startswith("RESULT")]
    requests, micros, errors, half, most, nearly_all = line.split()[1:]
    rate = int(requests) / (int(micros) / 1_000_000)
    return Load(rate, int(errors), float(half), float(most), float(nearly_all))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
