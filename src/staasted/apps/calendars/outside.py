"""A counsellor's calendars outside: told of, sent, and taken away again by their owner."""

import logging
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from staasted.apps.audit.actor import OPERATOR, Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.calendars.lines import FILE_BYTES, CalendarRefused
from staasted.apps.calendars.models import NAME_LONGEST, OutsideCalendar
from staasted.apps.calendars.taking_in import busy_of, times_let_go, times_take, window_of
from staasted.apps.citizens.access import NotYours
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.apps.org.members import person_lock
from staasted.apps.org.models import Person
from staasted.apps.org.sealing import text_seal
from staasted.apps.org.selectors import person_of, roles_on
from staasted.core.errors import DomainError
from staasted.ports import adapters
from staasted.ports.scanning import ScannerAway

__all__ = ["MOST_EACH", "NAME_LONGEST"]

MOST_EACH = 5
"""Calendars of one counsellor. Source: decision 0030."""
HTTPS, WEBCAL = "https://", "webcal://"

_log = logging.getLogger(__name__)


@transaction.atomic
def calendar_tell(*, actor: Actor, name: str, address: str) -> OutsideCalendar:
    """Tell of a calendar at an address; the worker reads it soon.

    Errors: AccessRefused; DomainError ``calendar_address``, ``calendar_name_taken``,
    ``calendars_enough``.
    """
    owner = _owner(actor)
    written = address.strip()
    if written.lower().startswith(WEBCAL):
        written = HTTPS + written[len(WEBCAL) :]
    source = adapters.calendar_source()
    if source is None or not source.accepts(written):
        raise DomainError("calendar_address")
    if _named(owner, name).exists():
        raise DomainError("calendar_name_taken", name=name)
    return _made(actor, owner, name, text_seal(written))


def calendar_send(*, actor: Actor, name: str, chunks: Iterable[bytes]) -> OutsideCalendar:
    """Take in a file instead of an address; one of the same name takes the place of the last.

    The file itself is not kept. Errors: AccessRefused; DomainError ``calendar_infected``,
    ``calendar_scanner_away``, ``calendar_too_large`` and what else a file is refused for,
    ``calendar_name_taken``, ``calendars_enough``.
    """
    role_require(actor, Role.COUNSELLOR)
    now, owner = clock.now(), person_of(actor)
    window = window_of(file=True, now=now)
    try:
        content = _scanned(_bounded(chunks))
        busy = busy_of(content, owner=owner, window=window)
    except CalendarRefused as refused:
        raise DomainError(f"calendar_{refused.code}") from refused
    with transaction.atomic():
        owner = _owner(actor)
        calendar = _named(owner, name).first()
        if calendar is not None and calendar.address_sealed:
            raise DomainError("calendar_name_taken", name=name)
        if calendar is None:
            calendar = _made(actor, owner, name, "")
        else:
            _logged(actor, "calendar_send", calendar)
        times_take(calendar, busy, window=window, now=now)
    return calendar


@transaction.atomic
def calendar_remove(*, actor: Actor, public_id: str) -> None:
    """Take a calendar of one's own away, with its times. Errors: AccessRefused, NotYours."""
    found = OutsideCalendar.objects.filter(person=_owner(actor), public_id=public_id).first()
    if found is None:
        raise NotYours
    _logged(actor, "calendar_remove", found)
    times_let_go(found)


@transaction.atomic
def calendars_expire() -> int:
    """Take away the calendars of those who are no counsellors any more; how many."""
    owners = Person.objects.filter(outside_calendars__isnull=False).distinct()
    gone = 0
    for owner in owners:
        if Role.COUNSELLOR not in roles_on(person_id=owner.pk, on=clock.today()):
            for calendar in OutsideCalendar.objects.filter(person=owner):
                _logged(OPERATOR, "calendar_remove", calendar)
                times_let_go(calendar)
                gone += 1
    return gone


def _owner(actor: Actor) -> Person:
    """The counsellor who acts, locked, so that of two at once none is one too many."""
    role_require(actor, Role.COUNSELLOR)
    owner = person_of(actor)
    person_lock(owner)
    return owner


def _named(owner: Person, name: str) -> QuerySet[OutsideCalendar]:
    return OutsideCalendar.objects.filter(person=owner, name=name)


def _made(actor: Actor, owner: Person, name: str, sealed: str) -> OutsideCalendar:
    if OutsideCalendar.objects.filter(person=owner).count() >= MOST_EACH:
        raise DomainError("calendars_enough", most=MOST_EACH)
    now = clock.now()
    calendar = OutsideCalendar.objects.create(
        person=owner, name=name, address_sealed=sealed, made_at=now, next_try_at=now
    )
    _logged(actor, "calendar_tell" if sealed else "calendar_send", calendar)
    return calendar


def _logged(actor: Actor, act: str, calendar: OutsideCalendar) -> None:
    act_log(actor=actor, act=act, at=clock.now(), subject=calendar.public_id)


def _bounded(chunks: Iterable[bytes]) -> bytes:
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > FILE_BYTES:
            raise CalendarRefused("too_large")
    return bytes(content)


def _scanned(content: bytes) -> bytes:
    """The content, once it has been looked at where a scanner is set up (decision 0022)."""
    scanner = adapters.scanner()
    if scanner is None:
        return content
    try:
        found = scanner.found_in(content)
    except ScannerAway as away:
        _log.error("calendar refused reason=scanner_away code=%s", away.code)
        raise CalendarRefused("scanner_away") from away
    if found:
        _log.warning("calendar refused reason=infected")
        raise CalendarRefused("infected")
    return content
