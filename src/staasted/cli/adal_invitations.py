"""The demo's invitations: somebody is asked to book, and somebody has not done it in time."""

from collections.abc import Sequence
from datetime import date, timedelta

from staasted.apps.audit.actor import Role
from staasted.apps.citizens.access import Citizen
from staasted.apps.citizens.selectors import counsellor_of
from staasted.apps.invitations.access import Invitation
from staasted.apps.invitations.services import Asking, invitation_make
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import Person, actor_for
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError

PURPOSE = "skills_and_courses"
LATE = timedelta(days=11)
"""How long ago somebody was asked who has not booked."""
LEAST = 8


def invitations_write(cases: Sequence[Citizen], *, on: date) -> None:
    """Ask one of each coach's citizens to book today; the next was asked and let the days pass."""
    done: dict[int, list[bool]] = {}
    for case in cases:
        coach = counsellor_of(case, on=on)
        if coach is None or case.person.protected:
            continue
        mine = done.setdefault(coach.pk, [])
        if len(mine) < 2 and _asked(case, coach, late=bool(mine)):  # noqa: PLR2004 # one of each
            mine.append(True)


def _asked(case: Citizen, coach: Person, *, late: bool) -> bool:
    """Whether the citizen could be asked; what the law or the calendar forbids is left alone."""
    actor = actor_for(person=coach, role=Role.COUNSELLOR)
    days = LEAST if late else catalog().policy["invitation_days"]
    asking = Asking(catalog().purposes[PURPOSE], coach, days, guided=True)
    with clock.pinned(clock.now() - LATE if late else clock.now()):
        try:
            row = invitation_make(actor=actor, citizen=case, asking=asking)
        except DomainError:
            return False
    return isinstance(row, Invitation)
