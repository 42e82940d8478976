"""What is logged of a meeting: codes, moments and public ids, never its title or what was said."""

from collections.abc import Iterable

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.models import Citizen
from staasted.apps.meetings.models import GroupMeeting
from staasted.apps.org.clock import clock


def seat_logged(actor: Actor, act: str, meeting: GroupMeeting, citizen: Citizen) -> None:
    """Log an act about one citizen's seat."""
    meeting_logged(actor, act, meeting, citizens=[citizen])


def meeting_logged(
    actor: Actor,
    act: str,
    meeting: GroupMeeting,
    *,
    citizens: Iterable[Citizen] = (),
    **facts: object,
) -> None:
    """Log an act about a meeting, and whom it concerns."""
    act_log(
        actor=actor,
        act=act,
        at=clock.now(),
        citizens=[citizen.public_id for citizen in citizens],
        subject=meeting.public_id,
        facts={
            "starts_at": meeting.starts_at.isoformat(),
            "form": meeting.form,
            "seats": meeting.seats,
            **facts,
        },
    )
