"""Acts that start together, each in a thread with a connection of its own."""

import contextvars
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def together(acts: Sequence[Callable[[], object]]) -> list[object]:
    """Run the acts at once; what each answered, in order."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        gate.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        running = [pool.submit(contextvars.copy_context().run, run, act) for act in acts]
        return [each.result() for each in running]
