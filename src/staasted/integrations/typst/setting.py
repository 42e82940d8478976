"""Sets one document: its layout is named, its words come on standard input, the PDF goes out.

Run alone, as ``documents_typst`` does: it imports nothing of the house.
"""

import resource
import sys
from pathlib import Path

CPU, MEMORY = 10, 1024**3
"""Seconds of work, and bytes of memory. Source: decision 0041."""


def main(layout: Path) -> int:
    """Return 0 where the PDF was written."""
    import typst

    words = sys.stdin.buffer.read().decode()
    template = layout.read_bytes()
    _bound()
    try:
        made = typst.compile(
            {"main.typ": template},
            sys_inputs={"document": words},
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as error:
        sys.stderr.write(str(error))
        return 3
    sys.stdout.buffer.write(made)
    return 0


def _bound() -> None:
    """From here on: so much time and memory, and no file written."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
