"""One page in one state."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """One page in one state.

    ``who`` is somebody of the scene, None when nobody is logged in; ``address`` may hold the
    scene's places. ``says`` is what must stand on it, so that an error page is never taken
    for it. ``steps`` are taken after it has opened: ``click SELECTOR``, ``clear SELECTOR``, or
    ``choose SELECTOR`` and ``fill SELECTOR`` with the value; ``send SELECTOR`` gives it a CV as a
    file, and ``outdate SELECTOR`` lets a page be older than what it shows.
    """

    name: str
    who: str | None
    address: str
    says: str
    steps: tuple[str, ...] = ()
