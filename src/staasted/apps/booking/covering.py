"""What colleagues who are away hold in the days to come: read by whoever covers for them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.access import PurposeNeeded, role_require
from staasted.apps.citizens.chosen import nameless
from staasted.apps.citizens.reach import Reach, on_open_cases, with_reach
from staasted.apps.org.selectors import absent_on
from staasted.core.axes import SEATED

AHEAD = timedelta(days=14)
"""How far ahead whoever covers sees what is booked. Source: decision 0039."""


def bookings_covered(actor: Actor, *, on: date, now: datetime) -> Sequence[Booking]:
    """What the team mates who are away that day hold from now on, in order of time.

    A case that is not open to the actor is left out. ``own`` says whether the citizen is of the
    own caseload; else a protected name is not shown. Seats are the meeting's. Errors:
    AccessRefused; PurposeNeeded.
    """
    role_require(actor, Role.COUNSELLOR)
    if not actor.purpose:
        raise PurposeNeeded
    away = [person.pk for person in absent_on(on=on, team_id=actor.team_id)]
    held = Booking.objects.select_related("citizen__person", "counsellor", "place", "room")
    held = (
        on_open_cases(held, actor, on=on)
        .filter(
            counsellor__in=[key for key in away if key != actor.person_id],
            outcome=None,
            ends_at__gt=now,
            starts_at__lt=now + AHEAD,
        )
        .exclude(form__in=SEATED)
    )
    rows = with_reach(held, actor, on=on, citizen="citizen_id").exclude(reach=None)
    found = list(rows.order_by("starts_at", "id"))
    for booking in found:
        booking.own = booking.reach == Reach.OWN
    nameless([booking.citizen for booking in found if not booking.own])
    note(booking.citizen.public_id for booking in found if booking.own)
    others = [booking.citizen.public_id for booking in found if not booking.own]
    if others:
        note(others, purpose=actor.purpose)
    return found
