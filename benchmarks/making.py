"""Writes the files a benchmark imports, in a process whose memory is not the import's."""

import argparse
import sys
from datetime import date
from pathlib import Path

from staasted.apps.imports.synthetic import municipality_write

ON = date(2026, 5, 18)
SEED = 31
DAYS_BACK = 1826  # five years: nearly ten conversations a citizen


def main(words: list[str]) -> int:
    """Write so many citizens with all their files into a folder."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.making")
    options.add_argument("folder", type=Path)
    options.add_argument("citizens", type=int)
    asked = options.parse_args(words)
    municipality_write(asked.folder, citizens=asked.citizens, seed=SEED, on=ON, days=DAYS_BACK)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
