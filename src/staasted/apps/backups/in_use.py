"""Whether others use the database, asked with patience."""

import time
from collections.abc import Callable

ENDING = 10.0
"""Seconds a connection has to end in: a server lets go of a closed one a moment later, and what a
killed restore had started goes on until it is done."""


def in_use(others_connected: Callable[[], bool]) -> bool:
    """Whether others have the database open, and still have it after ``ENDING``."""
    given_up = time.monotonic() + ENDING
    while others_connected():
        if time.monotonic() > given_up:
            return True
        time.sleep(0.1)
    return False
