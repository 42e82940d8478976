"""Opening cases and recording what other systems know. Called inside a transaction."""

from datetime import date

from django.db.models import Q

from staasted.apps.audit.actor import Role
from staasted.apps.citizens.models import (
    BenefitPeriod,
    CaseloadHandOver,
    Citizen,
    CounsellorAssignment,
    PartnerInvitation,
    Power,
)
from staasted.apps.org.clock import clock
from staasted.apps.org.dated import DAY, beyond, row_end
from staasted.apps.org.models import Person
from staasted.apps.org.services import role_grant


def case_open(*, person: Person, municipality_code: str, opened_on: date) -> Citizen:
    """Open a person's case and give them the citizen's room."""
    citizen = Citizen.objects.create(
        person=person, municipality_code=municipality_code, opened_on=opened_on
    )
    role_grant(person=person, role=Role.CITIZEN, from_on=opened_on)
    return citizen


def case_lock(citizen: Citizen) -> None:
    """Hold the case until the transaction ends, so that one act on it waits for another."""
    Citizen.objects.select_for_update().only("pk").get(pk=citizen.pk)


def period_record(
    *,
    citizen: Citizen,
    benefit: str,
    target_group: str,
    starts_on: date,
    first_request_on: date | None,
    ends_on: date | None = None,
) -> BenefitPeriod:
    """Record a benefit period; its group is the one the law's windows follow from then on.

    Errors: IntegrityError where one is open or known already.
    """
    return BenefitPeriod.objects.create(
        citizen=citizen,
        benefit=benefit,
        target_group=target_group,
        group_at_start=target_group,
        starts_on=starts_on,
        first_request_on=first_request_on,
        ends_on=ends_on,
    )


def period_change(
    *,
    period: BenefitPeriod,
    target_group: str,
    first_request_on: date | None,
    ends_on: date | None = None,
) -> None:
    """Change what is known of a benefit period; the first group known of it stays as it was."""
    period.target_group = target_group
    period.group_at_start = period.group_at_start or target_group
    period.first_request_on = first_request_on
    period.ends_on = ends_on
    period.save(update_fields=["target_group", "group_at_start", "first_request_on", "ends_on"])


def counsellor_assign(
    *,
    citizen: Citizen,
    counsellor: Person,
    from_on: date,
    hand_over: CaseloadHandOver | None = None,
) -> None:
    """Give a citizen a counsellor from a day; whoever it was ends the day before.

    A second change from the same day, or an earlier one, replaces the first.
    """
    held = CounsellorAssignment.objects.filter(beyond(from_on - DAY), citizen=citizen)
    if held.filter(counsellor=counsellor, to_on=None, from_on__lte=from_on).exists():
        return
    for row in held:
        row_end(row, last=from_on - DAY)
    CounsellorAssignment.objects.create(
        citizen=citizen, counsellor=counsellor, from_on=from_on, hand_over=hand_over
    )


def assignment_end(*, citizen: Citizen, on: date) -> None:
    """End the citizen's coach on a day (inclusive), or on the day it began where that is later."""
    for held in CounsellorAssignment.objects.filter(citizen=citizen, to_on=None):
        held.to_on = max(held.from_on, on)
        held.save(update_fields=["to_on"])


def assignment_give(*, citizen: Citizen, counsellor: Person, from_on: date) -> None:
    """Give a coach to a citizen without one; one who ended that day or later ends the day before.

    The same coach goes on where they left.
    """
    held = CounsellorAssignment.objects.filter(citizen=citizen, withdrawn=False)
    last = held.filter(to_on__gte=from_on).first()
    if last is not None and last.counsellor_id == counsellor.pk:
        last.to_on = None
        last.save(update_fields=["to_on"])
        return
    if last is not None:
        row_end(last, last=from_on - DAY)
    CounsellorAssignment.objects.create(citizen=citizen, counsellor=counsellor, from_on=from_on)


def invitations_end(*, citizen: Citizen, on: date) -> None:
    """End every partner's invitation on a day (inclusive); those that have not begun go."""
    held = PartnerInvitation.objects.filter(citizen=citizen, to_on__gte=on, ended_at=None)
    held.filter(from_on__gt=on).delete()
    held.update(to_on=on, ended_at=clock.now())


def powers_lapse(*, citizen: Citizen, on: date) -> None:
    """End every power on a day (inclusive), or on the day it began where that is later."""
    given = Power.objects.filter(citizen=citizen, ended_at=None)
    for held in given.filter(Q(to_on=None) | Q(to_on__gte=on)):
        held.to_on, held.ended_at = max(held.from_on, on), clock.now()
        held.save(update_fields=["to_on", "ended_at"])
