"""The timetable: what is done at set times, in the order it is done in."""

from collections import deque
from datetime import datetime

from django.conf import settings

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.blocks import logs_seal
from staasted.apps.audit.services import log_verify
from staasted.apps.imports.uploads import uploads_expire
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.apps.org.drafts import drafts_expire
from staasted.apps.outbox.services import messages_expire, messages_forget
from staasted.apps.retention.leftovers import leftovers_clear
from staasted.apps.retention.services import due_erase
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
    leftovers_clear(now=clock.wall())
    try:
        logs_seal(now=now)
    finally:  # a row that cannot be sealed is named by the verification
        log_verify(now=now)


def erase(now: datetime) -> None:
    """Erase what has been kept long enough, where the municipality has turned it on."""
    today = now.astimezone(COPENHAGEN).date()
    deque(due_erase(actor=OPERATOR, on=today), maxlen=0)


def timetable(*, erase_nightly: bool) -> tuple[Entry, ...]:
    """The lines of the timetable; erasing cases is one only where it is asked for."""
    asked_for = (Entry("erase", erase, at_night),) if erase_nightly else ()
    return (
        Entry("seal", seal, every_sealing),
        Entry("nightly", nightly, at_night),
        *asked_for,
    )


TIMETABLE = timetable(erase_nightly=settings.STAASTED.erase_nightly)
