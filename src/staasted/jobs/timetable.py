"""The timetable: what is done at set times, in the order it is done in."""

from collections import deque
from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from staasted.apps.ads.taking_in import ads_fetch
from staasted.apps.agreements.answering import proposals_lapse
from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.blocks import logs_seal
from staasted.apps.audit.services import log_verify
from staasted.apps.booking.series import openings_lay_on
from staasted.apps.booking.waiting import waiting_round
from staasted.apps.calendars.feeds import feeds_expire
from staasted.apps.calendars.fetching import calendars_fetch
from staasted.apps.calendars.outside import calendars_expire
from staasted.apps.case_system.services import events_deliver
from staasted.apps.feedback.services import feedback_forget
from staasted.apps.ideas.services import ideas_forget
from staasted.apps.imports.uploads import uploads_expire, uploads_sweep
from staasted.apps.invitations.expiring import invitations_round
from staasted.apps.letters.services import letters_carry
from staasted.apps.meetings.services import meetings_fill
from staasted.apps.net.round import net_round
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.apps.org.drafts import drafts_expire
from staasted.apps.outbox.services import messages_expire, messages_forget
from staasted.apps.overview.services import overview_write
from staasted.apps.retention.leftovers import leftovers_clear
from staasted.apps.retention.services import due_erase
from staasted.apps.timetable.services import Entry
from staasted.apps.timetable.times import (
    at_night,
    every_ad_reading,
    every_case_round,
    every_fetch,
    every_filling,
    every_invitation_round,
    every_letter_round,
    every_sealing,
    every_waiting_round,
)


def seal(now: datetime) -> None:
    """Seal what has been logged since the last time."""
    logs_seal(now=now)


def nightly(now: datetime) -> None:
    """The nightly round: seal, read the whole log again, tidy up, and open the days ahead."""
    each_done(
        lambda: logs_seal(now=now),
        lambda: log_verify(now=now),  # it names a row that cannot be sealed
        lambda: uploads_expire(now=now),
        lambda: uploads_sweep(now=clock.wall()),
        lambda: drafts_expire(now=clock.wall()),
        lambda: messages_expire(now=now),
        lambda: messages_forget(now=now),
        lambda: feedback_forget(now=now),
        lambda: ideas_forget(now=now),
        lambda: leftovers_clear(now=clock.wall()),
        openings_lay_on,
        proposals_lapse,
        feeds_expire,
        calendars_expire,
    )


def each_done(*steps: Callable[[], object]) -> None:
    """Every step, whatever happens in another; the first error is raised when all have been."""
    failed: Exception | None = None
    for step in steps:
        try:
            step()
        except Exception as error:  # noqa: BLE001 one step keeps no other from being done
            failed = failed or error
    if failed is not None:
        raise failed


def erase(now: datetime) -> None:
    """Erase what has been kept long enough, where the municipality has turned it on."""
    today = now.astimezone(COPENHAGEN).date()
    deque(due_erase(actor=OPERATOR, on=today), maxlen=0)


def calendars(now: datetime) -> None:
    """Read the calendars outside that are due."""
    calendars_fetch(now=now)


def waiting(now: datetime) -> None:
    """Tell those on the waiting lists of times that have come free."""
    waiting_round(now=now)


def seats(now: datetime) -> None:
    """Move up whoever waits for a seat that has come free."""
    meetings_fill(now=now)


def invitations(now: datetime) -> None:
    """Remind of invitations that soon run out, and hand over those that have."""
    invitations_round(now=now)


def letters(now: datetime) -> None:
    """Hand letters to citizens to the carrier there is."""
    letters_carry(now=now)


def case_system(now: datetime) -> None:
    """Hand closed conversations and decisions to the case system, where one is set up."""
    events_deliver(now=now)


def ads(now: datetime) -> None:
    """Read the feed of job ads, where there is one."""
    ads_fetch(now=now)


def net(now: datetime) -> None:
    """Go through the net: who needs a human, whose it is, who has heard of it."""
    net_round(now=now)


def overview(now: datetime) -> None:
    """Reckon what the lead's front page tells."""
    overview_write(now=now)


def timetable(*, erase_nightly: bool) -> tuple[Entry, ...]:
    """The lines of the timetable; erasing cases is one only where it is asked for."""
    asked_for = (Entry("erase", erase, at_night),) if erase_nightly else ()
    return (
        Entry("seal", seal, every_sealing),
        Entry("nightly", nightly, at_night),
        Entry("calendars", calendars, every_fetch),
        Entry("waiting", waiting, every_waiting_round),
        Entry("seats", seats, every_filling),
        Entry("invitations", invitations, every_invitation_round),
        Entry("letters", letters, every_letter_round),
        Entry("ads", ads, every_ad_reading),
        Entry("net", net, at_night),
        Entry("overview", overview, at_night),
        Entry("case_system", case_system, every_case_round),
        *asked_for,
    )


TIMETABLE = timetable(erase_nightly=settings.STAASTED.erase_nightly)
