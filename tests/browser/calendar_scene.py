"""A counsellor's other calendars, in each state the pages show."""

from datetime import timedelta

from staasted.apps.calendars.models import OutsideCalendar
from staasted.apps.calendars.outside import calendar_send, calendar_tell
from staasted.apps.org.clock import clock
from tests.apps.ics import file_of
from tests.town import NOON, Town


def busy_elsewhere(place: Town) -> None:
    """Karen's other calendars: one that works, one that fails, and a file with odd parts."""
    with clock.pinned(NOON - timedelta(days=1)):
        told = {"actor": place.counsellor(), "address": "https://calendar.example/x.ics"}
        works, fails = (calendar_tell(name=name, **told) for name in ("Outlook", "Privat"))
        odd = file_of(("DTSTART;TZID=Mars:20260701T090000", "DURATION:PT1H"), ("DTSTART:nej",))
        calendar_send(actor=place.counsellor(), name="Vagtplan", chunks=[odd])
    read = {"tried_at": NOON, "next_try_at": NOON + timedelta(minutes=20), "times": 14}
    OutsideCalendar.objects.filter(pk=works.pk).update(ok_at=NOON, **read)
    failing = {"ok_at": NOON - timedelta(hours=5), "failing_since": NOON - timedelta(hours=4)}
    row = OutsideCalendar.objects.filter(pk=fails.pk)
    row.update(problem="needs_login", **failing, **read)
