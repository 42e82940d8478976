"""How long a message waits before it is tried again: twice as long each time, within bounds."""

from datetime import timedelta

from staasted.catalog.loader import catalog


def wait_after(attempts: int) -> timedelta:
    """The wait after so many attempts (1 or more)."""
    policy = catalog().policy
    longest = policy["message_longest_wait_minutes"]
    first = policy["message_first_wait_minutes"]
    return timedelta(minutes=min(longest, first * 2 ** min(attempts - 1, longest)))


def longest_wait() -> timedelta:
    """The longest wait there is."""
    return timedelta(minutes=catalog().policy["message_longest_wait_minutes"])


def is_enough(attempts: int) -> bool:
    """Whether so many attempts are all there will be."""
    return attempts >= catalog().policy["message_attempts"]
