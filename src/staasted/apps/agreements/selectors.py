"""Reading agreements of a case that access has opened."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from staasted.apps.agreements.limits import has_lapsed
from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.states import State
from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.citizens.models import Citizen


class Standing(NamedTuple):
    """What stands between the two now: the agreement in force, the proposal that waits."""

    in_force: ContactAgreement | None
    proposed: ContactAgreement | None


def agreements_standing(citizen: Citizen) -> Standing:
    """The agreement in force and the proposal that waits, in one query.

    A proposal nobody answered in time no longer waits, marked as lapsed or not.
    """
    standing = [State.IN_FORCE, State.PROPOSED]
    held = ContactAgreement.objects.filter(citizen=citizen, state__in=standing)
    by_state = {agreement.state: agreement for agreement in held if not has_lapsed(agreement)}
    return Standing(by_state.get(State.IN_FORCE), by_state.get(State.PROPOSED))


def agreement_in_force(citizen: Citizen) -> ContactAgreement | None:
    """The agreement in force, if there is one."""
    return agreements_standing(citizen).in_force


def agreement_proposed(citizen: Citizen) -> ContactAgreement | None:
    """The proposal that waits for the citizen, if there is one."""
    return agreements_standing(citizen).proposed


def newest_channel(citizen: Citizen) -> str:
    """The channel of the newest agreement or proposal, whatever became of it; may be empty."""
    made = ContactAgreement.objects.filter(citizen=citizen).order_by("-id")
    return made.values_list("channel", flat=True).first() or ""


def agreement_history(citizen: Citizen) -> Sequence[ContactAgreement]:
    """Every agreement and proposal, newest first."""
    return list(ContactAgreement.objects.filter(citizen=citizen).order_by("-id"))


def agreements_in_force(citizen_ids: Iterable[int] | None) -> dict[int, ContactAgreement]:
    """The agreement in force of each citizen that has one; None asks for everybody."""
    if citizen_ids is None:
        held = list(ContactAgreement.objects.filter(state=State.IN_FORCE))
    else:
        held = _in_force.among(list(citizen_ids))
    return {agreement.citizen_id: agreement for agreement in held}


@Prepared
def _in_force(given: Given, places: int) -> QuerySet[ContactAgreement]:
    held = ContactAgreement.objects.filter(state=State.IN_FORCE)
    return held.filter(citizen__id__in=given.keys("keys", places))


def agreed_within(held: Iterable[ContactAgreement], *, first: date, last: date) -> set[int]:
    """The citizens whose agreement names a next contact in those days, both inclusive."""
    return {a.citizen_id for a in held if a.next_to is not None and first <= a.next_to <= last}
