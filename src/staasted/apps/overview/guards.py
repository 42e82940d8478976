"""The last wall: what a night told stays as it is."""

from staasted.apps.audit.guarding import Guard
from staasted.apps.talking.guards import refusing

NIGHTS = "overview_overviewnight"
MESSAGE = "the figures of a night stay as they are"
_ALWAYS = dict.fromkeys(("sqlite", "postgresql"), "1 = 1")


def _stays(event: str) -> Guard:
    return refusing(f"{NIGHTS}_no_{event.lower()}", NIGHTS, event, _ALWAYS, MESSAGE)


GUARDS = (_stays("UPDATE"), _stays("DELETE"))
