"""``python -m staasted.jobs``: one process, one job at a time; ``staasted worker`` starts it."""

import argparse
import os
import signal
import sys
from types import FrameType

from staasted.catalog.texts import text


class Stop:
    """Told by a signal, or by the end of the process it works beside, to stop after this job."""

    def __init__(self, beside: int | None) -> None:
        self._beside = beside
        self._told = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._tell)

    def __call__(self) -> bool:
        orphaned = self._beside is not None and os.getppid() != self._beside
        return self._told or orphaned

    def _tell(self, _number: int, _frame: FrameType | None) -> None:
        self._told = True


def main() -> None:
    """Wake Django up and work."""
    words = argparse.ArgumentParser(prog="staasted.jobs")
    words.add_argument("--once", action="store_true")
    words.add_argument("--beside", type=int)
    asked = words.parse_args()
    stop = Stop(asked.beside)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "staasted.config.settings")
    import django

    django.setup()
    from staasted.apps.imports.attendance import WorkerBusy
    from staasted.jobs.worker import work, work_off

    try:
        work_off() if asked.once else work(stopped=stop)
    except WorkerBusy:
        sys.exit(text("cli.worker.busy"))


if __name__ == "__main__":
    main()
