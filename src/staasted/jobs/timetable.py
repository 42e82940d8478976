"""The timetable: what is done at set times, in the order it is done in."""

from datetime import datetime

from staasted.apps.audit.blocks import logs_seal
from staasted.apps.audit.services import log_verify
from staasted.apps.imports.uploads import uploads_expire
from staasted.apps.org.clock import clock
from staasted.apps.org.drafts import drafts_expire
from staasted.apps.outbox.services import messages_expire, messages_forget
from staasted.apps.timetable.services import Entry
from staasted.apps.timetable.times import at_night, every_sealing


def seal(now: datetime) -> None:
    """Seal what has been logged since the last time."""
    logs_seal(now=now)


def nightly(now: datetime) -> None:
    """The nightly round: tidy up, seal, then read the whole log again."""
    uploads_expire(now=now)
    drafts_expire(now=clock.wall())
    messages_expire(now=now)
    messages_forget(now=now)
    try:
        logs_seal(now=now)
    finally:  # a row that cannot be sealed is named by the verification
        log_verify(now=now)


TIMETABLE = (
    Entry("seal", seal, every_sealing),
    Entry("nightly", nightly, at_night),
)
