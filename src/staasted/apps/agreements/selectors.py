"""Reading agreements of a case that access has opened."""

from collections.abc import Iterable, Mapping, Sequence
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
    held = _standing()(citizen=citizen.pk)
    by_state = {agreement.state: agreement for agreement in held if not has_lapsed(agreement)}
    return Standing(by_state.get(State.IN_FORCE), by_state.get(State.PROPOSED))


@Prepared
def _standing(given: Given) -> QuerySet[ContactAgreement]:
    standing = [State.IN_FORCE, State.PROPOSED]
    return ContactAgreement.objects.filter(citizen=given.key("citizen"), state__in=standing)


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


def agreements_in_force(citizen_ids: Iterable[int]) -> dict[int, ContactAgreement]:
    """The agreement in force of each of these citizens that has one."""
    return {held.citizen_id: held for held in _in_force.among(list(citizen_ids))}


@Prepared
def _in_force(given: Given, places: int) -> QuerySet[ContactAgreement]:
    held = ContactAgreement.objects.filter(state=State.IN_FORCE)
    return held.filter(citizen__id__in=given.keys("keys", places))


def days_agreed() -> dict[int, date | None]:
    """Everybody with an agreement in force: the last day of the next contact, if it names one."""
    return dict(_days_agreed()())


@Prepared
def _days_agreed(_: Given) -> QuerySet[ContactAgreement]:
    held = ContactAgreement.objects.filter(state=State.IN_FORCE)
    return held.order_by("id").values_list("citizen_id", "next_to")


def agreed_within(held: Mapping[int, date | None], *, first: date, last: date) -> set[int]:
    """The citizens who have agreed a next contact in those days, both inclusive."""
    return {pk for pk, day in held.items() if day is not None and first <= day <= last}
