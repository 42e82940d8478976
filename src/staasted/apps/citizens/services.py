"""Opening cases and recording what other systems know. Called inside a transaction."""

from collections.abc import Iterable
from datetime import date

from staasted.apps.audit.actor import Role
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import (
    BenefitPeriod,
    CaseloadHandOver,
    Citizen,
    CounsellorAssignment,
)
from staasted.apps.org.dated import DAY, beyond, row_end
from staasted.apps.org.models import Person
from staasted.apps.org.services import role_grant
from staasted.core.errors import DomainError


def case_open(*, person: Person, municipality_code: str, opened_on: date) -> Citizen:
    """Open a person's case and give them the citizen's room."""
    citizen = Citizen.objects.create(
        person=person, municipality_code=municipality_code, opened_on=opened_on
    )
    role_grant(person=person, role=Role.CITIZEN, from_on=opened_on)
    return citizen


def case_lock(*cases: Citizen) -> None:
    """Hold cases until the transaction ends, in one order, so that acts on them take turns.

    People are held before, what hangs on the case after (decision 0020, "One order of locks").
    Without their keys: a row that points at a case does not wait for it.
    """
    cases_lock(case.pk for case in cases)


def cases_lock(keys: Iterable[int]) -> None:
    """As ``case_lock``, of the keys of cases that have not been read."""
    rows = Citizen.objects.select_for_update(no_key=True).filter(pk__among=list(keys))
    list(rows.order_by("pk").values_list("pk"))


def open_case_lock(citizen: Citizen) -> None:
    """Hold an open case, as ``case_lock``. Errors: DomainError ``case_closed``."""
    case_lock(citizen)
    if not Citizen.objects.filter(pk=citizen.pk, closed_on=None).exists():
        raise DomainError("case_closed")


def kept_case_lock(citizen: Citizen) -> None:
    """Hold a case, open or closed, as ``case_lock``. Errors: NotYours where it is erased by now."""
    case_lock(citizen)
    if not Citizen.objects.filter(pk=citizen.pk).exists():
        raise NotYours


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


def counsellor_assign(
    *,
    citizen: Citizen,
    counsellor: Person,
    from_on: date,
    hand_over: CaseloadHandOver | None = None,
    reason: str = "",
) -> None:
    """Give a citizen a counsellor from a day; whoever it was ends the day before.

    A second change from the same day, or an earlier one, replaces the first. ``reason`` is for
    the new counsellor to read.
    """
    held = CounsellorAssignment.objects.filter(beyond(from_on - DAY), citizen=citizen)
    if held.filter(counsellor=counsellor, to_on=None, from_on__lte=from_on).exists():
        return
    for row in held:
        row_end(row, last=from_on - DAY)
    CounsellorAssignment.objects.create(
        citizen=citizen,
        counsellor=counsellor,
        from_on=from_on,
        hand_over=hand_over,
        reason=reason,
    )
