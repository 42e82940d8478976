"""Acts that start together, in real threads with connections of their own."""

import contextvars
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from staasted.core.errors import DomainError

AT_ONCE = 32  # connections open at the same time; a stock PostgreSQL allows a hundred


def all_at_once(acts: Sequence[Callable[[], object]]) -> list[object]:
    """Run the acts in threads that start together; each answer or refusal, in order."""
    gate = Barrier(min(len(acts), AT_ONCE))

    def run(act: Callable[[], object], *, waits: bool) -> object:
        if waits:
            gate.wait()
        try:
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [
            pool.submit(contextvars.copy_context().run, run, act, waits=number < AT_ONCE)
            for number, act in enumerate(acts)
        ]
        return [each.result() for each in running]
