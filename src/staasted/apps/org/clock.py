"""The one clock. Nothing else in the house reads the time.

Where the database carries the demo mark the time is the demo's own: it stands still at
the moment written there until somebody moves it (docs/decisions/0008). Elsewhere it is real.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

_fixed: ContextVar[datetime | None] = ContextVar("fixed_time", default=None)


class Clock:
    """Tells the time: in UTC for storing, as a Danish calendar day for the law."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        return _fixed.get() or self.given(demo_time())

    def given(self, demo: datetime | None) -> datetime:
        """This moment, where the demo's time (None outside a demo) has been read already."""
        return _fixed.get() or demo or datetime.now(UTC)

    def wall(self) -> datetime:
        """This moment, also in a demo whose time stands still: for sittings, which pass anyway."""
        return _fixed.get() or datetime.now(UTC)

    def of_the_machine(self) -> datetime:
        """This moment, held or not: by it Django writes when a session ends."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Today's date in Denmark."""
        return self.now().astimezone(COPENHAGEN).date()

    @contextmanager
    def pinned(self, moment: datetime) -> Iterator[None]:
        """Hold the clock at one aware moment: a request's, a test's, a history's."""
        token = _fixed.set(moment.astimezone(UTC))
        try:
            yield
        finally:
            _fixed.reset(token)


def demo_time() -> datetime | None:
    """The demo's own time, or None where the database is not a demo."""
    from staasted.apps.org.models import Installation

    return Installation.objects.filter(demo=True).values_list("demo_now", flat=True).first()


clock = Clock()
