"""What stands around a case and ends with it, and who has the case when it opens again.

Called inside a transaction that holds the people and the cases. No row is deleted.
"""

from datetime import date

from django.db.models import Q, QuerySet

from staasted.apps.audit.actor import Actor
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.models import Citizen, CounsellorAssignment, PartnerInvitation, Power
from staasted.apps.citizens.services import counsellor_assign
from staasted.apps.org.clock import clock
from staasted.apps.org.dated import DAY, beyond, row_end
from staasted.apps.org.models import Person


def assignment_end(*, citizen: Citizen, on: date) -> None:
    """End the citizen's coach on a day (inclusive), or on the day it began where that is later.

    A coach who is to come later never does.
    """
    for held in CounsellorAssignment.objects.filter(beyond(on), citizen=citizen):
        begun = held.from_on <= clock.today()
        row_end(held, last=max(held.from_on, on) if begun else on)


def assignment_give(*, citizen: Citizen, counsellor: Person, from_on: date) -> None:
    """Give a coach to a citizen without one; one who ended that day or later ends the day before.

    The same coach goes on where they left.
    """
    held = CounsellorAssignment.objects.filter(beyond(from_on - DAY), citizen=citizen)
    same = held.filter(counsellor=counsellor, from_on__lte=from_on).first()
    if same is None:
        counsellor_assign(citizen=citizen, counsellor=counsellor, from_on=from_on)
        return
    for other in held.exclude(pk=same.pk):
        row_end(other, last=from_on - DAY)
    same.to_on = None
    same.save(update_fields=["to_on"])


def invitations_end(*, citizen: Citizen, on: date) -> None:
    """End every partner's invitation on a day (inclusive), or on the day it began where later."""
    rows = PartnerInvitation.objects.filter(citizen=citizen, to_on__gte=on, ended_at=None)
    for held in rows:
        held.to_on, held.ended_at = max(held.from_on, on), clock.now()
        held.save(update_fields=["to_on", "ended_at"])


def powers_standing(person: Person) -> QuerySet[Power]:
    """The powers somebody holds over others that nobody has ended."""
    return Power.objects.filter(representative=person, ended_at=None)


def powers_lapse(*, actor: Actor, person: Person, on: date) -> None:
    """End the powers over somebody who has died, and those they held over others. Each is logged.

    On the day of death (inclusive), or on the day it began where that is later.
    """
    over = Power.objects.filter(citizen__person=person, ended_at=None)
    lasting = Q(to_on=None) | Q(to_on__gte=on)
    for held in (over | powers_standing(person)).filter(lasting).select_related("citizen"):
        held.to_on, held.ended_at = max(held.from_on, on), clock.now()
        held.save(update_fields=["to_on", "ended_at"])
        act_log(
            actor=actor,
            act="power_end",
            at=held.ended_at,
            citizens=[held.citizen.public_id],
            subject=held.public_id,
        )
