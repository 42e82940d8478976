"""The demo's invitations: somebody is asked to book, somebody has not done it in time, and somebody
is asked to book what nobody else is shown."""

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

PURPOSE, KEPT = "skills_and_courses", "before_rehabilitation_team"
LATE = timedelta(days=11)
"""How long ago somebody was asked who has not booked."""
LEAST = 8


def invitations_write(cases: Sequence[Citizen], *, on: date) -> None:
    """Ask one of each coach's citizens to book today; the next was asked and let the days pass, and
    the third is asked to book a purpose that is shown by invitation alone."""
    done: dict[int, int] = {}
    for case in cases:
        coach = counsellor_of(case, on=on)
        if coach is None or case.person.protected:
            continue
        mine = done.setdefault(coach.pk, 0)
        kinds = ({}, {"late": True}, {"purpose": KEPT})
        if mine < len(kinds) and _asked(case, coach, **kinds[mine]):
            done[coach.pk] += 1


def _asked(case: Citizen, coach: Person, *, late: bool = False, purpose: str = PURPOSE) -> bool:
    """Whether the citizen could be asked; what the law or the calendar forbids is left alone."""
    actor = actor_for(person=coach, role=Role.COUNSELLOR)
    days = LEAST if late else catalog().policy["invitation_days"]
    asking = Asking(catalog().purposes[purpose], coach, days, guided=True)
    with clock.pinned(clock.now() - LATE if late else clock.now()):
        try:
            row = invitation_make(actor=actor, citizen=case, asking=asking)
        except DomainError:
            return False
    return isinstance(row, Invitation)
